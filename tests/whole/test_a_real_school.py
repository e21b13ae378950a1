"""The main job on real input, without a demo: from an empty database to a published summary."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from school.people.models import SchoolClass, Student, User

ROSTER = "学号,姓名,入学年份,班号\n0012024001,林一诺,2024,2\n0012024002,宋沐宸,2024,2\n"
TEXT = "各班教师登门走访，落实率为{{ visits.coverage }}。"


def run(command, **options):
    call_command(command, stdout=io.StringIO(), **options)


@pytest.fixture
def people(db, now):
    """The accounts of a school that was founded, furnished and staffed from the command line."""
    run(
        "found_school",
        name="海桐路小学",
        short_name="海桐",
        admin_username="office",
        admin_name="曲老师",
    )
    run("furnish_school", username="office")
    for number, (username, post) in enumerate(
        {
            "xiaozhang": "principal",
            "deyu": "moral_director",
            "jiaowu": "teaching_director",
        }.items()
    ):
        run(
            "appoint",
            by="office",
            staff_number=f"1{number}",
            name=username,
            post=post,
            username=username,
        )
    return lambda username: User.objects.get(username=username)


def test_a_roster_becomes_a_visit_becomes_a_figure_in_a_published_summary(
    people, as_user, django_capture_on_commit_callbacks
):
    jiaowu, deyu = as_user(people("jiaowu")), as_user(people("deyu"))

    # The director of teaching imports the roster: looked at first, then confirmed.
    def upload():
        return SimpleUploadedFile("名册.csv", ROSTER.encode("gb18030"), "text/csv")

    checked = jiaowu.post(
        "/api/v1/roster-imports/check/", {"file": upload()}, format="multipart"
    ).json()
    assert checked["counts"] == {"create": 2, "update": 0, "skip": 0, "conflict": 0}
    assert not Student.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = jiaowu.post(
            "/api/v1/roster-imports/",
            {"file": upload(), "digest": checked["digest"]},
            format="multipart",
            HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()),
        )
    assert confirmed.status_code == 201, confirmed.json()
    imported = jiaowu.get("/api/v1/roster-imports/").json()["results"][0]
    assert (imported["state"], imported["rows_written"]) == ("done", 2)
    assert SchoolClass.objects.count() == 1
    lin = Student.objects.get(student_number="0012024001")

    # The homeroom teacher is appointed; the moral director registers why Lin is visited.
    run(
        "appoint",
        by="office",
        staff_number="0042",
        name="于老师",
        post="homeroom_teacher",
        school_class="2024-2",
        username="yulaoshi",
    )
    registered = deyu.post(
        "/api/v1/circumstances/",
        {
            "student": str(lin.pk),
            "category": "economic_hardship",
            "starts_on": "2026-09-01",
            "source": "民政认定",
        },
    )
    assert registered.status_code == 201, registered.json()
    teacher = as_user(people("yulaoshi"))
    owed = teacher.get("/api/v1/obligations/").json()["results"]
    assert [(row["student"]["name"], row["state"]) for row in owed] == [("林一诺", "due")]

    # She visits.
    body = {
        "student": str(lin.pk),
        "visited_on": "2026-11-22",
        "channel": "on_site",
        "outcome": "done",
        "integrity": True,
        "purposes": ["economic_hardship"],
    }
    key = str(uuid.uuid4())
    first = teacher.post("/api/v1/home-visits/", body, HTTP_IDEMPOTENCY_KEY=key)
    again = teacher.post("/api/v1/home-visits/", body, HTTP_IDEMPOTENCY_KEY=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]

    # The principal's figure opens down to the visit.
    principal = as_user(people("xiaozhang"))
    figures = principal.get("/api/v1/figures/?term=current").json()["results"]
    coverage = next(one for one in figures if one["code"] == "visits.coverage")
    assert coverage["value"] == {"part": 1, "whole": 1}
    made = principal.get("/api/v1/figures/visits.made/records/").json()
    assert [row["id"] for row in made["results"]] == [first.json()["id"]]

    # Compiled, written, submitted, signed, published: each by who may.
    term = principal.get("/api/v1/me/").json()["current_term"]["id"]
    with django_capture_on_commit_callbacks(execute=True):
        asked = deyu.post("/api/v1/summaries/", {"term": term})
    assert asked.status_code == 202
    summary = f"/api/v1/summaries/{asked.json()['id']}/"
    draft = deyu.get(summary).json()
    assert (draft["state"], draft["progress"]["done"]) == ("draft", draft["progress"]["total"])
    for section in draft["sections"]:
        change = {"text": TEXT} if section["number"] == 4 else {"not_applicable": True}
        saved = deyu.patch(
            f"{summary}sections/{section['id']}/", change, HTTP_IF_MATCH=f'"{section["version"]}"'
        )
        assert saved.status_code == 200, saved.json()
    for client, act in (
        (deyu, "submit"),
        (jiaowu, "approve"),
        (principal, "approve"),
        (principal, "publish"),
    ):
        done = client.post(f"{summary}{act}/", {})
        assert done.status_code == 200, (act, done.json())

    # One child of one: a small cell. The parents read no count that names a family.
    published = principal.get("/api/v1/publications/").json()["results"]
    document = principal.get(f"/api/v1/publications/{published[0]['id']}/document/")
    page = document.content.decode()
    assert document["Content-Type"].startswith("text/html")
    assert "各班教师登门走访" in page
    assert "林一诺" not in page
    assert "1/1" not in page
    assert "1人" not in page

"""Terms are opened and moved while nobody has read about them; cohorts are divided anew."""

import datetime
import uuid

import pytest

from school.people.models import Placement, Resplit, SchoolClass, Term
from school.summaries.models import Publication
from tests.factories import people
from tests.people.files import xlsx
from tests.whole.world import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("now", "term")
TERMS = "/api/v1/terms/"
DAYS = {
    "window_opens_on": "2027-02-01",
    "window_closes_on": "2027-07-10",
    "stages": [{"stage": "primary", "starts_on": "2027-03-01", "ends_on": "2027-07-09"}],
    "holidays": [{"name": "劳动节", "starts_on": "2027-05-01", "ends_on": "2027-05-05"}],
}


def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


@pytest.fixture
def client(as_user, teaching_director):
    return as_user(teaching_director)


def change(client, term, version=1, **body):
    return client.patch(
        f"{TERMS}{term.pk}/", {**DAYS, **body}, headers={"If-Match": f'"{version}"'}
    )


@pytest.mark.parametrize("who", ["admin", "teaching_director"])
def test_a_term_is_opened_and_its_days_are_changed(as_user, request, who):
    hers = as_user(request.getfixturevalue(who))

    made = hers.post(TERMS, {"first_year": 2026, "ordinal": 2, **DAYS}, headers=key())
    term = Term.objects.get(pk=made.json()["id"])
    moved = change(hers, term, holidays=[])
    late = change(hers, term)

    assert (made.status_code, moved.status_code, late.status_code) == (201, 200, 412)
    assert made.json()["holidays"][0]["name"] == "劳动节"
    assert (moved.json()["holidays"], moved.json()["version"]) == ([], 2)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"window_opens_on": "2027-01-31"}, "windows_overlap"),
        ({"window_closes_on": "2027-01-31"}, "before_start"),
        ({"window_closes_on": "2028-07-10"}, "too_long"),
        ({"stages": []}, "required"),
        ({"stages": [*DAYS["stages"], *DAYS["stages"]]}, "twice"),
        (
            {"stages": [{"stage": "primary", "starts_on": "2027-01-20", "ends_on": "2027-07-09"}]},
            "outside_window",
        ),
        (
            {"holidays": [{"name": "五一", "starts_on": "2027-05-05", "ends_on": "2027-05-01"}]},
            "before_start",
        ),
        ({"first_year": 2030}, "other_year"),
        ({"ordinal": 1}, "term_exists"),
    ],
)
def test_days_that_do_not_fit_are_refused_whole(client, body, code):
    answer = client.post(TERMS, {"first_year": 2026, "ordinal": 2, **DAYS, **body}, headers=key())

    found = answer.json()
    assert answer.status_code in (400, 409)
    assert code in [found["code"], *(line["code"] for line in found["errors"])]
    assert Term.objects.count() == 1


def test_a_term_whose_summary_was_published_is_not_moved(world, client):  # noqa: F811
    past = Publication.objects.get().term

    answer = change(
        client,
        past,
        window_opens_on="2026-02-01",
        window_closes_on="2026-07-09",
        stages=[{"stage": "primary", "starts_on": "2026-03-02", "ends_on": "2026-07-09"}],
        holidays=[],
    )

    assert answer.json()["code"] == "term_published"
    past.refresh_from_db()
    assert past.window_closes_on == datetime.date(2026, 7, 10)
    assert past.stages.count() == 1


# ---- classes -------------------------------------------------------------------------------


def test_a_class_of_the_coming_cohort_is_listed_for_its_first_year(client):
    body = {"cohort_year": 2027, "number": 1}

    made = client.post("/api/v1/school-classes/", body, headers=key())
    again = client.post("/api/v1/school-classes/", body, headers=key())

    assert (made.status_code, made.json()["name"]) == (201, "一年级(1)班")
    assert again.json()["code"] == "class_exists"
    shown = client.get("/api/v1/school-classes/?on=2027-09-01").json()["results"]
    assert [one["name"] for one in shown] == ["一年级(1)班"]
    assert client.get("/api/v1/school-classes/").json()["results"] == []


@pytest.fixture
def cohort(school):
    """Six children in two classes of one cohort."""
    rows = [people.SchoolClass(school=school, cohort_year=2023, number=n) for n in (1, 2)]
    children = [people.Student(school=school, student_number=f"2023{n:02}") for n in range(6)]
    for place, child in enumerate(children):
        people.Placement(student=child, school_class=rows[place // 3])
    return children


def divided(cohort, numbers, **more):
    return {
        "cohort_year": 2023,
        "starts_on": "2026-11-30",
        "classes": 3,
        "rows": [
            {"student_number": child.student_number, "number": number}
            for child, number in zip(cohort, numbers, strict=True)
        ],
        **more,
    }


def test_a_cohort_is_divided_anew_after_a_look_at_the_plan(client, cohort):
    body = divided(cohort, [1, 2, 3, 1, 2, 3])
    plan = client.post("/api/v1/resplits/check/", body).json()
    assert (plan["moved"], plan["stayed"], plan["problems"]) == (4, 2, [])
    assert [(s["number"], s["students"], s["is_new"]) for s in plan["sizes"]] == [
        (1, 2, False),
        (2, 2, False),
        (3, 2, True),
    ]
    assert not SchoolClass.objects.filter(number=3, cohort_year=2023).exists()
    headers, whole = key(), {**body, "digest": plan["digest"], "reason": "均衡分班"}

    first, again = (client.post("/api/v1/resplits/", whole, headers=headers) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    day = datetime.date(2026, 11, 30)
    now = Placement.objects.believed().on(day).order_by("student__student_number")
    assert [one.school_class.number for one in now] == [1, 2, 3, 1, 2, 3]
    before = Placement.objects.believed().on(day - datetime.timedelta(days=1))
    assert [one.school_class.number for one in before.order_by("student__student_number")] == [
        1,
        1,
        1,
        2,
        2,
        2,
    ]
    assert set(before.exclude(ended="").values_list("ended", flat=True)) == {"resplit"}
    assert Resplit.objects.count() == 1


@pytest.mark.parametrize(
    ("numbers", "children", "problems"),
    [
        ([1, 2, 3, 1, 2], 5, 1),  # one child is left over
        ([1, 1, 1, 1, 1, 1], 6, 2),  # two classes stay empty
        ([1, 2, 3, 1, 2, 4], 6, 1),  # there is no fourth class
    ],
)
def test_a_division_in_doubt_is_not_carried_out(client, cohort, numbers, children, problems):
    body = divided(cohort[:children], numbers)

    plan = client.post("/api/v1/resplits/check/", body).json()
    answer = client.post(
        "/api/v1/resplits/", {**body, "digest": plan["digest"], "reason": "分班"}, headers=key()
    )

    assert len(plan["problems"]) == problems
    assert answer.json()["code"] == "has_conflicts"
    assert Placement.objects.count() == 6


def test_a_division_looked_at_before_a_move_is_looked_at_again(client, cohort):
    body = divided(cohort, [1, 2, 3, 1, 2, 3])
    digest = client.post("/api/v1/resplits/check/", body).json()["digest"]
    client.post(
        f"/api/v1/students/{cohort[0].pk}/suspend/",
        {"last_day": "2026-11-25", "reason": "休学"},
    )

    answer = client.post(
        "/api/v1/resplits/", {**body, "digest": digest, "reason": "分班"}, headers=key()
    )

    assert answer.json()["code"] == "plan_changed"


def test_a_file_becomes_rows_of_the_sheet_and_nothing_else(client, cohort):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(
        "分班.xlsx", xlsx(["202300", "于沐宸", "2023", "2"], ["", "谁", "", ""])
    )

    found = client.post("/api/v1/resplits/read/", {"file": file}, format="multipart").json()

    assert found["rows"] == [{"student_number": "202300", "name": "于沐宸", "number": 2}]
    assert found["problems"]


# ---- the roll-over over HTTP ---------------------------------------------------------------


@pytest.fixture
def spring(school):
    return people.Term(
        school=school,
        ordinal=2,
        window_opens_on=datetime.date(2027, 2, 1),
        window_closes_on=datetime.date(2027, 7, 10),
        stage__starts_on=datetime.date(2027, 3, 1),
        stage__ends_on=datetime.date(2027, 7, 9),
    )


def test_the_year_turns_once_by_the_plan_that_was_seen(client, spring, school, lin):
    sixth = people.SchoolClass(school=school, cohort_year=2021)
    people.Placement(student=people.Student(school=school), school_class=sixth)
    plan = client.get("/api/v1/roll-overs/plan/?year=2027").json()
    assert plan["last_day"] == "2027-07-10"
    assert [one["students"] for one in plan["graduating"]] == [1]
    assert plan["renamed"] == [{"before": "三年级(2)班", "after": "四年级(2)班"}]
    body = {"year": 2027, "digest": plan["digest"]}
    headers = key()

    first = client.post("/api/v1/roll-overs/", body, headers=headers)
    same = client.post("/api/v1/roll-overs/", body, headers=headers)
    other = client.post("/api/v1/roll-overs/", body, headers=key())

    assert (first.status_code, same.status_code) == (201, 200)
    assert first.json()["graduated"] == 1
    assert other.json()["code"] == "nothing_to_do"
    assert client.get("/api/v1/roll-overs/plan/?year=2027").json()["is_empty"]


def test_a_plan_that_is_another_one_by_now_is_not_carried_out(client, spring, school, lin):
    plan = client.get("/api/v1/roll-overs/plan/?year=2027").json()
    sixth = people.SchoolClass(school=school, cohort_year=2021)
    people.Placement(student=people.Student(school=school), school_class=sixth)

    answer = client.post(
        "/api/v1/roll-overs/", {"year": 2027, "digest": plan["digest"]}, headers=key()
    )

    assert answer.json()["code"] == "plan_changed"
    assert Term.objects.count() == 2


def test_a_school_without_a_second_term_is_told_so(client):
    assert client.get("/api/v1/roll-overs/plan/?year=2027").json()["code"] == "no_pattern"

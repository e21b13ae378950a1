"""Opened once, scrolled through, printed, taken along, and brought in at another school."""

import hashlib
import io
import json
import uuid
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from school.activities.models import ActivityEvidence
from school.evidence.actions import add_evidence
from school.evidence.files import take
from school.evidence.models import Evidence
from school.growth.actions import bundles as actions
from school.growth.models import BroughtFile, BroughtVolume, GrowthPortfolio
from school.growth.rules import bundles
from school.growth.rules import documents as rules
from school.shared.exports import MOST_A_DAY
from school.shared.models import AuditEntry
from tests.factories import activities, people
from tests.growth import documents
from tests.growth.acts import approved, milestone, portfolio, reflect
from tests.mentoring.acts import colleague, observed

pytestmark = pytest.mark.usefixtures("now", "term")
PATH = "/api/v1/portfolios/"


def post(client, path, body=None, **extra):
    return client.post(path, body or {}, format="json", **extra)


def bring(client, path, bundle, name="p.zip"):
    file = SimpleUploadedFile(name, bundle, "application/zip")
    return client.post(f"{path}bring/", {"file": file}, format="multipart")


@pytest.fixture
def full(teacher, third, teaching_director, plan):
    """A plan that was approved, a milestone, two acts, two reflections, a motto."""
    milestone(teacher, plan)
    approved(teacher, plan, teaching_director)
    observed(teacher, third)
    observed(third, teacher, period=2)
    reflect(teacher)
    reflect(teacher, title="第二篇", text="一\n#let x = 1 <script>alert(1)</script> 二")
    row = portfolio(teacher)
    GrowthPortfolio.objects.filter(pk=row.pk).update(motto="把每一节常态课上好")
    return row


@pytest.fixture
def elsewhere(full, teacher):
    """The same person at another school, where nothing is known yet."""
    school = people.School(name="新校", short_name="新")
    people.Term(school=school)
    user = colleague(school, "moved", teacher.staff.name)
    return user, portfolio(user)


# ---- opened --------------------------------------------------------------------------------


def test_it_is_opened_once(as_user, teacher, third, teaching_director):
    mine = as_user(teacher)
    assert mine.get(f"{PATH}?mine=true").json()["count"] == 0
    made = post(mine, PATH)
    assert made.status_code == 201
    assert made.json()["staff"]["name"] == "张老师"
    assert post(mine, PATH).status_code == 200

    other = post(mine, PATH, {"staff": str(third.staff_id)})
    assert other.json()["errors"][0]["code"] == "does_not_exist"
    office = as_user(teaching_director)
    assert post(office, PATH, {"staff": str(third.staff_id)}).status_code == 201
    names = [row["staff"]["name"] for row in office.get(PATH).json()["results"]]
    assert names == ["张老师", "曲同事"]
    assert [one["id"] for one in mine.get(PATH).json()["results"]] == [made.json()["id"]]


def test_the_motto_is_its_owners(as_user, teacher, teaching_director, principal):
    here = f"{PATH}{portfolio(teacher).pk}/"
    body = {"motto": "慢就是快"}
    written = as_user(teacher).patch(here, body, format="json", HTTP_IF_MATCH='"1"')
    assert (written.json()["motto"], written["ETag"]) == ("慢就是快", '"2"')
    stale = as_user(teacher).patch(here, body, format="json", HTTP_IF_MATCH='"1"')
    assert stale.status_code == 412
    office = as_user(teaching_director)
    assert office.get(here).json()["abilities"] == ["acts"]
    assert office.patch(here, body, format="json", HTTP_IF_MATCH='"2"').status_code == 403
    assert as_user(principal).get(here).status_code == 404


def test_acts_are_told_the_newest_first(as_user, full, teacher, teaching_director):
    path = f"{PATH}{full.pk}/acts/"
    rows = as_user(teacher).get(path).json()["results"]
    assert sorted(row["type"] for row in rows) == ["lessons", "observations"]
    assert all(row["opens"] and row["stands"] and not row["school"] for row in rows)
    (row,) = as_user(teacher).get(f"{path}?kind=lesson_given").json()["results"]
    assert row["kind_label"]
    assert as_user(teacher).get(f"{path}?first=2026-11-23").json()["count"] == 0
    assert as_user(teaching_director).get(path).json()["count"] == 2


# ---- printed -------------------------------------------------------------------------------


SAID = ("张老师", "把每一节常态课上好", "从听课起步", "上一节汇报课", "观潮", "第二篇")


def words(bundle):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(bundle)).pages)


def test_the_booklet_says_the_same_on_every_paper(as_user, full, teacher):
    mine, path = as_user(teacher), f"{PATH}{full.pk}/booklet/"
    papers = {
        ending: post(mine, path, {"as": ending, "with_reflections": True})
        for ending in ("html", "pdf", "docx")
    }
    texts = {
        "html": papers["html"].content.decode(),
        "pdf": words(papers["pdf"].content),
        "docx": "\n".join(
            one.text for one in docx.Document(io.BytesIO(papers["docx"].content)).paragraphs
        ),
    }
    for ending, text in texts.items():
        assert papers[ending].status_code == 200, ending
        for said in (
            "张老师",
            "把每一节常态课上好",
            "从听课起步",
            "上一节汇报课",
            "观潮",
            "第二篇",
        ):
            assert said in text, (ending, said)
        assert "attachment" in papers[ending]["Content-Disposition"]
        assert papers[ending]["Cache-Control"] == "no-store"
    assert "<script" not in texts["html"]
    assert "#let x = 1" in texts["pdf"].replace("\n", " ")
    assert papers["pdf"].content.startswith(b"%PDF-1.7")


def test_reflections_are_in_it_only_when_asked_for(as_user, full, teacher):
    paper = post(as_user(teacher), f"{PATH}{full.pk}/booklet/", {"as": "html"})
    assert "一节没上完的课" not in paper.content.decode()


def test_a_character_that_no_face_has_keeps_no_paper_from_being_set(as_user, full, teacher):
    """A pupil's emoji in a reflection, a letter of a far language."""
    reflect(teacher, title="😀\u05f6\u1d2c", text="🐢\u0e3f")
    for ending in ("html", "pdf", "docx"):
        body = {"as": ending, "with_reflections": True}
        assert post(as_user(teacher), f"{PATH}{full.pk}/booklet/", body).status_code == 200


def test_an_empty_booklet_is_one_too(as_user, teacher):
    paper = post(as_user(teacher), f"{PATH}{portfolio(teacher).pk}/booklet/", {"as": "pdf"})
    assert paper.status_code == 200


def test_papers_count_among_what_is_taken_along_on_a_day(as_user, full, teacher):
    by = {"school_id": teacher.school_id, "actor": teacher.pk, "record_id": full.pk}
    for _ in range(MOST_A_DAY):
        AuditEntry.objects.create(**by, actor_name="", verb="export", record_type="list.x")
    for verb, body in (("booklet", {"as": "html"}), ("take-along", {})):
        assert post(as_user(teacher), f"{PATH}{full.pk}/{verb}/", body).status_code == 429


def test_nobody_else_takes_it_along(as_user, full, teaching_director, third, principal):
    office = as_user(teaching_director)
    assert post(office, f"{PATH}{full.pk}/take-along/").status_code == 403
    assert post(office, f"{PATH}{full.pk}/booklet/", {"as": "pdf"}).status_code == 403
    assert bring(office, f"{PATH}{full.pk}/", b"").status_code == 403
    for user in (third, principal):
        assert post(as_user(user), f"{PATH}{full.pk}/take-along/").status_code == 404


# ---- taken along and brought in --------------------------------------------------------------


def taken(client, row):
    answer = post(client, f"{PATH}{row.pk}/take-along/")
    assert answer.status_code == 200, answer.content
    return answer.content


def inside(bundle):
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_bundle_holds_everything_and_says_so(as_user, full, teacher):
    parts = inside(taken(as_user(teacher), full))

    assert set(parts) == {"portfolio.json", "portfolio.html", "portfolio.pdf", "manifest.json"}
    manifest = json.loads(parts.pop("manifest.json"))
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(part).hexdigest() for name, part in parts.items()
    }
    (volume,) = json.loads(parts["portfolio.json"])["volumes"]
    assert volume["school"] == "滨河路小学"
    assert [one["title"] for one in volume["reflections"]] == ["一节没上完的课", "第二篇"]
    assert volume["plans"][0]["reviews"][0]["outcome"] == "approved"
    assert len(volume["acts"]) == 2
    (entry,) = AuditEntry.objects.filter(record_id=full.pk, verb="export")
    assert entry.changes["as"] == [None, "zip"]


def test_what_is_brought_in_goes_out_byte_by_byte_as_it_came(as_user, full, teacher, elsewhere):
    bundle = taken(as_user(teacher), full)
    moved, row = elsewhere
    there = as_user(moved)

    page = bring(there, f"{PATH}{row.pk}/", bundle)

    assert page.status_code == 200, page.content
    (volume,) = page.json()["volumes"]
    assert (volume["school"], volume["acts"], volume["plans"]) == ("滨河路小学", 2, 1)
    again = inside(taken(there, row))
    assert again["portfolio.json"] == inside(bundle)["portfolio.json"]
    rows = there.get(f"{PATH}{row.pk}/acts/").json()["results"]
    assert {one["school"] for one in rows} == {"滨河路小学"}
    assert {one["opens"] for one in rows} == {None}
    once_more = bring(there, f"{PATH}{row.pk}/", bundle)
    assert once_more.json()["code"] == "brought_already"


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "seagreen").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def proven(full, teacher):
    """A training with a photo, one whose photo was withdrawn, and the same photo on both."""
    rows = [
        activities.Activity(
            organiser=teacher.staff,
            kind=activities.training(teacher.school),
            hours=3,
            topic=topic,
        )
        for topic in ("班级管理培训", "命题培训")
    ]
    photo, other = (
        add_evidence(
            by=teacher,
            file=take(jpeg(), f"{title}.jpg"),
            title=title,
            kind="photo",
            happened_on=rows[0].happened_on,
        )
        for title in ("签到", "撤下的")
    )
    for row, file in ((rows[0], photo), (rows[1], photo), (rows[1], other)):
        ActivityEvidence.objects.create(school=teacher.school, activity=row, evidence=file)
    Evidence.objects.filter(pk=other.pk).update(
        withdrawn_at=photo.created_at, withdrawn_by=teacher, withdrawn_why="拍错了"
    )
    return photo


def test_files_that_prove_an_act_travel_with_it(as_user, full, teacher, elsewhere, proven):
    bundle = taken(as_user(teacher), full)
    parts = inside(bundle)
    document = json.loads(parts["portfolio.json"])
    name = f"files/{proven.sha256}.jpg"
    assert [one for one in parts if one.startswith("files/")] == [name]
    assert hashlib.sha256(parts[name]).hexdigest() == proven.sha256
    (file,) = document["volumes"][0]["files"]
    assert (file["title"], file["original_name"]) == ("签到", "签到.jpg")
    named = [act["label"] for act in document["volumes"][0]["acts"] if act["files"]]
    assert sorted(named) == ["命题培训", "班级管理培训"]

    moved, row = elsewhere
    assert bring(as_user(moved), f"{PATH}{row.pk}/", bundle).status_code == 200
    again = inside(taken(as_user(moved), row))
    assert again["portfolio.json"] == parts["portfolio.json"]
    assert again[name] == parts[name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM growth_broughtfile")
        assert parts[name][:8] not in bytes(cursor.fetchone()[0])

    without = post(as_user(teacher), f"{PATH}{full.pk}/take-along/", {"with_files": False})
    assert not [one for one in inside(without.content) if one.startswith("files/")]


def test_what_is_done_at_the_new_school_becomes_a_volume_of_its_own(
    as_user, full, teacher, elsewhere
):
    moved, row = elsewhere
    bring(as_user(moved), f"{PATH}{row.pk}/", taken(as_user(teacher), full))
    reflect(moved, title="新学校的第一课")

    document = json.loads(inside(taken(as_user(moved), row))["portfolio.json"])
    assert [one["school"] for one in document["volumes"]] == ["滨河路小学", "新校"]
    assert document["volumes"][0] == json.loads(BroughtVolume.objects.get().content)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=documents.portfolios(), name=st.just("于老师"))
def test_reimport_equals_the_original(drawn, name, db):
    """Whatever a portfolio holds: brought into an empty one and taken along again, the data and the
    files are the same bytes.
    """
    document, files = drawn
    canonical = rules.canonical(document).encode()
    parts = {
        bundles.DOCUMENT: canonical,
        **{bundles.name_of(sha, "image/jpeg"): part for sha, part in files.items()},
    }
    school = people.School(name=f"新校{uuid.uuid4()}")
    user = colleague(school, f"u{uuid.uuid4()}", name)
    row = portfolio(user)
    volumes = [rules.canonical(one) for one in document["volumes"]]
    bundle = bundles.pack(parts, {})
    if len(set(volumes)) < len(volumes):
        return

    actions.bring(by=user, portfolio_id=row.pk, bundle=bundle)
    again = inside(actions.take_along(by=user, portfolio_id=row.pk))

    assert again["portfolio.json"] == canonical
    assert {name: part for name, part in again.items() if name.startswith("files/")} == {
        name: part for name, part in parts.items() if name.startswith("files/")
    }


def test_somebody_elses_portfolio_and_odd_files_are_refused(as_user, full, teacher, third):
    bundle = taken(as_user(teacher), full)
    row = portfolio(third)
    other = as_user(third)
    answer = bring(other, f"{PATH}{row.pk}/", bundle)
    assert answer.json()["errors"][0]["code"] == "other_teacher"
    for odd in (b"", b"PK", b"\x00" * 500, b"<html>"):
        answer = bring(other, f"{PATH}{row.pk}/", odd)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "file")
    missing = other.post(f"{PATH}{row.pk}/bring/", {}, format="multipart")
    assert missing.json()["errors"][0]["code"] == "required"
    json_body = post(other, f"{PATH}{row.pk}/bring/", {"file": "x"})
    assert json_body.status_code == 415
    assert BroughtVolume.objects.count() == 0


def test_what_came_along_is_sealed_and_never_changes(as_user, full, teacher, elsewhere):
    moved, row = elsewhere
    bring(as_user(moved), f"{PATH}{row.pk}/", taken(as_user(teacher), full))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM growth_broughtvolume")
        (held,) = cursor.fetchone()
    assert held.startswith("sealed1:")
    with pytest.raises(IntegrityError), transaction.atomic():
        BroughtVolume._base_manager.update(number=2)
    assert BroughtFile.objects.count() == 0

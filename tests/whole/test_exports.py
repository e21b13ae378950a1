"""Every list of the API leaves the house as a file, or it is said here why not."""

import csv
import datetime
import io
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from django.conf import settings
from django.utils import timezone
from python_calamine import CalamineWorkbook

from config.api import router
from school.people.models import Post
from school.shared import exports
from school.shared.models import AuditEntry
from school.shared.spreadsheets import CSV, XLSX
from tests.factories import people
from tests.hostile import STORED_AS_TEXT
from tests.whole import activities, assured, growing, pairs, proofs
from tests.whole.matrix import CAST, MATRIX

pytestmark = pytest.mark.usefixtures("now")
DOCUMENT = yaml.safe_load((Path(settings.ROOT) / "docs/openapi.yaml").read_text(encoding="utf-8"))

NOT_TAKEN_ALONG = {
    "/api/v1/terms/": "the calendar, a handful of days that the papers name",
    "/api/v1/care-categories/": "the school's own five words",
    "/api/v1/care-proposals/": "what waits for somebody's step; the register is exported",
    "/api/v1/visit-companions/": "questions to colleagues; the visits are exported",
    "/api/v1/concerns/": "graver than the register: it never leaves as a list",
    "/api/v1/accounts/uninvited/": "what a form offers; accounts and staff are exported",
    "/api/v1/me/sessions/": "one's own devices",
    "/api/v1/roll-overs/": "what was planned and written whole; the classes are exported",
    "/api/v1/resplits/": "the same",
    "/api/v1/visit-policies/": "versions of a requirement, read and printed whole",
    "/api/v1/visitable-students/": "what a form offers; the list of children is exported",
    "/api/v1/visit-rounds/suggestions/": "what a form offers; the rounds are exported",
    "/api/v1/home-visits/{id}/history/": "one record's versions, beside the record",
    "/api/v1/point-classes/": "the classes one meets; classes are exported",
    "/api/v1/point-batches/": "one's own last gestures, to undo them; the entries are exported",
    "/api/v1/point-items/{id}/history/": "one item's versions, beside the catalogue",
    "/api/v1/point-limits/": "versions of four numbers",
    "/api/v1/theme-months/": "a handful of months that the calendar on the wall names",
    "/api/v1/contest-items/": "what is looked at, a handful of words; the checks are exported",
    "/api/v1/ambassador-rounds/": "a handful of announcements",
    "/api/v1/ambassador-nominations/": "working papers, gone once the class has voted",
    "/api/v1/ambassadors/": "names before the family is asked; the honours are exported",
    "/api/v1/lesson-kinds/": "a handful of words; the plan of lessons is exported",
    "/api/v1/lesson-campaigns/": "a handful of months; their lessons are exported",
    "/api/v1/lesson-subjects/": "what a filter offers",
    "/api/v1/rubric-versions/": "read as wholes; which version holds stands in the list of rubrics",
    "/api/v1/observations/{id}/similarity/": "told to the writer alone, kept nowhere",
    "/api/v1/observations/{id}/history/": "what one record said earlier, read beside it",
    "/api/v1/strategy-tags/": "a handful of words",
    "/api/v1/observation-quotas/": "a handful of sentences; how each stands to them is exported",
    "/api/v1/observation-standings/mine/": "one's own",
    "/api/v1/observation-limits/": "a handful of settings",
    "/api/v1/relay-chains/": "chains are read as wholes; their lessons are exported",
    "/api/v1/calendar-feed/": "one's own secret address, and not even that is told again",
    **pairs.NOT_TAKEN_ALONG,
    **proofs.NOT_TAKEN_ALONG,
    **activities.NOT_TAKEN_ALONG,
    **assured.NOT_TAKEN_ALONG,
    **growing.NOT_TAKEN_ALONG,
    "/api/v1/figures/": "numbers; the records behind each are exported",
    "/api/v1/summaries/": "a handful of papers on their way; what leaves is the publication",
    "/api/v1/publication-questions/": "said beside a paper and read there",
    "/api/v1/publication-opinions/": "the same",
    "/api/v1/digests/": "a person's own numbers of a week; the lists behind them are exported",
}


def _is_list(schema):
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    results = schema.get("properties", {}).get("results", {})
    return schema.get("type") == "array" or results.get("type") == "array"


def list_routes():
    for path, operations in DOCUMENT["paths"].items():
        content = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema and _is_list(schema):
            yield path


def test_every_list_has_an_export_or_a_reason_for_none():
    lists = set(list_routes())
    exported = {path for path in lists if f"{path}export/" in DOCUMENT["paths"]}

    assert lists - exported == set(NOT_TAKEN_ALONG)
    assert all(NOT_TAKEN_ALONG.values())


EXPORTED = sorted(
    base for base, viewset, _ in router.registry if issubclass(viewset, exports.ExportedList)
)
FILTERS = {
    "students": [{"q": "林"}, {"mine": "true"}],
    "staff": [{"q": "老师"}],
    "accounts": [{"q": "homeroom"}],
    "home-visits": [{"mine": True}],
    "follow-ups": [{"open": "true"}, {"mine": True}],
    "obligations": [{"state": "settled"}],
    "point-entries": [{"standing": "true"}, {"domain": "school"}],
    "point-appeals": [{"state": "open"}],
    "circumstances": [{"on": "2026-11-23"}],
    "awards": [{"state": "verified"}, {"mine": "true"}],
    "evidence": [{"unused": "true"}],
}


def read(answer, ending):
    """The header and the rows of the file, as a spreadsheet program would read them."""
    if ending == "csv":
        text = answer.content.decode("utf-8-sig")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        found = list(csv.reader(io.StringIO(text, newline="")))
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        found = book.get_sheet_by_index(0).to_python()
    return found[0], found[1:]


def export(client, base, ending="csv", filters=None):
    body = {"as": ending, **({"filters": filters} if filters is not None else {})}
    return client.post(f"/api/v1/{base}/export/", body)


@pytest.fixture
def cast(request, world, as_user):
    return {name: as_user(request.getfixturevalue(name)) for name in CAST if name != "nobody"}


@pytest.fixture
def every_list(monkeypatch):
    """There are more lists than one person may take along on one day."""
    monkeypatch.setattr(exports, "MOST_A_DAY", len(EXPORTED))


@pytest.mark.parametrize("base", EXPORTED)
def test_the_file_has_as_many_rows_as_the_screen_for_everybody(base, cast):
    tried = 0
    for name, client in cast.items():
        for filters in [{}, *FILTERS.get(base, [])]:
            address = {key: str(value).lower() for key, value in filters.items()}
            screen = client.get(f"/api/v1/{base}/", {**address, "limit": 1})
            for ending in ("csv", "xlsx"):
                answer = export(client, base, ending, filters)
                assert answer.status_code == screen.status_code, (name, filters)
                if screen.status_code == 200:
                    assert len(read(answer, ending)[1]) == screen.json()["count"], (name, filters)
                    tried += 1
    assert tried >= 2


def test_a_list_is_refused_to_whom_its_page_is_refused(cast, world, every_list):
    """The cells of the access matrix, once for the page and once for the file."""
    for (route, method), (_, expected) in MATRIX.items():
        base, _, verb = route.rpartition("-")
        if verb != "list" or method != "get" or base not in EXPORTED:
            continue
        for name, code in zip(CAST, expected, strict=True):
            if name != "nobody":
                assert export(cast[name], base).status_code == code, (base, name)


def test_the_file_goes_out_as_an_attachment_that_nobody_keeps(as_user, principal, world):
    for ending, media_type in (("csv", CSV), ("xlsx", XLSX)):
        answer = export(as_user(principal), "students", ending)

        assert answer["Content-Type"] == media_type
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Disposition"].startswith("attachment")
        assert unquote(answer["Content-Disposition"]).endswith(f"学生名单-2026-11-23.{ending}")


def test_the_log_says_who_took_which_list_and_how_many_rows_but_no_name(as_user, homeroom, world):
    answer = export(as_user(homeroom), "students", "xlsx", {"q": "林一诺", "mine": "true"})

    entry = AuditEntry.objects.get(verb="export")
    assert (entry.actor, entry.actor_name) == (homeroom.pk, "于老师")
    assert entry.record_type == "list.students"
    assert entry.changes == {
        "list": [None, "students"],
        "as": [None, "xlsx"],
        "filters": [None, {"q": "…", "mine": "True"}],
        "rows": [None, 1],
    }
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    notes = dict(book.get_sheet_by_index(1).to_python())
    assert book.sheet_names[1] == "说明"
    assert str(entry.record_id) in notes.values()
    assert notes["导出人"] == "于老师"


def test_no_sealed_text_is_in_any_file(cast, world, every_list):
    for base in EXPORTED:
        for client in cast.values():
            answer = export(client, base)
            if answer.status_code == 200:
                text = answer.content.decode("utf-8-sig")
                assert "孩子在灯下写作业" not in text
                assert "低保家庭" not in text
                assert "老师当众批评孩子" not in text


def test_a_purpose_is_in_the_file_of_those_alone_who_may_know(cast, world):
    knows, _ = read(export(cast["homeroom"], "home-visits"), "csv")
    may_not, rows = read(export(cast["teacher"], "home-visits"), "csv")

    assert "走访目的" in knows
    assert "走访目的" not in may_not
    assert len(rows) == 1


def test_the_records_behind_a_figure_are_the_rows_of_its_file(cast, world):
    address = "/api/v1/figures/visits.coverage/records/"
    for name in ("principal", "homeroom"):
        page = cast[name].get(address, {"side": "whole"})
        answer = cast[name].post(f"{address}export/", {"as": "csv", "filters": {"side": "whole"}})
        assert len(read(answer, "csv")[1]) == page.json()["count"]
    for name, client in cast.items():
        code = client.get(address).status_code
        assert client.post(f"{address}export/", {"as": "csv"}).status_code == code, name
    assert {
        e.changes["filters"][1]["figure"] for e in AuditEntry.objects.filter(verb="export")
    } == {"visits.coverage"}


def test_hostile_names_come_back_as_they_were(as_user, principal, school, maple):
    for text in STORED_AS_TEXT.values():
        people.Placement(student=people.Student(school=school, name=text[:50]), school_class=maple)
    client = as_user(principal)
    screen = [row["name"] for row in client.get("/api/v1/students/").json()["results"]]

    _, in_book = read(export(client, "students", "xlsx"), "xlsx")
    _, in_text = read(export(client, "students", "csv"), "csv")

    assert [row[1] for row in in_book] == screen
    assert [row[1].removeprefix("'") for row in in_text] == screen
    assert not any(row[1].startswith("=") for row in in_text)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "as", "required"),
        ({"as": "pdf"}, "as", "invalid_choice"),
        ({"as": "csv", "page": 1}, "page", "unknown_field"),
        ({"as": "csv", "filters": []}, "filters", "not_a_dict"),
        ({"as": "csv", "filters": {"limit": 5}}, "filters.limit", "unknown_field"),
        ({"as": "csv", "filters": {"order": "name"}}, "filters.order", "unknown_field"),
        ({"as": "csv", "filters": {"school_class": "x"}}, "filters.school_class", "invalid"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(as_user, principal, body, field, code):
    answer = as_user(principal).post("/api/v1/students/export/", body)

    assert answer.status_code == 400
    errors = answer.json()["errors"][0]
    assert (errors["field"], errors["code"]) == (field, code)
    assert not AuditEntry.objects.filter(verb="export").exists()


def test_a_list_that_is_too_long_is_refused_and_not_logged(
    as_user, principal, lin, song, monkeypatch
):
    monkeypatch.setattr(exports, "MOST_ROWS", 1)

    answer = export(as_user(principal), "students")

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_rows")
    assert not AuditEntry.objects.filter(verb="export").exists()


def test_enough_is_enough_for_one_person_and_one_day(as_user, principal, homeroom, monkeypatch):
    monkeypatch.setattr(exports, "MOST_A_DAY", 2)
    client = as_user(principal)
    codes = [export(client, base).status_code for base in ("students", "staff", "students")]

    assert codes == [200, 200, 429]
    assert export(client, "students").json()["code"] == "enough_for_today"
    assert export(as_user(homeroom), "students").status_code == 200
    assert AuditEntry.objects.filter(verb="export", actor=principal.pk).count() == 2


def test_yesterdays_exports_do_not_count_today(as_user, principal, monkeypatch):
    monkeypatch.setattr(exports, "MOST_A_DAY", 1)
    AuditEntry.objects.create(
        school_id=principal.school_id,
        actor=principal.pk,
        actor_name="曲校长",
        verb="export",
        record_type="list.students",
        record_id=principal.pk,
        at=timezone.now() - datetime.timedelta(days=1),
    )

    assert export(as_user(principal), "students").status_code == 200


def test_access_is_judged_at_the_moment_of_the_export(as_user, homeroom, lin):
    """Z-10: the post ends while the page is open."""
    client = as_user(homeroom)
    assert client.get("/api/v1/students/").status_code == 200
    Post.objects.filter(staff=homeroom.staff).update(ends_on=datetime.date(2026, 11, 22))

    assert export(client, "students").status_code == 403


@pytest.mark.parametrize(
    ("base", "queries"),
    [("students", 13), ("home-visits", 18), ("circumstances", 13), ("follow-ups", 13)],
)
def test_a_file_takes_the_same_queries_however_long(
    as_user, principal, world, school, maple, base, queries, django_assert_num_queries
):
    client = as_user(principal)
    with django_assert_num_queries(queries):
        assert export(client, base).status_code == 200
    for _ in range(60):
        people.Placement(student=people.Student(school=school), school_class=maple)

    with django_assert_num_queries(queries):
        assert export(client, base).status_code == 200


def test_no_export_answers_a_get(cast):
    for base in EXPORTED:
        assert cast["principal"].get(f"/api/v1/{base}/export/").status_code in (404, 405)
        assert cast["principal"].get(f"/api/v1/{base}/export/?as=csv").status_code in (404, 405)
    assert not AuditEntry.objects.filter(verb="export").exists()

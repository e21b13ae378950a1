"""The routes of figures and summaries: shapes, refusals, query counts."""

import uuid

import pytest

from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.summaries.actions import reviewing
from school.summaries.models import TermSummary
from tests.summaries.conftest import compile_all, write, write_all

pytestmark = pytest.mark.usefixtures("now", "term")
SUMMARIES = "/api/v1/summaries/"


def codes(answer):
    return {line["code"] for line in answer.json()["errors"]}


# ---- asked for -------------------------------------------------------------------------------


def test_a_summary_is_asked_for_with_202(as_user, moral_director, term):
    answer = as_user(moral_director).post(SUMMARIES, {"term": str(term.pk)})

    assert answer.status_code == 202
    body = answer.json()
    assert body["state"] == "compiling"
    assert body["progress"] == {"done": 0, "total": 21, "failed": 0}
    assert body["term"] == {"id": str(term.pk), "name": "2026-2027学年度第一学期"}


def test_asking_twice_answers_with_the_same_summary(as_user, moral_director, term):
    client = as_user(moral_director)
    key = str(uuid.uuid4())
    first = client.post(SUMMARIES, {"term": str(term.pk)}, headers={"Idempotency-Key": key})
    again = client.post(SUMMARIES, {"term": str(term.pk)}, headers={"Idempotency-Key": key})
    without = client.post(SUMMARIES, {"term": str(term.pk)})

    assert first.json()["id"] == again.json()["id"] == without.json()["id"]
    assert TermSummary.objects.count() == 1


def test_a_key_used_for_another_body_is_refused(as_user, moral_director, term):
    client = as_user(moral_director)
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    client.post(SUMMARIES, {"term": str(term.pk)}, headers=headers)

    answer = client.post(SUMMARIES, {"term": str(term.pk).upper()}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")


@pytest.mark.parametrize("body", [{}, {"term": "x"}, {"term": None}, {"term": str(uuid.uuid4())}])
def test_a_request_without_a_term_of_the_school_is_refused(as_user, moral_director, body):
    assert as_user(moral_director).post(SUMMARIES, body).status_code == 400


def test_an_unknown_field_is_refused(as_user, moral_director, term):
    answer = as_user(moral_director).post(SUMMARIES, {"term": str(term.pk), "extra": 1})

    assert (answer.status_code, codes(answer)) == (400, {"unknown_field"})


def test_who_may_ask(as_user, homeroom, committee, admin, term):
    body = {"term": str(term.pk)}

    assert as_user().post(SUMMARIES, body).status_code == 401
    for user in (homeroom, committee, admin):
        assert as_user(user).post(SUMMARIES, body).status_code == 403


def test_another_schools_summary_does_not_exist(as_user, stranger, summary):
    client = as_user(stranger)

    assert client.get(f"{SUMMARIES}{summary.pk}/").status_code == 404
    assert client.post(f"{SUMMARIES}{summary.pk}/submit/", {}).status_code == 404
    assert client.get(SUMMARIES).json()["count"] == 0


# ---- the page of a draft -----------------------------------------------------------------------


def test_a_draft_shows_sections_gates_chain_events_and_figures(as_user, moral_director, written):
    body = as_user(moral_director).get(f"{SUMMARIES}{written.pk}/").json()

    assert body["state"] == "draft"
    assert body["progress"]["done"] == 21
    section = next(one for one in body["sections"] if one["code"] == "love_and_duty")
    assert section["chapter_title"] == "创建机制与师德师风"
    assert (section["number"], section["kind"], section["state"]) == (4, "figures", "done")
    assert section["abilities"] == ["edit_section"]
    assert section["edited_by"]["name"] == "姜主任"
    token = next(one for one in section["tokens"] if one["token"] == "visits.coverage")
    assert token["value_text"] == "本类无应计对象"
    assert (token["is_used"], token["records_count"]) == (True, 0)
    assert body["gates"] == []
    assert body["chain"][0]["label"] == "科室起草"
    assert body["events"][0]["at"]
    assert body["figures"]["visits.made"]["value"] == 0
    assert body["abilities"] == ["edit_section", "submit"]


def test_the_page_speaks_english_too(as_user, moral_director, draft):
    body = (
        as_user(moral_director)
        .get(f"{SUMMARIES}{draft.pk}/", headers={"Accept-Language": "en"})
        .json()
    )

    assert body["title"] == "Term summary of the civilised-campus work"
    assert body["term"]["name"] == "2026-2027, term 1"
    assert body["chain"][3]["label"] == "Signed off by the principal"


def test_gates_name_the_item(as_user, moral_director, draft):
    body = as_user(moral_director).get(f"{SUMMARIES}{draft.pk}/").json()

    assert {gate["code"] for gate in body["gates"]} == {"empty"}
    assert {gate["number"] for gate in body["gates"]} == {*range(1, 21), None}
    assert all(gate["section"] for gate in body["gates"])


def test_the_only_signer_is_offered_no_pen(as_user, principal, draft):
    body = as_user(principal).get(f"{SUMMARIES}{draft.pk}/").json()

    assert body["abilities"] == []
    assert all(section["abilities"] == [] for section in body["sections"])


def test_values_of_restricted_figures_are_guarded_for_who_may_not_know(
    as_user, teaching_director, moral_director, draft
):
    restricted = "visits.settled_by_category"
    assert catalogue.BY_CODE[restricted].value_needs == "CIRCUMSTANCE_READ"

    seen = as_user(moral_director).get(f"{SUMMARIES}{draft.pk}/").json()["figures"]
    guarded = as_user(teaching_director).get(f"{SUMMARIES}{draft.pk}/").json()

    assert restricted in seen
    assert restricted not in guarded["figures"]
    section = next(one for one in guarded["sections"] if one["code"] == "love_and_duty")
    token = next(one for one in section["tokens"] if one["token"] == restricted)
    assert token["records_count"] is None


@pytest.mark.parametrize("sections", [1, 21])
def test_the_page_costs_the_same_however_much_is_written(
    as_user, moral_director, draft, sections, django_assert_num_queries
):
    for section in list(draft.sections.all())[:sections]:
        write(draft, section.code, "走访从假期开始。", by=moral_director)
    client = as_user(moral_director)

    with django_assert_num_queries(8):
        client.get(f"{SUMMARIES}{draft.pk}/")


def test_the_list_costs_the_same_for_many(
    as_user, moral_director, draft, django_assert_num_queries
):
    client = as_user(moral_director)

    with django_assert_num_queries(5):
        body = client.get(SUMMARIES).json()

    assert (body["count"], body["next"]) == (1, None)
    assert "sections" not in body["results"][0]


# ---- written -----------------------------------------------------------------------------------


def patch(client, summary, code, body, version='"1"'):
    section = summary.sections.get(code=code)
    headers = {"If-Match": version} if version else {}
    return client.patch(f"{SUMMARIES}{summary.pk}/sections/{section.pk}/", body, headers=headers)


def test_an_item_is_written_under_its_version(as_user, moral_director, draft):
    client = as_user(moral_director)

    answer = patch(client, draft, "organisation", {"text": "领导小组按月碰头。"})

    assert answer.status_code == 200
    assert answer["ETag"] == '"2"'
    assert answer.json()["version"] == 2
    stale = patch(client, draft, "organisation", {"text": "另一段。"})
    assert stale.status_code == 412
    assert stale.json()["current"]["text"] == "领导小组按月碰头。"
    assert patch(client, draft, "organisation", {"text": "x"}, version=None).status_code == 428


@pytest.mark.parametrize(
    "body",
    [
        {"text": 1},
        {"text": "控制\u0007符"},
        {"text": "x" * 20_001},
        {"not_applicable": "yes"},
        {"n": 1},
    ],
)
def test_bad_input_is_refused_and_nothing_stored(as_user, moral_director, draft, body):
    assert patch(as_user(moral_director), draft, "organisation", body).status_code == 400
    assert draft.sections.get(code="organisation").version == 1


def test_an_item_of_another_summary_does_not_exist(as_user, moral_director, draft):
    answer = as_user(moral_director).patch(
        f"{SUMMARIES}{draft.pk}/sections/{draft.pk}/", {"text": "x"}, headers={"If-Match": '"1"'}
    )

    assert answer.status_code == 404


# ---- approved ----------------------------------------------------------------------------------


def test_a_draft_that_does_not_pass_is_refused_with_the_list(as_user, moral_director, draft):
    answer = as_user(moral_director).post(f"{SUMMARIES}{draft.pk}/submit/", {})

    assert (answer.status_code, answer.json()["code"]) == (409, "gates_failed")
    assert answer["Content-Type"] == "application/problem+json"
    assert len(answer.json()["errors"]) == 21


def test_the_paper_travels_over_http(
    as_user, moral_director, teaching_director, principal, committee, draft
):
    write_all(draft, by=moral_director)
    base = f"{SUMMARIES}{draft.pk}/"

    sent = as_user(moral_director).post(f"{base}submit/", {"comment": "请审核"}).json()
    assert (sent["state"], sent["abilities"]) == ("in_review", ["request_changes"])
    own = as_user(moral_director).post(f"{base}approve/", {})
    assert (own.status_code, own.json()["code"]) == (409, "author_cannot_approve")
    seen = as_user(teaching_director).get(base).json()
    assert seen["abilities"] == ["request_changes", "approve"]
    assert as_user(teaching_director).post(f"{base}approve/", {}).status_code == 200
    signed = as_user(principal).post(f"{base}approve/", {}).json()
    assert (signed["state"], signed["abilities"]) == ("approved", ["request_changes", "publish"])
    assert as_user(teaching_director).post(f"{base}publish/", {}).status_code == 403
    published = as_user(principal).post(f"{base}publish/", {}).json()
    assert (published["state"], published["abilities"]) == ("published", ["withdraw"])
    read = as_user(committee).get(f"/api/v1/publications/{published['publication']}/")
    assert read.status_code == 200


def test_changes_are_asked_for_with_a_comment(as_user, teaching_director, submitted):
    client = as_user(teaching_director)
    url = f"{SUMMARIES}{submitted.pk}/request-changes/"

    assert client.post(url, {}).status_code == 400
    assert client.post(url, {"comment": "再改", "sections": [str(uuid.uuid4())]}).status_code == 400
    assert client.post(url, {"comment": "再改"}).json()["state"] == "changes_requested"


def test_a_withdrawal_needs_a_reason(as_user, principal, publication, approved):
    client = as_user(principal)
    url = f"{SUMMARIES}{approved.pk}/withdraw/"

    assert client.post(url, {}).status_code == 400
    assert client.post(url, {"reason": "数据有误"}).json()["state"] == "withdrawn"


# ---- figures -----------------------------------------------------------------------------------

FIGURES = "/api/v1/figures/"


def test_the_catalogue_answers_for_the_whole_school(as_user, principal, term):
    body = as_user(principal).get(FIGURES).json()

    assert body["scope"]["term"] == str(term.pk)
    assert body["scope"]["as_of"] == "2026-11-23"
    assert [one["code"] for one in body["results"]] == [one.code for one in catalogue.FIGURES]
    made = next(one for one in body["results"] if one["code"] == "visits.made")
    assert (made["value"], made["kind"], made["can_open"]) == (0, "count", True)
    coverage = next(one for one in body["results"] if one["code"] == "visits.coverage")
    assert coverage["value"] is None


def test_a_homeroom_teacher_is_answered_for_the_own_class(as_user, homeroom, maple, cedar):
    client = as_user(homeroom)

    assert client.get(FIGURES).json()["scope"]["school_class"] == str(maple.pk)
    assert client.get(FIGURES, {"school_class": str(maple.pk)}).status_code == 200
    assert client.get(FIGURES, {"school_class": str(cedar.pk)}).status_code == 404
    assert client.get(FIGURES, {"grade": 3}).status_code == 404


def test_a_teacher_is_answered_for_the_own_work(as_user, teacher, homeroom, maple):
    client = as_user(teacher)

    scope = client.get(FIGURES).json()["scope"]
    assert (scope["staff"], scope["school_class"]) == (str(teacher.staff_id), None)
    assert client.get(FIGURES, {"staff": str(homeroom.staff_id)}).status_code == 404
    assert client.get(FIGURES, {"school_class": str(maple.pk)}).status_code == 404


def test_figures_of_restricted_data_are_left_out(as_user, teaching_director):
    body = as_user(teaching_director).get(FIGURES).json()
    shown = {one["code"]: one for one in body["results"]}

    assert "visits.settled_by_category" not in shown
    assert shown["visits.coverage"]["can_open"] is False
    refused = as_user(teaching_director).get(f"{FIGURES}visits.coverage/records/")
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        {"term": "soon"},
        {"as_of": "2026-11-24"},
        {"as_of": "yesterday"},
        {"grade": 13},
        {"colour": "red"},
        {"staff": "me"},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(as_user, principal, asked):
    assert as_user(principal).get(FIGURES, asked).status_code == 400


def test_another_schools_term_class_and_staff_do_not_exist(as_user, principal, stranger):
    client = as_user(principal)

    assert client.get(FIGURES, {"term": str(uuid.uuid4())}).status_code == 404
    assert client.get(FIGURES, {"staff": str(stranger.staff_id)}).status_code == 404
    assert client.get(FIGURES, {"school_class": str(uuid.uuid4())}).status_code == 404


def test_opening_restricted_records_is_logged(as_user, principal):
    answer = as_user(principal).get(f"{FIGURES}visits.made/records/")

    assert answer.json()["count"] == 0
    entry = AuditEntry.objects.get(verb="open_figure")
    assert entry.actor == principal.pk
    assert entry.changes["figure"] == [None, "visits.made"]


def test_cells_are_opened_one_by_one_or_all_together(as_user, principal):
    url = f"{FIGURES}visits.by_channel/records/"
    client = as_user(principal)

    assert client.get(url).json()["count"] == 0
    assert client.get(url, {"key": "on_site"}).json()["count"] == 0
    assert client.get(url, {"key": "by_balloon"}).status_code == 404


def test_a_figure_that_is_not_there(as_user, principal):
    assert as_user(principal).get(f"{FIGURES}visits.nothing/records/").status_code == 404


def test_the_committee_asks_no_figures(as_user, committee):
    assert as_user(committee).get(FIGURES).status_code == 403
    assert as_user(committee).get(f"{FIGURES}visits.made/records/").status_code == 403


def test_the_whole_catalogue_is_read_in_a_bounded_number_of_queries(
    as_user, principal, django_assert_num_queries
):
    client = as_user(principal)

    with django_assert_num_queries(148):
        client.get(FIGURES)


def test_one_figure_alone_reads_no_other(as_user, principal, django_assert_num_queries):
    client = as_user(principal)
    whole = client.get(FIGURES).json()["results"]

    with django_assert_num_queries(17):
        alone = client.get(FIGURES, {"code": "visits.coverage"}).json()["results"]

    assert alone == [one for one in whole if one["code"] == "visits.coverage"]
    assert client.get(FIGURES, {"code": "visits.nothing"}).json()["results"] == []


def test_a_compiled_summary_can_be_reviewed_by_nobody_who_only_reads(as_user, homeroom, summary):
    compile_all(summary)

    assert as_user(homeroom).get(f"{SUMMARIES}{summary.pk}/").status_code == 403
    assert reviewing.find_gates(summary, list(summary.sections.all()))

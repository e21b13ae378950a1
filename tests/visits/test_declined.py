"""A declined visit: another meeting, or an exemption by a second person. Never a visit made."""

import datetime
import uuid

import pytest
import time_machine

from school.shared.figures import Kind
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.visits import models
from school.visits.actions import care
from school.visits.actions import visits as written
from school.visits.queries import obligations as boards
from school.visits.rules.obligations import State
from tests.conftest import NOW, TODAY
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term", "policy", "in_need")

VISITS, EXEMPTIONS = "/api/v1/home-visits/", "/api/v1/exemptions/"


def post(client, student, key=None, **more):
    body = {
        "student": str(student.pk),
        "visited_on": "2026-11-20",
        "channel": "on_site",
        "outcome": "declined",
        "integrity": True,
        **more,
    }
    return client.post(VISITS, body, format="json", HTTP_IDEMPOTENCY_KEY=str(key or uuid.uuid4()))


def wish(*categories):
    return {"categories": list(categories), "reason": "家长希望本学期不走访"}


def codes(response):
    return {(line["field"], line["code"]) for line in response.json()["errors"]}


def state(term):
    return boards.board(term, as_of=TODAY).obligations[0].state


def sequels(term, as_of=TODAY):
    figure = catalogue.BY_CODE["visits.declined_by_sequel"]
    cells = figure.read(catalogue.scope(term, as_of=as_of)).value(Kind.BREAKDOWN)
    return {cell["key"]: cell["value"] for cell in cells if cell["value"]}


def number(term, code):
    figure = catalogue.BY_CODE[code]
    return figure.read(catalogue.scope(term, as_of=TODAY)).value(figure.kind)


def test_the_wish_travels_with_the_visit_and_a_second_person_approves(
    as_user, homeroom, moral_director, lin, term
):
    made = post(as_user(homeroom), lin, exemption=wish("economic_hardship"))

    assert made.status_code == 201
    exemption = models.Exemption.objects.get()
    assert (str(exemption.visit_id), exemption.term) == (made.json()["id"], term)
    assert exemption.created_by == homeroom
    assert made.json()["exemptions"][0]["category"]["code"] == "economic_hardship"
    assert (state(term), sequels(term)) == (State.DUE, {"asked": 1})

    listed = as_user(moral_director).get(EXEMPTIONS).json()["results"][0]
    assert listed["visit"] == made.json()["id"]
    as_user(moral_director).post(f"{EXEMPTIONS}{exemption.pk}/approve/")

    assert (state(term), sequels(term)) == (State.EXEMPT, {"exempt": 1})
    assert (number(term, "visits.made"), number(term, "visits.declined")) == (0, 1)
    assert (number(term, "visits.exempt"), number(term, "visits.coverage")) == (1, None)


def test_the_same_gesture_asks_once(as_user, homeroom, lin):
    client, key = as_user(homeroom), uuid.uuid4()
    for _ in range(2):
        post(client, lin, key, exemption=wish("economic_hardship"))

    assert (models.HomeVisit.objects.count(), models.Exemption.objects.count()) == (1, 1)


def test_what_a_colleague_asked_for_already_does_not_lose_the_visit(
    as_user, homeroom, moral_director, lin, hardship, term
):
    care.request_exemption(
        by=moral_director, student=lin, category=hardship, term=term, reason="家长来电"
    )

    assert post(as_user(homeroom), lin, exemption=wish("economic_hardship")).status_code == 201
    assert models.Exemption.objects.get().created_by == moral_director


def test_a_family_that_was_met_has_not_wished_for_nothing(as_user, homeroom, lin):
    answer = post(as_user(homeroom), lin, outcome="done", exemption=wish("economic_hardship"))

    assert codes(answer) == {("exemption", "not_declined")}
    assert not models.HomeVisit.objects.exists()


def test_for_those_who_may_not_know_there_is_no_such_field(as_user, teacher, lin):
    answer = post(as_user(teacher), lin, exemption=wish("economic_hardship"))

    assert codes(answer) == {("exemption", "unknown_field")}
    plain = post(as_user(teacher), lin).json()
    assert "exemptions" not in plain


def test_the_family_chooses_another_way_to_meet(as_user, homeroom, lin, term):
    agreed = {
        "what": "周四放学后到校谈谈",
        "owner": str(homeroom.staff_id),
        "due_on": "2026-12-03",
        "channel": "at_school",
    }
    made = post(as_user(homeroom), lin, agreed=agreed)

    assert made.json()["agreed"][0]["channel"] == "at_school"
    assert (
        as_user(homeroom).get("/api/v1/follow-ups/").json()["results"][0]["channel"] == "at_school"
    )
    assert sequels(term) == {"arranged": 1}


def test_a_family_met_afterwards_is_no_open_case(as_user, homeroom, lin, term):
    post(as_user(homeroom), lin)
    assert sequels(term) == {"open": 1}

    post(as_user(homeroom), lin, outcome="elsewhere", channel="at_school", visited_on="2026-11-21")

    assert sequels(term) == {"met": 1}


def test_the_choice_can_come_as_a_second_gesture(as_user, homeroom, lin):
    visit = post(as_user(homeroom), lin).json()["id"]
    given = {
        "student": str(lin.pk),
        "category": "economic_hardship",
        "reason": "家长希望本学期不走访",
        "visit": visit,
    }
    assert as_user(homeroom).post(EXEMPTIONS, given, format="json").json()["visit"] == visit
    owed = as_user(homeroom).get("/api/v1/obligations/").json()["results"][0]
    assert owed["declined"] == visit


@pytest.mark.parametrize("what", ["done", "another_child", "voided"])
def test_only_a_declined_visit_of_this_child_is_evidence(
    as_user, homeroom, lin, maple, school, what
):
    student = lin
    if what == "another_child":
        student = people.Student(school=school)
        people.Placement(student=student, school_class=maple)
    client = as_user(homeroom)
    visit = post(client, student, outcome="done" if what == "done" else "declined").json()["id"]
    if what == "voided":
        written.void_visit(by=homeroom, visit_id=visit, reason="记错了")

    answer = client.post(
        EXEMPTIONS,
        {
            "student": str(lin.pk),
            "category": "economic_hardship",
            "reason": "家长婉拒",
            "visit": visit,
        },
        format="json",
    )

    assert codes(answer) == {("visit", "not_declined")}


@pytest.fixture
def exemption(lin, hardship, term, homeroom, moral_director):
    asked = care.request_exemption(
        by=homeroom, student=lin, category=hardship, term=term, reason="家长婉拒"
    )
    return care.approve_exemption(by=moral_director, exemption_id=asked.pk)


def test_the_family_changes_its_mind_and_the_visit_is_owed_again(
    as_user, homeroom, lin, term, exemption
):
    assert state(term) == State.EXEMPT
    before = datetime.datetime.now(datetime.UTC)
    client = as_user(homeroom)
    with time_machine.travel(NOW + datetime.timedelta(hours=1), tick=False):
        answer = client.post(
            f"{EXEMPTIONS}{exemption.pk}/withdraw/", {"reason": "家长来电欢迎"}, format="json"
        )
    assert (answer.status_code, answer.json()["withdraw_reason"]) == (200, "家长来电欢迎")

    assert state(term) == State.DUE
    known = boards.board(term, as_of=TODAY, known_at=before).obligations[0]
    assert known.state == State.EXEMPT
    assert AuditEntry.objects.get(verb="withdraw").reason == "家长来电欢迎"
    again = {"student": str(lin.pk), "category": "economic_hardship", "reason": "又改了主意"}
    assert client.post(EXEMPTIONS, again, format="json").status_code == 201


def test_what_was_withdrawn_or_whose_term_is_over_is_not_withdrawn(
    as_user, homeroom, exemption, moral_director
):
    client = as_user(homeroom)
    address = f"{EXEMPTIONS}{exemption.pk}/withdraw/"
    with time_machine.travel(datetime.datetime(2027, 2, 1, 1, tzinfo=datetime.UTC), tick=False):
        late = as_user(homeroom).post(address, {"reason": "晚了"}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "term_over")

    client.post(address, {"reason": "家长来电欢迎"}, format="json")
    again = client.post(address, {"reason": "家长来电欢迎"}, format="json")
    assert again.json()["code"] == "exemption_withdrawn"
    approve = as_user(moral_director).post(f"{EXEMPTIONS}{exemption.pk}/approve/")
    assert approve.json()["code"] == "exemption_withdrawn"


def test_a_late_entry_of_a_term_that_is_over_asks_for_nothing(as_user, homeroom, lin, school):
    people.Term(
        school=school,
        ordinal=2,
        academic_year__first_year=2025,
        window_opens_on=datetime.date(2026, 2, 1),
        window_closes_on=datetime.date(2026, 7, 10),
    )
    answer = post(
        as_user(homeroom), lin, visited_on="2026-06-01", exemption=wish("economic_hardship")
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "term_over")


def test_a_wish_names_only_what_is_owed(as_user, homeroom, lin):
    visits.CareCategory(school=lin.school, code="single_parent")
    answer = post(as_user(homeroom), lin, exemption=wish("single_parent"))

    assert codes(answer) == {("category", "nothing_owed")}
    assert not models.HomeVisit.objects.exists()

"""认定: three hands, three people, and a register that equals what was confirmed."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.people.models import Post
from school.people.roles import PostKind
from school.shared.errors import Refused, RuleBroken
from school.shared.models import AuditEntry
from school.visits import models
from school.visits.actions import care
from school.visits.actions import proposals as actions
from school.visits.rules import proposals as rules
from tests.conftest import TODAY, _person
from tests.factories import people

pytestmark = pytest.mark.usefixtures("now", "term")

PROPOSALS = "/api/v1/care-proposals/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def leader(school, maple):
    """Leads the maple class's cohort."""
    return _person(school, "leader", PostKind.GRADE_LEADER, "宋老师", cohort_year=maple.cohort_year)


@pytest.fixture
def other_leader(school, cedar):
    """Leads another cohort."""
    return _person(
        school, "other_leader", PostKind.GRADE_LEADER, "孙老师", cohort_year=cedar.cohort_year
    )


@pytest.fixture
def proposal(homeroom, lin, hardship):
    """Lin is to be taken into the register, with a note."""
    return actions.propose_start(
        by=homeroom,
        student=lin,
        category=hardship,
        starts_on=datetime.date(2026, 9, 1),
        basis="民政部门名单",
        note="低保家庭，父亲务工受伤",
    )


def propose(client, key=None, **body):
    return client.post(
        PROPOSALS, body, format="json", HTTP_IDEMPOTENCY_KEY=str(key or uuid.uuid4())
    )


def act(client, proposal, verb, **body):
    return client.post(f"{PROPOSALS}{proposal.pk}/{verb}/", body, format="json")


def fields(response):
    return {(line["field"], line["code"]) for line in response.json()["errors"]}


# ---- the way of a proposal -----------------------------------------------------------------


def test_a_proposal_is_checked_confirmed_and_then_stands_in_the_register(
    as_user, homeroom, leader, moral_director, lin, hardship
):
    made = propose(
        as_user(homeroom),
        kind="start",
        student=str(lin.pk),
        category="economic_hardship",
        starts_on="2026-09-01",
        basis="民政部门名单",
        note="低保家庭",
    )
    assert (made.status_code, made.json()["state"]) == (201, "proposed")
    assert (made.json()["waits_for"], made.json()["has_note"]) == ("check", True)
    proposal = models.CareProposal.objects.get()
    assert not models.Circumstance.objects.exists()

    checked = act(as_user(leader), proposal, "check")
    assert (checked.status_code, checked.json()["waits_for"]) == (200, "confirm")
    assert not models.Circumstance.objects.exists()

    confirmed = act(as_user(moral_director), proposal, "confirm")
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    entry = models.Circumstance.objects.get()
    assert (entry.student, entry.category, entry.source) == (lin, hardship, "民政部门名单")
    assert (entry.approved_by, entry.note) == (moral_director, "低保家庭")
    assert confirmed.json()["circumstance"] == str(entry.pk)
    logged = AuditEntry.objects.filter(record_id=proposal.pk)
    assert {one.verb for one in logged} == {"propose", "check", "confirm"}
    assert "低保" not in str(list(logged.values()))


def test_an_end_is_registered_the_same_way(as_user, homeroom, leader, moral_director, in_need):
    made = propose(
        as_user(homeroom),
        kind="end",
        circumstance=str(in_need.pk),
        ends_on="2026-10-31",
        basis="已脱困",
    )
    assert made.status_code == 201
    proposal = models.CareProposal.objects.get()
    act(as_user(leader), proposal, "check")
    assert models.Circumstance.objects.believed().get().ends_on is None

    act(as_user(moral_director), proposal, "confirm")

    ended = models.Circumstance.objects.believed().get()
    assert ended.ends_on == datetime.date(2026, 10, 31)
    assert AuditEntry.objects.get(record_id=ended.pk).reason == "已脱困"


def test_still_so_is_a_review_that_the_register_shows(as_user, homeroom, principal, in_need):
    register = "/api/v1/circumstances/"
    before = as_user(homeroom).get(register).json()["results"][0]
    assert (before["reviewed_at"], before["is_review_due"]) == (None, True)

    propose(as_user(homeroom), kind="stay", circumstance=str(in_need.pk))
    waiting = as_user(homeroom).get(register).json()["results"][0]
    assert waiting["is_review_due"] is True

    act(as_user(principal), models.CareProposal.objects.get(), "confirm")

    after = as_user(homeroom).get(register).json()["results"][0]
    assert after["reviewed_at"].startswith("2026-11-23")
    assert (after["is_review_due"], after["id"]) == (False, str(in_need.pk))


def test_without_a_grade_leader_the_step_is_passed_over_and_says_so(
    as_user, moral_director, other_leader, proposal
):
    listed = as_user(moral_director).get(PROPOSALS).json()["results"][0]
    assert (listed["waits_for"], listed["is_passed_over"]) == ("confirm", True)

    answer = act(as_user(moral_director), proposal, "confirm")

    assert (answer.status_code, answer.json()["is_passed_over"]) == (200, True)
    logged = AuditEntry.objects.get(record_id=proposal.pk, verb="confirm")
    assert logged.changes["passed_over"] == [None, True]


def test_with_a_grade_leader_it_is_not_confirmed_unchecked(
    as_user, moral_director, leader, proposal
):
    answer = act(as_user(moral_director), proposal, "confirm")

    assert (answer.status_code, answer.json()["code"]) == (409, "proposal_unchecked")
    assert not models.Circumstance.objects.exists()


def test_a_grade_leader_whose_account_is_closed_holds_nothing_up(
    as_user, moral_director, leader, proposal
):
    leader.is_active = False
    leader.save()

    assert act(as_user(moral_director), proposal, "confirm").status_code == 200


def test_the_only_grade_leader_does_not_check_the_own_proposal(
    as_user, homeroom, maple, moral_director, proposal
):
    people.Post(staff=homeroom.staff, kind=PostKind.GRADE_LEADER, cohort_year=maple.cohort_year)

    assert act(as_user(homeroom), proposal, "check").status_code == 403
    answer = act(as_user(moral_director), proposal, "confirm")
    assert (answer.status_code, answer.json()["is_passed_over"]) == (200, True)


def test_who_checked_does_not_confirm(as_user, leader, principal, proposal):
    people.Post(staff=leader.staff, kind=PostKind.VICE_PRINCIPAL)
    act(as_user(leader), proposal, "check")

    assert act(as_user(leader), proposal, "confirm").status_code == 403
    assert act(as_user(leader), proposal, "send-back", reason="再看").status_code == 403
    with pytest.raises(RuleBroken) as refused:
        actions.confirm_proposal(by=leader, proposal_id=proposal.pk)
    assert refused.value.code == "second_person"
    assert act(as_user(principal), proposal, "confirm").status_code == 200


def test_the_database_refuses_two_hands_of_one_person(homeroom, leader, proposal):
    now = datetime.datetime.now(datetime.UTC)
    rows = models.CareProposal.objects.filter(pk=proposal.pk)
    for columns in (
        {"checked_at": now, "checked_by": homeroom},
        {"sent_back_at": now, "sent_back_by": homeroom},
        {"checked_at": now, "checked_by": leader, "sent_back_at": now, "sent_back_by": leader},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)


def test_what_was_sent_back_says_why_and_can_be_proposed_anew(
    as_user, homeroom, leader, moral_director, lin, proposal
):
    assert act(as_user(leader), proposal, "send-back").status_code == 400
    sent = act(as_user(leader), proposal, "send-back", reason="请补上民政证明的日期")
    assert (sent.json()["state"], sent.json()["send_back_reason"]) == (
        "sent_back",
        "请补上民政证明的日期",
    )
    assert act(as_user(moral_director), proposal, "confirm").json()["code"] == "proposal_closed"

    again = propose(
        as_user(homeroom),
        kind="start",
        student=str(lin.pk),
        category="economic_hardship",
        starts_on="2026-09-01",
        basis="民政部门名单，9月3日",
    )
    assert again.status_code == 201


def test_only_the_proposer_withdraws(as_user, homeroom, moral_director, proposal):
    assert act(as_user(moral_director), proposal, "withdraw").status_code == 403
    answer = act(as_user(homeroom), proposal, "withdraw")
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert act(as_user(homeroom), proposal, "withdraw").json()["code"] == "proposal_closed"


def test_one_open_proposal_of_a_kind(as_user, homeroom, lin, proposal):
    second = propose(
        as_user(homeroom),
        kind="start",
        student=str(lin.pk),
        category="economic_hardship",
        starts_on="2026-09-02",
        basis="再提一次",
    )

    assert (second.status_code, second.json()["code"]) == (409, "proposal_open")


def test_an_entry_is_not_still_so_and_ended_at_once(as_user, homeroom, in_need):
    client = as_user(homeroom)
    assert propose(client, kind="stay", circumstance=str(in_need.pk)).status_code == 201

    other = propose(
        client, kind="end", circumstance=str(in_need.pk), ends_on="2026-10-01", basis="搬走"
    )

    assert (other.status_code, other.json()["code"]) == (409, "proposal_open")


def test_the_same_gesture_proposes_once(as_user, homeroom, in_need):
    client, key = as_user(homeroom), uuid.uuid4()
    given = {"kind": "stay", "circumstance": str(in_need.pk)}

    first, second = propose(client, key, **given), propose(client, key, **given)

    assert (first.status_code, second.status_code) == (201, 200)
    assert models.CareProposal.objects.count() == 1


def test_a_direct_registration_in_between_stops_the_confirmation(
    as_user, moral_director, lin, hardship, proposal
):
    care.register_circumstance(
        by=moral_director,
        student=lin,
        category=hardship,
        starts_on=datetime.date(2026, 10, 1),
        source="急办",
    )

    answer = act(as_user(moral_director), proposal, "confirm")

    assert (answer.status_code, answer.json()["code"]) == (409, "circumstance_overlaps")
    proposal.refresh_from_db()
    assert rules.state_of(proposal) == rules.ProposalState.PROPOSED


def test_each_kind_says_what_it_needs_and_nothing_else(as_user, homeroom, lin, in_need):
    client = as_user(homeroom)

    bare = propose(client, kind="start", student=str(lin.pk))
    assert fields(bare) == {
        ("category", "required"),
        ("starts_on", "required"),
        ("basis", "required"),
    }
    mixed = propose(client, kind="stay", circumstance=str(in_need.pk), ends_on="2026-10-01")
    assert fields(mixed) == {("ends_on", "not_of_this_kind")}
    future = propose(
        client,
        kind="start",
        student=str(lin.pk),
        category="single_parent",
        starts_on="2026-12-01",
        basis="家长告知",
    )
    assert future.status_code == 400


# ---- who knows what ------------------------------------------------------------------------


def test_a_grade_leader_sees_it_only_while_it_waits_for_the_check(
    as_user, leader, other_leader, proposal
):
    row = as_user(leader).get(PROPOSALS).json()["results"][0]
    assert (row["category"]["name"], row["basis"]) == ("特困生", "民政部门名单")
    assert "has_note" not in row
    assert set(row["abilities"]) == {"check", "send_back"}
    assert as_user(other_leader).get(PROPOSALS).json()["count"] == 0
    assert act(as_user(leader), proposal, "reveal", purpose="看看").status_code == 403

    act(as_user(leader), proposal, "check")

    assert as_user(leader).get(PROPOSALS).json()["count"] == 0
    assert as_user(leader).get("/api/v1/circumstances/").status_code == 403


def test_two_hats_join_rows_and_never_scopes(as_user, leader, cedar, song, lin, proposal):
    """Z-20: leading a cohort does not let a homeroom teacher speak of its other children."""
    people.Post(staff=leader.staff, kind=PostKind.HOMEROOM_TEACHER, school_class=cedar)
    client = as_user(leader)

    assert client.get(PROPOSALS).json()["count"] == 1
    assert act(client, proposal, "reveal", purpose="看看").status_code == 403
    refused = propose(
        client,
        kind="start",
        student=str(lin.pk),
        category="single_parent",
        starts_on="2026-09-01",
        basis="听说",
    )
    assert fields(refused) == {("student", "does_not_exist")}
    assert client.get(f"/api/v1/child-files/{lin.pk}/").status_code == 404


def test_nobody_proposes_for_a_child_of_another_class_or_one_that_left(
    as_user, homeroom, song, lin, hardship
):
    """H-47 and Z-09."""
    gone = people.Student(school=lin.school)
    given = {
        "kind": "start",
        "category": "economic_hardship",
        "starts_on": "2026-09-01",
        "basis": "家长告知",
    }
    for student in (song, gone):
        answer = propose(as_user(homeroom), student=str(student.pk), **given)
        assert fields(answer) == {("student", "does_not_exist")}


def test_the_note_is_revealed_with_a_purpose_and_logged(as_user, moral_director, proposal):
    answer = act(as_user(moral_director), proposal, "reveal", purpose="认定复核")

    assert answer.json() == {"note": "低保家庭，父亲务工受伤"}
    assert AuditEntry.objects.get(verb="reveal").reason == "认定复核"


def test_the_list_takes_the_same_queries_however_long(
    as_user, moral_director, school, maple, homeroom, hardship, leader, django_assert_num_queries
):
    def propose_some(count):
        for _ in range(count):
            child = people.Student(school=school)
            people.Placement(student=child, school_class=maple)
            actions.propose_start(
                by=homeroom, student=child, category=hardship, starts_on=TODAY, basis="家长告知"
            )

    client = as_user(moral_director)
    propose_some(1)
    client.get(PROPOSALS)
    with django_assert_num_queries(7):
        client.get(PROPOSALS)
    propose_some(5)
    with django_assert_num_queries(7):
        assert client.get(PROPOSALS).json()["count"] == 6


# ---- properties ----------------------------------------------------------------------------

PEOPLE = st.integers(0, 4)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["start", "stay", "end", "check", "confirm", "send_back", "withdraw"]),
        PEOPLE,
        st.integers(0, 3),
        st.integers(0, 60),
    ),
    max_size=25,
)


def _try(step, who, proposals, which, day, hardship, student):
    """One step by one person; what the rules refuse leaves everything as it was."""
    entry = models.Circumstance.objects.believed().order_by("-starts_on").first()
    first = datetime.date(2026, 9, 1) + day * DAY
    with transaction.atomic():
        if step == "start":
            return actions.propose_start(
                by=who, student=student, category=hardship, starts_on=first, basis="名单"
            )
        if step in ("stay", "end"):
            if entry is None:
                return None
            if step == "stay":
                return actions.propose_stay(by=who, circumstance=entry)
            return actions.propose_end(by=who, circumstance=entry, ends_on=first, basis="已脱困")
        if not proposals:
            return None
        proposal = proposals[which % len(proposals)]
        if step == "send_back":
            actions.send_back_proposal(by=who, proposal_id=proposal.pk, reason="补充")
        else:
            getattr(actions, f"{step}_proposal")(by=who, proposal_id=proposal.pk)
    return None


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, has_leader=st.booleans())
def test_no_history_lets_one_person_take_two_steps_and_the_register_equals_what_was_confirmed(
    steps, has_leader, school, lin, hardship, homeroom, leader, moral_director, principal, teacher
):
    """Anybody tries anything in any order: the actions themselves hold, not only the policies."""
    cast = [homeroom, leader, moral_director, principal, teacher]
    with transaction.atomic():
        if not has_leader:
            Post.objects.filter(kind=PostKind.GRADE_LEADER).delete()
        made = []
        for step, who, which, day in steps:
            try:
                found = _try(step, cast[who], made, which, day, hardship, lin)
            except Refused:
                continue
            if found is not None:
                made.append(found)
        rows = list(models.CareProposal.objects.order_by("confirmed_at", "id"))
        register = {}
        for row in rows:
            hands = [row.created_by_id, row.checked_by_id, row.confirmed_by_id, row.sent_back_by_id]
            taken = [hand for hand in hands if hand is not None]
            assert len(taken) == len(set(taken))
            if row.confirmed_at is None:
                continue
            # Whoever it is that looks, each confirmed one was looked at, or says that nobody could.
            assert row.was_passed_over == (row.checked_by_id is None)
            assert not (has_leader and row.was_passed_over and row.created_by_id != leader.pk)
            if row.kind == "start":
                register[row.starts_on] = None
            elif row.kind == "end":
                register[row.circumstance.starts_on] = row.ends_on
        believed = models.Circumstance.objects.believed()
        assert dict(believed.values_list("starts_on", "ends_on")) == register
        transaction.set_rollback(True)


@given(
    day=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
    today=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
)
def test_an_entry_is_reviewed_once_a_school_year(day, today):
    due = rules.is_review_due(None, [day], today=today)

    year_began = datetime.date(today.year if today.month >= 8 else today.year - 1, 8, 1)
    assert due == (day < year_began)
    assert not rules.is_review_due(today, [day], today=today)

"""积分复核: by when, by whom, and what comes of it."""

import datetime
import uuid

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from school.civility.actions import ledger
from school.civility.models import PointAppeal, PointEntry, PointTotal
from school.civility.queries.ledger import findings
from school.civility.rules.appeals import after_working_days, is_working_day
from school.people.models import Holiday
from tests.conftest import TODAY, _person
from tests.factories import people

APPEALS = "/api/v1/point-appeals/"
DAY = datetime.timedelta(days=1)
DATES = st.dates(datetime.date(2026, 8, 1), datetime.date(2027, 7, 31))
HOLIDAYS = st.lists(
    st.tuples(DATES, st.integers(0, 30)).map(lambda one: (one[0], one[0] + one[1] * DAY)),
    max_size=4,
)


@given(day=DATES, count=st.integers(1, 20), holidays=HOLIDAYS)
def test_a_deadline_is_the_last_of_so_many_working_days(day, count, holidays):
    due = after_working_days(day, count, holidays)

    between = [day + n * DAY for n in range(1, (due - day).days + 1)]
    free = {first + n * DAY for first, last in holidays for n in range((last - first).days + 1)}
    working = [one for one in between if one.isoweekday() <= 5 and one not in free]
    assert len(working) == count
    assert working[-1] == due
    assert is_working_day(due, holidays)


@given(day=DATES, count=st.integers(1, 20), holidays=HOLIDAYS, more=HOLIDAYS)
def test_a_holiday_more_never_brings_a_deadline_nearer(day, count, holidays, more):
    assert after_working_days(day, count, holidays + more) >= after_working_days(
        day, count, holidays
    )


pytestmark = pytest.mark.usefixtures("now", "term")


@pytest.fixture
def entry(teacher, lin, helping):
    return ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY).entries.get()


@pytest.fixture
def client(as_user, homeroom):
    return as_user(homeroom)


@pytest.fixture
def office(as_user, moral_director):
    return as_user(moral_director)


def raise_appeal(client, entry, **more):
    body = {
        "entry": str(entry.pk),
        "raised_by_whom": "family",
        "reason": "孩子说帮的是另一位同学",
        **more,
    }
    return client.post(APPEALS, body, HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()))


def act(client, appeal, verb, **body):
    return client.post(f"{APPEALS}{appeal['id']}/{verb}/", body)


def answered(client, entry):
    appeal = raise_appeal(client, entry).json()
    return act(client, appeal, "answer", answer="当时我在场").json()


def decide(office, appeal, outcome="reversed"):
    return act(office, appeal, "decide", outcome=outcome, decision="两位同学都说是她")


def code(answer):
    return answer.status_code, answer.json()["code"]


@pytest.mark.django_db
def test_from_the_familys_word_to_the_entry_taken_back(
    school, term, client, office, entry, lin, moral_director
):
    Holiday.objects.create(
        school=school,
        term=term,
        name="运动会",
        starts_on=TODAY + 2 * DAY,
        ends_on=TODAY + 3 * DAY,
    )
    shown = client.get(f"/api/v1/point-entries/{entry.pk}/").json()
    assert (shown["appeal"], shown["appeal_until"]) == (None, "2026-12-16")
    assert "appeal" in shown["abilities"]

    appeal = raise_appeal(client, entry).json()
    assert (appeal["state"], appeal["answer_due_on"]) == ("open", "2026-12-02")
    assert appeal["decision_due_on"] == "2026-12-16"
    assert appeal["abilities"] == ["retrieve", "answer", "withdraw"]
    shown = client.get(f"/api/v1/point-entries/{entry.pk}/").json()
    assert (shown["appeal"]["id"], shown["appeal"]["state"]) == (appeal["id"], "open")
    assert "appeal" not in shown["abilities"]
    early = decide(office, appeal)
    assert code(early) == (409, "not_answered")

    appeal = act(client, appeal, "answer", answer="当时我在场").json()
    assert appeal["state"] == "answered"
    assert office.get(APPEALS, {"state": "answered"}).json()["results"][0]["abilities"] == [
        "retrieve",
        "decide",
    ]
    answer = decide(office, appeal)

    shown = answer.json()
    assert (answer.status_code, shown["state"], shown["outcome"]) == (200, "decided", "reversed")
    assert shown["entry"]["reversal"]["by"]["name"] == "姜主任"
    assert shown["entry"]["reversal"]["reason"] == "两位同学都说是她"
    assert shown["abilities"] == ["retrieve"]
    assert PointTotal.objects.get(student=lin).points == 0
    assert list(findings(school.pk)) == []


@pytest.mark.django_db
def test_upheld_the_entry_stands(client, office, entry, lin):
    answer = decide(office, answered(client, entry), outcome="upheld")

    assert answer.json()["outcome"] == "upheld"
    assert PointTotal.objects.get(student=lin).points == 2
    assert PointEntry.objects.count() == 1
    assert code(raise_appeal(client, entry)) == (409, "already_appealed")


@pytest.mark.django_db
def test_withdrawn_it_may_be_raised_again(client, office, entry):
    first = answered(client, entry)
    assert act(client, first, "withdraw").json()["state"] == "withdrawn"
    for refused in (act(client, first, "withdraw"), decide(office, first)):
        assert code(refused) == (409, "appeal_closed")
    assert code(act(client, first, "answer", answer="晚了")) == (409, "appeal_closed")

    assert raise_appeal(client, entry).status_code == 201
    assert PointAppeal.objects.count() == 2


@pytest.mark.django_db
def test_once_only(client, entry):
    key = str(uuid.uuid4())
    body = {"entry": str(entry.pk), "raised_by_whom": "student", "reason": "不是我"}
    first = client.post(APPEALS, body, HTTP_IDEMPOTENCY_KEY=key)
    again = client.post(APPEALS, body, HTTP_IDEMPOTENCY_KEY=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert code(raise_appeal(client, entry)) == (409, "already_appealed")
    appeal = first.json()
    act(client, appeal, "answer", answer="当时我在场")
    assert code(act(client, appeal, "answer", answer="再说一次")) == (409, "already_answered")


@pytest.mark.django_db
def test_after_fifteen_working_days_it_is_too_late(as_user, homeroom, entry, now):
    last = datetime.timedelta(days=21)
    with time_machine.travel(now + last + DAY, tick=False):
        client = as_user(homeroom)
        assert code(raise_appeal(client, entry)) == (409, "appeal_is_late")
        shown = client.get(f"/api/v1/point-entries/{entry.pk}/").json()
        assert "appeal" not in shown["abilities"]
    with time_machine.travel(now + last, tick=False):
        client = as_user(homeroom)
        assert raise_appeal(client, entry).status_code == 201


@pytest.mark.django_db
def test_what_was_taken_back_is_not_appealed_nor_upheld(client, office, entry, principal):
    appeal = answered(client, entry)
    ledger.reverse(by=principal, entry_id=entry.pk, reason="记错了人")

    assert code(decide(office, appeal, outcome="upheld")) == (409, "already_reversed")
    assert decide(office, appeal).status_code == 200
    assert PointEntry.objects.filter(reverses=entry).count() == 1
    counter = PointEntry.objects.get(reverses=entry)
    assert raise_appeal(client, counter).json()["errors"][0]["code"] == "does_not_exist"


@pytest.mark.django_db
def test_a_silent_homeroom_teacher_holds_nothing_up(as_user, client, moral_director, entry, now):
    appeal = raise_appeal(client, entry).json()

    with time_machine.travel(now + 8 * DAY, tick=False):
        office = as_user(moral_director)
        late = office.get(f"{APPEALS}{appeal['id']}/").json()
        assert (late["is_overdue"], "decide" in late["abilities"]) == (True, True)
        assert decide(office, appeal).status_code == 200


@pytest.mark.django_db
def test_who_recorded_the_entry_does_not_decide(
    client, office, as_user, principal, moral_director, lin, helping
):
    own = ledger.award(by=moral_director, item=helping, students=[lin], occurred_on=TODAY)
    appeal = answered(client, own.entries.get())

    refused = decide(office, appeal)
    assert refused.status_code == 403
    assert "decide" not in office.get(f"{APPEALS}{appeal['id']}/").json()["abilities"]
    assert decide(as_user(principal), appeal).status_code == 200


@pytest.mark.django_db
def test_who_entered_or_answered_it_does_not_decide(school, maple, as_user, entry):
    """A vice principal who is a class's homeroom teacher besides."""
    both = _person(school, "both", "vice_principal", "盖校长")
    people.Post(staff=both.staff, kind="homeroom_teacher", school_class=maple)
    appeal = answered(as_user(both), entry)

    assert decide(as_user(both), appeal).status_code == 403
    assert not PointEntry.objects.filter(reverses=entry).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["other_homeroom", "two_hats"])
def test_another_classs_homeroom_teacher_raises_and_answers_nothing(
    request, as_user, client, entry, who
):
    other = as_user(request.getfixturevalue(who))

    assert raise_appeal(other, entry).json()["errors"][0]["code"] == "does_not_exist"
    appeal = raise_appeal(client, entry).json()
    assert act(other, appeal, "answer", answer="我来说").status_code == 404
    assert other.get(APPEALS).json()["count"] == 0

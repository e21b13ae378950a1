"""The ledger agrees with a naive model on drawn histories, in whatever order things happen."""

import datetime
import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from school.civility.actions import ledger
from school.civility.models import PointEntry, PointTotal
from school.civility.queries.ledger import findings
from school.shared import idempotency
from school.shared.errors import RuleBroken
from tests.conftest import TODAY
from tests.factories import civility, people

pytestmark = pytest.mark.usefixtures("now")

DAYS = [TODAY - datetime.timedelta(days=n) for n in (0, 1, 2, 3, 7, 24)]
"""Two of this week, three of the last, and one of the month before."""
STUDENT_DAY, TEACHER_DAY = 4, 6
ITEMS = {
    "one": {"least": 1, "cap_day": 1, "cap_week": 2},
    "two": {"least": 2, "cap_day": 4, "cap_week": 6, "cap_month": 8},
    "free": {"least": 3},
    "late": {"least": -1, "kind": "deduction", "cap_week": 2},
    "hint": {"least": 0, "kind": "reminder"},
}


@dataclass
class Line:
    """An entry as somebody with pencil and paper would write it."""

    key: uuid.UUID
    batch: int
    child: int
    item: str
    giver: int
    day: datetime.date
    points: int
    taken_back: bool = False


class Pencil:
    """The rules once more, by adding up the whole list for each question."""

    def __init__(self):
        self.lines = []

    def sum(self, condition):
        return sum(one.points for one in self.lines if not one.taken_back and condition(one))

    def counts(self, item, giver, child, day):
        rule = ITEMS[item]
        worth = rule["least"]
        kind = rule.get("kind", "recognition")

        def of_item(one):
            return one.child == child and one.item == item

        def recognised(one):
            return ITEMS[one.item].get("kind", "recognition") == "recognition"

        room = [
            (rule.get("cap_day"), lambda one: of_item(one) and one.day == day),
            (
                rule.get("cap_week"),
                lambda one: of_item(one) and one.day.isocalendar()[:2] == day.isocalendar()[:2],
            ),
            (
                rule.get("cap_month"),
                lambda one: of_item(one) and (one.day.year, one.day.month) == (day.year, day.month),
            ),
        ]
        for most, condition in room:
            if most is not None and worth and abs(self.sum(condition)) + abs(worth) > most:
                return 0
        if kind == "recognition":
            mine = self.sum(lambda one: recognised(one) and one.child == child and one.day == day)
            given = self.sum(lambda one: recognised(one) and one.giver == giver and one.day == day)
            if mine + worth > STUDENT_DAY or given + worth > TEACHER_DAY:
                return 0
        if kind == "deduction" and self.sum(lambda one: one.child == child) + worth < 0:
            return 0
        return worth

    def write(self, key, batch, item, giver, child, day):
        points = self.counts(item, giver, child, day)
        self.lines.append(Line(key, batch, child, item, giver, day, points))
        return points


@pytest.fixture
def ground(school, maple, term, teacher, homeroom, moral_director):
    civility.PointLimits(
        school=school, student_day=STUDENT_DAY, teacher_day=TEACHER_DAY, allows_deductions=True
    )
    children = [people.Student(school=school) for _ in range(3)]
    for child in children:
        people.Placement(student=child, school_class=maple)
    return {
        "items": {name: civility.item(school, name, **rule) for name, rule in ITEMS.items()},
        "children": children,
        "givers": [teacher, homeroom],
        "office": moral_director,
    }


class Played:
    """A history, in the ledger and with the pencil."""

    def __init__(self, ground):
        self.ground, self.pencil = ground, Pencil()
        self.batches, self.gestures = [], []

    def award(self, item, giver, children, day):
        gesture = (uuid.uuid4(), item, giver, tuple(children), day)
        key, made = self._send(gesture)
        assert made
        batch = len(self.batches)
        self.batches.append(key)
        self.gestures.append(gesture)
        for child, entry in zip(
            children, PointEntry.objects.filter(batch=key).order_by("pk"), strict=True
        ):
            assert entry.student == self.ground["children"][child]
            assert entry.points == self.pencil.write(entry.pk, batch, item, giver, child, day)
            assert (entry.cap == "") == (entry.points == entry.worth)

    def _send(self, gesture):
        key, item, giver, children, day = gesture
        by = self.ground["givers"][giver]
        return idempotency.once(
            by=by,
            key=key,
            body=[item, list(children), str(day)],
            act=lambda: ledger.award(
                by=by,
                item=self.ground["items"][item],
                students=[self.ground["children"][one] for one in children],
                occurred_on=day,
                is_repeat_meant=True,
            ),
        )

    def undo(self, which, children):
        which %= len(self.batches)
        keys = [self.ground["children"][one].pk for one in children] or None
        giver = self.ground["givers"][self.gestures[which][2]]
        ledger.undo(by=giver, batch_id=self.batches[which], students=keys)
        for one in self.pencil.lines:
            if one.batch == which and (not children or one.child in children):
                one.taken_back = True

    def reverse(self, which):
        line = self.pencil.lines[which % len(self.pencil.lines)]
        given = {"by": self.ground["office"], "entry_id": line.key, "reason": "记错了"}
        if line.taken_back:
            with pytest.raises(RuleBroken):
                ledger.reverse(**given)
        else:
            ledger.reverse(**given)
            line.taken_back = True

    def replay(self, which):
        which %= len(self.gestures)
        before = PointEntry.objects.count()
        key, made = self._send(self.gestures[which])
        assert (key, made) == (self.batches[which], False)
        assert PointEntry.objects.count() == before

    def check(self):
        for number, child in enumerate(self.ground["children"]):
            mine = PointEntry.objects.filter(student=child)
            total = PointTotal.objects.filter(student=child).first()
            added = mine.aggregate(points=Sum("points"))["points"] or 0
            stands = self.pencil.sum(lambda one, number=number: one.child == number)
            assert (total.points if total else 0) == added == stands
            assert stands >= 0 or any(one.taken_back for one in self.pencil.lines)
        self._check_caps()

    def _check_caps(self):
        """What the promise says, asked of the table alone."""
        recognised = PointEntry.objects.filter(kind="recognition").order_by()

        def most(*by, rows=recognised):
            return max(
                (abs(row["all"]) for row in rows.values(*by).annotate(all=Sum("points"))), default=0
            )

        assert most("student", "occurred_on") <= STUDENT_DAY
        assert most("recorder", "occurred_on") <= TEACHER_DAY
        for name, limits in ITEMS.items():
            rows = PointEntry.objects.filter(item_version__item__code=name).order_by()
            day = most("student", "occurred_on", rows=rows)
            week = most("student", "occurred_on__iso_year", "occurred_on__week", rows=rows)
            month = most("student", "occurred_on__year", "occurred_on__month", rows=rows)
            assert day <= limits.get("cap_day", day)
            assert week <= limits.get("cap_week", week)
            assert month <= limits.get("cap_month", month)


class Ledger(RuleBasedStateMachine):
    """Anything anybody may do to it, in any order; after every step the promises hold."""

    def __init__(self, ground):
        super().__init__()
        self.school_id = ground["office"].school_id
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.played = Played(ground)

    @rule(
        item=st.sampled_from(sorted(ITEMS)),
        giver=st.integers(0, 1),
        children=st.permutations(range(3)).flatmap(
            lambda all_: st.integers(1, 3).map(lambda n: all_[:n])
        ),
        day=st.sampled_from(DAYS),
    )
    def award(self, item, giver, children, day):
        self.played.award(item, giver, children, day)

    @precondition(lambda self: self.played.gestures)
    @rule(which=st.integers(0, 30), children=st.lists(st.integers(0, 2), max_size=2))
    def undo(self, which, children):
        self.played.undo(which, children)

    @precondition(lambda self: self.played.gestures)
    @rule(which=st.integers(0, 60))
    def reverse(self, which):
        self.played.reverse(which)

    @precondition(lambda self: self.played.gestures)
    @rule(which=st.integers(0, 30))
    def replay(self, which):
        self.played.replay(which)

    @invariant()
    def totals_and_caps_hold(self):
        self.played.check()

    def teardown(self):
        try:
            assert list(findings(self.school_id)) == []
        finally:
            transaction.set_rollback(True)
            self.rolled_back.__exit__(None, None, None)


def test_caps_and_totals_hold_under_any_order(ground):
    run_state_machine_as_test(
        lambda: Ledger(ground),
        settings=settings(
            max_examples=50,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )


def test_a_wrong_rule_is_noticed(ground, monkeypatch):
    """The negative control: with a ledger that forgets a cap the model does not agree."""
    monkeypatch.setattr(ledger, "left_out_by", lambda *_: None)
    played = Played(ground)
    played.award("one", 0, [0], TODAY)

    with pytest.raises(AssertionError):
        played.award("one", 0, [0], TODAY)

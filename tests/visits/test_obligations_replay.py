"""Obligations agree with the naive model, on 500 histories, for any day and any moment."""

import datetime
from collections import Counter

import pytest
from django.db import transaction

from school.people import models as people
from school.visits import models
from school.visits.queries import obligations as boards
from tests.factories import people as make
from tests.factories import visits as make_visits
from tests.visits import replay

HISTORIES = 500


@pytest.fixture
def ground(school, principal):
    """The school that every history is played in."""
    term = make.Term(
        school=school,
        window_opens_on=replay.OPENS,
        window_closes_on=replay.CLOSES,
        stage__starts_on=replay.STARTS,
        stage__ends_on=replay.ENDS,
    )
    people.Holiday.objects.create(
        school=school,
        term=term,
        name="国庆节",
        starts_on=replay.HOLIDAY[0],
        ends_on=replay.HOLIDAY[1],
    )
    return {
        "school": school,
        "by": principal,
        "term": term,
        "students": [make.Student(school=school) for _ in replay.STUDENTS],
        "classes": [make.SchoolClass(school=school) for _ in replay.CLASSES],
        "staff": [make.StaffMember(school=school) for _ in replay.STAFF],
        "categories": make_visits.the_five(school)[: len(replay.CATEGORIES)],
    }


class Scribe:
    """Writes a history into the tables as the actions would: rows retired, never edited."""

    def __init__(self, ground):
        self.ground = ground
        self.rows = {}
        self.retired = []
        self.visits = {}
        self.exemptions = {}
        self.revisions = []

    def write(self, events):
        dated = {
            "placement": people.Placement,
            "need": models.Circumstance,
            "post": people.Post,
            "handover": models.VisitHandOver,
        }
        for event in events:
            if event.kind in dated:
                self._dated(dated[event.kind], event)
            else:
                getattr(self, f"_{event.kind}")(event)
        for model in dated.values():
            rows = [*self.retired, *self.rows.values()]
            model.objects.bulk_create(row for row in rows if type(row) is model)
        models.HomeVisit.objects.bulk_create(visit for visit, _ in self.visits.values())
        models.VisitPurpose.objects.bulk_create(
            models.VisitPurpose(school=self.ground["school"], visit=visit, category=category)
            for visit, purposes in self.visits.values()
            for category in purposes
        )
        models.VisitRevision.objects.bulk_create(self.revisions)
        return {str(visit.pk): fact for fact, (visit, _) in self.visits.items()}

    def _dated(self, model, event):
        what, old = event.what, self.rows.get((event.kind, event.fact))
        if old is not None:
            old.retired_at = event.at
            self.retired.append(old)
            del self.rows[event.kind, event.fact]
        if what.get("withdrawn"):
            return
        row = model(
            school=self.ground["school"],
            created_at=event.at,
            starts_on=what["first"],
            ends_on=what["last"],
        )
        if "student" in what:
            row.student = self.ground["students"][what["student"]]
        if "class" in what:
            row.school_class = self.ground["classes"][what["class"]]
        if event.kind == "need":
            row.category = self.ground["categories"][what["category"]]
            row.source = "家长告知"
            row.approved_by, row.approved_at = self.ground["by"], event.at
        if event.kind == "handover":
            row.to_staff = self.ground["staff"][what["staff"]]
            row.reason = "教师休产假"
        if event.kind == "post":
            row.staff = self.ground["staff"][what["staff"]]
            row.kind = "homeroom_teacher"
        self.rows[event.kind, event.fact] = row

    def _policy(self, event):
        version = make_visits.VisitPolicyVersion(
            school=self.ground["school"],
            number=event.fact,
            effective_from=event.what["effective_from"],
        )
        for category, rule in event.what["rules"].items():
            make_visits.VisitPolicyRule(
                policy_version=version,
                category=self.ground["categories"][category],
                visits_required=rule["required"],
                accepted_channels=rule["channels"],
                due_week=rule["week"],
                grace_days=rule["grace"],
            )
        models.VisitPolicyVersion.objects.filter(pk=version.pk).update(
            published_at=event.at, published_by=self.ground["by"]
        )

    def _exemption(self, event):
        if event.what.get("withdrawn"):
            asked = models.Exemption.objects.filter(pk=self.exemptions[event.fact].pk)
            asked.update(withdrawn_at=event.at, withdrawn_by=self.ground["by"])
            return
        self.exemptions[event.fact] = make_visits.Exemption(
            student=self.ground["students"][event.what["student"]],
            category=self.ground["categories"][event.what["category"]],
            term=self.ground["term"],
            approved_at=event.at,
            approved_by=self.ground["by"],
        )

    def _visit(self, event):
        what = event.what
        student = self.ground["students"][what["student"]]
        visit, _ = self.visits.get(event.fact, (None, None))
        if visit is None:
            visit = models.HomeVisit(
                school=student.school, student=student, integrity=True, version=0
            )
        visit.visited_on, visit.channel, visit.outcome = (
            what["on"],
            what["channel"],
            what["outcome"],
        )
        visit.version += 1
        if what.get("withdrawn"):
            visit.voided_at, visit.voided_by = event.at, self.ground["by"]
        purposes = [self.ground["categories"][one] for one in what["purposes"]]
        self.visits[event.fact] = (visit, purposes)
        self.revisions.append(
            models.VisitRevision(
                school=student.school,
                visit=visit,
                version=visit.version,
                created_at=event.at,
                snapshot={
                    "visited_on": visit.visited_on.isoformat(),
                    "channel": visit.channel,
                    "outcome": visit.outcome,
                    "voided": bool(what.get("withdrawn")),
                    "purposes": [str(one.pk) for one in purposes],
                },
            )
        )


def answered(ground, facts, as_of, known_at):
    """The product's answer in the model's words."""
    board = boards.board(ground["term"], as_of=as_of, known_at=known_at)
    numbers = {
        row.pk: number
        for kind in ("students", "classes", "staff", "categories")
        for number, row in enumerate(ground[kind])
    }
    return {
        (numbers[one.student_id], numbers[one.category_id]): (
            one.state.value,
            one.due_on,
            {facts[str(visit.id)] for visit in one.visits},
            numbers[one.placement.school_class_id],
            {numbers[post.staff_id] for post in one.responsible},
        )
        for one in board.obligations
    }


def test_obligations_agree_with_a_naive_replay_of_500_histories(ground):
    states: Counter[str] = Counter()
    for seed in range(HISTORIES):
        events = replay.history(seed)
        with transaction.atomic():
            facts = Scribe(ground).write(events)
            for as_of, known_at in replay.questions(seed, events):
                wanted = replay.expected(events, as_of, known_at)
                found = answered(ground, facts, as_of, known_at)
                assert found == wanted, f"history {seed}, as of {as_of}, known at {known_at}"
                states.update(one[0] for one in wanted.values())
            transaction.set_rollback(True)

    assert set(states) == {state.value for state in boards.rules.State}
    assert sum(states.values()) == 907


def test_what_is_known_now_is_what_was_known_at_the_last_moment(ground):
    for seed in range(20):
        events = replay.history(seed)
        with transaction.atomic():
            facts = Scribe(ground).write(events)
            later = events[-1].at + datetime.timedelta(seconds=1)
            for as_of, _ in replay.questions(seed, events):
                now = answered(ground, facts, as_of, None)
                assert now == answered(ground, facts, as_of, later)
            transaction.set_rollback(True)


def test_rules_that_forget_the_hand_overs_are_noticed(ground, monkeypatch):
    """The negative control: with this fault planted the histories disagree."""
    honest = boards.rules.responsible_for
    forgetful = lambda *asked: honest(*asked[:4])  # noqa: E731 - without the hand-overs
    monkeypatch.setattr(boards.rules, "responsible_for", forgetful)
    disagreeing = 0
    for seed in range(HISTORIES):
        events = replay.history(seed)
        with transaction.atomic():
            facts = Scribe(ground).write(events)
            for as_of, known_at in replay.questions(seed, events):
                wanted = replay.expected(events, as_of, known_at)
                disagreeing += answered(ground, facts, as_of, known_at) != wanted
            transaction.set_rollback(True)
        if disagreeing:
            break

    assert disagreeing > 0

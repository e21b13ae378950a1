"""What was written down of the visits: who went, what was seen and said, what was promised."""

import copy
import datetime
import random
from typing import Any

from django.db.models.base import ModelState

from config.demo import narratives
from config.demo.calendar import DAY
from config.demo.people import ClassTeam, DemoSchool, moment
from config.demo.planning import Call
from school.people.models import StaffMember
from school.shared.models import AuditEntry, uuid7
from school.visits.models import (
    CareCategory,
    Channel,
    FollowUp,
    HomeVisit,
    Outcome,
    Receiver,
    VisitCompanion,
    VisitPurpose,
    VisitRevision,
)

RECEIVER = {
    "母亲": Receiver.MOTHER,
    "父亲": Receiver.FATHER,
    "父母": Receiver.MOTHER,
    "姑姑": Receiver.OTHER,
}

ENTRY_DELAYS = (0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5)
LATE_SHARE = 0.05
ENTRY_GRACE_DAYS = 7
AMENDED_SHARE = 0.03
FRESH = 30 * DAY
FORGOTTEN = 150 * DAY
"""A promise older than this was kept in the end, however late."""
DOUBLES = 3


class Books:
    """Calls become rows: who went, what was seen and said, what was promised and kept."""

    def __init__(
        self, demo: DemoSchool, categories: dict[str, CareCategory], draw: random.Random
    ) -> None:
        self.demo = demo
        self.categories = categories
        self.draw = draw
        self.told: set[str] = set()
        self.suggestions: list[str] = []
        self.books_close = moment(demo.calendar.today - DAY, 21, 40)
        self.visits: list[HomeVisit] = []
        self.purposes: list[VisitPurpose] = []
        self.companions: list[VisitCompanion] = []
        self.revisions: list[VisitRevision] = []
        self.follow_ups: list[FollowUp] = []
        self.audit: list[AuditEntry] = []

    def write(self, calls: list[Call]) -> None:
        late = self._late(len(calls))
        for place, call in enumerate(calls):
            self._visit(call, late=place in late)

    def save(self, *, doubles: bool = True) -> None:
        if doubles:
            self._void_doubles()
        HomeVisit.objects.bulk_create(self.visits)
        VisitPurpose.objects.bulk_create(self.purposes)
        VisitCompanion.objects.bulk_create(self.companions)
        FollowUp.objects.bulk_create(self.follow_ups)
        VisitRevision.objects.bulk_create(self.revisions)
        AuditEntry.objects.bulk_create(self.audit)

    def _late(self, count: int) -> set[int]:
        """Late entries are those of visits old enough to be entered late; the newest cannot be."""
        return set(self.draw.sample(range(int(count * 0.9)), round(count * LATE_SHARE)))

    def _visit(self, call: Call, *, late: bool) -> None:
        team = self._team(call)
        recorder = self._recorder(team, general=not call.codes)
        by = self.demo.accounts[recorder.staff_number]
        at = self._recorded_at(call.day, late=late)
        met = call.outcome in (Outcome.DONE, Outcome.ELSEWHERE)
        who = self.draw.choices(*zip(*narratives.RECEIVERS, strict=True))[0]
        visit = HomeVisit(
            school=self.demo.school,
            student=call.pupil.row,
            visited_on=call.day,
            channel=call.channel,
            outcome=call.outcome,
            received_by=RECEIVER.get(who, Receiver.GRANDPARENT) if met else "",
            suggestion=self._suggestion() if met and self.draw.random() < 0.24 else "",
            narrative=self._narrative(call, who),
            integrity=True,
            is_late=(at.date() - call.day).days > ENTRY_GRACE_DAYS,
            created_by=by,
            created_at=at,
        )
        stamp = {"school": self.demo.school, "created_by": by, "created_at": at}
        purposes = [
            VisitPurpose(visit=visit, category=self.categories[code], **stamp)
            for code in call.codes
        ]
        companions = [
            VisitCompanion(visit=visit, staff=member, **stamp)
            for member in self._along(call, team, recorder)
        ]
        follow_ups = self._promises(visit, call, recorder, companions) if met else []
        self._book(visit, purposes, companions, follow_ups)

    def _team(self, call: Call) -> ClassTeam:
        school_class = call.pupil.class_on(call.day)
        if school_class is None:
            school_class = call.pupil.placements[0].school_class
        return self.demo.team(school_class)

    def _recorder(self, team: ClassTeam, *, general: bool) -> StaffMember:
        if general:
            return self.draw.choices([team.homeroom, *team.others], [8] + [1] * len(team.others))[0]
        head = self.demo.staff["moral_director"]
        return self.draw.choices([team.homeroom, team.deputy, head], [83, 14, 3])[0]

    def _along(self, call: Call, team: ClassTeam, recorder: StaffMember) -> list[StaffMember]:
        if call.channel not in (Channel.ON_SITE, Channel.AT_SCHOOL):
            return []
        others = [m for m in [team.homeroom, *team.others] if m.pk != recorder.pk]
        weights = [6 if m.pk in (team.homeroom.pk, team.deputy.pk) else 2 for m in others]
        chosen: list[StaffMember] = []
        for _ in range(self.draw.choices([0, 1, 2], [14, 62, 24])[0]):
            member = self.draw.choices(others, weights)[0]
            if member not in chosen:
                chosen.append(member)
        return chosen

    def _recorded_at(self, day: datetime.date, *, late: bool) -> datetime.datetime:
        delay = self.draw.randint(9, 24) if late else self.draw.choice(ENTRY_DELAYS)
        hour = self.draw.choices(range(7, 23), [2, 2, 2, 2, 1, 3, 2, 1, 2, 4, 5, 5, 8, 9, 7, 3])[0]
        at = moment(day + delay * DAY, hour, self.draw.randrange(60))
        return min(at, self.books_close + self.draw.randrange(20) * datetime.timedelta(minutes=1))

    # -- words --

    def _narrative(self, call: Call, who: str) -> str:
        if call.channel is Channel.LETTER or self.draw.random() < 0.06:
            return ""
        while True:
            text = "".join(self._fill(part, who) for part in self._parts(call))
            if text not in self.told:
                self.told.add(text)
                return text

    def _parts(self, call: Call) -> list[str]:
        if call.outcome in narratives.REFUSED:
            return [
                self.draw.choice(narratives.REFUSED[call.outcome]),
                self.draw.choice(narratives.AFTERWARDS[call.outcome]),
            ]
        at_home = call.channel is Channel.ON_SITE and call.outcome is Outcome.DONE
        parts = [self.draw.choice(narratives.ARRIVALS)] if at_home else []
        for code in call.codes or ["general"]:
            fitting = [
                words
                for words in narratives.OBSERVED[code]
                if at_home or not any(word in words for word in narratives.SEEN_AT_HOME)
            ]
            parts += self.draw.sample(fitting, 1 if len(call.codes) > 1 else 2)
        lines = narratives.AGREED_LINES + (narratives.LEAVE_TAKING if at_home else ())
        return [*parts, self.draw.choice(lines)]

    def _fill(self, words: str, who: str) -> str:
        small = self.draw.randint(3, 7)
        return words.format(
            who=who,
            a=self.draw.randint(9, 16),
            b=small,
            k=self.draw.randint(2, 6),
            t=self.draw.choice((15, 20, 25, 30, 40, 45)),
        )

    def _suggestion(self) -> str:
        if not self.suggestions:
            self.suggestions = self.draw.sample(narratives.SUGGESTIONS, len(narratives.SUGGESTIONS))
        return self.suggestions.pop()

    # -- promises --

    def _promises(
        self,
        visit: HomeVisit,
        call: Call,
        recorder: StaffMember,
        companions: list[VisitCompanion],
    ) -> list[FollowUp]:
        today = self.demo.calendar.today
        # The demo's homeroom teacher always has a fresh promise to keep.
        fresh = (
            recorder.pk == self.demo.users["homeroom"].staff_id
            and call.codes
            and today - call.day <= FRESH
        )
        if not fresh and self.draw.random() > (0.46 if call.codes else 0.12):
            return []
        code = self.draw.choice(call.codes or ["general"])
        what, kept = self.draw.choice(narratives.PROMISES[code])
        owner = recorder
        if companions and not fresh and self.draw.random() < 0.3:
            owner = self.draw.choice(companions).staff
        due = call.day + self.draw.randint(7, 30) * DAY
        row = FollowUp(
            school=self.demo.school,
            visit=visit,
            what=what,
            owner=owner,
            due_on=max(due, today + 2 * DAY) if fresh else due,
            created_by=visit.created_by,
            created_at=visit.created_at,
        )
        fate = self.draw.random()
        if fresh or (fate > 0.94 and today - due <= FORGOTTEN):
            return [row]
        if fate < 0.85:
            closing = due - self.draw.randint(0, max((due - call.day).days - 3, 1)) * DAY
        else:
            closing = due + self.draw.randint(2, 16) * DAY
            kept = self.draw.choice(narratives.LATE_RESULTS) + kept
        at = moment(closing, self.draw.randint(8, 20), self.draw.randrange(60))
        if visit.created_at < at <= self.books_close:
            row.result = kept
            row.closed_at = at
            row.closed_by = self.demo.accounts[owner.staff_number]
        return [row]

    # -- the books --

    def _book(
        self,
        visit: HomeVisit,
        purposes: list[VisitPurpose],
        companions: list[VisitCompanion],
        follow_ups: list[FollowUp],
    ) -> None:
        """The entry as it was first made; now and then the recorder puts something right later."""
        self.visits.append(visit)
        self.purposes += purposes
        self.companions += companions
        self.follow_ups += follow_ups
        entry = _snapshot(visit, purposes, companions, follow_ups)
        mended_at = visit.created_at + datetime.timedelta(
            days=self.draw.randint(1, 4), minutes=self.draw.randint(5, 300)
        )
        if companions and mended_at < self.books_close and self.draw.random() < AMENDED_SHARE:
            visit.version = 2
            before = {**entry, "companions": []}
            self._revise(visit, before, sorted(entry), visit.created_at)
            self._revise(visit, entry, ["companions"], mended_at)
        else:
            self._revise(visit, entry, sorted(entry), visit.created_at)

    def _revise(
        self,
        visit: HomeVisit,
        snapshot: dict[str, Any],
        changed: list[str],
        at: datetime.datetime,
        reason: str = "",
    ) -> None:
        version = 1 + sum(revision.visit is visit for revision in self.revisions[-2:])
        self.revisions.append(
            VisitRevision(
                school=self.demo.school,
                visit=visit,
                version=version,
                reason=reason,
                snapshot={**snapshot, "changed": changed},
                narrative=visit.narrative,
                created_by=visit.created_by,
                created_at=at,
            )
        )
        verb = "void" if reason else "record" if version == 1 else "amend"
        by = visit.created_by
        assert by is not None  # every demo visit has its recorder
        self.audit.append(
            AuditEntry(
                school_id=self.demo.school.pk,
                at=at,
                actor=by.pk,
                actor_name=by.display_name,
                verb=verb,
                record_type=HomeVisit._meta.label_lower,
                record_id=visit.pk,
                reason=reason,
                changes={name: [None, snapshot[name]] for name in changed},
            )
        )

    def _void_doubles(self) -> None:
        """Now and then a visit is entered twice; the second row is voided and stays."""
        early = self.visits[: len(self.visits) * 9 // 10]
        for first in self.draw.sample(early, min(DOUBLES, len(early))):
            at = first.created_at + datetime.timedelta(minutes=self.draw.randint(3, 40))
            double = copy.copy(first)
            double.pk, double._state = uuid7(), ModelState()
            double.created_at, double.version = at, 2
            voided = at + datetime.timedelta(hours=self.draw.randint(1, 30))
            double.voided_at = min(voided, self.books_close)
            double.voided_by = first.created_by
            double.void_reason = self.draw.choice(narratives.VOID_REASONS)
            self.visits.append(double)
            purposes = [
                VisitPurpose(
                    school=p.school,
                    visit=double,
                    category=p.category,
                    created_by=p.created_by,
                    created_at=at,
                )
                for p in self.purposes
                if p.visit is first
            ]
            self.purposes += purposes
            entry = _snapshot(double, purposes, [], [])
            self._revise(double, {**entry, "voided": False}, sorted(entry), at)
            self._revise(double, entry, ["voided"], double.voided_at, double.void_reason)


def _snapshot(
    visit: HomeVisit,
    purposes: list[VisitPurpose],
    companions: list[VisitCompanion],
    follow_ups: list[FollowUp],
) -> dict[str, Any]:
    """What a revision keeps, in the shape that school.visits.actions writes."""
    return {
        "visited_on": visit.visited_on.isoformat(),
        "round": None,
        "channel": str(visit.channel),
        "outcome": str(visit.outcome),
        "received_by": str(visit.received_by),
        "suggestion": visit.suggestion,
        "integrity": visit.integrity,
        "is_late": visit.is_late,
        "voided": visit.voided_at is not None,
        "purposes": sorted(str(one.category_id) for one in purposes),
        "companions": sorted(str(one.staff_id) for one in companions),
        "agreed": sorted(str(one.pk) for one in follow_ups),
    }

"""Two terms of civility points as rows: what the ledger would have written, in the order of the days."""

import datetime
import random
from collections import Counter
from dataclasses import dataclass

from config.demo import praise
from config.demo.calendar import DAY, TermDates
from config.demo.people import ClassTeam, DemoSchool, Pupil, moment
from config.demo.year import CHANGED_AFTER, CHANGING
from config.points import ITEMS, LIMITS
from school.civility.models import (
    ItemKind,
    PointBatch,
    PointEntry,
    PointItem,
    PointItemVersion,
    PointLimits,
    PointTotal,
    Recorder,
    Source,
    ThemeItem,
    ThemeMonth,
)
from school.civility.rules.ledger import (
    Counted,
    Limits,
    fingerprint,
    left_out_by,
    month_of,
    week_of,
)
from school.people.models import StaffMember, Term, User
from school.shared.models import AuditEntry

WEIGHTS = {
    "SCH-01": (9, (1, 5)),
    "SCH-02": (1, (1, 1)),
    "SCH-03": (4, (3, 8)),
    "SCH-04": (4, (1, 2)),
    "SCH-05": (4, (1, 4)),
    "SCH-06": (3, (2, 6)),
    "HOM-01": (3, (2, 6)),
    "HOM-02": (1, (1, 2)),
    "HOM-03": (3, (3, 8)),
    "COM-01": (1, (1, 2)),
    "COM-02": (1, (1, 4)),
    "REM-01": (1, (1, 1)),
}
"""How often an item is noticed beside the others, and in how many children at once."""
GESTURES = (1, 1, 2, 2, 3)
"""Of one class on one day."""
QUIET = (0.0, 0.0, 0.2)
"""Of some classes so many children are hardly ever noticed: what the fairness report is for."""
UNDONE = 0.01
SIDES = {"school": Source.SEEN, "home": Source.FAMILY, "community": Source.ORGANISATION}


@dataclass(frozen=True)
class Gesture:
    """One act noticed in some children, and when it reached the books."""

    team: ClassTeam
    code: str
    pupils: tuple[Pupil, ...]
    day: datetime.date
    noticed_at: datetime.datetime
    recorded_at: datetime.datetime
    recorder: StaffMember
    note: str
    worth: int
    is_undone: bool


def make_points(demo: DemoSchool, draw: random.Random) -> None:
    versions = _catalogue(demo)
    _themes(demo, versions)
    gestures = [
        one
        for dates in (demo.calendar.finished, demo.calendar.running)
        for one in _gestures(demo, dates, versions, draw)
    ]
    ledger = Ledger(demo, versions)
    for one in sorted(gestures, key=lambda gesture: gesture.recorded_at):
        ledger.write(one)
    ledger.save()


# ---- the catalogue ---------------------------------------------------------------------------


def _catalogue(demo: DemoSchool) -> dict[str, PointItemVersion]:
    """In force since the finished term began."""
    begins = demo.calendar.finished.opens_on
    stamp = {
        "school": demo.school,
        "created_by": demo.users["moral_director"],
        "created_at": moment(begins - 6 * DAY, 10, 20),
    }
    items = [PointItem(code=one["code"], **stamp) for one in ITEMS]
    versions = [
        PointItemVersion(
            item=item,
            number=1,
            effective_from=begins,
            **{name: value for name, value in one.items() if name != "code"},
            **stamp,
        )
        for item, one in zip(items, ITEMS, strict=True)
    ]
    PointItem.objects.bulk_create(items)
    PointItemVersion.objects.bulk_create(versions)
    PointLimits.objects.create(number=1, effective_from=begins, **LIMITS, **stamp)
    return {version.item.code: version for version in versions}


def _themes(demo: DemoSchool, versions: dict[str, PointItemVersion]) -> None:
    """Four months of each term, one after the other."""
    for dates in (demo.calendar.finished, demo.calendar.running):
        days = (dates.ends_on - dates.starts_on).days // len(praise.THEMES)
        stamp = {
            "school": demo.school,
            "created_by": demo.users["moral_director"],
            "created_at": moment(dates.opens_on - 2 * DAY, 15, 5),
        }
        for place, (title, colour, slogan, codes) in enumerate(praise.THEMES):
            begins = dates.starts_on + place * days * DAY
            theme = ThemeMonth.objects.create(
                title=title,
                colour=colour,
                slogan=slogan,
                starts_on=begins,
                ends_on=begins + (days - 1) * DAY,
                **stamp,
            )
            ThemeItem.objects.bulk_create(
                ThemeItem(theme=theme, item=versions[code].item, **stamp) for code in codes
            )


# ---- what was noticed ------------------------------------------------------------------------


def school_days(dates: TermDates, until: datetime.date) -> list[datetime.date]:
    """Monday to Friday, holidays left out."""
    last = min(dates.ends_on, until)
    days = [dates.starts_on + n * DAY for n in range((last - dates.starts_on).days + 1)]
    return [
        day
        for day in days
        if day.weekday() < 5
        and not any(first <= day <= end for _name, first, end in dates.holidays)
    ]


def _gestures(
    demo: DemoSchool,
    dates: TermDates,
    versions: dict[str, PointItemVersion],
    draw: random.Random,
) -> list[Gesture]:
    quiet = {team.row.pk: draw.choice(QUIET) for team in demo.classes}
    liveliness = {
        pupil: 0.01 if draw.random() < quiet[team.row.pk] else draw.uniform(0.7, 1.3)
        for team in demo.classes
        for pupil in team.pupils
    }
    found: list[Gesture] = []
    for day in school_days(dates, demo.calendar.today - DAY):
        for team in demo.classes:
            here = [one for one in team.pupils if one.class_on(day) == team.row]
            if not here:
                continue
            for _ in range(draw.choice(GESTURES)):
                found.append(_gesture(demo, team, here, liveliness, day, versions, draw))
    return found


def _gesture(
    demo: DemoSchool,
    team: ClassTeam,
    here: list[Pupil],
    liveliness: dict[Pupil, float],
    day: datetime.date,
    versions: dict[str, PointItemVersion],
    draw: random.Random,
) -> Gesture:
    code = draw.choices(list(WEIGHTS), [weight for weight, _ in WEIGHTS.values()])[0]
    version = versions[code]
    count = draw.randint(*WEIGHTS[code][1])
    chosen = dict.fromkeys(draw.choices(here, [liveliness[one] for one in here], k=count))
    noticed = moment(day, draw.choice((7, 8, 8, 9, 10, 11, 13, 14, 15, 16)), draw.randrange(60))
    # A phone without a signal brings it later.
    delay = draw.choices((0, draw.randint(4, 70)), (9, 1))[0]
    recorded = noticed + datetime.timedelta(minutes=delay, seconds=draw.randrange(2, 50))
    homeroom = _homeroom(demo, team, day)
    others = [homeroom, *team.others]
    return Gesture(
        team=team,
        code=code,
        pupils=tuple(chosen),
        day=day,
        noticed_at=noticed,
        recorded_at=recorded,
        recorder=homeroom
        if version.recorder == Recorder.HOMEROOM
        else draw.choices(others, [6] + [1] * len(team.others))[0],
        note=draw.choice(praise.NOTES[code]) if code in praise.NOTES else "",
        worth=draw.choice(range(version.least, version.most + 1, 2)),
        is_undone=draw.random() < UNDONE,
    )


def _homeroom(demo: DemoSchool, team: ClassTeam, day: datetime.date) -> StaffMember:
    changed = (team.grade, team.row.number) == CHANGING
    if changed and day >= demo.calendar.running.starts_on + CHANGED_AFTER:
        return team.deputy
    return team.homeroom


# ---- the ledger ------------------------------------------------------------------------------


class Ledger:
    """Gestures become rows: caps judged in the order of writing, by the rule that awards use."""

    def __init__(self, demo: DemoSchool, versions: dict[str, PointItemVersion]) -> None:
        self.demo = demo
        self.versions = versions
        self.limits = Limits(*LIMITS.values())
        self.points: Counter[tuple[object, ...]] = Counter()
        self.batches: list[PointBatch] = []
        self.entries: list[PointEntry] = []
        self.totals: dict[tuple[object, object], PointTotal] = {}
        self.audit: list[AuditEntry] = []

    def write(self, one: Gesture) -> None:
        version = self.versions[one.code]
        by = self.demo.accounts[one.recorder.staff_number]
        stamp = {"school": self.demo.school, "created_at": one.recorded_at, "created_by": by}
        batch = PointBatch(
            item_version=version,
            occurred_on=one.day,
            noticed_at=one.noticed_at,
            source=SIDES[version.domain],
            note=one.note,
            count=len(one.pupils),
            **stamp,
        )
        self.batches.append(batch)
        term = self._term(one.day)
        written = [self._entry(one, batch, version, pupil, term, by) for pupil in one.pupils]
        if one.is_undone:
            back = one.recorded_at + datetime.timedelta(minutes=2)
            for entry in written:
                self._take_back(entry, by, back)
        self.audit.append(
            AuditEntry(
                school_id=self.demo.school.pk,
                at=one.recorded_at,
                actor=by.pk,
                actor_name=one.recorder.name,
                verb="award",
                record_type="civility.pointbatch",
                record_id=batch.pk,
                changes={"item": [None, one.code], "children": [None, len(one.pupils)]},
            )
        )

    def save(self) -> None:
        PointBatch.objects.bulk_create(self.batches)
        PointEntry.objects.bulk_create(self.entries)
        PointTotal.objects.bulk_create(self.totals.values())
        AuditEntry.objects.bulk_create(self.audit)

    def _term(self, day: datetime.date) -> Term:
        return (
            self.demo.running if day >= self.demo.calendar.running.opens_on else self.demo.finished
        )

    def _entry(
        self,
        one: Gesture,
        batch: PointBatch,
        version: PointItemVersion,
        pupil: Pupil,
        term: Term,
        by: User,
    ) -> PointEntry:
        child = pupil.row
        counted = Counted(*(self.points[key] for key in self._keys(child.pk, version, by, one.day)))
        cap = left_out_by(one.worth, version, self.limits, counted)
        entry = PointEntry(
            school=self.demo.school,
            created_at=one.recorded_at,
            created_by=by,
            batch=batch,
            student=child,
            school_class=one.team.row,
            term=term,
            item_version=version,
            recorder=by,
            domain=version.domain,
            kind=version.kind,
            occurred_on=one.day,
            worth=one.worth,
            points=0 if cap else one.worth,
            cap=cap or "",
        )
        self._book(entry)
        return entry

    def _take_back(self, entry: PointEntry, by: User, at: datetime.datetime) -> None:
        self._book(
            PointEntry(
                school=entry.school,
                created_at=at,
                created_by=by,
                batch=entry.batch,
                student=entry.student,
                school_class=entry.school_class,
                term=entry.term,
                item_version=entry.item_version,
                recorder=entry.recorder,
                domain=entry.domain,
                kind=entry.kind,
                occurred_on=entry.occurred_on,
                worth=-entry.worth,
                points=-entry.points,
                cap=entry.cap,
                reverses=entry,
            )
        )

    def _book(self, entry: PointEntry) -> None:
        entry.fingerprint = fingerprint(entry)
        self.entries.append(entry)
        key = (entry.student_id, entry.term_id)
        if key not in self.totals:
            self.totals[key] = PointTotal(
                school=self.demo.school,
                created_at=entry.created_at,
                created_by=entry.created_by,
                student=entry.student,
                term=entry.term,
            )
        total = self.totals[key]
        total.points += entry.points
        if entry.kind == ItemKind.RECOGNITION:
            total.recognitions += 1 if entry.reverses is None else -1
        keys = self._keys(entry.student_id, entry.item_version, entry.recorder, entry.occurred_on)
        for one in keys:
            self.points[one] += entry.points

    def _keys(
        self, child: object, version: PointItemVersion, by: User, day: datetime.date
    ) -> list[tuple[object, ...]]:
        """What a cap counts by, in the order of `Counted`: all items here are recognitions or 0."""
        code = version.item.code
        return [
            ("item_day", child, code, day),
            ("item_week", child, code, week_of(day)),
            ("item_month", child, code, month_of(day)),
            ("student_day", child, day),
            ("teacher_day", by.pk, day),
        ]

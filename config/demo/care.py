"""The five must-visit categories, what the first policy asks, and who is in them on which days."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from config.demo import narratives
from config.demo.calendar import DAY
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, DemoSchool, Pupil, moment
from config.furnishing import FIVE
from school.visits.models import (
    CareCategory,
    Channel,
    Circumstance,
    Exemption,
    VisitPolicyRule,
    VisitPolicyVersion,
)

HARDSHIP, LEARNING, SINGLE, MIGRANT, INCLUSIVE = (code for code, _, _ in FIVE)
HOME_ONLY = [Channel.ON_SITE]
ANY_MEETING = [Channel.ON_SITE, Channel.AT_SCHOOL, Channel.VIDEO]


@dataclass(frozen=True)
class Care:
    """One of the five must-visit categories: how many children today, and what the policy asks."""

    code: str
    name: str
    purpose: str
    pupils: int
    in_homeroom: int
    channels: list[Channel]
    due_week: int | None


NUMBERS: dict[str, tuple[int, int, list[Channel], int | None]] = {
    HARDSHIP: (7, 1, HOME_ONLY, 8),
    LEARNING: (24, 3, ANY_MEETING, 12),
    SINGLE: (31, 3, ANY_MEETING, 14),
    MIGRANT: (96, 9, ANY_MEETING, None),
    INCLUSIVE: (4, 1, HOME_ONLY, 6),
}
CARES = tuple(Care(code, name, purpose, *NUMBERS[code]) for code, name, purpose in FIVE)
CARE = {care.code: care for care in CARES}
GRACE_DAYS = 30
POLICY_TITLE = "“访万家，送真情”五必访家访要求"


@dataclass
class Stay:
    """A child's time in one category."""

    pupil: Pupil
    code: str
    since: datetime.date
    until: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


# ---- what the school asks for ----------------------------------------------------------------


def make_categories(demo: DemoSchool) -> dict[str, CareCategory]:
    by = demo.users["moral_director"]
    at = moment(demo.calendar.finished.opens_on - 30 * DAY, 14)
    rows = {
        care.code: CareCategory(
            school=demo.school,
            code=care.code,
            name=care.name,
            purpose=care.purpose,
            position=position,
            created_by=by,
            created_at=at,
        )
        for position, care in enumerate(CARES, 1)
    }
    CareCategory.objects.bulk_create(rows.values())
    return rows


def make_policy(demo: DemoSchool, categories: dict[str, CareCategory]) -> None:
    by = demo.users["moral_director"]
    written = moment(demo.calendar.finished.opens_on - 25 * DAY, 10, 20)
    version = VisitPolicyVersion.objects.create(
        school=demo.school,
        number=1,
        title=POLICY_TITLE,
        effective_from=demo.calendar.finished.opens_on,
        general_visits=1,
        general_channels=[channel.value for channel in ANY_MEETING],
        created_by=by,
        created_at=written,
    )
    VisitPolicyRule.objects.bulk_create(
        VisitPolicyRule(
            school=demo.school,
            policy_version=version,
            category=categories[care.code],
            visits_required=1,
            accepted_channels=[channel.value for channel in care.channels],
            due_week=care.due_week,
            grace_days=GRACE_DAYS,
            created_by=by,
            created_at=written,
        )
        for care in CARES
    )
    version.published_at = written + 2 * DAY
    version.published_by = by
    version.save(update_fields=["published_at", "published_by"])


# ---- who is in which category ----------------------------------------------------------------


def draw_stays(demo: DemoSchool, draw: random.Random) -> list[Stay]:
    """Exactly so many children a category today, overlapping; and a few whose time in it is over."""
    calendar = demo.calendar
    here = [pupil for pupil in demo.pupils if pupil.is_here(calendar.today)]
    own = next(
        t for t in demo.classes if (t.grade, t.row.number) == (HOMEROOM_GRADE, HOMEROOM_NUMBER)
    )
    newest = max(team.row.cohort_year for team in demo.classes)
    newcomers = {
        p.row.student_number
        for p in here
        if p.arrived_on >= calendar.running.opens_on
        and demo.team(p.placements[-1].school_class).row.cohort_year < newest
    }
    members: dict[str, list[Pupil]] = {}
    for care in CARES:
        inside = _choose(own.pupils, care.in_homeroom, care, members, newcomers, draw)
        others = [p for p in here if p not in own.pupils]
        members[care.code] = inside + _choose(
            others, care.pupils - care.in_homeroom, care, members, newcomers, draw
        )
    stays = [
        Stay(pupil, care.code, _since(pupil, care, demo, draw))
        for care in CARES
        for pupil in members[care.code]
    ]
    # One difficulty was noted in the last days of the finished term: too late to be counted in it.
    late = next(
        s
        for s in stays
        if s.code == LEARNING and s.pupil not in own.pupils and s.since < calendar.finished.opens_on
    )
    late.since = calendar.finished.closes_on - 9 * DAY
    return stays + _ended(demo, here, members, draw)


def _choose(
    pool: Sequence[Pupil],
    count: int,
    care: Care,
    members: dict[str, list[Pupil]],
    newcomers: set[str],
    draw: random.Random,
) -> list[Pupil]:
    """Hardship seldom comes alone: a child in one category is likelier to be drawn for another.

    A child who came in the middle of primary school came with the family's move.
    """
    known = {p.row.student_number for rows in members.values() for p in rows}
    chosen = [p for p in pool if care.code == MIGRANT and p.row.student_number in newcomers]
    left = [p for p in pool if p not in chosen]
    while len(chosen) < count:
        weights = [4.0 if p.row.student_number in known else 1.0 for p in left]
        pupil = draw.choices(left, weights)[0]
        left.remove(pupil)
        chosen.append(pupil)
    return chosen


def _since(pupil: Pupil, care: Care, demo: DemoSchool, draw: random.Random) -> datetime.date:
    """Most are known since soon after the child came; a learning difficulty shows itself later."""
    calendar = demo.calendar
    latest = calendar.today - 2 * DAY
    known = min(pupil.arrived_on + draw.randint(4, 12) * DAY, latest)
    later = known
    if care.code == LEARNING and draw.random() < 0.35:
        later = calendar.finished.starts_on + draw.randint(10, 70) * DAY
    elif draw.random() < 0.06:
        later = calendar.running.starts_on + draw.randint(12, 45) * DAY
    return max(pupil.arrived_on, known, later if later <= latest else known)


def _ended(
    demo: DemoSchool,
    here: list[Pupil],
    members: dict[str, list[Pupil]],
    draw: random.Random,
) -> list[Stay]:
    calendar = demo.calendar
    finished, running = calendar.finished, calendar.running
    free = [
        p
        for p in here
        if p.arrived_on < finished.opens_on - 60 * DAY
        and not any(p in rows for rows in members.values())
    ]
    stays = []
    wanted = [
        (LEARNING, finished.starts_on + 61 * DAY),
        (LEARNING, finished.closes_on),
        (LEARNING, finished.closes_on),
        (MIGRANT, finished.closes_on),
        (SINGLE, finished.starts_on + 40 * DAY),
        (LEARNING, running.starts_on + 38 * DAY),
        (HARDSHIP, running.starts_on + 24 * DAY),
    ]
    for code, until in wanted:
        if until >= calendar.today:
            continue
        pupil = free.pop(draw.randrange(len(free)))
        since = pupil.arrived_on + draw.randint(10, 40) * DAY
        stays.append(Stay(pupil, code, since, until))
    gone = [p for p in demo.pupils if p.left_on is not None and not p.is_here(calendar.today)]
    for pupil in gone[:5]:
        since = pupil.arrived_on + draw.randint(8, 30) * DAY
        left = pupil.left_on
        if left is not None and since < left:
            stays.append(Stay(pupil, MIGRANT, since, left))
    return stays


def write_circumstances(
    demo: DemoSchool,
    categories: dict[str, CareCategory],
    stays: list[Stay],
    draw: random.Random,
) -> None:
    by = demo.users["moral_director"]
    rows = []
    for stay in stays:
        told = moment(stay.since, draw.randint(8, 17), draw.randrange(60))

        def row(at: datetime.datetime, *, stay: Stay = stay, **rest: Any) -> Circumstance:
            return Circumstance(
                school=demo.school,
                student=stay.pupil.row,
                category=categories[stay.code],
                starts_on=stay.since,
                approved_by=by,
                created_by=by,
                created_at=at,
                **rest,
            )

        words: dict[str, Any] = {
            "source": draw.choice(narratives.SOURCES),
            "note": draw.choice(narratives.NOTES[stay.code]),
            "approved_at": told,
        }
        if stay.until is None:
            rows.append(row(told, **words))
            continue
        ended = moment(stay.until, 16, draw.randrange(60))
        rows.append(row(told, retired_at=ended, retired_by=by, **words))
        words["note"] += draw.choice(narratives.DECISIONS_TO_END)
        rows.append(row(ended, ends_on=stay.until, **words))
    Circumstance.objects.bulk_create(rows)


def make_exemptions(
    demo: DemoSchool,
    categories: dict[str, CareCategory],
    stays: list[Stay],
    draw: random.Random,
) -> dict[object, set[tuple[str, str]]]:
    """A few families need not be visited: asked for by the homeroom teacher, approved by a second person."""
    calendar = demo.calendar
    excused: dict[object, set[tuple[str, str]]] = {}
    rows = []
    reasons = draw.sample(narratives.EXEMPTION_REASONS, len(narratives.EXEMPTION_REASONS))
    for term, dates, answers in (
        (demo.finished, calendar.finished, (True, True)),
        (demo.running, calendar.running, (True, True, False)),
    ):
        excused[term.pk] = set()
        asked = min(dates.starts_on + 16 * DAY, calendar.today - 4 * DAY)
        able = [
            s
            for s in stays
            if s.code in (MIGRANT, SINGLE)
            and s.since <= dates.opens_on
            and s.until is None
            and demo.team(s.pupil.placements[-1].school_class).grade != HOMEROOM_GRADE
        ]
        for stay, granted in zip(draw.sample(able, len(answers)), answers, strict=True):
            team = demo.team(stay.pupil.placements[-1].school_class)
            asked_at = moment(asked, draw.randint(8, 17), draw.randrange(60))
            asker = demo.accounts[team.homeroom.staff_number]
            approver = demo.users["moral_director"]
            rows.append(
                Exemption(
                    school=demo.school,
                    student=stay.pupil.row,
                    category=categories[stay.code],
                    term=term,
                    reason=reasons.pop(),
                    created_by=asker,
                    created_at=asked_at,
                    approved_at=asked_at + 2 * DAY if granted else None,
                    approved_by=approver if granted else None,
                )
            )
            if granted:
                excused[term.pk].add((stay.pupil.row.student_number, stay.code))
    Exemption.objects.bulk_create(rows)
    return excused

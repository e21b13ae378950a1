"""How colleagues stand to what is asked of them, and which teachers were not seen for long."""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet

from school.observation.models import ObservationQuota
from school.observation.queries import limits
from school.observation.queries.observations import counted, is_late_by
from school.observation.rules import coverage as coverage_rules
from school.observation.rules import quotas as rules
from school.observation.rules.limits import in_force
from school.people import queries as people
from school.people.models import Post, StaffMember, Term
from school.people.roles import GRANTS, OFFICES, Permission
from school.people.rules import Week

TEACHING = frozenset(
    kind for kind, granted in GRANTS.items() if Permission.LESSON_HOST in granted
) - frozenset(OFFICES)
"""The posts of those who teach classes."""


def quotas_on(school_id: uuid.UUID, day: datetime.date) -> QuerySet[ObservationQuota]:
    return ObservationQuota.objects.believed().on(day).filter(school_id=school_id)


def as_rule(row: ObservationQuota) -> rules.Quota:
    return rules.Quota(
        str(row.pk), row.period, row.at_least, row.counts, row.post_kind, row.years_up_to
    )


def calendar(term: Term, terms: Iterable[Term]) -> rules.Calendar:
    """The term, and how many teaching weeks its school year has. `terms`: all of the school."""
    of_year = [one for one in terms if one.academic_year_id == term.academic_year_id]
    return rules.Calendar(
        rules.Span(term.window_opens_on, term.window_closes_on),
        people.weeks(term),
        sum(len(people.weeks(one)) for one in of_year),
    )


@dataclass(frozen=True)
class Paired:
    """Two colleagues who are bound to observe each other on these days, for another count."""

    one: uuid.UUID
    other: uuid.UUID
    first: datetime.date
    last: datetime.date | None

    def holds(self, observer: uuid.UUID, host: uuid.UUID | None, day: datetime.date) -> bool:
        is_between = {observer, host} == {self.one, self.other}
        return is_between and self.first <= day and (self.last is None or day <= self.last)


TellsPairs = Callable[[uuid.UUID, datetime.date, datetime.date], Iterable[Paired]]
_told_by: list[TellsPairs] = []


def pairs_are_told_by(source: TellsPairs) -> None:
    """A higher context says which colleagues are paired; this one knows of no pair itself."""
    if source not in _told_by:
        _told_by.append(source)


@dataclass(frozen=True)
class StaffStanding:
    """A colleague, to each quota that applies; late records apart, they count for none."""

    staff: StaffMember
    standings: Sequence[rules.Standing]
    late: int


def standings(
    term: Term, day: datetime.date, *, staff_ids: Collection[uuid.UUID] | None = None
) -> list[StaffStanding]:
    """Everybody to whom a quota applies, in the order of the staff register."""
    school_id = term.school_id
    terms = list(people.terms(school_id))
    shown = calendar(term, terms)
    day = min(day, term.window_closes_on)
    quotas = {str(one.pk): one for one in quotas_on(school_id, day)}
    colleagues = people.staff(day).filter(school_id=school_id).order_by("staff_number")
    year = rules.year_of(term.window_closes_on)
    first = min(term.window_opens_on, year.first)
    found = counted(school_id).filter(session__taught_on__range=(first, day))
    if staff_ids is not None:
        colleagues = colleagues.filter(pk__in=staff_ids)
        found = found.filter(observer_id__in=staff_ids)
    history = limits.history(school_id)
    asks_for_pairs = any(not one.mentor_lessons_count for one in history)
    sources = _told_by if asks_for_pairs else []
    paired = [one for tell in sources for one in tell(school_id, first, day)]
    heard: dict[uuid.UUID, list[rules.Heard]] = {}
    late: dict[uuid.UUID, int] = {}
    for row in found.select_related("session").order_by("session__taught_on", "pk"):
        lesson = row.session
        if not in_force(history, lesson.taught_on).mentor_lessons_count and any(
            one.holds(row.observer_id, lesson.host_id, lesson.taught_on) for one in paired
        ):
            continue
        if not is_late_by(history, row.shared_at, lesson.taught_on):
            one = rules.Heard(lesson.taught_on, lesson.is_out_of_school)
            heard.setdefault(row.observer_id, []).append(one)
        elif lesson.taught_on >= term.window_opens_on:
            late[row.observer_id] = late.get(row.observer_id, 0) + 1
    asked = [as_rule(one) for one in quotas.values()]
    answers = []
    for staff in colleagues:
        posts = frozenset(post.kind for post in staff.held)  # type: ignore[attr-defined]
        held = rules.Held(posts, staff.teaching_since)
        own = rules.standings(asked, held, heard.get(staff.pk, ()), shown, day) if posts else []
        if own:
            answers.append(StaffStanding(staff, own, late.get(staff.pk, 0)))
    return answers


# ---- who was not seen ----------------------------------------------------------------------


@dataclass(frozen=True)
class Covered:
    """A teacher of the day, and what is to be said about being seen."""

    staff: StaffMember
    is_new: bool
    coverage: coverage_rules.Coverage

    @property
    def pk(self) -> uuid.UUID:
        return self.staff.pk


def teaching_weeks(school_id: uuid.UUID) -> list[Week]:
    """Of all terms, the oldest first."""
    return [week for term in people.terms(school_id) for week in people.weeks(term)]


def teachers(
    school_id: uuid.UUID, first: datetime.date, last: datetime.date
) -> dict[uuid.UUID, datetime.date]:
    """Who teaches classes on some of these days -> since when here."""
    posts: QuerySet[Any] = Post.objects.believed().filter(school_id=school_id, kind__in=TEACHING)
    now = posts.overlapping(first, last).values("staff_id")  # type: ignore[attr-defined]
    since = posts.filter(staff_id__in=now).order_by().values_list("staff_id")
    return dict(since.annotate(since=Min("starts_on")))


def teaching_staff(
    school_id: uuid.UUID, first: datetime.date, last: datetime.date
) -> list[StaffMember]:
    """Who teaches classes on some of these days, by name."""
    found = StaffMember.objects.filter(pk__in=teachers(school_id, first, last))
    return sorted(found, key=lambda one: (coverage_rules.by_name(one.name), str(one.pk)))


def covered(
    school_id: uuid.UUID, day: datetime.date, *, unseen_weeks: int | None = None
) -> list[Covered]:
    """Every teacher of the day: the new ones first, each group by name. No other order."""
    since = teachers(school_id, day, day)
    wanted = unseen_weeks or limits.limits_on(school_id, day).unseen_weeks
    weeks = teaching_weeks(school_id)
    seen: dict[uuid.UUID, list[coverage_rules.Seen]] = {}
    rows = counted(school_id).filter(session__host_id__in=since, session__taught_on__lte=day)
    for host, taught_on, observer in rows.order_by("session__taught_on", "pk").values_list(
        "session__host_id", "session__taught_on", "observer_id"
    ):
        seen.setdefault(host, []).append(coverage_rules.Seen(taught_on, observer))
    found = [
        Covered(
            staff,
            coverage_rules.is_new(staff.teaching_since, day),
            coverage_rules.coverage(
                seen.get(staff.pk, ()), since[staff.pk], weeks, day, unseen_weeks=wanted
            ),
        )
        for staff in people.staff(day).filter(pk__in=since)
    ]
    return sorted(
        found,
        key=lambda one: (not one.is_new, coverage_rules.by_name(one.staff.name), str(one.pk)),
    )

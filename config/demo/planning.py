"""Which visits were made in a term, decided child by child."""

import datetime
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from config.demo.calendar import DAY, TermDates
from config.demo.care import ANY_MEETING, CARE, CARES, LEARNING, SINGLE, Stay
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, DemoSchool, Pupil
from school.visits.models import Channel, Outcome

# When visits are made, January first: August carries the round before the term, January what was
# put off. Then the days of the week, Monday first.
MONTHS = (2.4, 0.8, 1.0, 1.1, 1.0, 1.4, 0.6, 1.3, 0.8, 0.9, 1.0, 0.9)
WEEKDAYS = (0.5, 1.0, 1.1, 1.0, 0.9, 1.7, 0.8)
GENERAL_CHANNELS = {
    Channel.ON_SITE: 70,
    Channel.AT_SCHOOL: 12,
    Channel.PHONE: 12,
    Channel.VIDEO: 4,
    Channel.LETTER: 2,
}
OPEN_IN_HOMEROOM = 5
HALF_VISITED = 2
IN_VAIN = (Outcome.DECLINED, Outcome.DECLINED, Outcome.ABSENT)
"""How it went with the first of the families that were not reached in the end."""
PUT_OFF = (Outcome.ABSENT, Outcome.ABSENT, Outcome.RESCHEDULED, Outcome.DECLINED)
"""What came before a visit that needed a second attempt."""


@dataclass
class Call:
    """One call on one family, before it becomes rows."""

    pupil: Pupil
    day: datetime.date
    channel: Channel
    outcome: Outcome
    codes: list[str] = field(default_factory=list)


class Planner:
    """The calls of one term, decided child by child."""

    def __init__(
        self,
        demo: DemoSchool,
        dates: TermDates,
        stays: list[Stay],
        excused: set[tuple[str, str]],
        draw: random.Random,
    ) -> None:
        self.demo = demo
        self.dates = dates
        self.draw = draw
        self.excused = {number for number, _ in excused}
        self.last = min(dates.closes_on, demo.calendar.today - DAY)
        self.stays: dict[str, list[Stay]] = {}
        for stay in stays:
            number = stay.pupil.row.student_number
            overlaps = stay.since <= self.last and (
                stay.until is None or stay.until >= dates.opens_on
            )
            if overlaps and (number, stay.code) not in excused:
                self.stays.setdefault(number, []).append(stay)

    def finished(self) -> list[Call]:
        """All but about one child in eighteen are fully visited in the end."""
        numbers = [n for n, stays in self.stays.items() if self._room(stays) is not None]
        self.draw.shuffle(numbers)
        missed = max(6, round(len(numbers) * 0.06))
        half = [n for n in numbers if len(self.stays[n]) > 1][:HALF_VISITED]
        others = [n for n in numbers if n not in half]
        unsettled = others[: missed - len(half)]
        calls: list[Call] = []
        for number in half:  # one category served, the other forgotten
            day = self._day(self.stays[number])
            codes = self._codes(self.stays[number], day)[:1]
            calls.append(self._call(number, day, codes, Outcome.DONE))
        for number, tried in zip(unsettled, IN_VAIN, strict=False):
            day = self._day(self.stays[number])
            calls.append(self._call(number, day, self._codes(self.stays[number], day), tried))
        for number in others[len(unsettled) :]:
            calls += self._calls(number, self._day(self.stays[number]))
        return calls

    def running(self) -> list[Call]:
        """What a school has done by today: the visits planned for later days are still owed."""
        planned = {
            number: self._planned_day(stays)
            for number, stays in self.stays.items()
            if self._room(stays) is not None
        }
        for number in self._kept_open(planned) + self._gone_unvisited(planned):
            planned[number] = self.dates.closes_on
        calls: list[Call] = []
        tries = [*IN_VAIN, Outcome.RESCHEDULED]
        for number, day in sorted(planned.items()):
            if day <= self.last:
                calls += self._calls(number, day)
            elif tries and self.draw.random() < 0.12:
                tried = self._day(self.stays[number])
                codes = self._codes(self.stays[number], tried)
                calls.append(self._call(number, tried, codes, tries.pop(0)))
        return [call for call in calls if call.day <= self.last]

    def general_calls(self) -> list[Call]:
        """普访: children outside the five categories, all of the first grade before its first day."""
        calls = []
        for team in self.demo.classes:
            free = [
                p
                for p in team.pupils
                if p.row.student_number not in self.stays
                and p.row.student_number not in self.excused
                and p.arrived_on <= self.last - 10 * DAY
            ]
            if not free:
                continue
            if team.row.cohort_year == self.dates.first_year and self.dates.ordinal == 1:
                count = self.draw.randint(12, 16)
                until = min(self.last, self.dates.starts_on + 20 * DAY)
            else:
                whole = (self.dates.closes_on - self.dates.opens_on).days
                gone = (self.last - self.dates.opens_on).days
                count = round(self.draw.randint(5, 9) * gone / whole)
                until = self.last
            for pupil in self.draw.sample(free, min(count, len(free))):
                since = max(self.dates.opens_on, pupil.arrived_on)
                if since > until:
                    continue
                channel = self.draw.choices(
                    list(GENERAL_CHANNELS), list(GENERAL_CHANNELS.values())
                )[0]
                day = self._draw_day(since, until)
                if pupil.is_here(day):
                    calls.append(Call(pupil, day, channel, Outcome.DONE))
        return calls

    def _kept_open(self, planned: dict[str, datetime.date]) -> list[str]:
        """The demo's homeroom teacher has several visits before her, one of them overdue."""
        today = self.demo.calendar.today
        candidates = []
        for number in sorted(planned):
            stays = self.stays[number]
            school_class = stays[0].pupil.class_on(today)
            if school_class is None:
                continue
            team = self.demo.team(school_class)
            if (team.grade, team.row.number) == (HOMEROOM_GRADE, HOMEROOM_NUMBER):
                candidates.append(number)
        kept = []
        for code in (LEARNING, SINGLE):
            kept += [n for n in candidates if n not in kept and self._has(n, code)][:1]
        still_open = {n for n in candidates if planned[n] > self.last} | set(kept)
        spare = [n for n in candidates if n not in still_open]
        return kept + spare[: max(OPEN_IN_HOMEROOM - len(still_open), 0)]

    def _has(self, number: str, code: str) -> bool:
        return any(stay.code == code for stay in self.stays[number])

    def _gone_unvisited(self, planned: dict[str, datetime.date]) -> list[str]:
        """One child left, and one circumstance ended, before anybody called."""
        over = [
            n
            for n in sorted(planned)
            if all(s.until is not None and s.until < self.last for s in self.stays[n])
        ]
        today = self.demo.calendar.today
        left = [n for n in over if not self.stays[n][0].pupil.is_here(today)]
        return left[:1] + [n for n in over if n not in left][:1]

    # -- when and how --

    def _room(self, stays: list[Stay]) -> tuple[datetime.date, datetime.date] | None:
        """The days on which one visit could serve every category of the child."""
        pupil = stays[0].pupil
        first = max([self.dates.opens_on, pupil.arrived_on, *(s.since for s in stays)])
        ends = [s.until for s in stays if s.until is not None]
        last = min([self.last, *ends])
        return (first, last) if first <= last else None

    def _day(self, stays: list[Stay]) -> datetime.date:
        room = self._room(stays)
        assert room is not None  # only children with room are planned
        return self._draw_day(*room)

    def _planned_day(self, stays: list[Stay]) -> datetime.date:
        """Most visits are planned before the week by which they are owed."""
        pupil = stays[0].pupil
        first = max([self.dates.opens_on, pupil.arrived_on, *(s.since for s in stays)])
        ends = [s.until for s in stays if s.until is not None]
        last = min([self.dates.closes_on, *ends])
        due = self._due([s.code for s in stays])
        if due < last and first <= due and self.draw.random() < 0.6:
            last = due
        return self._draw_day(first, last)

    def _due(self, codes: Iterable[str]) -> datetime.date:
        monday = self.dates.starts_on - self.dates.starts_on.weekday() * DAY
        weeks = [CARE[code].due_week for code in codes]
        days = [monday + (7 * week - 3) * DAY for week in weeks if week is not None]
        return min([*days, self.dates.closes_on])

    def _draw_day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        days = [first + n * DAY for n in range((last - first).days + 1)]
        return self.draw.choices(days, [self._weight(day) for day in days])[0]

    def _weight(self, day: datetime.date) -> float:
        weight = MONTHS[day.month - 1] * WEEKDAYS[day.weekday()]
        festive = any(first <= day <= last for _, first, last in self.dates.holidays)
        return weight * (0.15 if festive else 1.0)

    def _codes(self, stays: list[Stay], day: datetime.date | None = None) -> list[str]:
        order = [care.code for care in CARES]
        codes = [s.code for s in stays if day is None or s.holds_on(day)]
        return sorted(codes, key=order.index)

    def _channel(self, codes: list[str]) -> Channel:
        accepted = [c for c in ANY_MEETING if all(c in CARE[code].channels for code in codes)]
        weights = {Channel.ON_SITE: 80, Channel.AT_SCHOOL: 12, Channel.VIDEO: 8}
        return self.draw.choices(accepted, [weights[c] for c in accepted])[0]

    def _call(self, number: str, day: datetime.date, codes: list[str], outcome: Outcome) -> Call:
        met = outcome in (Outcome.DONE, Outcome.ELSEWHERE)
        channel = self._channel(codes) if met else Channel.ON_SITE
        return Call(self.stays[number][0].pupil, day, channel, outcome, codes)

    def _calls(self, number: str, day: datetime.date) -> list[Call]:
        """The visit that settles, sometimes after one in vain, sometimes in two parts."""
        stays = self.stays[number]
        codes = self._codes(stays, day)
        outcome = Outcome.ELSEWHERE if self.draw.random() < 0.03 else Outcome.DONE
        call = self._call(number, day, codes, outcome)
        room = self._room(stays)
        assert room is not None  # only children with room are planned
        chance = self.draw.random()
        after = day + self.draw.randint(6, 26) * DAY
        end = min([self.dates.closes_on, *(s.until for s in stays if s.until is not None)])
        if chance < 0.09 and (day - room[0]).days > 12:
            before = day - self.draw.randint(3, 11) * DAY
            return [self._call(number, before, codes, self.draw.choice(PUT_OFF)), call]
        if len(codes) > 1 and chance < 0.34 and after <= end:
            call.codes = codes[:1]
            return [call, self._call(number, after, codes[1:], Outcome.DONE)]
        if 0.34 < chance < 0.42 and after <= end:
            again = self._call(number, after, codes[:1], Outcome.DONE)
            again.channel = self.draw.choice([Channel.PHONE, Channel.AT_SCHOOL, Channel.ON_SITE])
            return [call, again]
        return [call]

"""文明班级评比: checks by duty teachers week by week, weeks closed on Friday, and the running one."""

import datetime
import random
from typing import Any

from config.demo.calendar import DAY, TermDates
from config.demo.people import ClassTeam, DemoSchool, moment
from config.demo.points import school_days
from config.points import CONTEST_ITEMS
from school.civility.models import ContestCheck, ContestItem, ContestResult, ContestWeek
from school.civility.rules import contests as rules
from school.people.models import User

FAULTS = {False: ((0, 1, 2, 3), (6, 4, 2, 1)), True: ((0, 1, 2, 3, 4, 5), (3, 5, 5, 3, 2, 1))}
"""Of a room and of children: how many, and how often."""
WEEKEND = 3 * DAY
"""So long after its Friday the newest week still waits to be closed."""
NOTED = {
    "HYG": ("窗台有灰", "讲台整洁", "卫生角需整理"),
    "DIS": ("课前准备充分", "走廊有追跑"),
    "EXE": ("动作到位", "眼操个别动作不准"),
    "COU": ("主动让行", "问好声音响亮"),
    "ASM": ("快静齐", "进场稍慢"),
    "BRD": ("主题鲜明", "更新及时"),
}


def make_contests(demo: DemoSchool, draw: random.Random) -> None:
    items = _items(demo)
    for dates in (demo.calendar.finished, demo.calendar.running):
        _term(demo, dates, items, draw)


def _items(demo: DemoSchool) -> list[ContestItem]:
    stamp = _stamp(demo, demo.users["moral_director"], demo.calendar.finished.opens_on - 5 * DAY)
    items = [
        ContestItem(position=position, **one, **stamp)
        for position, one in enumerate(CONTEST_ITEMS, 1)
    ]
    ContestItem.objects.bulk_create(items)
    return items


def _stamp(demo: DemoSchool, by: User, day: datetime.date, hour: int = 16) -> dict[str, Any]:
    return {"school": demo.school, "created_by": by, "created_at": moment(day, hour, 10)}


def _term(
    demo: DemoSchool, dates: TermDates, items: list[ContestItem], draw: random.Random
) -> None:
    term = demo.finished if dates is demo.calendar.finished else demo.running
    days = school_days(dates, demo.calendar.today - DAY)
    weeks: dict[datetime.date, list[datetime.date]] = {}
    for day in days:
        weeks.setdefault(rules.monday_of(day), []).append(day)
    office = demo.users["moral_director"]
    for monday, held in weeks.items():
        friday = monday + rules.FRIDAY * DAY
        is_closed = friday < demo.calendar.today - WEEKEND
        week = ContestWeek.objects.create(
            term=term,
            monday=monday,
            announced_on=rules.handed_over_on(
                monday, [(first, last) for _name, first, last in dates.holidays]
            )
            if is_closed
            else None,
            closed_at=moment(friday, 16, 30) if is_closed else None,
            closed_by=office if is_closed else None,
            **_stamp(demo, office, held[0], 9),
        )
        checks = _checks(demo, week, held, items, draw)
        ContestCheck.objects.bulk_create(checks)
        if is_closed:
            ContestResult.objects.bulk_create(_results(demo, week, checks, items, dates))


def _checks(
    demo: DemoSchool,
    week: ContestWeek,
    held: list[datetime.date],
    items: list[ContestItem],
    draw: random.Random,
) -> list[ContestCheck]:
    """Each item once a week, on one of its days, by somebody who does not teach the class."""
    made = []
    for item in items:
        day = draw.choice(held)
        for team in demo.classes:
            if not _size(team, day):
                continue
            taught = {team.homeroom.pk, *(one.pk for one in team.others)}
            on_duty = draw.choice(
                [one.homeroom for one in demo.classes if one.homeroom.pk not in taught]
            )
            faults, weights = FAULTS[item.is_per_head]
            made.append(
                ContestCheck(
                    week=week,
                    school_class=team.row,
                    item=item,
                    checked_on=day,
                    faults=draw.choices(faults, weights)[0],
                    note=draw.choice(NOTED[item.code]) if draw.random() < 0.15 else "",
                    **_stamp(demo, demo.accounts[on_duty.staff_number], day, 12),
                )
            )
    return made


def _size(team: ClassTeam, day: datetime.date) -> int:
    return sum(pupil.class_on(day) == team.row for pupil in team.pupils)


def _results(
    demo: DemoSchool,
    week: ContestWeek,
    checks: list[ContestCheck],
    items: list[ContestItem],
    dates: TermDates,
) -> list[ContestResult]:
    """What the rule of the contest gives for these checks."""
    friday = week.monday + rules.FRIDAY * DAY
    years_up = dates.first_year - demo.calendar.running.first_year
    watched = [
        rules.Watched(
            team.row.pk,
            team.grade + years_up,
            _size(team, friday),
            tuple(
                rules.Seen(one.item_id, one.faults)
                for one in checks
                if one.school_class == team.row
            ),
        )
        for team in demo.classes
        if _size(team, friday)
    ]
    by_key = {one.pk: rules.Item(one.pk, one.full_marks, one.is_per_head) for one in items}
    return [
        ContestResult(
            week=week,
            school_class_id=one.key,
            grade=one.grade,
            size=one.size,
            checks=one.checks,
            score=one.score,
            has_flag=one.has_flag,
            **_stamp(demo, demo.users["moral_director"], friday),
        )
        for one in rules.outcomes(watched, by_key)
    ]

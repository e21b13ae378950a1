"""The demo school's calendar, classes, children, staff and accounts."""

import datetime
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from config.demo import names
from config.demo.calendar import DAY, Calendar, TermDates
from school.people import rules
from school.people.models import (
    AcademicYear,
    Beginning,
    CommitteeMembership,
    Ending,
    Holiday,
    Placement,
    Post,
    School,
    SchoolClass,
    StaffMember,
    Stage,
    Student,
    Term,
    TermStage,
    User,
)
from school.people.roles import PostKind

ZONE = ZoneInfo("Asia/Shanghai")
GRADES = range(1, 7)
CLASSES_A_GRADE = (1, 2)
SMALLEST_CLASS, LARGEST_CLASS = 37, 43
PUPILS = (477, 484)
"""The school has about 480: the sizes are drawn again until their sum lies between these."""

OFFICES: tuple[tuple[str, str], ...] = (
    ("principal", PostKind.PRINCIPAL),
    ("moral_director", PostKind.MORAL_DIRECTOR),
    ("teaching_director", PostKind.TEACHING_DIRECTOR),
    ("research_director", PostKind.RESEARCH_DIRECTOR),
    ("brigade_counselor", PostKind.BRIGADE_COUNSELOR),
    ("union_chair", PostKind.UNION_CHAIR),
    ("school_doctor", PostKind.SCHOOL_DOCTOR),
    ("admin", PostKind.ADMINISTRATOR),
)
"""The school has no vice principal: the signing chain has to live with an empty post."""

# Subject teachers: what they teach, and which grades. Homeroom teachers teach Chinese in their own class.
SPECIALISTS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("数学", (1,)),
    ("数学", (2,)),
    ("数学", (3,)),
    ("数学", (4,)),
    ("数学", (5,)),
    ("数学", (6,)),
    ("英语", (1, 2)),
    ("英语", (3, 4)),
    ("英语", (5, 6)),
    ("科学", (1, 2, 3)),
    ("科学", (4, 5, 6)),
    ("体育与健康", (1, 2, 3)),
    ("体育与健康", (4, 5, 6)),
    ("音乐", (1, 2, 3, 4, 5, 6)),
    ("美术", (1, 2, 3, 4, 5, 6)),
    ("信息科技", (1, 2, 3, 4, 5, 6)),
)
TEACHER, MENTOR, MENTEE = 9, 2, 3  # places in SPECIALISTS; the first is nobody's deputy
HOMEROOM_GRADE, HOMEROOM_NUMBER = 3, 2
LEADING_NUMBER = 1
"""The homeroom teacher of a grade's first class leads the grade."""
ACCOUNTS = (
    "principal",
    "moral_director",
    "teaching_director",
    "homeroom",
    "grade_leader",
    "teacher",
    "mentor",
    "mentee",
    "committee",
    "admin",
)
"""The accounts that get a password (set_demo_passwords)."""


def first_day(cohort_year: int, calendar: Calendar) -> datetime.date:
    """When a class begins: in the last third of August, or the day before a loading in early August."""
    return min(datetime.date(cohort_year, 8, 20), calendar.today - DAY)


def moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=ZONE)


@dataclass(eq=False)
class Pupil:
    row: Student
    placements: list[Placement]

    def class_on(self, day: datetime.date) -> SchoolClass | None:
        return next((p.school_class for p in self.placements if p.holds_on(day)), None)

    @property
    def arrived_on(self) -> datetime.date:
        return min(p.starts_on for p in self.placements)

    @property
    def left_on(self) -> datetime.date | None:
        last = max(self.placements, key=lambda p: p.starts_on)
        return last.ends_on

    def is_here(self, day: datetime.date) -> bool:
        return self.class_on(day) is not None


@dataclass(eq=False)
class ClassTeam:
    row: SchoolClass
    grade: int
    homeroom: StaffMember
    deputy: StaffMember
    others: list[StaffMember]
    pupils: list[Pupil] = field(default_factory=list)


@dataclass
class DemoSchool:
    calendar: Calendar
    school: School
    finished: Term
    running: Term
    classes: list[ClassTeam]
    pupils: list[Pupil]
    """Those who are here today, then those who left."""
    staff: dict[str, StaffMember]
    users: dict[str, User]
    """Accounts by user name."""
    accounts: dict[str, User]
    """Accounts by staff number."""

    def team(self, school_class: SchoolClass) -> ClassTeam:
        return next(t for t in self.classes if t.row.pk == school_class.pk)


class Namer:
    """Names without repetition, except for the one pair of namesakes that is asked for."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.taken = {names.NAMESAKE}

    def child(self) -> str:
        return self._new(self.draw.choice((names.BOYS, names.GIRLS)))

    def adult(self) -> str:
        return self._new(names.STAFF_GIVEN)

    def _new(self, given: tuple[str, ...]) -> str:
        surnames = [surname for surname, _ in names.SURNAMES]
        weights = [weight for _, weight in names.SURNAMES]
        while True:
            name = self.draw.choices(surnames, weights)[0] + self.draw.choice(given)
            if name not in self.taken:
                self.taken.add(name)
                return name


def make_people(calendar: Calendar, draw: random.Random) -> DemoSchool:
    namer = Namer(draw)
    founded = moment(datetime.date(calendar.finished.first_year - 4, 8, 10), 9)
    school = School.objects.create(
        name=names.SCHOOL_NAME, short_name=names.SCHOOL_SHORT_NAME, created_at=founded
    )
    staff, users, accounts = _staff(school, namer, founded)
    office = users["teaching_director"]
    finished, running = _terms(school, calendar, office)
    classes = _classes(school, calendar, staff, office)
    _posts(school, calendar, staff, classes)
    pupils = _pupils(school, calendar, classes, namer, draw, office)
    _committee(school, calendar, users["committee"])
    return DemoSchool(calendar, school, finished, running, classes, pupils, staff, users, accounts)


# ---- staff -----------------------------------------------------------------------------------


def _staff(
    school: School, namer: Namer, at: datetime.datetime
) -> tuple[dict[str, StaffMember], dict[str, User], dict[str, User]]:
    keys = [key for key, _ in OFFICES]
    keys += [f"homeroom-{grade}-{number}" for grade in GRADES for number in CLASSES_A_GRADE]
    keys += [f"specialist-{place}" for place in range(len(SPECIALISTS))]
    staff = {
        key: StaffMember(
            school=school,
            staff_number=f"T{place:03d}",
            name=namer.adult(),
            created_at=at,
        )
        for place, key in enumerate(keys, 1)
    }
    StaffMember.objects.bulk_create(staff.values())
    usernames = {key: key for key in ACCOUNTS} | {
        f"homeroom-{HOMEROOM_GRADE}-{HOMEROOM_NUMBER}": "homeroom",
        f"homeroom-{HOMEROOM_GRADE}-{LEADING_NUMBER}": "grade_leader",
        f"specialist-{TEACHER}": "teacher",
        f"specialist-{MENTOR}": "mentor",
        f"specialist-{MENTEE}": "mentee",
    }
    users = {
        key: User(
            school=school,
            username=usernames.get(key, member.staff_number.lower()),
            staff=member,
            created_at=at,
        )
        for key, member in staff.items()
    }
    users["committee"] = User(
        school=school, username="committee", full_name=namer.adult(), created_at=at
    )
    for user in users.values():
        user.set_unusable_password()
    User.objects.bulk_create(users.values())
    by_number = {u.staff.staff_number: u for u in users.values() if u.staff is not None}
    return staff, {u.username: u for u in users.values()}, by_number


def _committee(school: School, calendar: Calendar, user: User) -> None:
    since = calendar.finished.starts_on + 14 * DAY
    CommitteeMembership.objects.create(
        school=school, user=user, starts_on=since, created_at=moment(since, 15)
    )


# ---- calendar and classes --------------------------------------------------------------------


def _terms(school: School, calendar: Calendar, by: User) -> tuple[Term, Term]:
    years: dict[int, AcademicYear] = {}
    terms = []
    for dates in (calendar.finished, calendar.running):
        settled = moment(dates.opens_on - 20 * DAY, 9, 30)
        if dates.first_year not in years:
            years[dates.first_year] = AcademicYear.objects.create(
                school=school, first_year=dates.first_year, created_by=by, created_at=settled
            )
        terms.append(_term(school, dates, years[dates.first_year], by, settled))
    return terms[0], terms[1]


def _term(
    school: School, dates: TermDates, year: AcademicYear, by: User, settled: datetime.datetime
) -> Term:
    term = Term.objects.create(
        school=school,
        academic_year=year,
        ordinal=dates.ordinal,
        window_opens_on=dates.opens_on,
        window_closes_on=dates.closes_on,
        created_by=by,
        created_at=settled,
    )
    TermStage.objects.create(
        school=school,
        term=term,
        stage=Stage.PRIMARY,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        created_by=by,
        created_at=settled,
    )
    Holiday.objects.bulk_create(
        Holiday(
            school=school,
            term=term,
            name=name,
            starts_on=first,
            ends_on=last,
            created_by=by,
            created_at=settled,
        )
        for name, first, last in dates.holidays
    )
    return term


def _classes(
    school: School, calendar: Calendar, staff: dict[str, StaffMember], by: User
) -> list[ClassTeam]:
    teams = []
    for grade in GRADES:
        cohort = rules.cohort_of(Stage.PRIMARY, grade, calendar.today)
        teachers = [
            staff[f"specialist-{place}"]
            for place, (_, grades) in enumerate(SPECIALISTS)
            if grade in grades
        ]
        for number in CLASSES_A_GRADE:
            row = SchoolClass(
                school=school,
                stage=Stage.PRIMARY,
                cohort_year=cohort,
                number=number,
                created_by=by,
                created_at=moment(datetime.date(cohort, 8, 15), 9),
            )
            # The mathematics teacher is the deputy of one class of the grade, the English teacher of the other.
            deputy = teachers[0] if number == 1 else teachers[1]
            teams.append(
                ClassTeam(row, grade, staff[f"homeroom-{grade}-{number}"], deputy, teachers)
            )
    SchoolClass.objects.bulk_create(team.row for team in teams)
    return teams


def _posts(
    school: School, calendar: Calendar, staff: dict[str, StaffMember], classes: list[ClassTeam]
) -> None:
    posts: list[Post] = []

    def appoint(member: StaffMember, kind: str, since: datetime.date, **place: object) -> None:
        posts.append(
            Post(
                school=school,
                staff=member,
                kind=kind,
                starts_on=since,
                created_at=moment(since - 3 * DAY, 10),
                **place,
            )
        )

    before = datetime.date(calendar.finished.first_year - 2, 8, 20)
    for key, kind in OFFICES:
        appoint(staff[key], kind, before)
    for team in classes:
        # A class keeps its teachers as it moves up; they began with it, or when the books begin.
        since = max(first_day(team.row.cohort_year, calendar), before)
        appoint(team.homeroom, PostKind.HOMEROOM_TEACHER, since, school_class=team.row)
        appoint(
            team.homeroom, PostKind.SUBJECT_TEACHER, since, school_class=team.row, subject="语文"
        )
        appoint(team.deputy, PostKind.DEPUTY_HOMEROOM, since, school_class=team.row)
    for place, (subject, grades) in enumerate(SPECIALISTS):
        for team in classes:
            if team.grade in grades:
                since = max(first_day(team.row.cohort_year, calendar), before)
                appoint(
                    staff[f"specialist-{place}"],
                    PostKind.SUBJECT_TEACHER,
                    since,
                    school_class=team.row,
                    subject=subject,
                )
    for grade in GRADES:
        leading = next(team for team in classes if team.grade == grade)
        since = max(first_day(leading.row.cohort_year, calendar), before)
        appoint(
            leading.homeroom,
            PostKind.GRADE_LEADER,
            since,
            cohort_year=leading.row.cohort_year,
        )
    appoint(staff[f"specialist-{MENTOR}"], PostKind.SUBJECT_LEADER, before, subject="数学")
    appoint(staff["homeroom-5-1"], PostKind.SUBJECT_LEADER, before, subject="语文")
    Post.objects.bulk_create(posts)


# ---- children --------------------------------------------------------------------------------


def _pupils(
    school: School,
    calendar: Calendar,
    classes: list[ClassTeam],
    namer: Namer,
    draw: random.Random,
    by: User,
) -> list[Pupil]:
    here = _present(school, calendar, classes, namer, draw)
    gone = _leavers(school, calendar, classes, namer, draw)
    moved = _mover(calendar, classes, draw)
    everybody = here + gone
    for pupil in everybody:
        pupil.row.created_by = by
    Student.objects.bulk_create(pupil.row for pupil in everybody)
    rows = [p for pupil in everybody for p in pupil.placements]
    rows += _history(pupil for pupil in [*gone, moved])
    for row in rows:
        row.created_by = by
        row.retired_by = by if row.retired_at else None
    Placement.objects.bulk_create(rows)
    return everybody


def _sizes(draw: random.Random) -> list[int]:
    while True:
        sizes = [draw.randint(SMALLEST_CLASS, LARGEST_CLASS) for _ in range(12)]
        if PUPILS[0] <= sum(sizes) <= PUPILS[1] and sum(sizes) % 10:
            return sizes


def _present(
    school: School,
    calendar: Calendar,
    classes: list[ClassTeam],
    namer: Namer,
    draw: random.Random,
) -> list[Pupil]:
    pupils = []
    namesakes = {(HOMEROOM_GRADE, HOMEROOM_NUMBER): 5, (4, 1): 11}
    late = _late_arrivals(calendar)
    for team, size in zip(classes, _sizes(draw), strict=True):
        beginning = first_day(team.row.cohort_year, calendar)
        place = (team.grade, team.row.number)
        late_days = late.get(place, [])
        for seat in range(1, size + 1):
            since = beginning
            if seat > size - len(late_days):
                since = late_days[seat - size - 1]
            elif team.grade > 1 and draw.random() < 0.12:
                years = draw.randrange(team.grade - 1)
                since = datetime.date(team.row.cohort_year + years, 8, 26)
            since = max(since, beginning)
            row = Student(
                school=school,
                student_number=f"{team.row.cohort_year}{team.row.number:02d}{seat:02d}",
                name=names.NAMESAKE if namesakes.get(place) == seat else namer.child(),
                created_at=moment(since, 9, seat % 60),
            )
            began = Beginning.TRANSFERRED_IN if since > beginning else Beginning.ENROLLED
            pupil = Pupil(row, [_placement(school, row, team.row, since, began=began)])
            team.pupils.append(pupil)
            pupils.append(pupil)
    return pupils


def _late_arrivals(calendar: Calendar) -> dict[tuple[int, int], list[datetime.date]]:
    """Who came from another school: some for the new term, some into it, one last week."""
    running, today = calendar.running, calendar.today
    before = running.starts_on - 4 * DAY
    wanted = {
        (2, 1): [before],
        (3, 1): [before],
        (5, 2): [before],
        (HOMEROOM_GRADE, HOMEROOM_NUMBER): [running.starts_on + 41 * DAY],
        (6, 1): [running.starts_on + 20 * DAY],
        (4, 2): [today - 6 * DAY],
    }
    # Nobody can have come on a day that still lies ahead; those children have been here all along.
    return {
        place: [day for day in days if day < today and day >= running.starts_on - 30 * DAY]
        for place, days in wanted.items()
    }


def _leavers(
    school: School,
    calendar: Calendar,
    classes: list[ClassTeam],
    namer: Namer,
    draw: random.Random,
) -> list[Pupil]:
    finished, running, today = calendar.finished, calendar.running, calendar.today
    wanted = [
        ((5, 1), finished.starts_on + 47 * DAY),
        ((2, 2), finished.closes_on),
        ((4, 1), finished.closes_on),
        ((6, 2), finished.closes_on),
        ((3, 1), running.starts_on + 33 * DAY),
        ((5, 2), running.starts_on + 58 * DAY),
    ]
    pupils: list[Pupil] = []
    for (grade, number), last in wanted:
        if last >= today:
            continue
        team = next(t for t in classes if (t.grade, t.row.number) == (grade, number))
        since = first_day(team.row.cohort_year, calendar)
        if last <= since:
            continue
        row = Student(
            school=school,
            student_number=f"{team.row.cohort_year}{number:02d}{60 + len(pupils):02d}",
            name=namer.child(),
            created_at=moment(since, 9, draw.randrange(60)),
        )
        out = Ending.TRANSFERRED_OUT
        pupils.append(Pupil(row, [_placement(school, row, team.row, since, last, ended=out)]))
    return pupils


def _mover(calendar: Calendar, classes: list[ClassTeam], draw: random.Random) -> Pupil:
    """One child changes to the parallel class between the terms."""
    grade = [t for t in classes if t.grade == 5]
    team, other = sorted(grade, key=lambda t: (-len(t.pupils), t.row.number))
    pupil = draw.choice(team.pupils[:20])
    last = calendar.finished.closes_on
    stay = pupil.placements[0]
    if stay.starts_on <= last < calendar.today:
        first = _placement(
            stay.school, pupil.row, team.row, stay.starts_on, last, ended=Ending.MOVED
        )
        second = _placement(stay.school, pupil.row, other.row, last + DAY, began=Beginning.MOVED)
        pupil.placements = [first, second]
        team.pupils.remove(pupil)
        other.pupils.append(pupil)
    return pupil


def _placement(
    school: School,
    student: Student,
    school_class: SchoolClass,
    since: datetime.date,
    until: datetime.date | None = None,
    *,
    began: str = Beginning.LISTED,
    ended: str = "",
) -> Placement:
    written = until or since
    return Placement(
        school=school,
        student=student,
        school_class=school_class,
        starts_on=since,
        ends_on=until,
        began=began,
        ended=ended,
        created_at=moment(written, 9, 40),
    )


def _history(pupils: Iterable[Pupil]) -> list[Placement]:
    """The open-ended row that stood in the books until a stay was closed."""
    rows = []
    for pupil in pupils:
        for stay in pupil.placements:
            if stay.ends_on is None:
                continue
            before = _placement(stay.school, pupil.row, stay.school_class, stay.starts_on)
            before.retired_at = stay.created_at
            rows.append(before)
    return rows

"""Two terms of lessons that colleagues came to, and what they wrote of them."""

import datetime
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from config.demo import lesson_texts as texts
from config.demo.calendar import DAY, TermDates
from config.demo.people import (
    HOMEROOM_GRADE,
    HOMEROOM_NUMBER,
    MENTEE,
    MENTOR,
    SPECIALISTS,
    TEACHER,
    ClassTeam,
    DemoSchool,
    first_day,
    moment,
)
from config.demo.points import school_days
from config.lessons import KINDS, LIMITS, QUOTAS, RUBRICS, TAGS
from school.observation.models import (
    Attendance,
    BookingState,
    CampaignKind,
    CardAnswer,
    Criterion,
    CriterionKind,
    CriterionOption,
    LessonBooking,
    LessonCampaign,
    LessonKind,
    LessonSession,
    LessonType,
    Observation,
    ObservationLimits,
    ObservationNote,
    ObservationQuota,
    ObservationState,
    ObservedStrategy,
    RelayChain,
    Rubric,
    RubricGrade,
    RubricScore,
    RubricVersion,
    StrategyCard,
    StrategyTag,
    StrategyTagging,
)
from school.people.models import Post, StaffMember, User

STARTED = 9
"""Since so many years the older colleagues teach; the youngest for one or two."""
YOUNG = ("specialist-3", "specialist-8", "specialist-15", "homeroom-2-1")
MASTERS = (f"specialist-{MENTOR}", "homeroom-5-1", "homeroom-6-2")
LEADERS = ("principal", "teaching_director", "moral_director", "research_director")
PAIRED: tuple[tuple[str, str], ...] = (
    (f"homeroom-{HOMEROOM_GRADE}-{HOMEROOM_NUMBER}", "homeroom-2-1"),
    (f"specialist-{MENTOR}", f"specialist-{MENTEE}"),
    ("specialist-10", f"specialist-{TEACHER}"),
    ("homeroom-6-2", "homeroom-2-2"),
    ("specialist-7", "specialist-8"),
    ("specialist-11", "specialist-12"),
    ("homeroom-5-1", "homeroom-4-2"),
    ("homeroom-6-1", "homeroom-1-1"),
    ("specialist-5", "specialist-0"),
    ("specialist-4", "specialist-1"),
)
"""Mentor and mentee by their places: they sit in each other's lessons (pairs.py makes the pairs)."""
PAIRED_FOR_A_WHILE: tuple[tuple[str, str], ...] = (
    ("homeroom-4-1", "homeroom-3-1"),
    ("homeroom-6-2", "specialist-14"),
    ("specialist-4", "specialist-0"),
)
"""Until `TURN` days of the running term have gone."""
TURN = 45 * DAY
MISSED = 0.1
"""Of the weeks of a pair so many bring no lesson together."""
PERIOD_HOURS = {1: 8, 2: 9, 3: 10, 4: 11, 5: 14, 6: 15}
LATE = 0.06
CAMPAIGN_WEEKS = (5, 9)
"""Teaching weeks of a term in which the month of professional growth lies."""
IN_A_CAMPAIGN = ("leader_open", "master_feature", "newcomer_efficient", "all_staff_effective")


@dataclass
class Books:
    """Everything that is written, so that each table is filled once."""

    sessions: list[LessonSession] = field(default_factory=list)
    bookings: list[LessonBooking] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    records: list[Observation] = field(default_factory=list)
    notes: list[ObservationNote] = field(default_factory=list)
    strategies: list[ObservedStrategy] = field(default_factory=list)
    taggings: list[StrategyTagging] = field(default_factory=list)
    scores: list[RubricScore] = field(default_factory=list)
    cards: list[StrategyCard] = field(default_factory=list)
    busy: set[tuple[Any, datetime.date, int]] = field(default_factory=set)
    """Who is in a lesson on which day and period."""

    def save(self) -> None:
        LessonSession.objects.bulk_create(self.sessions)
        LessonBooking.objects.bulk_create(self.bookings)
        Attendance.objects.bulk_create(self.attendances)
        Observation.objects.bulk_create(self.records)
        ObservationNote.objects.bulk_create(self.notes)
        ObservedStrategy.objects.bulk_create(self.strategies)
        StrategyTagging.objects.bulk_create(self.taggings)
        RubricScore.objects.bulk_create(self.scores)
        StrategyCard.objects.bulk_create(self.cards)


@dataclass(frozen=True)
class Ground:
    """The school's own data that lessons stand on."""

    kinds: dict[str, LessonKind]
    rubrics: dict[tuple[str, int], RubricVersion]
    """The version in force by the code of the kind that chooses it and the term's ordinal."""
    tags: dict[str, StrategyTag]


def make_lessons(demo: DemoSchool, draw: random.Random) -> None:
    _seniority(demo)
    ground = _ground(demo)
    books = Books()
    for dates in (demo.calendar.finished, demo.calendar.running):
        _Term(demo, dates, ground, books, draw).fill()
    _coming(demo, ground, books, draw)
    books.save()


def _seniority(demo: DemoSchool) -> None:
    """The youngest began a year or two ago; the others long before."""
    first_year = demo.calendar.running.first_year
    for place, (key, member) in enumerate(sorted(demo.staff.items())):
        years = 1 + YOUNG.index(key) % 2 if key in YOUNG else STARTED + place % 14
        member.teaching_since = datetime.date(first_year - years, 8, 20)
    StaffMember.objects.bulk_update(demo.staff.values(), ["teaching_since"])


def _stamp(demo: DemoSchool, by: User | None, at: datetime.datetime) -> dict[str, Any]:
    return {"school": demo.school, "created_by": by, "created_at": at}


def _account(demo: DemoSchool, member: StaffMember) -> User:
    return demo.accounts[member.staff_number]


# ---- the school's own data -------------------------------------------------------------------


def _ground(demo: DemoSchool) -> Ground:
    office = demo.users["teaching_director"]
    begins = demo.calendar.finished.opens_on
    stamp = _stamp(demo, office, moment(begins - 5 * DAY, 9, 40))
    ObservationLimits.objects.create(number=1, effective_from=begins, **LIMITS, **stamp)
    rubrics = {one["code"]: _rubric(one, office, stamp) for one in RUBRICS}
    kinds = {}
    for position, one in enumerate(KINDS, 1):
        columns = {**one, "rubric": rubrics[one["rubric"]].rubric if one.get("rubric") else None}
        kinds[one["code"]] = LessonKind.objects.create(position=position, **columns, **stamp)
    tags = {
        name: StrategyTag.objects.create(name=name, position=position, **stamp)
        for position, name in enumerate(TAGS, 1)
    }
    for quota in QUOTAS:
        ObservationQuota.objects.create(starts_on=begins, **quota, **stamp)
    revised = _revise(demo, rubrics)
    by_kind = {
        (one["code"], dates.ordinal): versions[one["rubric"]]
        for one in KINDS
        if one.get("rubric")
        for dates, versions in (
            (demo.calendar.finished, rubrics),
            (demo.calendar.running, revised),
        )
    }
    return Ground(kinds, by_kind, tags)


def _revise(demo: DemoSchool, rubrics: dict[str, RubricVersion]) -> dict[str, RubricVersion]:
    """Before the running term two lines of each scored rubric weigh otherwise: theirs is a new line."""
    at = moment(demo.calendar.running.opens_on - 3 * DAY, 10, 30)
    office = demo.users["teaching_director"]
    stamp = _stamp(demo, office, at)
    found = dict(rubrics)
    for one in RUBRICS:
        weighed = [
            line for line in one["criteria"] if line.get("weight") and not line.get("is_bonus")
        ]
        if len(weighed) < 2:
            continue
        more, less = weighed[0]["code"], weighed[-1]["code"]
        criteria = [
            {**line, "weight": Decimal(line["weight"]) + {more: 2, less: -2}.get(line["code"], 0)}
            if line.get("weight")
            else line
            for line in one["criteria"]
        ]
        found[one["code"]] = _version(
            rubrics[one["code"]].rubric,
            2,
            {**one, "criteria": criteria},
            office,
            stamp,
            why="教研组建议：目标与达成并重",
        )
    return found


def _rubric(one: dict[str, Any], by: User, stamp: dict[str, Any]) -> RubricVersion:
    """Written as a draft and then published: after that nothing of it changes."""
    rubric = Rubric.objects.create(code=one["code"], name=one["name"], **stamp)
    return _version(rubric, 1, one, by, stamp)


def _version(
    rubric: Rubric,
    number: int,
    one: dict[str, Any],
    by: User,
    stamp: dict[str, Any],
    why: str = "",
) -> RubricVersion:
    version = RubricVersion.objects.create(
        rubric=rubric, number=number, bonus_most=one["bonus_most"], why=why, **stamp
    )
    for grade in one["grades"]:
        RubricGrade.objects.create(version=version, **grade, **stamp)
    for position, line in enumerate(one["criteria"], 1):
        columns = {key: value for key, value in line.items() if key != "options"}
        criterion = Criterion.objects.create(version=version, position=position, **columns, **stamp)
        for place, option in enumerate(line.get("options", ()), 1):
            CriterionOption.objects.create(
                criterion=criterion, position=place, text=option, **stamp
            )
    version.published_at, version.published_by = stamp["created_at"], by
    version.save(update_fields=["published_at", "published_by"])
    return version


# ---- a term ----------------------------------------------------------------------------------


@dataclass
class _Term:
    demo: DemoSchool
    dates: TermDates
    ground: Ground
    books: Books
    draw: random.Random
    here: set[uuid.UUID] = field(default_factory=set)
    """Who holds a post when the term begins."""

    def fill(self) -> None:
        self.here = set(
            Post.objects.believed()
            .overlapping(self.dates.starts_on, self.dates.starts_on)
            .filter(school=self.demo.school)
            .values_list("staff_id", flat=True)
        )
        days = school_days(self.dates, self.demo.calendar.today - DAY)
        if len(days) < 5:
            return
        weeks: dict[datetime.date, list[datetime.date]] = defaultdict(list)
        for day in days:
            weeks[day - day.weekday() * DAY].append(day)
        self._campaign(list(weeks.values()))
        self._chains(days)
        for held in weeks.values():
            self._week(held)
        self._outside(days)

    def _campaign(self, weeks: Sequence[list[datetime.date]]) -> None:
        held = [day for week in weeks[slice(*CAMPAIGN_WEEKS)] for day in week]
        if not held:
            return
        office = self.demo.users["teaching_director"]
        stamp = _stamp(self.demo, office, moment(held[0] - 14 * DAY, 16, 20))
        season = "秋季" if self.dates.ordinal == 1 else "春季"
        campaign = LessonCampaign.objects.create(
            name=f"{held[0].year} 年{season}{texts.CAMPAIGN}",
            theme=texts.CAMPAIGN_THEME,
            starts_on=held[0],
            ends_on=max(held[-1], held[0] + 25 * DAY),
            **stamp,
        )
        for code in IN_A_CAMPAIGN:
            CampaignKind.objects.create(campaign=campaign, kind=self.ground.kinds[code], **stamp)
        others = [key for key in self._teaching() if key not in (*YOUNG, *MASTERS)]
        plan = (
            [("leader_open", key) for key in LEADERS]
            + [("master_feature", key) for key in MASTERS]
            + [("newcomer_efficient", key) for key in YOUNG]
            + [("all_staff_effective", key) for key in self.draw.sample(others, 14)]
        )
        for code, key in plan:
            self._lesson(code, self.demo.staff[key], self.draw.choice(held), campaign=campaign)

    def _chains(self, days: Sequence[datetime.date]) -> None:
        for place, (subject, grade, topic, lessons) in enumerate(texts.CHAINS):
            start = len(days) // 4 + place * 7
            held = days[start : start + 3 * len(lessons) : 3]
            if not held:
                continue
            hosts = self._teachers_of(subject)
            chain = RelayChain.objects.create(
                topic=topic,
                subject=subject,
                **_stamp(self.demo, _account(self.demo, hosts[0]), moment(held[0] - 6 * DAY, 17)),
            )
            for number, (day, (reflection, changed)) in enumerate(
                zip(held, lessons, strict=False), 1
            ):
                self._lesson(
                    "relay",
                    hosts[(number - 1) % len(hosts)],
                    day,
                    school_class=self._of_grade(grade),
                    subject=subject,
                    topic=topic.split("：")[0],
                    chain=chain,
                    chain_position=number,
                    reflection=reflection,
                    changed=changed,
                    reflected_at=moment(day, 17, 5),
                )

    def _week(self, held: Sequence[datetime.date]) -> None:
        """A booked lesson or two, an open one, and somebody at a door that was not announced."""
        teachers = list(self._teaching().values())
        codes = ["booked", self.draw.choice(("booked", "open", "backbone_showcase")), "drop_in"]
        for code in codes:
            pool = (
                [self.demo.staff[key] for key in MASTERS]
                if code == "backbone_showcase"
                else teachers
            )
            self._lesson(code, self.draw.choice(pool), self.draw.choice(held))
        self._pair_lessons(held)

    def _pair_lessons(self, held: Sequence[datetime.date]) -> None:
        """Master and apprentice sit in each other's lessons in turn; pairs.py counts on it."""
        pairs = list(PAIRED)
        if self.dates is self.demo.calendar.running and held[0] < self.dates.starts_on + TURN:
            pairs += PAIRED_FOR_A_WHILE
        week = (held[0] - self.dates.starts_on).days // 7
        for number, (mentor, mentee) in enumerate(pairs):
            if not {mentor, mentee} <= self._teaching().keys() or self.draw.random() < MISSED:
                continue
            host, guest = (mentee, mentor) if (week + number) % 2 else (mentor, mentee)
            day = self.draw.choice(held)
            self._lesson("booked", self.demo.staff[host], day, guests=[self.demo.staff[guest]])

    def _outside(self, days: Sequence[datetime.date]) -> None:
        observers = [self.demo.staff[key] for key in ("research_director", *MASTERS, *YOUNG[:2])]
        for place, (organiser, where, what) in enumerate(texts.OUTSIDE):
            day = days[min(len(days) - 1, len(days) // 3 + 9 * place)]
            subject = ("数学", "语文")[place]
            lesson = LessonSession(
                is_out_of_school=True,
                host_name=("市实验小学 于老师", "海云学校 孙老师")[place],
                organiser=organiser,
                subject=subject,
                topic=self.draw.choice(texts.TOPICS[subject][1]),
                kind=self.ground.kinds["open"],
                taught_on=day,
                period=2 + place,
                place=where,
                **_stamp(self.demo, _account(self.demo, observers[0]), moment(day, 17, 30)),
            )
            self.books.sessions.append(lesson)
            for observer in self.draw.sample(observers, 3):
                if self._free(observer, lesson):
                    self._record(lesson, observer, what=what)

    # -- one lesson and who came to it

    def _lesson(
        self,
        code: str,
        host: StaffMember,
        day: datetime.date,
        *,
        guests: Iterable[StaffMember] = (),
        **columns: Any,
    ) -> None:
        periods = [p for p in PERIOD_HOURS if (host.pk, day, p) not in self.books.busy]
        if not periods:
            return
        period = self.draw.choice(periods)
        kind = self.ground.kinds[code]
        subject = columns.pop("subject", None) or self._subject(host)
        team = columns.pop("school_class", None) or self._class_of(host)
        row = LessonSession(
            host=host,
            subject=subject,
            school_class=team.row,
            topic=columns.pop("topic", None) or self._topic(subject, team),
            lesson_type=self.draw.choices(
                [LessonType.NEW, LessonType.REVISION, LessonType.EXERCISE], [7, 2, 1]
            )[0],
            kind=kind,
            taught_on=day,
            period=period,
            place=self.draw.choice(texts.PLACES[:2]) if code != "leader_open" else texts.PLACES[0],
            seats=kind.default_seats,
            **columns,
            **_stamp(
                self.demo,
                _account(self.demo, host),
                moment(day, 18) if code == "drop_in" else moment(day - 4 * DAY, 16, 12),
            ),
        )
        self.books.busy.add((host.pk, day, period))
        self.books.sessions.append(row)
        chosen = list(guests) or self._guests(row, code)
        for number, guest in enumerate(one for one in chosen if self._free(one, row)):
            if kind.is_announced:
                self._booking(row, guest, number + 1)
            self._record(row, guest)

    def _guests(self, lesson: LessonSession, code: str) -> list[StaffMember]:
        """Leaders at a door; else colleagues of the subject first, and now and then a director."""
        if code == "drop_in":
            return [self.demo.staff[self.draw.choice(LEADERS[:2])]]
        same = [one for one in self._teachers_of(lesson.subject) if one != lesson.host]
        leaders = [self.demo.staff[key] for key in ("principal", "teaching_director")]
        others = [one for one in self._teaching().values() if one != lesson.host]
        most = min(lesson.seats, self.draw.randint(2, 5))
        found = self.draw.sample(same, min(len(same), most)) + self.draw.sample(others, 2)
        if self.draw.random() < 0.45:
            found.insert(0, self.draw.choice(leaders))
        return list(dict.fromkeys(one for one in found if one != lesson.host))[:most]

    def _free(self, who: StaffMember, lesson: LessonSession) -> bool:
        place = (who.pk, lesson.taught_on, lesson.period)
        if place in self.books.busy:
            return False
        self.books.busy.add(place)
        return True

    def _booking(self, lesson: LessonSession, guest: StaffMember, number: int) -> None:
        at = moment(lesson.taught_on - 2 * DAY, 12, 5 + number)
        self.books.bookings.append(
            LessonBooking(
                session=lesson,
                guest=guest,
                state=BookingState.SEATED,
                number=number,
                seated_at=at,
                **_stamp(self.demo, _account(self.demo, guest), at),
            )
        )

    def _record(self, lesson: LessonSession, observer: StaffMember, what: str = "") -> None:
        """Written in the lesson, shared after it, answered within days; the newest wait."""
        demo, draw, day = self.demo, self.draw, lesson.taught_on
        today = demo.calendar.today
        by = _account(demo, observer)
        began = moment(day, PERIOD_HOURS[lesson.period], 2)
        wait = 9 if draw.random() < LATE else draw.choice((0, 0, 0, 1, 1, 2))
        shared = moment(day + wait * DAY, 17, draw.randint(2, 50))
        is_shared = shared.date() < today
        record = Observation(
            session=lesson,
            observer=observer,
            rubric_version=self.ground.rubrics.get((lesson.kind.code, self.dates.ordinal)),
            suggestion=self._said(texts.SUGGESTIONS, lesson.subject),
            highlights=draw.choice(texts.HIGHLIGHTS) if draw.random() < 0.4 else "",
            participation=what,
            **_stamp(demo, by, began),
        )
        self.books.records.append(record)
        self._notes(record, began)
        self._scores(record)
        if is_shared:
            record.shared_at, record.state = shared, ObservationState.SHARED
            if not lesson.is_out_of_school:
                self._attend(lesson, observer, shared)
                self._answer(record, shared)
        self._strategies(record)

    def _attend(
        self, lesson: LessonSession, observer: StaffMember, shared: datetime.datetime
    ) -> None:
        """The host confirms with a tap; of the last days not everybody has yet."""
        assert lesson.host is not None
        said = shared + datetime.timedelta(hours=self.draw.choice((1, 2, 16)))
        confirmed = said.date() < self.demo.calendar.today - 2 * DAY or self.draw.random() < 0.5
        self.books.attendances.append(
            Attendance(
                session=lesson,
                observer=observer,
                observer_said_at=shared,
                observer_said_by=_account(self.demo, observer),
                host_said_at=said if confirmed else None,
                host_said_by=_account(self.demo, lesson.host) if confirmed else None,
                **_stamp(self.demo, _account(self.demo, observer), shared),
            )
        )

    def _answer(self, record: Observation, shared: datetime.datetime) -> None:
        """Two of three are closed; the rest stand where a busy week left them."""
        today = self.demo.calendar.today
        reflected = shared + datetime.timedelta(days=self.draw.choice((1, 1, 2, 3)), hours=2)
        closed = reflected + datetime.timedelta(days=1, minutes=self.draw.randint(5, 300))
        lot = self.draw.random()
        if reflected.date() >= today or lot < 0.08:
            return
        record.reflection, record.reflected_at = self.draw.choice(texts.ANSWERS), reflected
        record.state = ObservationState.REFLECTED
        if closed.date() >= today or lot < 0.16:
            return
        record.host_acknowledged_at = reflected + datetime.timedelta(minutes=4)
        record.state = ObservationState.ACKNOWLEDGED
        if lot < 0.24:
            return
        record.observer_acknowledged_at = record.closed_at = closed
        record.state = ObservationState.CLOSED

    def _notes(self, record: Observation, began: datetime.datetime) -> None:
        chosen = sorted(
            self.draw.sample(texts.NOTES, self.draw.randint(0, 4)), key=lambda note: note[1]
        )
        for position, (stage, seconds, text) in enumerate(chosen, 1):
            self.books.notes.append(
                ObservationNote(
                    observation=record,
                    client_id=uuid.UUID(int=self.draw.getrandbits(128), version=4),
                    position=position,
                    seconds=seconds,
                    stage=stage,
                    text=text,
                    **_stamp(self.demo, record.created_by, began),
                )
            )

    def _strategies(self, record: Observation) -> None:
        stamp = _stamp(self.demo, record.created_by, record.shared_at or record.created_at)
        subject = record.session.subject
        fitting = [
            name
            for name, lines in sorted(texts.SEEN.items())
            if any(not of or subject in of for _text, of in lines)
        ]
        names = self.draw.sample(fitting, self.draw.choice((1, 1, 1, 2)))
        for position, name in enumerate(names, 1):
            row = ObservedStrategy(
                observation=record,
                text=self._said(texts.SEEN[name], subject),
                position=position,
                **stamp,
            )
            self.books.strategies.append(row)
            self.books.taggings.append(
                StrategyTagging(strategy=row, tag=self.ground.tags[name], **stamp)
            )
            if record.closed_at is not None and self.draw.random() < 0.2:
                self._card(row, record)

    def _card(self, strategy: ObservedStrategy, record: Observation) -> None:
        """The teacher who was seen is asked; most agree, some do not, some have not answered."""
        host = record.session.host
        assert host is not None
        assert record.closed_at is not None
        answer = self.draw.choices([CardAnswer.CONSENTED, CardAnswer.DECLINED, ""], [8, 1, 1])[0]
        answered = record.closed_at + datetime.timedelta(hours=3) if answer else None
        self.books.cards.append(
            StrategyCard(
                strategy=strategy,
                answer=answer,
                answered_at=answered,
                answered_by=_account(self.demo, host) if answer else None,
                **_stamp(self.demo, record.created_by, record.closed_at),
            )
        )

    def _scores(self, record: Observation) -> None:
        version = record.rubric_version
        if version is None or self.draw.random() < 0.35:
            return
        for criterion in self._criteria(version):
            if criterion.kind != CriterionKind.SCALE:
                continue
            is_na = self.draw.random() < 0.06
            levels = int(criterion.levels or 0)
            self.books.scores.append(
                RubricScore(
                    observation=record,
                    criterion=criterion,
                    level=None
                    if is_na
                    else max(1, levels - self.draw.choices((0, 1, 2), (5, 4, 1))[0]),
                    is_na=is_na,
                    **_stamp(self.demo, record.created_by, record.created_at),
                )
            )

    def _criteria(self, version: RubricVersion) -> list[Criterion]:
        found = getattr(version, "_lines", None)
        if found is None:
            found = version._lines = list(version.criteria.all())  # type: ignore[attr-defined]
        return found

    # -- who teaches what

    def _teaching(self) -> dict[str, StaffMember]:
        return {
            key: member
            for key, member in self.demo.staff.items()
            if key.startswith(("homeroom", "specialist")) and member.pk in self.here
        }

    def _teachers_of(self, subject: str) -> list[StaffMember]:
        if subject == "语文":
            return [t.homeroom for t in self.demo.classes if t.homeroom.pk in self.here]
        return [
            self.demo.staff[f"specialist-{place}"]
            for place, (taught, _grades) in enumerate(SPECIALISTS)
            if taught == subject and self.demo.staff[f"specialist-{place}"].pk in self.here
        ]

    def _subject(self, host: StaffMember) -> str:
        for place, (subject, _grades) in enumerate(SPECIALISTS):
            if self.demo.staff[f"specialist-{place}"] == host:
                return subject
        if any(team.homeroom == host for team in self.demo.classes):
            return "语文"
        return "道德与法治"

    def _topic(self, subject: str, team: ClassTeam) -> str:
        """The grade of the term: a class was a grade lower before the summer."""
        years = self.demo.calendar.running.first_year - self.dates.first_year
        return self.draw.choice(texts.TOPICS[subject][(max(1, team.grade - years) - 1) // 2])

    def _said(self, lines: Sequence[tuple[str, tuple[str, ...]]], subject: str) -> str:
        return self.draw.choice([text for text, of in lines if not of or subject in of])

    def _of_grade(self, grade: int) -> ClassTeam:
        years = self.demo.calendar.running.first_year - self.dates.first_year
        return next(team for team in self.demo.classes if team.grade == grade + years)

    def _class_of(self, host: StaffMember) -> ClassTeam:
        open_then = [
            team
            for team in self.demo.classes
            if first_day(team.row.cohort_year, self.demo.calendar) <= self.dates.starts_on
        ]
        own = [team for team in open_then if host == team.homeroom or host in team.others]
        return self.draw.choice(own or open_then)


# ---- what comes ------------------------------------------------------------------------------


def _coming(demo: DemoSchool, ground: Ground, books: Books, draw: random.Random) -> None:
    """The next two weeks: seats to take, one lesson that is full, and two colleagues who wait."""
    term = _Term(demo, demo.calendar.running, ground, books, draw)
    term.here = {member.pk for member in demo.staff.values()}
    today = demo.calendar.today
    days = [
        today + n * DAY
        for n in range(1, 15)
        if (today + n * DAY).weekday() < 5 and demo.calendar.running.ends_on >= today + n * DAY
    ]
    if not days:
        return
    plan = (
        ("booked", f"specialist-{MENTOR}"),
        ("open", "homeroom-5-1"),
        ("newcomer_efficient", f"specialist-{MENTEE}"),
        ("booked", f"homeroom-{HOMEROOM_GRADE}-{HOMEROOM_NUMBER}"),
        ("backbone_showcase", "homeroom-6-2"),
        ("booked", "specialist-7"),
    )
    for place, (code, key) in enumerate(plan):
        host, kind = demo.staff[key], ground.kinds[code]
        day = days[min(place, len(days) - 1)]
        if (host.pk, day, 2) in books.busy:
            continue
        subject, team = term._subject(host), term._class_of(host)
        at = moment(today - 2 * DAY, 16, 10 + place)
        lesson = LessonSession(
            host=host,
            subject=subject,
            school_class=team.row,
            topic=term._topic(subject, team),
            kind=kind,
            taught_on=day,
            period=2,
            place=texts.PLACES[0],
            seats=2 if place == 0 else kind.default_seats,
            **_stamp(demo, _account(demo, host), at),
        )
        books.busy.add((host.pk, day, 2))
        books.sessions.append(lesson)
        guests = [one for one in term._teachers_of(subject) if one != host]
        for number, guest in enumerate(guests[: 4 if place == 0 else 2], 1):
            if not term._free(guest, lesson):
                continue
            booked = at + datetime.timedelta(hours=number)
            has_seat = number <= lesson.seats
            books.bookings.append(
                LessonBooking(
                    session=lesson,
                    guest=guest,
                    state=BookingState.SEATED if has_seat else BookingState.WAITING,
                    number=number,
                    seated_at=booked if has_seat else None,
                    **_stamp(demo, _account(demo, guest), booked),
                )
            )

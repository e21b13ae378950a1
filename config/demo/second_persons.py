"""What second persons said: the September round of the register, companions, families that declined."""

import datetime
import random
from typing import Any

from config.demo.calendar import DAY
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, DemoSchool, moment
from school.people.models import Post, SchoolClass, User
from school.people.roles import PostKind
from school.people.rules import academic_year_of
from school.shared.models import AuditEntry
from school.visits.models import (
    CareCategory,
    CareProposal,
    Channel,
    Circumstance,
    Exemption,
    FollowUp,
    HomeVisit,
    Outcome,
    ProposalKind,
    VisitCompanion,
    VisitPurpose,
)
from school.visits.rules.obligations import SETTLING

ROUND_BEGINS = (9, 5)
STAY_BASES = ("民政部门名单仍在册", "家长确认情况未变", "班主任走访了解", "任课教师反映", "")
SEND_BACK_REASONS = ("请写明依据来自哪里、哪一天", "与民政部门名单不一致，请核对后再提")
DENIAL = "当天下午我在区里教研，没有同去，可能选错了人"
FAMILY_SAYS = ("家长倒班，说本学期电话联系即可", "家里有老人静养，家长希望不上门")
PURPOSES = ("制定帮扶方案", "家长来访前了解情况", "学期关爱名册复核")


def make_second_persons(demo: DemoSchool, draw: random.Random) -> None:
    Round(demo, draw).write()
    answer_companions(demo, draw)
    follow_declined(demo, draw)
    open_some(demo, draw)


# ---- the September round ---------------------------------------------------------------------


class Round:
    """Last year's register, gone through by the homeroom teachers from early September on."""

    def __init__(self, demo: DemoSchool, draw: random.Random) -> None:
        self.demo, self.draw = demo, draw
        self.today = demo.calendar.today
        self.begins_on = datetime.date(academic_year_of(self.today), *ROUND_BEGINS)
        self.director = demo.users["moral_director"]
        leaders = Post.objects.believed().on(self.today).filter(kind=PostKind.GRADE_LEADER)
        self.leaders = {
            post.cohort_year: demo.accounts[post.staff.staff_number]
            for post in leaders.select_related("staff")
        }
        self.rows: list[CareProposal] = []

    def write(self) -> None:
        entries = list(
            Circumstance.objects.believed()
            .on(self.today)
            .filter(school=self.demo.school, starts_on__lt=self.begins_on.replace(month=8, day=1))
            .filter(ends_on=None)
            .select_related("student", "category")
            .defer("note")
            .order_by("student__student_number", "category__position")
        )
        if self.begins_on <= self.today:
            own = [one for one in entries if self._is_own(one)]
            waiting = dict(zip(own, ["none"] * 3 + ["proposed"] * 3 + ["checked"], strict=False))
            for at, entry in enumerate(entries):
                stop = waiting.get(entry, "")
                if not stop and at % 37 == 5:
                    stop = "checked"
                self._propose(entry, stop)
        self._new_ones()
        CareProposal.objects.bulk_create(self.rows)

    def _class(self, entry: Circumstance) -> SchoolClass | None:
        pupil = next(p for p in self.demo.pupils if p.row.pk == entry.student_id)
        return pupil.class_on(self.today)

    def _is_own(self, entry: Circumstance) -> bool:
        school_class = self._class(entry)
        team = self.demo.team(school_class) if school_class else None
        return team is not None and (team.grade, team.row.number) == (
            HOMEROOM_GRADE,
            HOMEROOM_NUMBER,
        )

    def _propose(self, entry: Circumstance, stop: str) -> None:
        school_class = self._class(entry)
        if stop == "none" or school_class is None:
            return
        asked_at = self._later(moment(self.begins_on, 8), 9)
        row = self._row(
            entry.student,
            school_class,
            asked_at,
            category=entry.category,
            kind=ProposalKind.STAY,
            circumstance=entry,
            basis=self.draw.choice(STAY_BASES),
        )
        if row is not None:
            self._decide(row, school_class, stop)

    def _row(
        self, student: Any, school_class: SchoolClass, at: datetime.datetime, **columns: Any
    ) -> CareProposal | None:
        by = self.demo.accounts[self.demo.team(school_class).homeroom.staff_number]
        if at.date() > self.today:
            return None
        row = CareProposal(
            school=self.demo.school, created_by=by, created_at=at, student=student, **columns
        )
        self.rows.append(row)
        return row

    def _decide(self, row: CareProposal, school_class: SchoolClass, stop: str) -> None:
        leader: User | None = self.leaders.get(school_class.cohort_year)
        at = row.created_at
        if stop == "proposed":
            return
        if leader is not None and leader.pk != row.created_by_id:
            at = self._later(at, 4)
            if at.date() > self.today:
                return
            row.checked_at, row.checked_by = at, leader
        if stop == "checked":
            return
        at = self._later(at, 6)
        if at.date() > self.today:
            return
        row.confirmed_at, row.confirmed_by = at, self.director
        row.was_passed_over = row.checked_at is None

    def _later(self, at: datetime.datetime, days: int) -> datetime.datetime:
        day = at.date() + self.draw.randint(1, days) * DAY
        return moment(day, self.draw.randint(9, 17), self.draw.randrange(60))

    def _new_ones(self) -> None:
        """A child proposed anew in the own class and one elsewhere; one sent back."""
        categories = {one.code: one for one in CareCategory.objects.filter(school=self.demo.school)}
        in_register = set(
            Circumstance.objects.believed()
            .on(self.today)
            .filter(school=self.demo.school)
            .values_list("student_id", flat=True)
        )
        own = self.demo.team(
            next(
                t.row
                for t in self.demo.classes
                if (t.grade, t.row.number) == (HOMEROOM_GRADE, HOMEROOM_NUMBER)
            )
        )
        free = [p for p in own.pupils if p.row.pk not in in_register]
        at = moment(self.today - 4 * DAY, 16, 20)
        for pupil, code, basis, note in zip(
            self.draw.sample(free, 2),
            ("single_parent", "learning_difficulty"),
            ("家长来校说明", "数学任课教师反映"),
            ("家长希望不在班里说起", ""),
            strict=True,
        ):
            row = self._row(
                pupil.row,
                own.row,
                at,
                category=categories[code],
                kind=ProposalKind.START,
                starts_on=max(pupil.arrived_on, self.today - 10 * DAY),
                basis=basis,
                note=note,
            )
            if row is not None and code == "learning_difficulty":
                row.sent_back_at = moment(self.today - 2 * DAY, 11, 5)
                row.sent_back_by = self.leaders.get(own.row.cohort_year, self.director)
                row.send_back_reason = SEND_BACK_REASONS[0]


# ---- companions ------------------------------------------------------------------------------


def answer_companions(demo: DemoSchool, draw: random.Random) -> None:
    """Mostly confirmed within days; the latest of those who sign in still wait, one denies."""
    today = demo.calendar.today
    rows = list(
        VisitCompanion.objects.filter(school=demo.school, visit__voided_at=None)
        .select_related("staff", "visit")
        .defer("visit__narrative")
        .order_by("visit__visited_on", "visit__created_at", "staff__staff_number")
    )
    asked = {demo.users[name].staff_id: 2 for name in ("homeroom", "teacher", "mentor")}
    still_asked = []
    for row in reversed(rows):
        if asked.get(row.staff_id, 0):
            asked[row.staff_id] -= 1
            still_asked.append(row.pk)
    recent = [
        row for row in rows if row.pk not in still_asked and today - row.visit.visited_on > 20 * DAY
    ]
    denied = draw.choice(recent[-40:]) if recent else None
    for row in rows:
        account = demo.accounts[row.staff.staff_number]
        at = row.created_at + datetime.timedelta(hours=draw.randint(2, 90))
        unheard = draw.random() < 0.03
        if row.pk in still_asked or unheard or at.date() > today:
            continue
        if denied is not None and row.pk == denied.pk:
            row.denied_at, row.denied_by, row.denial_reason = at, account, DENIAL
        else:
            row.confirmed_at, row.confirmed_by = at, account
    columns = ["confirmed_at", "confirmed_by", "denied_at", "denied_by", "denial_reason"]
    VisitCompanion.objects.bulk_update(rows, columns, batch_size=200)


# ---- families that declined ------------------------------------------------------------------


def follow_declined(demo: DemoSchool, draw: random.Random) -> None:
    """Some chose another way to meet, two wish no visit this term, the rest is still open."""
    calendar = demo.calendar
    declined = list(
        HomeVisit.objects.filter(
            school=demo.school,
            outcome=Outcome.DECLINED,
            voided_at=None,
            visited_on__gte=calendar.running.opens_on,
        )
        .select_related("student", "created_by__staff")
        .defer("narrative")
        .order_by("visited_on", "student__student_number")
    )
    excused = set(Exemption.objects.filter(term=demo.running).values_list("student_id", flat=True))
    wishes = list(FAMILY_SAYS)
    for place, visit in enumerate(declined):
        purpose = VisitPurpose.objects.filter(visit=visit).select_related("category").first()
        recorder = visit.created_by
        if recorder is None or recorder.staff is None:
            continue
        may_wish = (
            visit.student_id not in excused
            and recorder.pk != _head(demo).pk
            and not _was_met_after(visit)
        )
        if wishes and purpose and may_wish:
            wish = wishes.pop(0)
            excused.add(visit.student_id)
            Exemption.objects.create(
                school=demo.school,
                created_by=recorder,
                created_at=visit.created_at,
                student=visit.student,
                category=purpose.category,
                term=demo.running,
                reason=wish,
                visit=visit,
                **_answered(demo, visit.created_at, is_given=wish == FAMILY_SAYS[0]),
            )
        elif place % 3 == 0:
            _arrange(demo, draw, visit)


def _was_met_after(visit: HomeVisit) -> bool:
    return HomeVisit.objects.filter(
        student_id=visit.student_id,
        outcome__in=SETTLING,
        voided_at=None,
        visited_on__gte=visit.visited_on,
    ).exists()


def _head(demo: DemoSchool) -> User:
    return demo.users["moral_director"]


def _answered(demo: DemoSchool, asked_at: datetime.datetime, *, is_given: bool) -> dict[str, Any]:
    at = asked_at + 2 * DAY
    if not is_given or at.date() > demo.calendar.today:
        return {}
    return {"approved_at": at, "approved_by": _head(demo)}


def _arrange(demo: DemoSchool, draw: random.Random, visit: HomeVisit) -> None:
    channel = draw.choice([Channel.AT_SCHOOL, Channel.PHONE, Channel.AT_SCHOOL])
    due_on = visit.visited_on + draw.randint(6, 12) * DAY
    recorder: Any = visit.created_by
    row = FollowUp(
        school=demo.school,
        created_by=recorder,
        created_at=visit.created_at,
        visit=visit,
        what=f"另约见面：{'到校约谈' if channel == Channel.AT_SCHOOL else '电话'}",
        owner=recorder.staff,
        due_on=due_on,
        channel=channel,
    )
    if due_on < demo.calendar.today:
        row.closed_at = moment(due_on, 16, draw.randrange(60))
        row.closed_by = visit.created_by
        row.result = "已按约定谈过，家长认可学校的安排"
    row.save()
    if visit.version == 1:
        entry = visit.revisions.get()
        entry.snapshot["agreed"].append(str(row.pk))
        entry.save(update_fields=["snapshot"])


# ---- who opened sealed text ------------------------------------------------------------------


def open_some(demo: DemoSchool, draw: random.Random) -> None:
    """A few notes and narratives were opened by those who lead, each with its purpose."""
    visits = list(
        HomeVisit.objects.filter(
            school=demo.school, visited_on__gte=demo.calendar.running.opens_on, outcome=Outcome.DONE
        )
        .exclude(narrative="")
        .defer("narrative")
        .order_by("visited_on", "student__student_number")[:60]
    )
    readers = [demo.users["principal"], demo.users["moral_director"]]
    AuditEntry.objects.bulk_create(
        AuditEntry(
            school_id=demo.school.pk,
            at=visit.created_at + datetime.timedelta(hours=draw.randint(3, 40)),
            actor=reader.pk,
            actor_name=reader.display_name,
            verb="reveal",
            record_type="visits.homevisit",
            record_id=visit.pk,
            reason=draw.choice(PURPOSES),
        )
        for visit in draw.sample(visits, min(8, len(visits)))
        for reader in [draw.choice(readers)]
        if visit.created_at + datetime.timedelta(hours=40) < moment(demo.calendar.today, 8)
    )

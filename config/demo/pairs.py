"""Mentor pairs of two school years: agreements, talks, steps, and what became of them.

What proves their months, the lessons they sat in, is in lessons.py.
"""

import datetime
import random
from typing import Any

from config.demo import pair_texts as texts
from config.demo.calendar import DAY
from config.demo.lessons import PAIRED, TURN
from config.demo.people import SPECIALISTS, TEACHER, DemoSchool, moment
from config.demo.points import school_days
from school.mentoring.models import (
    ActionStep,
    AgreementDuty,
    AgreementVersion,
    Beginning,
    DutyKind,
    DutyPeriod,
    Ending,
    ExitRequest,
    Field,
    Form,
    Grade,
    MentorPair,
    MentorTalk,
    MonthExcuse,
    PairEvaluation,
    PairPeriod,
    PairSuspension,
    Side,
    StepOutcome,
)
from school.observation.models import Observation, ObservationState
from school.people.models import StaffMember, User
from school.shared.models import AuditEntry

DUTIES: tuple[tuple[str, str, int], ...] = (
    (DutyKind.MENTOR_OBSERVES, DutyPeriod.MONTH, 1),
    (DutyKind.MENTEE_OBSERVES, DutyPeriod.MONTH, 1),
    (DutyKind.EVALUATION, DutyPeriod.MONTH, 1),
    (DutyKind.TALK, DutyPeriod.MONTH, 1),
)
RENEWED = (PAIRED[0], PAIRED[1], PAIRED[3])
"""They were pairs a year before already, and went on."""
LEADING_A_CLASS = ("homeroom-6-1", "homeroom-1-1")
SILENT = 0.1
"""Of the months of talks one in ten had none."""


def make_pairs(demo: DemoSchool, draw: random.Random) -> None:
    _Pairs(demo, draw).make()


class _Pairs:
    """On the day `turn` some things changed: a mentor, a leave, an early end."""

    def __init__(self, demo: DemoSchool, draw: random.Random) -> None:
        self.demo, self.draw = demo, draw
        self.today = demo.calendar.today
        self.year = demo.calendar.running.first_year
        self.begins = datetime.date(self.year, 9, 1)
        self.ends = datetime.date(self.year + 1, 7, 10)
        self.turn = demo.calendar.running.starts_on + TURN
        self.office = demo.users["teaching_director"]
        self.principal = demo.users["principal"]
        self.entries: list[AuditEntry] = []

    def make(self) -> None:
        self._make()
        AuditEntry.objects.bulk_create(sorted(self.entries, key=lambda entry: entry.at))

    def _make(self) -> None:
        before = self._last_year() if self.demo.calendar.finished.first_year < self.year else {}
        if self.begins > self.today - 3 * DAY:
            return
        pairs = {}
        for mentor, mentee in PAIRED:
            if (mentor, mentee) == ("specialist-5", "specialist-0"):
                pairs[mentor, mentee] = self._change()
                continue
            earlier = before.get((mentor, mentee))
            pairs[mentor, mentee] = self._pair(
                mentor,
                mentee,
                self.begins,
                self.ends,
                began=Beginning.RENEWED if earlier else Beginning.NEW,
                follows=earlier,
            )
        for pair in pairs.values():
            self._talks(pair)
        self._steps(pairs)
        self._released(pairs["specialist-10", f"specialist-{TEACHER}"])
        self._unsigned()
        if self.turn < self.today - 10 * DAY:
            self._suspended()
            self._ended_early()
            self._wants_out(pairs["homeroom-5-1", "homeroom-4-2"])
            self._excused(pairs["specialist-11", "specialist-12"])

    # -- kinds of pairs

    def _last_year(self) -> dict[tuple[str, str], MentorPair]:
        begins = datetime.date(self.year - 1, 9, 1)
        ends = self.demo.calendar.finished.ends_on
        found = {}
        for mentor, mentee in RENEWED:
            pair = self._pair(mentor, mentee, begins, ends)
            closed = moment(ends, 15, 30)
            pair.ended, pair.closed_at, pair.closed_by = Ending.COMPLETED, closed, self.office
            pair.ended_why = "一年期满，完成结对任务"
            pair.save(update_fields=["ended", "ended_why", "closed_at", "closed_by"])
            self._note("complete", pair, self.office, closed, missing_evaluations=[])
            self._talks(pair)
            self._evaluations(pair, ends)
            found[mentor, mentee] = pair
        return found

    def _change(self) -> MentorPair:
        """The mentor went to lead another group; somebody else took over the day after."""
        if self.turn >= self.today - 10 * DAY:
            return self._pair("specialist-4", "specialist-0", self.begins, self.ends)
        first = self._pair("specialist-4", "specialist-0", self.begins, self.turn)
        closed = moment(self.turn, 16, 5)
        first.ended, first.closed_at, first.closed_by = Ending.CHANGED, closed, self.office
        first.ended_why = "师傅兼任五年级备课组长，精力顾不过来，双方同意换人"
        first.save(update_fields=["ended", "ended_why", "closed_at", "closed_by"])
        self._note("change_mentor", first, self.office, closed, reason=first.ended_why)
        self._talks(first)
        return self._pair(
            "specialist-5",
            "specialist-0",
            self.turn + DAY,
            self.ends,
            began=Beginning.CHANGED,
            follows=first,
        )

    def _unsigned(self) -> None:
        """One waits for the mentee's word, one for the school's signature."""
        starts = self.today + 3 * DAY
        waits = self._pair("homeroom-5-2", "specialist-15", starts, self.ends, said=("mentor",))
        assert waits.pk
        self._pair("homeroom-5-2", "homeroom-1-2", starts, self.ends, said=("mentor", "mentee"))

    def _suspended(self) -> None:
        pair = self._pair("homeroom-4-1", "homeroom-3-1", self.begins, self.ends)
        self._talks(pair, until=self.turn)
        at, reason = moment(self.turn - 2 * DAY, 10), "徒弟参加市级跟岗学习，返校后恢复"
        PairSuspension.objects.create(
            pair=pair, starts_on=self.turn, reason=reason, **self._stamp(self.office, at)
        )
        self._note("suspend", pair, self.office, at, reason=reason, suspended=self.turn.isoformat())

    def _ended_early(self) -> None:
        pair = self._pair("homeroom-6-2", "specialist-14", self.begins, self.turn)
        self._talks(pair)
        ExitRequest.objects.create(
            pair=pair,
            reason="两人课表冲突多，一个月只碰上一次面",
            last_day=self.turn,
            decided_at=moment(self.turn - DAY, 11),
            decided_by=self.principal,
            is_approved=True,
            decision="同意，期末再统筹安排",
            **self._stamp(self._account(pair.mentee), moment(self.turn - 5 * DAY, 17)),
        )
        pair.ended, pair.closed_by = Ending.TERMINATED, self.principal
        pair.ended_why, pair.closed_at = "课表冲突多，双方同意", moment(self.turn - DAY, 11)
        pair.save(update_fields=["ended", "ended_why", "closed_at", "closed_by"])
        self._note(
            "decide_exit",
            pair,
            self.principal,
            pair.closed_at,
            reason="同意，期末再统筹安排",
            approved=True,
        )

    def _wants_out(self, pair: MentorPair) -> None:
        at, by = moment(self.today - 2 * DAY, 16, 40), self._account(pair.mentee)
        asked = ExitRequest.objects.create(
            pair=pair,
            reason="下月起到区教研中心跟岗半年，想先结束，回来再结对",
            last_day=self.today + 20 * DAY,
            **self._stamp(by, at),
        )
        last_day = asked.last_day.isoformat()
        self._note("request_exit", pair, by, at, reason=asked.reason, last_day=last_day)

    def _excused(self, pair: MentorPair) -> None:
        month = self.turn.replace(day=1)
        at, reason = moment(self.turn, 9, 30), "师傅带队参加省运动会，全月在外"
        MonthExcuse.objects.create(
            pair=pair, month=month, reason=reason, **self._stamp(self.office, at)
        )
        self._note("excuse", pair, self.office, at, reason=reason, month=month.isoformat())

    # -- one pair

    def _pair(
        self,
        mentor: str,
        mentee: str,
        starts_on: datetime.date,
        ends_on: datetime.date,
        *,
        said: tuple[str, ...] = ("mentor", "mentee", "school"),
        **columns: Any,
    ) -> MentorPair:
        subject = self._subject(mentee)
        is_class = (mentor, mentee) == LEADING_A_CLASS or subject != self._subject(mentor)
        agreed = min(starts_on, self.today) - 4 * DAY
        stamp = self._stamp(self.office, moment(agreed, 9, 15))
        pair = MentorPair.objects.create(
            mentor=self.demo.staff[mentor],
            mentee=self.demo.staff[mentee],
            field=Field.CLASS_TEACHER if is_class else Field.SUBJECT,
            subject="" if is_class else subject,
            form=Form.ENTRY if (mentor, mentee) != PAIRED[3] else Form.COOPERATIVE,
            **columns,
            **stamp,
        )
        PairPeriod.objects.create(
            pair=pair,
            mentee=pair.mentee,
            field=pair.field,
            starts_on=starts_on,
            ends_on=ends_on,
            **stamp,
        )
        self._note(
            "draft",
            pair,
            self.office,
            stamp["created_at"],
            mentor=pair.mentor.name,
            mentee=pair.mentee.name,
            field=pair.field,
            days=[starts_on.isoformat(), ends_on.isoformat()],
            began=pair.began,
        )
        self._agreement(pair, starts_on, agreed, said)
        return pair

    def _agreement(
        self,
        pair: MentorPair,
        starts_on: datetime.date,
        agreed: datetime.date,
        said: tuple[str, ...],
    ) -> None:
        signed: dict[str, Any] = {}
        for place, (side, by) in enumerate(
            (
                ("mentor_accepted", self._account(pair.mentor)),
                ("mentee_accepted", self._account(pair.mentee)),
                ("school_signed", self.principal),
            )
        ):
            who = side.split("_", maxsplit=1)[0]
            if who not in said:
                continue
            at = moment(agreed + place * DAY, 12, 20)
            signed[f"{side}_at"], signed[f"{side}_by"] = at, by
            if who == "school":
                self._note("sign", pair, by, at, version=1)
            else:
                self._note("accept", pair, by, at, version=1, side=who)
        stamp = self._stamp(self.office, moment(agreed, 9, 15))
        version = AgreementVersion.objects.create(
            pair=pair,
            number=1,
            effective_from=starts_on,
            goals=texts.GOALS[pair.field],
            **stamp,
        )
        for kind, period, at_least in DUTIES:
            AgreementDuty.objects.create(
                version=version, kind=kind, period=period, at_least=at_least, **stamp
            )
        for name, value in signed.items():
            setattr(version, name, value)
        version.save(update_fields=list(signed))

    def _talks(self, pair: MentorPair, until: datetime.date | None = None) -> None:
        """One or two a month, now and then none."""
        period = pair.periods.get(retired_at=None)
        last = period.ends_on or self.ends
        calendar = self.demo.calendar
        months: dict[tuple[int, int], list[datetime.date]] = {}
        for dates in (calendar.finished, calendar.running):
            for day in school_days(dates, min(self.today - DAY, until or self.today)):
                if period.starts_on <= day <= last:
                    months.setdefault((day.year, day.month), []).append(day)
        rows = []
        for held in months.values():
            if self.draw.random() < SILENT:
                continue
            for day in self.draw.sample(held, min(len(held), self.draw.choice((1, 1, 2)))):
                topic, content = self.draw.choice(texts.TALKS[pair.field])
                author = self.draw.choice((pair.mentor, pair.mentee))
                rows.append(
                    MentorTalk(
                        pair=pair,
                        talked_on=day,
                        minutes=self.draw.choice((20, 25, 30, 30, 40, 45, 50)),
                        topic=topic,
                        content=content,
                        **self._stamp(
                            self._account(author), moment(day, 17, self.draw.randint(1, 55))
                        ),
                    )
                )
        MentorTalk.objects.bulk_create(rows)
        for row in rows:
            assert row.created_by is not None
            self._note(
                "talk",
                pair,
                row.created_by,
                row.created_at,
                talked_on=row.talked_on.isoformat(),
                minutes=row.minutes,
            )

    def _released(self, pair: MentorPair) -> None:
        talk = pair.talks.order_by("talked_on", "pk").first()
        if talk is None:
            return
        at = moment(self.today - DAY, 18)
        talk.mentor_released_at = talk.mentee_released_at = at
        talk.mentor_released_by = self._account(pair.mentor)
        talk.mentee_released_by = self._account(pair.mentee)
        talk.save(
            update_fields=[
                f"{side}_released_{what}" for side in ("mentor", "mentee") for what in ("at", "by")
            ]
        )

    def _steps(self, pairs: dict[tuple[str, str], MentorPair]) -> None:
        """Of the first three pairs: one done and proven by a lesson, one due, one forgotten."""
        for pair in (pairs[PAIRED[0]], pairs[PAIRED[1]], pairs[PAIRED[2]]):
            seen = (
                Observation.objects.filter(
                    observer=pair.mentor,
                    session__host=pair.mentee,
                    state=ObservationState.CLOSED,
                    session__taught_on__gte=self.begins,
                )
                .order_by("session__taught_on", "pk")
                .last()
            )
            by = self._account(pair.mentor)
            for (text, result), days in zip(texts.STEPS, (-20, 5, -2), strict=True):
                done = days == -20 and seen is not None
                agreed = moment(max(self.begins, self.today + (days - 14) * DAY), 17, 20)
                check_on = (self.today + days * DAY).isoformat()
                self._note("step", pair, by, agreed, check_on=check_on)
                ActionStep.objects.create(
                    pair=pair,
                    text=text,
                    check_on=self.today + days * DAY,
                    outcome=StepOutcome.DONE if done else "",
                    result=result if done else "",
                    observation=seen if done else None,
                    closed_at=moment(self.today + days * DAY, 17) if done else None,
                    closed_by=by if done else None,
                    **self._stamp(by, agreed),
                )

    def _evaluations(self, pair: MentorPair, day: datetime.date) -> None:
        for side, by, grade in (
            (Side.SELF, self._account(pair.mentee), Grade.GOOD),
            (Side.MENTOR, self._account(pair.mentor), Grade.GOOD),
            (Side.MENTEE, self._account(pair.mentee), Grade.EXCELLENT),
            (Side.SCHOOL, self.office, Grade.GOOD),
        ):
            PairEvaluation.objects.create(
                pair=pair,
                side=side,
                grade=grade,
                text=texts.EVALUATIONS[side],
                **self._stamp(by, moment(day - 2 * DAY, 16)),
            )

    # -- who

    def _note(
        self,
        verb: str,
        pair: MentorPair,
        by: User,
        at: datetime.datetime,
        reason: str = "",
        **changes: Any,
    ) -> None:
        """As the action would have written it: nothing stood there before."""
        self.entries.append(
            AuditEntry(
                school_id=self.demo.school.pk,
                at=at,
                actor=by.pk,
                actor_name=by.display_name,
                verb=verb,
                record_type=MentorPair._meta.label_lower,
                record_id=pair.pk,
                reason=reason,
                changes={name: [None, value] for name, value in changes.items()},
            )
        )

    def _stamp(self, by: User, at: datetime.datetime) -> dict[str, Any]:
        return {"school": self.demo.school, "created_by": by, "created_at": at}

    def _account(self, member: StaffMember) -> User:
        return self.demo.accounts[member.staff_number]

    def _subject(self, key: str) -> str:
        return SPECIALISTS[int(key.split("-")[1])][0] if key.startswith("specialist") else "语文"

"""What every action on a pair begins with: it is held still, and its days are known."""

import datetime
import uuid
from dataclasses import dataclass

from school.mentoring.models import AgreementVersion, MentorPair, PairPeriod, PairSuspension
from school.mentoring.rules.months import Span
from school.people.models import School, User


@dataclass(frozen=True)
class Held:
    """A pair under its lock. `period`: none when it was withdrawn."""

    pair: MentorPair
    period: PairPeriod | None
    is_signed: bool

    @property
    def days(self) -> Span:
        """Of a pair that is still open there is always a period."""
        assert self.period is not None
        assert self.period.ends_on is not None
        return self.period.starts_on, self.period.ends_on


def hold_still(by: User) -> None:
    """One new pair at a time: circles and the number of mentees are judged over all of them."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)


def held(pair_id: uuid.UUID) -> Held:
    pair = MentorPair.objects.select_for_update(of=("self",), no_key=True).get(pk=pair_id)
    period = PairPeriod.objects.believed().filter(pair=pair).first()
    signed = AgreementVersion.objects.filter(pair=pair, school_signed_at__isnull=False)
    return Held(pair, period, signed.exists())


def suspensions(pair: MentorPair) -> list[PairSuspension]:
    return list(PairSuspension.objects.believed().filter(pair=pair).order_by("starts_on"))


def spans(rows: list[PairSuspension]) -> list[Span]:
    return [(one.starts_on, one.ends_on or datetime.date.max) for one in rows]

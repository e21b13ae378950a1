"""Who was not seen for long, and by whom somebody is seen always. No order among teachers."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from school.observation.rules.quotas import years_after
from school.people.pinyin import sounds
from school.people.rules import Week

DAY = datetime.timedelta(days=1)
NEW_FOR = 3
"""Years of teaching in which a teacher counts as new."""
IN_A_ROW = 3
"""So many visits by one observer, and none by anybody else between, are worth a thought."""


class Reason(TextChoices):
    NEVER = "never", _("Not seen yet")
    LONG_AGO = "long_ago", _("Not seen for long")
    ONE_OBSERVER = "one_observer", _("Seen by one colleague alone")


@dataclass(frozen=True)
class Seen:
    """One lesson of a teacher that was observed and counts."""

    taught_on: datetime.date
    observer_id: uuid.UUID


@dataclass(frozen=True)
class Coverage:
    """`weeks`: teaching weeks since the last time, or since the teacher's first."""

    last_seen_on: datetime.date | None
    weeks: int
    reasons: tuple[Reason, ...]

    @property
    def is_unseen(self) -> bool:
        return Reason.NEVER in self.reasons or Reason.LONG_AGO in self.reasons


def weeks_unseen(since: datetime.date, weeks: Iterable[Week], day: datetime.date) -> int:
    """Teaching weeks that have begun after the week of that day, this one among them."""
    sunday = since + (6 - since.weekday()) * DAY
    return sum(sunday < one.first <= day for one in weeks)


def is_new(teaching_since: datetime.date | None, day: datetime.date) -> bool:
    return teaching_since is not None and day < years_after(teaching_since, NEW_FOR)


def coverage(
    seen: Sequence[Seen],
    here_since: datetime.date,
    weeks: Iterable[Week],
    day: datetime.date,
    *,
    unseen_weeks: int,
) -> Coverage:
    """`seen`: in the order of the days. A teacher who is new here is not missed before as many
    weeks have passed.
    """
    last = max((one.taught_on for one in seen), default=None)
    # Who began within a week was there in that week; only later ones passed unseen.
    passed = weeks_unseen(last or here_since, weeks, day)
    reasons = []
    if passed >= unseen_weeks:
        reasons.append(Reason.NEVER if last is None else Reason.LONG_AGO)
    if len(seen) >= IN_A_ROW and len({one.observer_id for one in seen[-IN_A_ROW:]}) == 1:
        reasons.append(Reason.ONE_OBSERVER)
    return Coverage(last, passed, tuple(reasons))


def by_name(name: str) -> tuple[list[str], str]:
    """Names in the order of their sounds."""
    return sounds(name), name

"""Lines of the weekly digest: how many of a person's own matters wait, and nothing that names any.

Each context lists its lines in a tuple; `notices` adds the tuples up. A line holds no text of its
own records: its number and its sentence are all that leaves the context.
"""

import datetime
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Mine = Mapping[uuid.UUID, int]
"""Account -> how much of something is that person's; who is missing has nothing."""


@dataclass(frozen=True)
class Asked:
    """Whose matters, as of which day of which week. All readers of a school are asked at once."""

    school_id: uuid.UUID
    day: datetime.date
    last: datetime.date
    """The week's last day."""
    readers: Mapping[uuid.UUID, uuid.UUID]
    """Account -> the member of staff whose account it is."""


@dataclass(frozen=True)
class DigestLine:
    """`says` is the sentence."""

    code: str
    link: str
    count: Callable[[Asked], Mine]
    says: Callable[[int], str]


def of_readers(asked: Asked, by_staff: Mapping[Any, int]) -> Mine:
    """What is counted by the member of staff, for the account of each reader."""
    return {account: by_staff[one] for account, one in asked.readers.items() if by_staff.get(one)}

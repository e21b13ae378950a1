"""What somebody did, as a portfolio shows it: read from its record each time, stored nowhere."""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Act:
    """One record, or one month of records that are told only as a number.

    `type` is the prefix under which the API gives the record, `name` stable and told apart within
    the type. `kinds` says as what it counts, the first is what it is shown as; one record may
    count as several (a talk given at a research meeting). `label` is the record's own words and
    never a child's name. What does not `stand` yet (an award that nobody verified) is shown and
    counts nowhere.
    """

    type: str
    name: str
    on: datetime.date
    kinds: tuple[str, ...]
    label: str
    amount: Decimal = Decimal(1)
    opens: uuid.UUID | None = None
    stands: bool = True
    evidence: tuple[uuid.UUID, ...] = ()

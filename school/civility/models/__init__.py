"""What may be noticed, what was, and what classes and ambassadors make of it.

Django looks for models here; so does everybody else.
"""

from school.civility.models.ambassadors import (
    AmbassadorNomination,
    AmbassadorRound,
    ClassVote,
    Consent,
    CourtesyAmbassador,
)
from school.civility.models.catalogue import (
    Colour,
    Domain,
    ItemKind,
    PointItem,
    PointItemVersion,
    PointLimits,
    Recorder,
    ThemeItem,
    ThemeMonth,
)
from school.civility.models.classes import (
    ClassGoal,
    Seat,
)
from school.civility.models.contests import (
    ContestCheck,
    ContestItem,
    ContestResult,
    ContestWeek,
)
from school.civility.models.ledger import (
    AppealOutcome,
    Cap,
    PointAppeal,
    PointBatch,
    PointEntry,
    PointTotal,
    RaisedBy,
    Source,
)

__all__ = [
    "AmbassadorNomination",
    "AmbassadorRound",
    "AppealOutcome",
    "Cap",
    "ClassGoal",
    "ClassVote",
    "Colour",
    "Consent",
    "ContestCheck",
    "ContestItem",
    "ContestResult",
    "ContestWeek",
    "CourtesyAmbassador",
    "Domain",
    "ItemKind",
    "PointAppeal",
    "PointBatch",
    "PointEntry",
    "PointItem",
    "PointItemVersion",
    "PointLimits",
    "PointTotal",
    "RaisedBy",
    "Recorder",
    "Seat",
    "Source",
    "ThemeItem",
    "ThemeMonth",
]

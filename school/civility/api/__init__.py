"""HTTP shapes and endpoints of civility. No decisions here."""

from school.civility.api.ambassadors import (
    AmbassadorNominationViewSet,
    AmbassadorRoundViewSet,
    CourtesyAmbassadorViewSet,
    HonourViewSet,
)
from school.civility.api.appeals import PointAppealViewSet
from school.civility.api.batches import PointBatchViewSet
from school.civility.api.catalogue import (
    PointItemViewSet,
    PointLimitsViewSet,
    ThemeMonthViewSet,
)
from school.civility.api.classes import PointClassViewSet
from school.civility.api.contests import (
    ContestCheckViewSet,
    ContestItemViewSet,
    ContestWeekViewSet,
)
from school.civility.api.entries import PointAccountViewSet, PointEntryViewSet
from school.civility.api.fairness import FairnessViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("point-classes", PointClassViewSet),
    ("point-batches", PointBatchViewSet),
    ("point-entries", PointEntryViewSet),
    ("point-accounts", PointAccountViewSet),
    ("point-items", PointItemViewSet),
    ("point-limits", PointLimitsViewSet),
    ("theme-months", ThemeMonthViewSet),
    ("point-fairness", FairnessViewSet),
    ("contest-items", ContestItemViewSet),
    ("contest-checks", ContestCheckViewSet),
    ("contest-weeks", ContestWeekViewSet),
    ("ambassador-rounds", AmbassadorRoundViewSet),
    ("ambassador-nominations", AmbassadorNominationViewSet),
    ("ambassadors", CourtesyAmbassadorViewSet),
    ("honours", HonourViewSet),
    ("point-appeals", PointAppealViewSet),
]

"""HTTP shapes and endpoints of lessons and observations. No decisions here."""

from school.observation.api.bookings import LessonBookingViewSet
from school.observation.api.campaigns import LessonCampaignViewSet, LessonKindViewSet
from school.observation.api.chains import RelayChainViewSet
from school.observation.api.feeds import CalendarFeedViewSet
from school.observation.api.lessons import LessonSubjectViewSet, LessonViewSet
from school.observation.api.observations import ObservationViewSet
from school.observation.api.quotas import (
    ObservationCoverageViewSet,
    ObservationQuotaViewSet,
    QuotaStandingViewSet,
)
from school.observation.api.rubrics import (
    ObservationLimitsViewSet,
    RubricVersionViewSet,
    RubricViewSet,
)
from school.observation.api.strategies import StrategyCardViewSet, StrategyTagViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("lesson-kinds", LessonKindViewSet),
    ("lesson-campaigns", LessonCampaignViewSet),
    ("lessons", LessonViewSet),
    ("lesson-subjects", LessonSubjectViewSet),
    ("relay-chains", RelayChainViewSet),
    ("bookings", LessonBookingViewSet),
    ("calendar-feed", CalendarFeedViewSet),
    ("rubrics", RubricViewSet),
    ("rubric-versions", RubricVersionViewSet),
    ("observations", ObservationViewSet),
    ("strategies", StrategyCardViewSet),
    ("strategy-tags", StrategyTagViewSet),
    ("observation-quotas", ObservationQuotaViewSet),
    ("observation-standings", QuotaStandingViewSet),
    ("observation-coverage", ObservationCoverageViewSet),
    ("observation-limits", ObservationLimitsViewSet),
]

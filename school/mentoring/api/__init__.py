"""HTTP shapes and endpoints of mentor pairs. No decisions here."""

from school.mentoring.api.months import PairMonthViewSet
from school.mentoring.api.pairs import MentorPairViewSet
from school.mentoring.api.steps import ActionStepViewSet
from school.mentoring.api.talks import MentorTalkViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("mentor-pairs", MentorPairViewSet),
    ("mentor-months", PairMonthViewSet),
    ("mentor-talks", MentorTalkViewSet),
    ("mentor-steps", ActionStepViewSet),
]

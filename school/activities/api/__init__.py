"""HTTP shapes and endpoints of activities. No decisions here."""

from school.activities.api.activities import ActivityViewSet
from school.activities.api.families import ConsultationViewSet, ParentingPieceViewSet
from school.activities.api.groups import ActivityGroupViewSet
from school.activities.api.kinds import ActivityKindViewSet
from school.activities.api.programmes import ProgrammeViewSet
from school.activities.api.pupils import PupilContactViewSet, PupilPairViewSet
from school.activities.api.reflections import ActivityReflectionViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("activity-kinds", ActivityKindViewSet),
    ("programmes", ProgrammeViewSet),
    ("activities", ActivityViewSet),
    ("activity-reflections", ActivityReflectionViewSet),
    ("activity-groups", ActivityGroupViewSet),
    ("pupil-pairs", PupilPairViewSet),
    ("pupil-contacts", PupilContactViewSet),
    ("consultations", ConsultationViewSet),
    ("parenting-pieces", ParentingPieceViewSet),
]

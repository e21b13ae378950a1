"""HTTP shapes and endpoints of awards and selections. No decisions here."""

from school.people.access import RecordViewSet
from school.recognition.api.awards import AwardViewSet
from school.recognition.api.selections import (
    NominationViewSet,
    RecognitionViewSet,
    SelectionKindViewSet,
    SelectionViewSet,
)

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("awards", AwardViewSet),
    ("selection-kinds", SelectionKindViewSet),
    ("selections", SelectionViewSet),
    ("nominations", NominationViewSet),
    ("recognitions", RecognitionViewSet),
]

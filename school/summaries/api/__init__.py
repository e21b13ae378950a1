"""HTTP shapes and endpoints of figures, summaries and publications. No decisions here."""

from typing import Any

from rest_framework.viewsets import GenericViewSet

from school.summaries.api.figures import FigureViewSet
from school.summaries.api.publications import PublicationViewSet
from school.summaries.api.questions import OpinionViewSet, QuestionViewSet
from school.summaries.api.summaries import SummaryViewSet

ROUTES: list[tuple[str, type[GenericViewSet[Any]]]] = [
    ("figures", FigureViewSet),
    ("summaries", SummaryViewSet),
    ("publications", PublicationViewSet),
    ("publication-questions", QuestionViewSet),
    ("publication-opinions", OpinionViewSet),
]

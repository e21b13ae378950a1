"""Term summaries, publications, and what the parents' committee says to them.

Django looks for models here; so does everybody else.
"""

from school.summaries.models.questions import (
    PublicationAnswer,
    PublicationOpinion,
    PublicationQuestion,
    Stance,
)
from school.summaries.models.summaries import (
    OPEN_STATES,
    ApprovalStep,
    Publication,
    SummaryEvent,
    SummarySection,
    SummaryState,
    SummaryTemplate,
    TermSummary,
)

__all__ = [
    "OPEN_STATES",
    "ApprovalStep",
    "Publication",
    "PublicationAnswer",
    "PublicationOpinion",
    "PublicationQuestion",
    "Stance",
    "SummaryEvent",
    "SummarySection",
    "SummaryState",
    "SummaryTemplate",
    "TermSummary",
]

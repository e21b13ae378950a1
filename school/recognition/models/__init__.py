"""What was won and who was selected. Django looks for models here; so does everybody else."""

from school.recognition.models.awards import (
    Award,
    AwardEvidence,
    AwardState,
    AwardWinner,
    Grade,
    Level,
    Nature,
    Recipient,
)
from school.recognition.models.selections import (
    Consent,
    Nomination,
    NominationState,
    Selection,
    SelectionKind,
    Whom,
)

__all__ = [
    "Award",
    "AwardEvidence",
    "AwardState",
    "AwardWinner",
    "Consent",
    "Grade",
    "Level",
    "Nature",
    "Nomination",
    "NominationState",
    "Recipient",
    "Selection",
    "SelectionKind",
    "Whom",
]

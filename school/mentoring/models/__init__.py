"""Pairs, what they agreed, what proves their months, and how they ended.

Django looks for models here; so does everybody else.
"""

from school.mentoring.models.agreements import (
    AgreementDuty,
    AgreementVersion,
    DutyKind,
    DutyPeriod,
    MonthExcuse,
)
from school.mentoring.models.evaluations import EvaluationTalk, Grade, PairEvaluation, Side
from school.mentoring.models.pairs import (
    Beginning,
    Ending,
    ExitRequest,
    Field,
    Form,
    MentorPair,
    PairPeriod,
    PairSuspension,
)
from school.mentoring.models.talks import (
    ActionStep,
    MentorTalk,
    RevealNotice,
    StepOutcome,
    TalkReveal,
)

__all__ = [
    "ActionStep",
    "AgreementDuty",
    "AgreementVersion",
    "Beginning",
    "DutyKind",
    "DutyPeriod",
    "Ending",
    "EvaluationTalk",
    "ExitRequest",
    "Field",
    "Form",
    "Grade",
    "MentorPair",
    "MentorTalk",
    "MonthExcuse",
    "PairEvaluation",
    "PairPeriod",
    "PairSuspension",
    "RevealNotice",
    "Side",
    "StepOutcome",
    "TalkReveal",
]

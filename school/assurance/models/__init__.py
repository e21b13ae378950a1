"""Pledges, inspections, supervision, surveys, the leading group and declarations.

Django looks for models here; so does everybody else.
"""

from school.assurance.models.declarations import Declaration, DeclarationKind, NegativeAnswer
from school.assurance.models.inspections import (
    Finding,
    FindingEvidence,
    Inspection,
    InspectionInspector,
    InspectionKind,
    Recheck,
    Rectification,
    RectificationEvidence,
    Severity,
)
from school.assurance.models.leading import (
    GroupPart,
    LeadingGroup,
    LeadingMember,
    LeadingTask,
    LeadingTaskEvidence,
)
from school.assurance.models.pledges import (
    PledgeForm,
    PledgeKind,
    PledgeLayer,
    PledgeRound,
    PledgeSignature,
    PledgeVersion,
)
from school.assurance.models.supervision import From, Nature, SupervisionItem, Way
from school.assurance.models.surveys import (
    Asked,
    QuestionKind,
    Survey,
    SurveyCount,
    SurveyEvidence,
    SurveyQuestion,
)

__all__ = [
    "Asked",
    "Declaration",
    "DeclarationKind",
    "Finding",
    "FindingEvidence",
    "From",
    "GroupPart",
    "Inspection",
    "InspectionInspector",
    "InspectionKind",
    "LeadingGroup",
    "LeadingMember",
    "LeadingTask",
    "LeadingTaskEvidence",
    "Nature",
    "NegativeAnswer",
    "PledgeForm",
    "PledgeKind",
    "PledgeLayer",
    "PledgeRound",
    "PledgeSignature",
    "PledgeVersion",
    "QuestionKind",
    "Recheck",
    "Rectification",
    "RectificationEvidence",
    "Severity",
    "SupervisionItem",
    "Survey",
    "SurveyCount",
    "SurveyEvidence",
    "SurveyQuestion",
    "Way",
]

"""HTTP shapes and endpoints of assurance. No decisions here."""

from school.assurance.api.declarations import DeclarationViewSet
from school.assurance.api.findings import FindingViewSet
from school.assurance.api.inspections import InspectionKindViewSet, InspectionViewSet
from school.assurance.api.leading import LeadingGroupViewSet, LeadingTaskViewSet
from school.assurance.api.pledges import (
    PledgeFormViewSet,
    PledgeRoundViewSet,
    PledgeSignerViewSet,
    PledgeVersionViewSet,
)
from school.assurance.api.supervision import SupervisionItemViewSet
from school.assurance.api.surveys import SurveyViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("pledge-forms", PledgeFormViewSet),
    ("pledge-versions", PledgeVersionViewSet),
    ("pledge-rounds", PledgeRoundViewSet),
    ("pledge-signers", PledgeSignerViewSet),
    ("inspection-kinds", InspectionKindViewSet),
    ("inspections", InspectionViewSet),
    ("findings", FindingViewSet),
    ("supervision-items", SupervisionItemViewSet),
    ("surveys", SurveyViewSet),
    ("leading-groups", LeadingGroupViewSet),
    ("leading-tasks", LeadingTaskViewSet),
    ("declarations", DeclarationViewSet),
]

"""HTTP shapes and endpoints of visits. No decisions here."""

from school.people.access import RecordViewSet
from school.visits.api.care import (
    CareCategoryViewSet,
    CircumstanceViewSet,
)
from school.visits.api.caseload import CaseloadViewSet, ClassStandingViewSet
from school.visits.api.child_files import ChildFileViewSet
from school.visits.api.companions import VisitCompanionViewSet
from school.visits.api.concerns import ConcernViewSet
from school.visits.api.exemptions import ExemptionViewSet
from school.visits.api.explaining import ExplainedObligationViewSet
from school.visits.api.general import GeneralVisitViewSet
from school.visits.api.handovers import HandOverViewSet
from school.visits.api.proposals import CareProposalViewSet
from school.visits.api.requirements import VisitPolicyViewSet
from school.visits.api.rounds import VisitRoundViewSet
from school.visits.api.staff_work import StaffWorkViewSet
from school.visits.api.students import VisitableStudentViewSet
from school.visits.api.visits import FollowUpViewSet, HomeVisitViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("care-categories", CareCategoryViewSet),
    ("circumstances", CircumstanceViewSet),
    ("care-proposals", CareProposalViewSet),
    ("child-files", ChildFileViewSet),
    ("visit-policies", VisitPolicyViewSet),
    ("visitable-students", VisitableStudentViewSet),
    ("obligations", ExplainedObligationViewSet),
    ("caseloads", CaseloadViewSet),
    ("class-standings", ClassStandingViewSet),
    ("general-visits", GeneralVisitViewSet),
    ("visit-hand-overs", HandOverViewSet),
    ("home-visits", HomeVisitViewSet),
    ("visit-rounds", VisitRoundViewSet),
    ("visit-companions", VisitCompanionViewSet),
    ("follow-ups", FollowUpViewSet),
    ("exemptions", ExemptionViewSet),
    ("staff-work", StaffWorkViewSet),
    ("concerns", ConcernViewSet),
]

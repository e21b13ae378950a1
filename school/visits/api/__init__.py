"""HTTP shapes and endpoints of visits. No decisions here."""

from school.people.access import RecordViewSet
from school.visits.api.care import (
    CareCategoryViewSet,
    CircumstanceViewSet,
    ExemptionViewSet,
)
from school.visits.api.general import GeneralVisitViewSet
from school.visits.api.obligations import ObligationViewSet
from school.visits.api.requirements import VisitPolicyViewSet
from school.visits.api.students import VisitableStudentViewSet
from school.visits.api.visits import FollowUpViewSet, HomeVisitViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("care-categories", CareCategoryViewSet),
    ("circumstances", CircumstanceViewSet),
    ("visit-policies", VisitPolicyViewSet),
    ("visitable-students", VisitableStudentViewSet),
    ("obligations", ObligationViewSet),
    ("general-visits", GeneralVisitViewSet),
    ("home-visits", HomeVisitViewSet),
    ("follow-ups", FollowUpViewSet),
    ("exemptions", ExemptionViewSet),
]

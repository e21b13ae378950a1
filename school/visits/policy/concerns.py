"""Who may know of a serious concern: who noticed it, and the three who answer for the children."""

from typing import ClassVar

from django.db.models import QuerySet

from school.people.access import Policy, standing
from school.people.models import Student, User
from school.people.policy import every_child
from school.people.roles import Permission
from school.visits.models import Concern, HomeVisit
from school.visits.policy.knowledge import visitable
from school.visits.policy.visits import HomeVisitPolicy


class ConcernPolicy(Policy[Concern]):
    """Reading takes a recent sign-in; reporting does not, because it cannot wait."""

    needs = {
        "list": Permission.CONCERN_REPORT,
        "retrieve": Permission.CONCERN_REPORT,
        "create": Permission.CONCERN_REPORT,
        "reveal": Permission.CONCERN_REPORT,
        "count_open": Permission.CONCERN_HANDLE,
        "add_step": Permission.CONCERN_HANDLE,
        "close": Permission.CONCERN_HANDLE,
    }
    steps_up: ClassVar[frozenset[str]] = frozenset(
        {"list", "retrieve", "reveal", "add_step", "close"}
    )

    def visible(self, user: User, rows: QuerySet[Concern]) -> QuerySet[Concern]:
        return rows if handles(user) else rows.filter(created_by=user)


def handles(user: User) -> bool:
    """Whether every concern of the school may be known."""
    return Permission.CONCERN_HANDLE in standing(user).permissions


def reportable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children about whom this user may report."""
    return every_child(students) if handles(user) else visitable(user, students)


def visits_seen(user: User, visits: QuerySet[HomeVisit]) -> QuerySet[HomeVisit]:
    return HomeVisitPolicy().visible(user, visits)

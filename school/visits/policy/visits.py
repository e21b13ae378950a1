"""Who may know of which visit, and of what was agreed at it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from school.people.access import Policy, standing
from school.people.models import Student, User
from school.people.roles import Permission, PostKind
from school.visits.models import (
    FollowUp,
    HomeVisit,
    VisitCompanion,
)
from school.visits.policy.knowledge import may_know, placed_near, visitable


class VisitableStudentPolicy(Policy[Student]):
    needs = {"list": Permission.VISIT_RECORD}

    def visible(self, user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
        return visitable(user, rows)


class HomeVisitPolicy(Policy[HomeVisit]):
    needs = {
        "list": Permission.VISIT_READ,
        "export": Permission.VISIT_READ,
        "retrieve": Permission.VISIT_READ,
        "history": Permission.VISIT_READ,
        "create": Permission.VISIT_RECORD,
        "partial_update": Permission.VISIT_AMEND,
        "void": Permission.VISIT_AMEND,
        "reveal": Permission.VISIT_REVEAL,
    }

    def visible(self, user: User, rows: QuerySet[HomeVisit]) -> QuerySet[HomeVisit]:
        who = standing(user)
        if who.may_know_all:
            return rows
        own = placed_near(user, who.own_classes).values("student_id")
        came_along = VisitCompanion.objects.filter(visit_id=OuterRef("pk"), staff_id=user.staff_id)
        return rows.filter(Q(student_id__in=own) | Q(created_by=user) | Exists(came_along))

    def fits(self, user: User, verb: str, row: HomeVisit) -> bool:
        is_recorder = row.created_by_id == user.pk
        if verb == "partial_update":
            return is_recorder
        if verb == "void":
            return is_recorder or standing(user).holds(PostKind.MORAL_DIRECTOR)
        if verb in ("reveal", "history"):
            return is_recorder or may_know(user, row.student_id)
        return True


def seen(user: User, visits: QuerySet[HomeVisit]) -> QuerySet[HomeVisit]:
    """The visits this user may point to."""
    return HomeVisitPolicy().visible(user, visits)


class FollowUpPolicy(Policy[FollowUp]):
    """Seen by those who see the visit, and by who has to do it."""

    needs = {
        "list": Permission.VISIT_READ,
        "export": Permission.VISIT_READ,
        "close": Permission.FOLLOW_UP_CLOSE,
    }

    def visible(self, user: User, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        visits = HomeVisit.objects.filter(school_id=user.school_id)
        seen = HomeVisitPolicy().visible(user, visits).values("pk")
        return rows.filter(Q(visit_id__in=seen) | Q(owner_id=user.staff_id))

    def fits(self, user: User, verb: str, row: FollowUp) -> bool:
        if verb != "close":
            return True
        is_theirs = user.staff_id is not None and row.owner_id == user.staff_id
        return is_theirs or standing(user).holds(PostKind.MORAL_DIRECTOR)

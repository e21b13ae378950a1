"""Who may know of a hand-over, and who may make one."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from school.people.access import Policy
from school.people.models import Post, StaffMember, User
from school.people.roles import VISITING_POSTS, Permission
from school.visits.models import VisitHandOver
from school.visits.policy.knowledge import known_of


class HandOverPolicy(Policy[VisitHandOver]):
    """Seen by those who may know of the child: the receiver, too, while it holds."""

    needs = {
        "list": Permission.OBLIGATION_READ,
        "export": Permission.OBLIGATION_READ,
        "create": Permission.VISIT_HAND_OVER,
        "take_back": Permission.VISIT_HAND_OVER,
    }

    def visible(self, user: User, rows: QuerySet[VisitHandOver]) -> QuerySet[VisitHandOver]:
        return known_of(user, rows)


class CaseloadPolicy(Policy[Any]):
    """Whoever answers for how much is for those who lead the whole school."""

    needs = {
        "list": Permission.FIGURE_READ_SCHOOL,
        "export": Permission.FIGURE_READ_SCHOOL,
    }


def receivers(user: User, staff: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Who holds a post that visits families today."""
    posts = Post.objects.believed().on(timezone.localdate()).filter(kind__in=VISITING_POSTS)
    return staff.filter(pk__in=posts.values("staff_id"))

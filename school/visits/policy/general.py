"""Who may know whether a child was visited this year: no category stands behind it."""

import uuid
from typing import Any

from school.people.access import Policy, standing
from school.people.models import Student, User
from school.people.policy import within_reach
from school.people.roles import Permission


class GeneralVisitPolicy(Policy[Any]):
    """General visits are computed: `reach` takes the place of rows in a table."""

    needs = {"list": Permission.VISIT_READ, "export": Permission.VISIT_READ}

    def reach(self, user: User) -> frozenset[uuid.UUID] | None:
        """The children of the classes met; None is the whole school."""
        if standing(user).sees_whole_school:
            return None
        students = within_reach(user, Student.objects.filter(school_id=user.school_id))
        return frozenset(students.values_list("pk", flat=True))

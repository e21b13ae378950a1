"""Who reads what lessons are looked at by, and who keeps it. A draft is the office's alone."""

from django.db.models import QuerySet

from school.observation.models import ObservationLimits, Rubric, RubricVersion
from school.people.access import Policy, SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


class RubricPolicy(SchoolWide[Rubric]):
    needs = {
        "list": Permission.LESSON_READ,
        "export": Permission.LESSON_READ,
        "create": Permission.RUBRIC_KEEP,
        "change": Permission.RUBRIC_KEEP,
        "draft": Permission.RUBRIC_KEEP,
    }


class RubricVersionPolicy(Policy[RubricVersion]):
    needs = {
        "list": Permission.LESSON_READ,
        "retrieve": Permission.LESSON_READ,
        "partial_update": Permission.RUBRIC_KEEP,
        "publish": Permission.RUBRIC_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[RubricVersion]) -> QuerySet[RubricVersion]:
        if may(user, Permission.RUBRIC_KEEP):
            return rows
        return rows.filter(published_at__isnull=False)


class ObservationLimitsPolicy(SchoolWide[ObservationLimits]):
    needs = {"list": Permission.LESSON_READ, "create": Permission.LESSON_KEEP}

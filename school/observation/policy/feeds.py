"""A calendar's secret address is the affair of whose calendar it is."""

from django.db.models import QuerySet

from school.observation.models import CalendarFeed
from school.people.access import Policy
from school.people.models import User
from school.people.roles import Permission


class CalendarFeedPolicy(Policy[CalendarFeed]):
    needs = {
        "list": Permission.LESSON_READ,
        "create": Permission.LESSON_READ,
        "revoke": Permission.LESSON_READ,
    }

    def visible(self, user: User, rows: QuerySet[CalendarFeed]) -> QuerySet[CalendarFeed]:
        return rows.filter(staff=user.staff_id) if user.staff_id else rows.none()

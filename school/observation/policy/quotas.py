"""Who reads what is asked of observers, who sets it, and who sees how each stands to it."""

from school.observation.models import ObservationQuota
from school.people.access import SchoolWide
from school.people.models import StaffMember
from school.people.roles import Permission


class ObservationQuotaPolicy(SchoolWide[ObservationQuota]):
    needs = {
        "list": Permission.LESSON_READ,
        "create": Permission.LESSON_KEEP,
        "end": Permission.LESSON_KEEP,
        "withdraw": Permission.LESSON_KEEP,
    }


class QuotaStandingPolicy(SchoolWide[StaffMember]):
    """The own standing is everybody's; that of the others, of those who care for all."""

    needs = {
        "list": Permission.COVERAGE_READ,
        "export": Permission.COVERAGE_READ,
        "mine": Permission.LESSON_READ,
    }


class CoveragePolicy(SchoolWide[StaffMember]):
    needs = {"list": Permission.COVERAGE_READ, "export": Permission.COVERAGE_READ}

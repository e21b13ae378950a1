"""Who selects 文明礼仪使者, who proposes, whose class votes, and what everybody may read."""

from django.db.models import Q, QuerySet

from school.civility.models import AmbassadorNomination, AmbassadorRound, CourtesyAmbassador
from school.people.access import Policy, may, standing
from school.people.models import SchoolClass, User
from school.people.roles import Permission


class AmbassadorRoundPolicy(Policy[AmbassadorRound]):
    """A draft is seen by those who select alone."""

    needs = {
        "list": Permission.AMBASSADOR_READ,
        "retrieve": Permission.AMBASSADOR_READ,
        "create": Permission.AMBASSADOR_SELECT,
        "change": Permission.AMBASSADOR_SELECT,
        "publish": Permission.AMBASSADOR_SELECT,
        "close": Permission.AMBASSADOR_SELECT,
        "vote": Permission.AMBASSADOR_VOTE,
    }

    def visible(self, user: User, rows: QuerySet[AmbassadorRound]) -> QuerySet[AmbassadorRound]:
        if may(user, Permission.AMBASSADOR_SELECT):
            return rows
        return rows.filter(published_at__isnull=False)


class AmbassadorNominationPolicy(Policy[AmbassadorNomination]):
    """A working paper: seen by who wrote it, by the class's homeroom teacher, and by those who
    select.
    """

    needs = {
        "list": Permission.AMBASSADOR_READ,
        "create": Permission.AMBASSADOR_NOMINATE,
        "accept": Permission.AMBASSADOR_SELECT,
        "remove": Permission.AMBASSADOR_NOMINATE,
    }

    def visible(
        self, user: User, rows: QuerySet[AmbassadorNomination]
    ) -> QuerySet[AmbassadorNomination]:
        if may(user, Permission.AMBASSADOR_SELECT):
            return rows
        own = standing(user).own_classes
        return rows.filter(Q(created_by=user) | Q(school_class__in=own))

    def fits(self, user: User, verb: str, row: AmbassadorNomination) -> bool:
        """Accepted by a second person; removed by who wrote it or by those who select."""
        is_own = row.created_by_id == user.pk
        if verb == "accept":
            return not is_own
        return verb != "remove" or is_own or may(user, Permission.AMBASSADOR_SELECT)


class CourtesyAmbassadorPolicy(Policy[CourtesyAmbassador]):
    """Before the family has agreed: the class's homeroom teacher, and those who lead or select."""

    needs = {"list": Permission.AMBASSADOR_READ, "consent": Permission.AMBASSADOR_VOTE}

    def visible(
        self, user: User, rows: QuerySet[CourtesyAmbassador]
    ) -> QuerySet[CourtesyAmbassador]:
        if standing(user).may_know_all or may(user, Permission.AMBASSADOR_SELECT):
            return rows
        return rows.filter(school_class__in=standing(user).own_classes)

    def fits(self, user: User, verb: str, row: CourtesyAmbassador) -> bool:
        """The homeroom teacher asks the family."""
        return verb != "consent" or row.school_class_id in standing(user).own_classes


class HonourPolicy(Policy[CourtesyAmbassador]):
    """What may be published: the names to which the family agreed."""

    needs = {"list": Permission.HONOUR_READ, "export": Permission.HONOUR_READ}

    def visible(
        self, user: User, rows: QuerySet[CourtesyAmbassador]
    ) -> QuerySet[CourtesyAmbassador]:
        return rows.filter(consent="given")


def published(user: User, rows: QuerySet[AmbassadorRound]) -> QuerySet[AmbassadorRound]:
    return rows.filter(published_at__isnull=False)


def own_classes(user: User, rows: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
    return rows.filter(pk__in=standing(user).own_classes)

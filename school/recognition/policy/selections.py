"""Who nominates, who decides, and who reads what of it. Who was not selected is the office's."""

from django.db.models import Q, QuerySet

from school.people.access import Policy, SchoolWide, may
from school.people.models import User
from school.people.roles import Permission
from school.recognition.models import Nomination, NominationState, Selection, SelectionKind


def keeps(user: User) -> bool:
    return may(user, Permission.SELECTION_KEEP)


class SelectionKindPolicy(SchoolWide[SelectionKind]):
    needs = {
        "list": Permission.SELECTION_READ,
        "create": Permission.SELECTION_KEEP,
        "change": Permission.SELECTION_KEEP,
    }


class SelectionPolicy(Policy[Selection]):
    needs = {
        "list": Permission.SELECTION_READ,
        "retrieve": Permission.SELECTION_READ,
        "create": Permission.SELECTION_KEEP,
        "partial_update": Permission.SELECTION_KEEP,
        "close": Permission.SELECTION_KEEP,
        "void": Permission.SELECTION_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[Selection]) -> QuerySet[Selection]:
        return rows if keeps(user) else rows.filter(voided_at=None)


class NominationPolicy(Policy[Nomination]):
    """Until the decision who nominated sees the own; after it everybody those selected alone."""

    needs = {
        "list": Permission.SELECTION_READ,
        "retrieve": Permission.SELECTION_READ,
        "create": Permission.SELECTION_NOMINATE,
        "partial_update": Permission.SELECTION_NOMINATE,
        "void": Permission.SELECTION_NOMINATE,
        "confirm": Permission.SELECTION_KEEP,
        "consent": Permission.SELECTION_KEEP,
        "mend": Permission.SELECTION_KEEP,
        "publish": Permission.SELECTION_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        if keeps(user):
            return rows
        selected = Q(state=NominationState.SELECTED, voided_at=None, student=None)
        own = Q(created_by=user, selection__closed_at=None)
        chosen_own = Q(created_by=user, state=NominationState.SELECTED)
        return rows.filter(selected | own | chosen_own, selection__voided_at=None)

    def fits(self, user: User, verb: str, row: Nomination) -> bool:
        """Nobody confirms what they proposed, or themselves."""
        is_own = row.created_by_id == user.pk
        if verb == "confirm":
            return not is_own and (user.staff_id is None or row.staff_id != user.staff_id)
        if verb == "partial_update":
            return is_own
        return verb != "void" or is_own or keeps(user)


class RecognitionPolicy(Policy[Nomination]):
    """What was published, to everybody and to the parents' committee."""

    needs = {"list": Permission.RECOGNITION_READ, "export": Permission.RECOGNITION_READ}

    def visible(self, user: User, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        return rows.filter(published_at__isnull=False, selection__voided_at=None)


def open_kinds(user: User, rows: QuerySet[SelectionKind]) -> QuerySet[SelectionKind]:
    return rows.filter(is_active=True)


def undecided(user: User, rows: QuerySet[Selection]) -> QuerySet[Selection]:
    """The offer of selections to nominate for."""
    return rows.filter(closed_at=None, voided_at=None)

"""Questions of parents: whoever answers them reads all; shared answers are for everybody."""

from django.db.models import QuerySet

from school.activities.models import Consultation, ParentingPiece
from school.people.access import Policy, SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


class ConsultationPolicy(Policy[Consultation]):
    needs = {
        "list": Permission.CONSULTATION_READ,
        "export": Permission.CONSULTATION_READ,
        "retrieve": Permission.CONSULTATION_READ,
        "create": Permission.CONSULTATION_ANSWER,
        "answer": Permission.CONSULTATION_ANSWER,
        "share": Permission.CONSULTATION_ANSWER,
        "void": Permission.CONSULTATION_ANSWER,
    }

    def visible(self, user: User, rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
        if may(user, Permission.CONSULTATION_ANSWER):
            return rows
        return rows.filter(is_shared=True, voided_at=None)


class ParentingPiecePolicy(SchoolWide[ParentingPiece]):
    needs = {
        "list": Permission.ACTIVITY_READ,
        "create": Permission.CONSULTATION_ANSWER,
        "settle": Permission.CONSULTATION_ANSWER,
        "void": Permission.CONSULTATION_ANSWER,
    }

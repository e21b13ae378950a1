"""Who plans rounds, who goes on them, and whose families may stand on the list."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from school.people.access import Policy, standing
from school.people.models import Placement, SchoolClass, Student, User
from school.people.policy import every_child
from school.people.roles import Permission, PostKind
from school.visits.models import RoundMember, RoundStop, VisitRound
from school.visits.rules.rounds import REMEMBERED


class VisitRoundPolicy(Policy[VisitRound]):
    """Seen by who planned it, who goes, and the directors who may know of every child."""

    needs = {
        "list": Permission.VISIT_READ,
        "export": Permission.VISIT_READ,
        "retrieve": Permission.VISIT_READ,
        "suggestions": Permission.ROUND_PLAN,
        "create": Permission.ROUND_PLAN,
        "partial_update": Permission.ROUND_PLAN,
        "start": Permission.VISIT_RECORD,
        "close": Permission.VISIT_RECORD,
    }

    def visible(self, user: User, rows: QuerySet[VisitRound]) -> QuerySet[VisitRound]:
        if standing(user).may_know_all:
            return rows
        goes = RoundMember.objects.filter(visit_round_id=OuterRef("pk"), staff_id=user.staff_id)
        return rows.filter(Q(created_by=user) | Exists(goes))

    def fits(self, user: User, verb: str, row: VisitRound) -> bool:
        if verb not in ("partial_update", "start", "close"):
            return True
        if row.created_by_id == user.pk or standing(user).holds(PostKind.MORAL_DIRECTOR):
            return True
        return verb != "partial_update" and _goes(user, row)


def _goes(user: User, row: VisitRound) -> bool:
    return any(member.staff_id == user.staff_id for member in row.members.all())


def plannable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children whose families this user may put on a list."""
    who = standing(user)
    if who.holds(PostKind.MORAL_DIRECTOR):
        return every_child(students)
    return students.filter(pk__in=plannable_placements(user).values("student_id"))


def plannable_placements(user: User) -> QuerySet[Placement]:
    """Today's placements in the classes that a homeroom teacher has or a grade leader leads."""
    who = standing(user)
    rows: QuerySet[Placement] = (
        Placement.objects.believed()
        .on(timezone.localdate())
        .filter(school_id=user.school_id)
        .select_related("school_class")
    )
    if who.holds(PostKind.MORAL_DIRECTOR):
        return rows
    classes = SchoolClass.objects.filter(school_id=user.school_id).filter(
        Q(pk__in=who.classes(PostKind.HOMEROOM_TEACHER)) | Q(cohort_year__in=who.led_cohorts)
    )
    return rows.filter(school_class__in=classes)


def own_rounds(user: User, rows: QuerySet[VisitRound]) -> QuerySet[VisitRound]:
    """The rounds a visit may name: those this user goes on, as long as they are remembered."""
    goes = RoundMember.objects.filter(visit_round_id=OuterRef("pk"), staff_id=user.staff_id)
    since = timezone.localdate() - REMEMBERED
    return rows.filter(Exists(goes), planned_on__gte=since)


def on_my_rounds(user: User) -> QuerySet[RoundStop, uuid.UUID]:
    """The children on the lists of these rounds."""
    rounds = own_rounds(user, VisitRound.objects.filter(school_id=user.school_id))
    return RoundStop.objects.filter(visit_round__in=rounds).values_list("student_id", flat=True)

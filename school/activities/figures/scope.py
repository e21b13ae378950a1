"""What the figures of activities count: cut to the scope asked about."""

import datetime
from typing import Any

from django.db.models import (
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from school.activities.models import (
    ActivityClass,
    ActivityKind,
    ActivityStaff,
    Area,
    Consultation,
    Group,
    GroupMember,
    GroupTopic,
    Programme,
    ProgrammeKind,
    ProgrammePhase,
    ProgrammeTopic,
    PupilContact,
    PupilPair,
)
from school.activities.queries import groups as groups_of
from school.activities.queries import pupils
from school.activities.queries.activities import standing
from school.people.models import Placement
from school.people.queries.scopes import class_ids, is_whole_school
from school.shared.columns import how_many
from school.shared.figures import Scope, load_once

TRAINING = Q(kind__asks_hours=True, kind__is_for_staff=True)
"""Whoever takes part has class hours of it (`rules.kinds.is_training`)."""
RESEARCH = Q(kind__area=Area.RESEARCH)
FAMILY_TRAINING = Q(kind__area=Area.FAMILY, kind__asks_hours=True)
VISITS = Q(kind__asks_visitors=True)
ISSUES = Q(kind__asks_issue=True)


def kinds(scope: Scope) -> list[ActivityKind]:
    return load_once(
        ("activities.kinds", scope.school_id),
        lambda: list(ActivityKind.objects.filter(school_id=scope.school_id)),
    )


def held(scope: Scope) -> QuerySet[Any]:
    """On the days of the term; of a colleague, those organised or attended; of a class, with it."""
    found: QuerySet[Any] = (
        standing()
        .filter(school_id=scope.school_id, happened_on__range=scope.days)
        .select_related("kind", "programme", "organiser")
    )
    if scope.staff_id is not None:
        there = ActivityStaff.objects.filter(staff=scope.staff_id, attended=True)
        found = found.filter(Q(organiser=scope.staff_id) | Q(pk__in=there.values("activity")))
    if not is_whole_school(scope):
        found = found.filter(pk__in=_with_classes(scope).values("activity"))
    return found.order_by("happened_on", "pk")


def _with_classes(scope: Scope) -> QuerySet[ActivityClass]:
    return ActivityClass.objects.filter(school_class__in=class_ids(scope))


def places(scope: Scope) -> Any:
    """With `places`: how many took part, named and counted; of a colleague, that one alone."""
    if scope.staff_id is not None:
        there = ActivityStaff.objects.filter(staff=scope.staff_id, attended=True)
        mine = held(scope).filter(pk__in=there.values("activity"))
        return mine.annotate(places=Value(1, output_field=IntegerField()))
    named = ActivityStaff.objects.filter(activity=OuterRef("pk"), attended=True)
    return held(scope).annotate(places=Coalesce(F("headcount"), 0) + how_many(named, "activity"))


def trained(scope: Scope) -> QuerySet[Any]:
    """Each colleague in each training."""
    trainings = standing().filter(
        TRAINING, school_id=scope.school_id, happened_on__range=scope.days
    )
    if not is_whole_school(scope):
        trainings = trainings.filter(pk__in=_with_classes(scope).values("activity"))
    rows: QuerySet[Any] = ActivityStaff.objects.filter(
        school_id=scope.school_id, attended=True, activity__in=trainings
    ).select_related("staff", "activity__kind")
    if scope.staff_id is not None:
        rows = rows.filter(staff=scope.staff_id)
    return rows.order_by("activity__happened_on", "activity_id", "staff__staff_number", "pk")


def _of_the_school(scope: Scope, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What belongs to no class, no grade and nobody alone."""
    rows = rows.filter(school_id=scope.school_id)
    if not is_whole_school(scope) or scope.staff_id is not None:
        return rows.none()
    return rows


def _running(rows: QuerySet[Any], first: datetime.date, last: datetime.date) -> QuerySet[Any]:
    return rows.filter(starts_on__lte=last, ends_on__gte=first)


def programmes(scope: Scope) -> QuerySet[Any]:
    """With a day in the term, up to the day asked about."""
    rows = _of_the_school(scope, Programme.objects.filter(voided_at=None))
    return _running(rows, *scope.days).order_by("starts_on", "name", "pk")


def programmes_of(scope: Scope) -> list[Programme]:
    """Those of the term, and those that its activities name."""
    named = held(scope).filter(programme__isnull=False).order_by().values("programme")
    running = _running(Programme.objects.filter(voided_at=None), *scope.days)
    rows = Programme.objects.filter(school_id=scope.school_id)
    if is_whole_school(scope) and scope.staff_id is None:
        return list(rows.filter(Q(pk__in=named) | Q(pk__in=running.values("pk"))))
    return list(rows.filter(pk__in=named))


def phases(scope: Scope) -> QuerySet[Any]:
    rows = _of_the_school(
        scope,
        ProgrammePhase.objects.filter(
            programme__voided_at=None, programme__kind=ProgrammeKind.STUDY
        ),
    )
    running = _running(rows.select_related("programme"), *scope.days)
    return running.order_by("starts_on", "pk")


def topics(scope: Scope) -> QuerySet[Any]:
    """Of campaigns of study with a day in the term."""
    running = programmes(scope).filter(kind=ProgrammeKind.STUDY).order_by()
    return (
        ProgrammeTopic.objects.filter(programme__in=running)
        .select_related("programme")
        .order_by("programme__starts_on", "pk")
    )


def groups(scope: Scope) -> QuerySet[Any]:
    """With a day in the term; of a colleague, those led or belonged to on such a day."""
    rows: QuerySet[Any] = Group.objects.filter(
        school_id=scope.school_id, voided_at=None
    ).select_related("leader")
    if scope.staff_id is not None:
        member: Any = GroupMember.objects.believed().overlapping(*scope.days)
        mine = member.filter(staff=scope.staff_id)
        rows = rows.filter(Q(leader=scope.staff_id) | Q(pk__in=mine.values("group")))
    if not is_whole_school(scope):
        rows = rows.none()
    return groups_of.overlapping(rows, *scope.days).order_by("kind", "name", "pk")


def group_topics(scope: Scope) -> QuerySet[Any]:
    running = groups(scope).order_by()
    return (
        GroupTopic.objects.filter(group__in=running)
        .select_related("group")
        .order_by("group__name", "pk")
    )


# ---- children ------------------------------------------------------------------------------


def _children(scope: Scope) -> Any:
    """Those placed in the scope's classes on its last day."""
    placed: Any = Placement.objects.believed().on(scope.until)
    return placed.filter(school_class__in=class_ids(scope)).values("student")


def pairs(scope: Scope) -> QuerySet[Any]:
    """With a day in the term, up to the day asked about."""
    rows: QuerySet[Any] = PupilPair.objects.filter(
        school_id=scope.school_id, voided_at=None, student__taken_back_at=None
    ).select_related("teacher", "student")
    if scope.staff_id is not None:
        rows = rows.filter(teacher=scope.staff_id)
    if not is_whole_school(scope):
        rows = rows.filter(student__in=_children(scope))
    return pupils.overlapping(rows, *scope.days).order_by("starts_on", "pk")


def contacts(scope: Scope) -> QuerySet[PupilContact]:
    rows = pupils.standing_contacts().filter(
        school_id=scope.school_id,
        contacted_on__range=scope.days,
        pair__student__taken_back_at=None,
    )
    if scope.staff_id is not None:
        rows = rows.filter(pair__teacher=scope.staff_id)
    if not is_whole_school(scope):
        rows = rows.filter(pair__student__in=_children(scope))
    return rows.select_related("pair__teacher", "pair__student").order_by("contacted_on", "pk")


def consultations(scope: Scope) -> QuerySet[Consultation]:
    """Asked in the term; of a colleague, those taken down or answered by."""
    rows = Consultation.objects.filter(
        school_id=scope.school_id, voided_at=None, asked_on__range=scope.days
    )
    if scope.staff_id is not None:
        rows = rows.filter(
            Q(created_by__staff=scope.staff_id) | Q(answered_by__staff=scope.staff_id)
        )
    if not is_whole_school(scope):
        rows = rows.none()
    return rows.order_by("asked_on", "pk")

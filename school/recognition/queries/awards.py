"""Awards as lists show them and as other awards stand to them."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch, QuerySet

from school.people import queries as people
from school.people.models import Placement
from school.recognition.models import Award, AwardEvidence, AwardWinner, Recipient
from school.recognition.rules.awards import Step


def awards(on: datetime.date) -> QuerySet[Any]:
    """What a list shows of an award, the latest first; children with their class of the day."""
    winners = (
        AwardWinner.objects.select_related("staff", "school_class")
        .prefetch_related(Prefetch("student", people.students(on)))
        .order_by("position")
    )
    proofs = AwardEvidence.objects.select_related("evidence").order_by("pk")
    beside = Award.objects.prefetch_related(
        Prefetch("winners", AwardWinner.objects.order_by("position"))
    ).order_by("awarded_on", "pk")
    return (
        Award.objects.select_related("created_by__staff", "decided_by__staff")
        .prefetch_related(
            Prefetch("winners", winners),
            Prefetch("proofs", proofs),
            Prefetch("progression_of", beside),
            Prefetch("progressed_to", beside.filter(voided_at=None)),
        )
        .order_by("-awarded_on", "-pk")
    )


def winner_ids(award: Award) -> frozenset[uuid.UUID]:
    """Whoever won it: colleagues, children or classes."""
    return frozenset(
        row.staff_id or row.student_id or row.school_class_id or row.pk
        for row in award.winners.all()
    )


def step(award: Award) -> Step:
    return Step(award.level, award.recipient, winner_ids(award))


def steps_above(award: Award) -> list[Step]:
    """The standing awards that follow this one."""
    rows = Award.objects.filter(progression_of=award, voided_at=None).prefetch_related("winners")
    return [step(one) for one in rows]


def has_double(award: Award, winners: Collection[uuid.UUID]) -> bool:
    """Whether a standing award has the same name, level, grade and day, and one of the winners."""
    same = Award.objects.filter(
        school_id=award.school_id,
        recipient=award.recipient,
        title=award.title,
        level=award.level,
        grade=award.grade,
        awarded_on=award.awarded_on,
        voided_at=None,
    ).exclude(pk=award.pk)
    if award.recipient == Recipient.SCHOOL:
        return same.exists()
    return any(winner_ids(one) & set(winners) for one in same.prefetch_related("winners"))


def classes_of(
    school_id: uuid.UUID, students: Collection[uuid.UUID], day: datetime.date
) -> dict[uuid.UUID, uuid.UUID]:
    """Child -> its class on the day; who had none is missing."""
    placed: Any = Placement.objects.believed().on(day)
    rows = placed.filter(school_id=school_id, student_id__in=list(students))
    return dict(rows.values_list("student_id", "school_class_id"))

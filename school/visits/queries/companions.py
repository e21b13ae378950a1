"""Companions, what they said, and the visits by it."""

import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from school.visits.models import HomeVisit, VisitCompanion
from school.visits.queries import lists
from school.visits.rules.confirmations import ANSWER_WITHIN, Answer, Confirmation

ANSWERS = {
    Answer.WAITING: Q(confirmed_at=None, denied_at=None),
    Answer.CONFIRMED: Q(confirmed_at__isnull=False),
    Answer.DENIED: Q(denied_at__isnull=False),
}


def companions() -> QuerySet[VisitCompanion]:
    """Of visits that stand, the latest visit first; without narrative and purpose."""
    return (
        VisitCompanion.objects.filter(visit__voided_at=None)
        .select_related("staff", "visit__student", "visit__created_by__staff")
        .prefetch_related(lists.placed("visit__student__", timezone.localdate()))
        .defer("visit__narrative")
        .order_by("-visit__visited_on", "-id")
    )


def answered(rows: QuerySet[VisitCompanion], answer: str) -> QuerySet[VisitCompanion]:
    return rows.filter(ANSWERS[Answer(answer)])


def for_attention(
    rows: QuerySet[VisitCompanion], *, now: datetime.datetime
) -> QuerySet[VisitCompanion]:
    """Denied, or asked too long ago."""
    late = ANSWERS[Answer.WAITING] & Q(created_at__lt=now - ANSWER_WITHIN)
    return rows.filter(ANSWERS[Answer.DENIED] | late)


def with_confirmation(visits: QuerySet[HomeVisit]) -> QuerySet[HomeVisit]:
    """Each visit with what its companions together say, as `rules.confirmation_of` has it."""
    of_visit = VisitCompanion.objects.filter(visit=OuterRef("pk"))
    return visits.annotate(
        confirmation=Case(
            *(
                When(Exists(of_visit.filter(ANSWERS[answer])), then=Value(answer.value))
                for answer in (Answer.DENIED, Answer.CONFIRMED, Answer.WAITING)
            ),
            default=Value(Confirmation.ALONE.value),
        )
    )

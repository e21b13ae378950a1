"""A companion's own word: came along, or did not."""

import uuid

from django.db import transaction
from django.utils import timezone

from school.people.models import User
from school.shared import audit
from school.visits.models import HomeVisit, VisitCompanion
from school.visits.rules import checks
from school.visits.rules import confirmations as rules


@transaction.atomic
def confirm_companion(*, by: User, companion_id: uuid.UUID) -> VisitCompanion:
    companion = _to_answer(by, companion_id)
    companion.confirmed_at, companion.confirmed_by = timezone.now(), by
    companion.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.note("confirm", companion, by=by, changes=_told(companion, "confirmed"))
    return companion


@transaction.atomic
def deny_companion(*, by: User, companion_id: uuid.UUID, reason: str) -> VisitCompanion:
    """The recorder and the directors see it; the visit itself stands as recorded."""
    companion = _to_answer(by, companion_id)
    companion.denied_at, companion.denied_by = timezone.now(), by
    companion.denial_reason = reason
    companion.save(update_fields=["denied_at", "denied_by", "denial_reason"])
    audit.note("deny", companion, by=by, reason=reason, changes=_told(companion, "denied"))
    return companion


def _told(companion: VisitCompanion, answer: str) -> dict[str, list[str | None]]:
    return {"visit": [str(companion.visit_id)] * 2, "answer": [None, answer]}


def _to_answer(by: User, companion_id: uuid.UUID) -> VisitCompanion:
    companion = VisitCompanion.objects.select_for_update().get(pk=companion_id)
    visit = HomeVisit.objects.defer("narrative").get(pk=companion.visit_id)
    checks.check_not_voided(visit)
    rules.check_answers_for_oneself(companion, by.staff_id)
    rules.check_not_own_visit(visit.created_by_id, by.pk)
    rules.check_unanswered(companion)
    return companion

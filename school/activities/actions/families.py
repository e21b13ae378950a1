"""Questions of parents and their answers; texts of parents that were recommended."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from school.activities.models import Consultation, ParentingPiece
from school.activities.rules import families as rules
from school.people import queries as people
from school.people.models import User
from school.shared import audit


@transaction.atomic
def take_down(
    *,
    by: User,
    asked_on: datetime.date,
    topic: str,
    question: str,
    answer: str = "",
    answered_on: datetime.date | None = None,
) -> Consultation:
    """A question, and its answer where it was given at once. Neither names a child."""
    rules.check_not_ahead(asked_on, "asked_on", today=timezone.localdate())
    texts = {"topic": topic, "question": question, "answer": answer}
    rules.check_nameless(texts, people.student_names(by.school_id))
    consultation = Consultation.objects.create(
        school_id=by.school_id,
        created_by=by,
        asked_on=asked_on,
        topic=topic,
        question=question,
    )
    audit.note("take_down", consultation, by=by, changes={"asked_on": [None, str(asked_on)]})
    if answer:
        _answer(consultation, by, answer, answered_on or asked_on)
    return consultation


@transaction.atomic
def answer_consultation(
    *, by: User, consultation_id: uuid.UUID, answer: str, answered_on: datetime.date | None = None
) -> Consultation:
    """Answered again, the earlier words give way; who answered last stands there."""
    consultation = _lock(consultation_id)
    rules.check_stands(consultation)
    rules.check_nameless({"answer": answer}, people.student_names(by.school_id))
    _answer(consultation, by, answer, answered_on or timezone.localdate())
    return consultation


@transaction.atomic
def share_consultation(*, by: User, consultation_id: uuid.UUID, is_shared: bool) -> Consultation:
    """Whether colleagues and the parents' committee read it."""
    consultation = _lock(consultation_id)
    rules.check_stands(consultation)
    rules.check_answered(consultation)
    if consultation.is_shared != is_shared:
        consultation.is_shared = is_shared
        consultation.save(update_fields=["is_shared"])
        audit.note("share", consultation, by=by, changes={"is_shared": [not is_shared, is_shared]})
    return consultation


@transaction.atomic
def void_consultation(*, by: User, consultation_id: uuid.UUID, reason: str) -> Consultation:
    consultation = _lock(consultation_id)
    rules.check_stands(consultation)
    consultation.voided_at, consultation.voided_by = timezone.now(), by
    consultation.void_reason = reason
    consultation.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", consultation, by=by, reason=reason, changes={"voided": [False, True]})
    return consultation


# ---- texts ---------------------------------------------------------------------------------


@transaction.atomic
def send_piece(*, by: User, title: str, sent_to: str, sent_on: datetime.date) -> ParentingPiece:
    rules.check_not_ahead(sent_on, "sent_on", today=timezone.localdate())
    rules.check_nameless({"title": title}, people.student_names(by.school_id))
    piece = ParentingPiece.objects.create(
        school_id=by.school_id, created_by=by, title=title, sent_to=sent_to, sent_on=sent_on
    )
    told = {"title": title, "sent_to": sent_to, "sent_on": sent_on.isoformat()}
    audit.note("send", piece, by=by, changes={key: [None, one] for key, one in told.items()})
    return piece


@transaction.atomic
def settle_piece(
    *, by: User, piece_id: uuid.UUID, state: str, settled_on: datetime.date
) -> ParentingPiece:
    piece = _lock_piece(piece_id)
    rules.check_open(piece)
    rules.check_not_ahead(settled_on, "settled_on", today=timezone.localdate())
    rules.check_settled(state, piece.sent_on, settled_on)
    piece.state, piece.settled_on = state, settled_on
    piece.save(update_fields=["state", "settled_on"])
    audit.note("settle", piece, by=by, changes={"state": ["sent", state]})
    return piece


@transaction.atomic
def void_piece(*, by: User, piece_id: uuid.UUID, reason: str) -> ParentingPiece:
    piece = _lock_piece(piece_id)
    rules.check_stands(piece)
    piece.voided_at, piece.voided_by, piece.void_reason = timezone.now(), by, reason
    piece.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", piece, by=by, reason=reason, changes={"voided": [False, True]})
    return piece


# ---- parts ---------------------------------------------------------------------------------


def _answer(consultation: Consultation, by: User, answer: str, answered_on: datetime.date) -> None:
    rules.check_not_ahead(answered_on, "answered_on", today=timezone.localdate())
    rules.check_answered_on(consultation.asked_on, answered_on)
    before = consultation.answered_on
    consultation.answer, consultation.answered_on = answer, answered_on
    consultation.answered_at, consultation.answered_by = timezone.now(), by
    consultation.save(update_fields=["answer", "answered_on", "answered_at", "answered_by"])
    audit.note(
        "answer",
        consultation,
        by=by,
        changes={"answered_on": [before.isoformat() if before else None, answered_on.isoformat()]},
    )


def _lock(consultation_id: uuid.UUID) -> Consultation:
    return Consultation.objects.select_for_update(no_key=True).get(pk=consultation_id)


def _lock_piece(piece_id: uuid.UUID) -> ParentingPiece:
    return ParentingPiece.objects.select_for_update(no_key=True).get(pk=piece_id)

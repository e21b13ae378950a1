"""What parents ask, what the school answers, and what parents have written."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Consultation(Record):
    """家庭教育咨询: a question of a parent, without name of parent or child, and its answer.

    `created_by` took it down. Shared, all colleagues and the parents' committee read it.
    """

    asked_on = models.DateField()
    topic = models.CharField(max_length=60)
    question = models.TextField(max_length=2000)
    answer = models.TextField(max_length=4000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = person(null=True, editable=False)
    is_shared = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-asked_on", "-id"]
        indexes = [models.Index(fields=["school", "asked_on"], name="activities_consultation_day")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="activities_consultation_answered_at_and_by",
                condition=together("answered_at", "answered_by"),
            ),
            models.CheckConstraint(
                name="activities_an_answer_has_its_day",
                condition=Q(answered_at=None, answered_on=None, answer="")
                | (Q(answered_at__isnull=False, answered_on__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="activities_only_answers_are_shared",
                condition=Q(is_shared=False) | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="activities_consultation_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class PieceState(models.TextChoices):
    SENT = "sent", _("Sent in")
    PUBLISHED = "published", _("Taken and printed")
    DECLINED = "declined", _("Not taken")


class ParentingPiece(Record):
    """家教经验: a parent's text that the school recommended to a journal, without its writer."""

    title = models.CharField(max_length=100)
    sent_to = models.CharField(max_length=60)
    sent_on = models.DateField()
    state = models.CharField(max_length=10, choices=PieceState, default=PieceState.SENT)
    settled_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-sent_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="activities_a_piece_is_settled_on_a_day",
                condition=Q(state="sent", settled_on=None)
                | (~Q(state="sent") & Q(settled_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="activities_piece_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

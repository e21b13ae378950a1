"""Why a family is visited: categories, the register, exemptions."""

from django.db import models
from django.db.models import Q

from school.shared.columns import person, together
from school.shared.models import DatedFact, Record
from school.shared.sealed import SealedTextField


class CareCategory(Record):
    """关爱类别: who is to be visited, and with what in hand (送温暖). Data of each school."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="visits_one_category_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Circumstance(DatedFact):
    """This child is in this category, from one day to another. No two of them share a day.

    The database refuses an overlap (apps.py).
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    note = SealedTextField(blank=True)
    approved_by = person()
    approved_at = models.DateTimeField()

    class Meta(DatedFact.Meta):
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(
                fields=["school", "student", "category"], name="visits_circumstance_student"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on}"


UNANSWERED = Q(approved_at=None, refused_at=None, withdrawn_at=None)
"""Exemptions that wait for a second person."""


class Exemption(Record):
    """免访: no visit is owed for this category in this term. A second person approves.

    `visit` is the declined visit that shows why. The family may change its mind: withdrawn.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    visit = models.ForeignKey(
        "visits.HomeVisit",
        on_delete=models.PROTECT,
        related_name="exemptions",
        null=True,
        blank=True,
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = person(null=True, editable=False)
    refused_at = models.DateTimeField(null=True, blank=True, editable=False)
    refused_by = person(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)
    withdraw_reason = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["student", "category", "term"],
                condition=Q(refused_at=None, withdrawn_at=None),
                name="visits_one_exemption_at_a_time",
            ),
            models.CheckConstraint(
                name="visits_exemption_approved_at_and_by",
                condition=together("approved_at", "approved_by"),
            ),
            models.CheckConstraint(
                name="visits_exemption_refused_at_and_by",
                condition=together("refused_at", "refused_by"),
            ),
            models.CheckConstraint(
                name="visits_exemption_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.CheckConstraint(
                name="visits_exemption_one_answer",
                condition=Q(approved_at=None) | Q(refused_at=None),
            ),
            models.CheckConstraint(
                name="visits_exemption_second_person",
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("created_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.term_id}"

"""A serious concern for a child: apart from every visit, and known to very few."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField
from school.visits.models.visits import HomeVisit


class ConcernKind(models.TextChoices):
    """What it is about, said soberly; the rest stands in the sealed account."""

    SAFETY = "safety", _("The child's safety")
    CARE = "care", _("Nobody looks after the child")
    HARM = "harm", _("Signs of harm")
    DISTRESS = "distress", _("Acute distress")
    OTHER = "other", _("Another serious matter")


class Concern(Record):
    """重点关注: what could not wait and does not belong into the narrative of a visit.

    `created_by` noticed it. It is never amended: what is done about it is added step by step.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        HomeVisit, on_delete=models.PROTECT, related_name="concerns", null=True, blank=True
    )
    noticed_on = models.DateField()
    kind = models.CharField(max_length=10, choices=ConcernKind)
    account = SealedTextField()
    step_taken = SealedTextField(blank=True)
    told = SealedTextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)
    result = SealedTextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["-noticed_on", "-id"]
        indexes = [
            models.Index(fields=["school", "closed_at"], name="visits_concern_open"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_concern_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noticed_on} {self.kind}"


class ConcernStep(Record):
    """What was done about it, on which day; `created_by` did it or saw to it."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
    taken_on = models.DateField()
    what = SealedTextField()

    class Meta(Record.Meta):
        ordering = ["taken_on", "id"]
        constraints = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.taken_on}"

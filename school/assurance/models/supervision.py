"""What parents, pupils and others say about the school's ethics, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField


class Way(models.TextChoices):
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("In person")
    BOX = "box", _("Letter box")
    ONLINE = "online", _("Online")


class From(models.TextChoices):
    """From which side it came. Who it was is stored nowhere."""

    PARENT = "parent", _("A parent")
    PUPIL = "pupil", _("A pupil")
    SOCIETY = "society", _("Society")
    STAFF = "staff", _("A colleague")


class Nature(models.TextChoices):
    PRAISE = "praise", _("Praise")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLAINT = "complaint", _("Complaint")


class SupervisionItem(Record):
    """师德监督: what came in. `concerned` is who it is about, and never sees it.

    `created_by` wrote it down: the office, or a member of the parents' committee.
    """

    received_on = models.DateField()
    way = models.CharField(max_length=6, choices=Way)
    side = models.CharField(max_length=7, choices=From)
    nature = models.CharField(max_length=10, choices=Nature)
    about = SealedTextField()
    is_from_committee = models.BooleanField(default=False, editable=False)
    concerned = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    handler = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    assigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    assigned_by = person(null=True, editable=False)
    handling = SealedTextField(blank=True)
    reply = SealedTextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by = person(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = SealedTextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["school", "received_on"], name="assurance_supervision_day"),
            models.Index(fields=["school", "handler"], name="assurance_supervision_handler"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_supervision_assigned_at_and_by",
                condition=together("assigned_at", "assigned_by"),
            ),
            models.CheckConstraint(
                name="assurance_supervision_handler_is_assigned",
                condition=Q(handler=None, assigned_at=None)
                | Q(handler__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="assurance_nobody_handles_what_concerns_them",
                condition=Q(handler=None) | Q(concerned=None) | ~Q(handler=models.F("concerned")),
            ),
            models.CheckConstraint(
                name="assurance_supervision_replied_at_and_by",
                condition=together("replied_at", "replied_by"),
            ),
            models.CheckConstraint(
                name="assurance_supervision_replied_on_a_day",
                condition=Q(replied_at=None, replied_on=None)
                | Q(replied_at__isnull=False, replied_on__gte=models.F("received_on")),
            ),
            models.CheckConstraint(
                name="assurance_supervision_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.nature}"

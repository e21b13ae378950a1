"""认定: what a homeroom teacher proposes for the register, and who decided it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField
from school.visits.models.care import CareCategory, Circumstance


class ProposalKind(models.TextChoices):
    """What is to be written into the register."""

    START = "start", _("New")
    STAY = "stay", _("Still so")
    END = "end", _("Ended")


UNDECIDED = Q(confirmed_at=None, sent_back_at=None, withdrawn_at=None)
"""Still on its way: somebody has to check or to confirm it."""


class CareProposal(Record):
    """Proposed (`created_by`), checked, confirmed by three people: then it stands in the register.

    `circumstance` is the entry spoken of; a new one gets it when it is confirmed.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=ProposalKind)
    circumstance = models.ForeignKey(
        Circumstance, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    note = SealedTextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_by = person(null=True, editable=False)
    was_passed_over = models.BooleanField(default=False, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = person(null=True, editable=False)
    sent_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_back_by = person(null=True, editable=False)
    send_back_reason = models.CharField(max_length=200, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["school", "student"], name="visits_proposal_student"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["student", "category", "kind"],
                condition=UNDECIDED,
                name="visits_one_open_proposal_of_a_kind",
            ),
            *(
                models.CheckConstraint(
                    name=f"visits_proposal_{verb}_at_and_by",
                    condition=together(f"{verb}_at", f"{verb}_by"),
                )
                for verb in ("checked", "confirmed", "sent_back", "withdrawn")
            ),
            models.CheckConstraint(
                name="visits_proposal_one_outcome",
                condition=Q(confirmed_at=None, sent_back_at=None)
                | Q(confirmed_at=None, withdrawn_at=None)
                | Q(sent_back_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="visits_proposal_checked_by_another",
                condition=Q(checked_by=None) | ~Q(checked_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="visits_proposal_confirmed_by_a_third",
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("created_by"))
                & (Q(checked_by=None) | ~Q(confirmed_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="visits_proposal_sent_back_by_another",
                condition=Q(sent_back_by=None)
                | ~Q(sent_back_by=F("created_by"))
                & (Q(checked_by=None) | ~Q(sent_back_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="visits_proposal_passed_over_or_checked",
                condition=Q(confirmed_at=None)
                | Q(was_passed_over=False, checked_at__isnull=False)
                | Q(was_passed_over=True, checked_at=None),
            ),
            models.CheckConstraint(
                name="visits_proposal_says_what_its_kind_asks",
                condition=Q(kind=ProposalKind.START, starts_on__isnull=False, ends_on=None)
                | Q(kind=ProposalKind.END, ends_on__isnull=False, circumstance__isnull=False)
                | Q(kind=ProposalKind.STAY, ends_on=None, circumstance__isnull=False),
            ),
            models.CheckConstraint(
                name="visits_proposal_confirmed_is_registered",
                condition=Q(confirmed_at=None) | Q(circumstance__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.student_id}"

"""What the two talk over and agree to do. Their words are sealed; days and numbers are not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.mentoring.models.pairs import MentorPair
from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record
from school.shared.sealed import SealedTextField


class MentorTalk(Record):
    """思想交流: `created_by` is the one of the two who wrote it down.

    It is no input to an evaluation unless each of the two has released it.
    """

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="talks")
    talked_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    topic = SealedTextField()
    content = SealedTextField(blank=True)
    mentor_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentor_released_by = person(null=True, editable=False)
    mentee_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentee_released_by = person(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = SealedTextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["-talked_on", "-id"]
        indexes = [
            models.Index(fields=["school", "pair", "talked_on"], name="mentoring_talk_day"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_a_talk_takes_time", condition=Q(minutes__gte=1, minutes__lte=600)
            ),
            models.CheckConstraint(
                name="mentoring_mentor_released_at_and_by",
                condition=together("mentor_released_at", "mentor_released_by"),
            ),
            models.CheckConstraint(
                name="mentoring_mentee_released_at_and_by",
                condition=together("mentee_released_at", "mentee_released_by"),
            ),
            models.CheckConstraint(
                name="mentoring_talk_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.talked_on}"


class TalkReveal(Record):
    """Somebody outside the pair opened a talk: `created_by`, when, and what for. Only added."""

    talk = models.ForeignKey(MentorTalk, on_delete=models.PROTECT, related_name="reveals")
    purpose = models.CharField(max_length=500)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.talk_id} {self.created_at:%Y-%m-%d}"


class RevealNotice(Record):
    """The same, told to one of the pair."""

    reveal = models.ForeignKey(TalkReveal, on_delete=models.PROTECT, related_name="notices")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["school", "staff"], name="mentoring_notice_staff")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["reveal", "staff"], name="mentoring_a_reveal_is_told_once_to_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reveal_id} {self.staff_id}"


class StepOutcome(models.TextChoices):
    DONE = "done", _("Carried out")
    PARTLY = "partly", _("Partly done")
    DROPPED = "dropped", _("No longer needed")


class ActionStep(Record):
    """改进措施: what the mentee tries next, and the day on which the two look again."""

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="steps")
    text = SealedTextField()
    check_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=StepOutcome, blank=True)
    result = SealedTextField(blank=True)
    observation = models.ForeignKey(
        "observation.Observation",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["check_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_step_closed_at_and_by", condition=together("closed_at", "closed_by")
            ),
            models.CheckConstraint(
                name="mentoring_a_closed_step_has_an_outcome",
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.check_on}"

"""What the two agreed: goals and duties, in versions that both accept and the school signs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.mentoring.models.pairs import MentorPair
from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record


class DutyKind(models.TextChoices):
    """What a month or a term is proven by. The records are the proof; nothing is typed again."""

    MENTOR_OBSERVES = "mentor_observes", _("The mentor observes the mentee")
    MENTEE_OBSERVES = "mentee_observes", _("The mentee observes the mentor")
    EVALUATION = "evaluation", _("A lesson is talked over")
    TALK = "talk", _("Exchange of ideas")


class DutyPeriod(models.TextChoices):
    MONTH = "month", _("Each month")
    TERM = "term", _("Each term")


class AgreementVersion(Record):
    """协议. The newest one is proposed until all three have said yes; then it is in force.

    Signed, it never changes: another version takes over.
    """

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    goals = models.TextField()
    mentor_accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentor_accepted_by = person(null=True, editable=False)
    mentee_accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentee_accepted_by = person(null=True, editable=False)
    school_signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    school_signed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["pair", "number"], name="mentoring_one_agreement_of_a_number"
            ),
            models.CheckConstraint(
                name="mentoring_mentor_accepted_at_and_by",
                condition=together("mentor_accepted_at", "mentor_accepted_by"),
            ),
            models.CheckConstraint(
                name="mentoring_mentee_accepted_at_and_by",
                condition=together("mentee_accepted_at", "mentee_accepted_by"),
            ),
            models.CheckConstraint(
                name="mentoring_school_signed_at_and_by",
                condition=together("school_signed_at", "school_signed_by"),
            ),
            models.CheckConstraint(
                name="mentoring_signed_after_both_accepted",
                condition=Q(school_signed_at=None)
                | Q(mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} v{self.number}"


class AgreementDuty(Record):
    """So many of a kind in each month, or in each term, at the least."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=15, choices=DutyKind)
    period = models.CharField(max_length=5, choices=DutyPeriod)
    at_least = models.PositiveSmallIntegerField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["period", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "kind", "period"], name="mentoring_a_duty_once_a_version"
            ),
            models.CheckConstraint(
                name="mentoring_a_duty_asks_for_something",
                condition=Q(at_least__gte=1, at_least__lte=60),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at_least}/{self.period}"


class MonthExcuse(Record):
    """本月免计: the school finds that a month asks for nothing. `created_by` approved it."""

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="excuses")
    month = models.DateField()
    reason = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["month", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_excuse_is_of_a_month", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="mentoring_excuse_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.UniqueConstraint(
                fields=["pair", "month"],
                name="mentoring_a_month_is_excused_once",
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.month}"

"""Who is whose mentor, in what, and on which days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import DatedFact, Record


class Field(models.TextChoices):
    """What a pair is for. A mentee has one mentor in each at a time."""

    SUBJECT = "subject", _("Teaching a subject")
    CLASS_TEACHER = "class_teacher", _("Leading a class")


class Form(models.TextChoices):
    ENTRY = "entry", _("For beginners")
    COOPERATIVE = "cooperative", _("Working together")
    ADVANCED = "advanced", _("For the advanced")


class Beginning(models.TextChoices):
    """How a pair began. `follows` is the pair before it."""

    NEW = "new", _("A new pair")
    RENEWED = "renewed", _("Renewed")
    CHANGED = "changed", _("Change of mentor")


class Ending(models.TextChoices):
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Ended early")
    CHANGED = "changed", _("Another mentor took over")
    WITHDRAWN = "withdrawn", _("Withdrawn before it began")


class MentorPair(Record):
    """师徒结对. Its days are a `PairPeriod`, what was agreed is in its agreement versions.

    Nothing of it is ever deleted: how and why it ended is written beside how it began.
    """

    mentor = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=15, choices=Field)
    subject = models.CharField(max_length=30, blank=True)
    form = models.CharField(max_length=12, choices=Form)
    began = models.CharField(max_length=10, choices=Beginning, default=Beginning.NEW)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended = models.CharField(max_length=10, choices=Ending, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["school", "mentor"], name="mentoring_pair_mentor"),
            models.Index(fields=["school", "mentee"], name="mentoring_pair_mentee"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_nobody_is_their_own_mentor", condition=~Q(mentor=F("mentee"))
            ),
            models.CheckConstraint(
                name="mentoring_a_subject_where_one_is_taught",
                condition=(Q(field="subject") & ~Q(subject=""))
                | Q(field="class_teacher", subject=""),
            ),
            models.CheckConstraint(
                name="mentoring_pair_closed_at_and_by", condition=together("closed_at", "closed_by")
            ),
            models.CheckConstraint(
                name="mentoring_pair_ended_and_closed",
                condition=Q(ended="", closed_at=None) | (~Q(ended="") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="mentoring_what_follows_says_so",
                condition=Q(began="new", follows=None)
                | (~Q(began="new") & Q(follows__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.mentee_id} {self.field}"


class PairPeriod(DatedFact):
    """On these days the two are a pair. Another end retires it and writes it anew.

    Mentee and field stand here again: by them the database refuses a second mentor.
    """

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="periods")
    mentee = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=15, choices=Field)

    class Meta(DatedFact.Meta):
        indexes = [
            models.Index(fields=["school", "starts_on", "ends_on"], name="mentoring_period_days"),
        ]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_period_has_an_end", condition=Q(ends_on__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["pair"],
                name="mentoring_one_period_is_believed",
                condition=Q(retired_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.starts_on}"


class PairSuspension(DatedFact):
    """暂停: weeks that begin on these days ask for nothing. Without an end until it is resumed."""

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=200)

    class Meta(DatedFact.Meta):
        constraints = [*DatedFact.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.starts_on}"


class ExitRequest(Record):
    """One of the two, or the office, asks that the pair end early; the school decides."""

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="exits")
    reason = models.CharField(max_length=500)
    last_day = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = person(null=True, editable=False)
    is_approved = models.BooleanField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_exit_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.CheckConstraint(
                name="mentoring_exit_decided_at_and_by",
                condition=together("decided_at", "decided_by"),
            ),
            models.CheckConstraint(
                name="mentoring_an_exit_decided_says_how",
                condition=Q(decided_at=None, is_approved=None)
                | Q(decided_at__isnull=False, is_approved__isnull=False, withdrawn_at=None),
            ),
            models.UniqueConstraint(
                fields=["pair"],
                name="mentoring_one_open_exit_a_pair",
                condition=Q(decided_at=None, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.last_day}"

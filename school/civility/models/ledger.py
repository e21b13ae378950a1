"""The ledger: what was noticed, what counted of it, and what was taken back. It only grows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.civility.models.catalogue import Domain, ItemKind, PointItemVersion
from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record


class Source(models.TextChoices):
    """How the recorder knows of it."""

    SEEN = "seen", _("Seen by the recorder")
    FAMILY = "family", _("Told by the family")
    ORGANISATION = "organisation", _("Confirmed by an organisation")


class Cap(models.TextChoices):
    """What left no room: the entry is recognised and counts 0 points."""

    ITEM_DAY = "item_day", _("This item counts no more for the child today")
    ITEM_WEEK = "item_week", _("This item counts no more for the child this week")
    ITEM_MONTH = "item_month", _("This item counts no more for the child this month")
    STUDENT_DAY = "student_day", _("Nothing more counts for the child today")
    TEACHER_DAY = "teacher_day", _("Nothing more of this teacher's counts today")
    FLOOR = "floor", _("A total does not go below zero")


class PointBatch(Record):
    """One gesture: one item, one or many children. `noticed_at` is the gesture's own moment.

    `created_by` recorded it; on a phone without a signal that was earlier than `created_at`.
    """

    item_version = models.ForeignKey(PointItemVersion, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField()
    noticed_at = models.DateTimeField()
    source = models.CharField(max_length=12, choices=Source, default=Source.SEEN)
    note = models.CharField(max_length=200, blank=True)
    count = models.PositiveSmallIntegerField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["school", "created_by", "created_at"], name="civility_batch_recorder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.count}"


class PointEntry(Record):
    """One child in one gesture, or the counter-entry that takes it back. Never changed (apps.py).

    `worth` is what the item was worth, frozen; `points` what counted of it: `worth`, or 0 and the
    `cap` that left no room. A counter-entry carries the negative of both, and the day, term, class,
    domain and recorder of its original, so that the two net to zero in every sum.
    `fingerprint` is the SHA-256 of the row's own values (rules/ledger.py).
    """

    batch = models.ForeignKey(PointBatch, on_delete=models.PROTECT, related_name="entries")
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    item_version = models.ForeignKey(PointItemVersion, on_delete=models.PROTECT, related_name="+")
    recorder = person()
    domain = models.CharField(max_length=10, choices=Domain)
    kind = models.CharField(max_length=12, choices=ItemKind)
    occurred_on = models.DateField()
    worth = models.SmallIntegerField()
    points = models.SmallIntegerField()
    cap = models.CharField(max_length=12, choices=Cap, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversal", null=True, blank=True
    )
    reason = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-occurred_on", "-created_at", "-id"]
        verbose_name_plural = "point entries"
        indexes = [
            models.Index(
                fields=["student", "occurred_on", "item_version"], name="civility_entry_student"
            ),
            models.Index(fields=["recorder", "occurred_on"], name="civility_entry_recorder"),
            models.Index(fields=["school", "term", "student"], name="civility_entry_term"),
            models.Index(fields=["school_class", "occurred_on"], name="civility_entry_class"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["batch", "student"],
                condition=Q(reverses=None),
                name="civility_a_child_once_a_batch",
            ),
            models.CheckConstraint(
                name="civility_entry_counts_wholly_or_not",
                condition=Q(cap="", points=F("worth")) | (~Q(cap="") & Q(points=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on} {self.points:+d}"


class PointTotal(Record):
    """What a child's entries of a term add up to, kept beside the ledger in the same transaction.

    The row is also the lock under which a child's caps are judged. `reconcile_points` proves it.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    points = models.IntegerField(default=0)
    recognitions = models.IntegerField(default=0)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["student", "term"], name="civility_one_total_a_child_and_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.points}"


class RaisedBy(models.TextChoices):
    FAMILY = "family", _("The family")
    STUDENT = "student", _("The child")


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("The entry stands")
    REVERSED = "reversed", _("The entry was taken back")


class PointAppeal(Record):
    """积分复核: a family asks that one entry be looked at again; the homeroom teacher enters it.

    Answered by the homeroom teacher, decided by somebody who did not record the entry.
    """

    entry = models.ForeignKey(PointEntry, on_delete=models.PROTECT, related_name="appeals")
    raised_by_whom = models.CharField(max_length=10, choices=RaisedBy, default=RaisedBy.FAMILY)
    reason = models.CharField(max_length=500)
    answer_due_on = models.DateField()
    decision_due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = person(null=True, editable=False)
    answer = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = person(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    decision = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(withdrawn_at=None),
                name="civility_one_appeal_an_entry",
            ),
            models.CheckConstraint(
                name="civility_appeal_answered_at_and_by",
                condition=together("answered_at", "answered_by"),
            ),
            models.CheckConstraint(
                name="civility_appeal_decided_at_and_by",
                condition=together("decided_at", "decided_by"),
            ),
            models.CheckConstraint(
                name="civility_appeal_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.CheckConstraint(
                name="civility_appeal_decided_or_withdrawn",
                condition=Q(decided_at=None) | Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="civility_appeal_decision_has_an_outcome",
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.outcome}"

"""The visits that were made, and what was agreed at them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField
from school.visits.models.care import CareCategory
from school.visits.models.rounds import VisitRound


class Channel(models.TextChoices):
    """How the family was met."""

    ON_SITE = "on_site", _("At home")
    AT_SCHOOL = "at_school", _("At school")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video call")
    LETTER = "letter", _("By letter")


class Outcome(models.TextChoices):
    """What became of it. Only a family that was met settles anything (rules)."""

    DONE = "done", _("Done")
    ABSENT = "absent", _("Nobody at home")
    DECLINED = "declined", _("Declined by the family")
    ELSEWHERE = "elsewhere", _("Met at another place")
    RESCHEDULED = "rescheduled", _("Put off")


class Receiver(models.TextChoices):
    """Who received the visitors: the relation, never a name."""

    FATHER = "father", _("Father")
    MOTHER = "mother", _("Mother")
    GRANDPARENT = "grandparent", _("Grandparent")
    OTHER = "other", _("Another guardian")


class HomeVisit(Record):
    """家访: one call on one family. It belongs to the term whose window holds its date.

    `created_at` and `created_by` say when it was recorded and by whom.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    visit_round = models.ForeignKey(
        VisitRound, on_delete=models.PROTECT, related_name="visits", null=True, blank=True
    )
    visited_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    outcome = models.CharField(max_length=12, choices=Outcome)
    received_by = models.CharField(max_length=12, choices=Receiver, blank=True)
    suggestion = models.TextField(blank=True)
    narrative = SealedTextField(blank=True)
    integrity = models.BooleanField()
    is_late = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-visited_on", "-id"]
        indexes = [
            models.Index(fields=["school", "visited_on"], name="visits_visit_day"),
            models.Index(fields=["school", "student", "visited_on"], name="visits_visit_student"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_visit_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.channel}"


class VisitPurpose(Record):
    """A purpose that the visit served. It tells the category, so few may know of it."""

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="purposes")
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["category__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit", "category"], name="visits_a_purpose_once_a_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.category_id}"


class VisitCompanion(Record):
    """A colleague who came along, and says so on an own account: confirmed, or denied.

    `created_by` named the colleague, and never answers in their place.
    """

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="companions")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = person(null=True, editable=False)
    denied_at = models.DateTimeField(null=True, blank=True, editable=False)
    denied_by = person(null=True, editable=False)
    denial_reason = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["school", "staff"], name="visits_companion_staff"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit", "staff"], name="visits_a_companion_once_a_visit"
            ),
            models.CheckConstraint(
                name="visits_companion_confirmed_at_and_by",
                condition=together("confirmed_at", "confirmed_by"),
            ),
            models.CheckConstraint(
                name="visits_companion_denied_at_and_by",
                condition=together("denied_at", "denied_by"),
            ),
            models.CheckConstraint(
                name="visits_companion_one_answer",
                condition=Q(confirmed_at=None) | Q(denied_at=None),
            ),
            models.CheckConstraint(
                name="visits_companion_is_not_the_recorder",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("created_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.staff_id}"


class VisitRevision(Record):
    """The visit as it stood in the books from `created_at` on. The first is the entry itself.

    `snapshot` holds no sealed text; the narrative has its own sealed column.
    """

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    snapshot = models.JSONField()
    narrative = SealedTextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["version"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit", "version"], name="visits_one_revision_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.version}"


class FollowUp(Record):
    """后续跟进: what was agreed with the family, who sees to it, and by when.

    With a channel it is another meeting, held as the family chose.
    """

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="follow_ups")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    result = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["school", "due_on"], name="visits_follow_up_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_follow_up_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.due_on}"

"""Why a family is visited, what the school asks for, and the visits that were made."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.people.roles import PostKind
from school.shared.models import DatedFact, Record
from school.shared.sealed import SealedTextField


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


def _person(**kwargs: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs
    )


def _together(at: str, by: str) -> Q:
    """A moment and its person stand together or not at all."""
    both = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return Q(**{at: None, by: None}) | both


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
    approved_by = _person()
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


class VisitPolicyVersion(Record):
    """家访要求: what is asked for from a day on. Published, it never changes again (apps.py)."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    effective_from = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = _person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "number"], name="visits_one_policy_of_a_number"
            ),
            models.CheckConstraint(
                name="visits_policy_published_at_and_by",
                condition=_together("published_at", "published_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class VisitPolicyRule(Record):
    """What one version asks for children of one category."""

    policy_version = models.ForeignKey(
        VisitPolicyVersion, on_delete=models.PROTECT, related_name="rules"
    )
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    visits_required = models.PositiveSmallIntegerField(default=1)
    accepted_channels = models.JSONField()
    due_week = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=30)
    responsible_post = models.CharField(
        max_length=20, choices=PostKind, default=PostKind.HOMEROOM_TEACHER
    )

    class Meta(Record.Meta):
        ordering = ["category__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["policy_version", "category"], name="visits_one_rule_a_category"
            ),
            models.CheckConstraint(
                name="visits_policy_asks_for_a_visit", condition=Q(visits_required__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.visits_required}"


class HomeVisit(Record):
    """家访: one call on one family. It belongs to the term whose window holds its date.

    `created_at` and `created_by` say when it was recorded and by whom.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
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
    voided_by = _person(null=True, editable=False)
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
                condition=_together("voided_at", "voided_by"),
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
    """A colleague who came along."""

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="companions")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit", "staff"], name="visits_a_companion_once_a_visit"
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
    """后续跟进: what was agreed with the family, who sees to it, and by when."""

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="follow_ups")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    result = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = _person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["school", "due_on"], name="visits_follow_up_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_follow_up_closed_at_and_by",
                condition=_together("closed_at", "closed_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.due_on}"


class Exemption(Record):
    """免访: no visit is owed for this category in this term. A second person approves."""

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = _person(null=True, editable=False)
    refused_at = models.DateTimeField(null=True, blank=True, editable=False)
    refused_by = _person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["student", "category", "term"],
                condition=Q(refused_at=None),
                name="visits_one_exemption_at_a_time",
            ),
            models.CheckConstraint(
                name="visits_exemption_approved_at_and_by",
                condition=_together("approved_at", "approved_by"),
            ),
            models.CheckConstraint(
                name="visits_exemption_refused_at_and_by",
                condition=_together("refused_at", "refused_by"),
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

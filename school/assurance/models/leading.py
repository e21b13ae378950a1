"""The group that leads the school's work on an application, and who does what by when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import DatedFact, Record


class LeadingGroup(Record):
    """创建工作领导小组."""

    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Record.Meta):
        ordering = ["-starts_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_group_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupPart(models.TextChoices):
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", _("Member")
    OFFICE = "office", _("Office")


class LeadingMember(DatedFact):
    """A colleague, or somebody of the parents' committee by `name`; `duty` in the group."""

    group = models.ForeignKey(LeadingGroup, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=50, blank=True)
    part = models.CharField(max_length=6, choices=GroupPart)
    duty = models.CharField(max_length=200, blank=True)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="assurance_member_is_a_colleague_or_a_name",
                condition=Q(staff__isnull=False, name="") | (Q(staff=None) & ~Q(name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.part}"


class LeadingTask(Record):
    """任务分解: `indicator` is what of the assessment it serves, in words."""

    group = models.ForeignKey(LeadingGroup, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=200)
    indicator = models.CharField(max_length=100, blank=True)
    department = models.CharField(max_length=50, blank=True)
    owner = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = person(null=True, editable=False)
    outcome = models.CharField(max_length=500, blank=True)
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="LeadingTaskEvidence", related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["school", "owner"], name="assurance_task_owner"),
            models.Index(fields=["school", "due_on"], name="assurance_task_due"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_task_done_at_and_by", condition=together("done_at", "done_by")
            ),
            models.CheckConstraint(
                name="assurance_task_done_on_a_day",
                condition=Q(done_at=None, done_on=None)
                | Q(done_at__isnull=False, done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assurance_task_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.due_on}"


class LeadingTaskEvidence(Record):
    task = models.ForeignKey(LeadingTask, on_delete=models.PROTECT, related_name="evidence_rows")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["task", "evidence"], name="assurance_evidence_once_a_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.evidence_id}"

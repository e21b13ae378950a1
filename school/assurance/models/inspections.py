"""What was looked at, what was found, who puts it right by when, and who looked again."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class InspectionKind(Record):
    """The school's own: safety, the standard school, equipment …"""

    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="assurance_one_inspection_kind_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Inspection(Record):
    """检查: one going round on one day. What is to be put right are its findings."""

    kind = models.ForeignKey(InspectionKind, on_delete=models.PROTECT, related_name="+")
    inspected_on = models.DateField()
    area = models.CharField(max_length=100)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-inspected_on", "-id"]
        indexes = [
            models.Index(fields=["school", "inspected_on"], name="assurance_inspection_day"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_inspection_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspected_on} {self.area}"


class InspectionInspector(Record):
    """Who went round."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspectors")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "staff"], name="assurance_an_inspector_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.staff_id}"


class Severity(models.TextChoices):
    LOW = "low", _("Slight")
    MEDIUM = "medium", _("Considerable")
    HIGH = "high", _("Serious")


class Finding(Record):
    """隐患、问题: `item` is what was looked at, `what` is wrong with it. `evidence`: before."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=60)
    what = models.CharField(max_length=500)
    severity = models.CharField(max_length=6, choices=Severity)
    owner = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    deadline = models.DateField()
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="FindingEvidence", related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["deadline", "id"]
        indexes = [
            models.Index(fields=["school", "owner"], name="assurance_finding_owner"),
            models.Index(fields=["school", "deadline"], name="assurance_finding_deadline"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_finding_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.deadline}"


class FindingEvidence(Record):
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="evidence_rows")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["finding", "evidence"], name="assurance_evidence_once_a_finding"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.evidence_id}"


class Recheck(models.TextChoices):
    OK = "ok", _("Put right")
    NOT_YET = "not_yet", _("Not yet")


class Rectification(Record):
    """整改 by `created_by`, and 复查 by somebody else. Not yet right, another one follows."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="rectifications")
    rectified_on = models.DateField()
    done = models.CharField(max_length=500)
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="RectificationEvidence", related_name="+"
    )
    rechecked_on = models.DateField(null=True, blank=True)
    rechecked_at = models.DateTimeField(null=True, blank=True, editable=False)
    rechecked_by = person(null=True, editable=False)
    recheck = models.CharField(max_length=7, choices=Recheck, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_rechecked_at_and_by",
                condition=together("rechecked_at", "rechecked_by"),
            ),
            models.CheckConstraint(
                name="assurance_a_recheck_says_when_and_how",
                condition=Q(rechecked_at=None, rechecked_on=None, recheck="")
                | (Q(rechecked_at__isnull=False, rechecked_on__isnull=False) & ~Q(recheck="")),
            ),
            models.CheckConstraint(
                name="assurance_rechecked_after_it_was_rectified",
                condition=Q(rechecked_on=None) | Q(rechecked_on__gte=F("rectified_on")),
            ),
            models.CheckConstraint(
                name="assurance_nobody_rechecks_the_own_work",
                condition=Q(rechecked_by=None) | ~Q(rechecked_by=F("created_by")),
            ),
            models.UniqueConstraint(
                fields=["finding"],
                name="assurance_one_rectification_waits",
                condition=Q(recheck=""),
            ),
            models.UniqueConstraint(
                fields=["finding"],
                name="assurance_put_right_once",
                condition=Q(recheck="ok"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.rectified_on}"


class RectificationEvidence(Record):
    rectification = models.ForeignKey(
        Rectification, on_delete=models.PROTECT, related_name="evidence_rows"
    )
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["rectification", "evidence"],
                name="assurance_evidence_once_a_rectification",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.evidence_id}"

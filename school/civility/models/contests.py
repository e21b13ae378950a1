"""文明班级评比: what the duty teachers see of classes, and who carries the red flag for a week."""

from django.db import models
from django.db.models import Q

from school.shared.columns import person, together
from school.shared.models import Record


class ContestItem(Record):
    """What a check looks at. `is_per_head`: faults are children's, and a large class has more."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    full_marks = models.PositiveSmallIntegerField(default=10)
    is_per_head = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="civility_one_contest_item_of_a_code"
            ),
            models.CheckConstraint(
                name="civility_contest_item_has_marks", condition=Q(full_marks__range=(1, 100))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContestWeek(Record):
    """One week of checks, named by its Monday. Closed, it has results; opened again, it has none.

    `announced_on` is the Monday on which the flag is handed over.
    """

    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    monday = models.DateField()
    announced_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-monday"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["school", "monday"], name="civility_one_contest_week"),
            models.CheckConstraint(
                name="civility_contest_week_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.monday.isoformat()


class ContestCheck(Record):
    """One look at one class for one item: how many faults were seen. Taken back, it stays."""

    week = models.ForeignKey(ContestWeek, on_delete=models.PROTECT, related_name="checks")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    item = models.ForeignKey(ContestItem, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField()
    faults = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-checked_on", "-id"]
        indexes = [
            models.Index(fields=["week", "school_class"], name="civility_check_week"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school_class", "item", "checked_on"],
                condition=Q(voided_at=None),
                name="civility_one_check_a_day",
            ),
            models.CheckConstraint(
                name="civility_check_voided_at_and_by", condition=together("voided_at", "voided_by")
            ),
            models.CheckConstraint(
                name="civility_check_faults_are_countable", condition=Q(faults__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on} {self.faults}"


class ContestResult(Record):
    """What a closed week gave a class: of 100, and whether it carries the flag of its grade.

    A week that is opened again retires its results and gets new ones when it closes.
    """

    week = models.ForeignKey(ContestWeek, on_delete=models.PROTECT, related_name="results")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    grade = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()
    checks = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2)
    has_flag = models.BooleanField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = person(null=True, editable=False)
    retire_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["grade", "school_class__number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["week", "school_class"],
                condition=Q(retired_at=None),
                name="civility_one_result_a_class_and_week",
            ),
            models.CheckConstraint(
                name="civility_result_retired_at_and_by",
                condition=together("retired_at", "retired_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week_id} {self.score}"

"""What may be noticed, what it counts for, and how much of it counts: the school's own data."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.models import AppendOnly, DatedFact, Record


class Domain(models.TextChoices):
    """Where it was: the three sides of a child's life."""

    SCHOOL = "school", _("School")
    HOME = "home", _("Home")
    COMMUNITY = "community", _("Community")


class ItemKind(models.TextChoices):
    """What an item is for. Deductions count only while the school's limits allow them."""

    RECOGNITION = "recognition", _("Recognition")
    REMINDER = "reminder", _("Reminder")
    DEDUCTION = "deduction", _("Deduction")


class Recorder(models.TextChoices):
    """Who may record an item."""

    TEACHER = "teacher", _("Any teacher of the child")
    HOMEROOM = "homeroom", _("The homeroom teacher")
    OFFICE = "office", _("The office of moral education")


class PointItem(Record):
    """积分项目: one line of the catalogue. What it says, its versions say."""

    code = models.CharField(max_length=20)

    class Meta(Record.Meta):
        ordering = ["code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["school", "code"], name="civility_one_item_of_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class PointItemVersion(Record):
    """An item as it reads from a day on, until a later version takes over. Never changed (apps.py).

    Of two that begin on one day the higher number holds. An entry keeps the version that it was
    made by. `least` to `most` is what it may be worth; `cap_day`, `cap_week` and `cap_month` are
    the points of it that count for one child, `None` without a cap.
    """

    item = models.ForeignKey(PointItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    is_open = models.BooleanField(default=True)
    name = models.CharField(max_length=60)
    domain = models.CharField(max_length=10, choices=Domain)
    kind = models.CharField(max_length=12, choices=ItemKind, default=ItemKind.RECOGNITION)
    recorder = models.CharField(max_length=10, choices=Recorder, default=Recorder.TEACHER)
    least = models.SmallIntegerField()
    most = models.SmallIntegerField()
    needs_note = models.BooleanField(default=False)
    cap_day = models.PositiveSmallIntegerField(null=True, blank=True)
    cap_week = models.PositiveSmallIntegerField(null=True, blank=True)
    cap_month = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["item__code", "-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "number"], name="civility_one_version_of_a_number"
            ),
            models.CheckConstraint(
                name="civility_version_least_to_most", condition=Q(least__lte=F("most"))
            ),
            models.CheckConstraint(
                name="civility_version_worth_fits_its_kind",
                condition=Q(kind="recognition", least__gte=1, most__lte=100)
                | Q(kind="reminder", least=0, most=0)
                | Q(kind="deduction", least__gte=-100, most__lte=-1),
            ),
            models.CheckConstraint(
                name="civility_version_a_range_is_explained",
                condition=Q(least=F("most")) | Q(needs_note=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"

    @property
    def is_fixed(self) -> bool:
        return self.least == self.most


class PointLimits(Record):
    """What holds for all items from a day on, until later limits take over. Never changed.

    `student_day` and `teacher_day`: points that count for one child, and points that one teacher's
    awards count for, on one day. `undo_minutes`: for so long the giver takes an award back alone.
    """

    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    student_day = models.PositiveSmallIntegerField()
    teacher_day = models.PositiveSmallIntegerField()
    undo_minutes = models.PositiveSmallIntegerField()
    allows_deductions = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "number"], name="civility_one_set_of_limits_of_a_number"
            ),
            models.CheckConstraint(
                name="civility_limits_let_something_count",
                condition=Q(student_day__gte=1, teacher_day__gte=1, undo_minutes__lte=1440),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.effective_from}"


class Colour(models.TextChoices):
    """The four colours of the months."""

    BLUE = "blue", _("Blue: harmony")
    RED = "red", _("Red: ideals")
    GOLD = "gold", _("Gold: health")
    GREEN = "green", _("Green: vitality")


class ThemeMonth(DatedFact):
    """主题教育月: what the school looks at for some weeks. Two of them share no day (apps.py)."""

    title = models.CharField(max_length=40)
    colour = models.CharField(max_length=10, choices=Colour)
    slogan = models.CharField(max_length=100, blank=True)

    class Meta(DatedFact.Meta):
        ordering = ["starts_on"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="civility_theme_has_an_end", condition=Q(ends_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ThemeItem(Record):
    """An item that a theme brings to the front."""

    theme = models.ForeignKey(ThemeMonth, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(PointItem, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["theme", "item"], name="civility_an_item_once_a_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.item_id}"

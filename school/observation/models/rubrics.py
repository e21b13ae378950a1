"""What a lesson is looked at by. A published version never changes: records keep theirs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Rubric(Record):
    """评课表: what it says, its versions say."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="observation_one_rubric_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RubricVersion(Record):
    """A draft until it is published; then neither it nor what hangs on it changes (apps.py).

    `bonus_most` caps what the bonus criteria may add, told apart from the total. `edition` counts
    the changes of the draft.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    bonus_most = models.PositiveSmallIntegerField(default=5)
    edition = models.PositiveIntegerField(default=1)
    why = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["rubric__code", "-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["rubric", "number"], name="observation_one_rubric_version_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["rubric"],
                condition=Q(published_at=None),
                name="observation_one_draft_a_rubric",
            ),
            models.CheckConstraint(
                name="observation_rubric_version_published_at_and_by",
                condition=together("published_at", "published_by"),
            ),
            models.CheckConstraint(
                name="observation_rubric_version_bonus_is_small", condition=Q(bonus_most__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rubric_id} {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class RubricGrade(Record):
    """A band of the total: from `at_least` percent, that value included, up to the next."""

    version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="grades")
    name = models.CharField(max_length=20)
    at_least = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta(Record.Meta):
        ordering = ["-at_least"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "at_least"], name="observation_one_grade_from_a_percentage"
            ),
            models.UniqueConstraint(
                fields=["version", "name"], name="observation_one_grade_of_a_name"
            ),
            models.CheckConstraint(
                name="observation_grade_is_a_percentage", condition=Q(at_least__range=(0, 100))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CriterionKind(models.TextChoices):
    SCALE = "scale", _("Scale")
    CHECKLIST = "checklist", _("Checklist")
    COUNT = "count", _("Count")
    TEXT = "text", _("Text")


class Criterion(Record):
    """One line of a rubric. `code` stays from version to version; count and text never score.

    `levels` is the best level of a scale. Without a weight a scale or checklist is not scored: it
    serves the talk about the lesson. A bonus criterion's weight is the points it may add.
    """

    version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(max_length=30)
    section = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=CriterionKind)
    levels = models.PositiveSmallIntegerField(null=True, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    is_bonus = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        verbose_name_plural = "criteria"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"], name="observation_one_criterion_of_a_code"
            ),
            models.UniqueConstraint(
                fields=["version", "position"], name="observation_one_criterion_a_place"
            ),
            models.CheckConstraint(
                name="observation_criterion_weighs_as_its_kind_does",
                condition=Q(kind="scale", levels__range=(2, 10), weight__gte=0)
                | Q(kind="checklist", levels=None, weight__gte=0)
                | Q(kind__in=["count", "text"], levels=None, weight=0),
            ),
            models.CheckConstraint(
                name="observation_criterion_bonus_weighs",
                condition=Q(is_bonus=False) | Q(weight__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.code}"


class CriterionOption(Record):
    """What can be ticked of a checklist."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="options")
    text = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["criterion", "position"], name="observation_one_option_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.text

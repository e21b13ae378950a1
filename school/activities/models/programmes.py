"""What gathers activities over weeks or months: theme months, festivals, campaigns of study."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class ProgrammeKind(models.TextChoices):
    THEME_MONTH = "theme_month", _("Theme month")
    COLOUR_MONTH = "colour_month", _("Colour month")
    FESTIVAL = "festival", _("Festival")
    STUDY = "study", _("Campaign of study")
    PROJECT = "project", _("Project")


class Colour(models.TextChoices):
    """The four colours of the months."""

    BLUE = "blue", _("Blue: harmony")
    RED = "red", _("Red: ideals")
    GOLD = "gold", _("Gold: health")
    GREEN = "green", _("Green: vitality")


class Programme(Record):
    """系列活动. `edition`: the how-manieth festival of its name (第三届)."""

    kind = models.CharField(max_length=15, choices=ProgrammeKind)
    name = models.CharField(max_length=40)
    slogan = models.CharField(max_length=100, blank=True)
    colour = models.CharField(max_length=10, choices=Colour, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-starts_on", "name"]
        indexes = [
            models.Index(
                fields=["school", "starts_on", "ends_on"], name="activities_programme_days"
            )
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "kind", "name", "starts_on"],
                condition=Q(voided_at=None),
                name="activities_one_programme_of_a_name",
            ),
            models.CheckConstraint(
                name="activities_programme_has_days", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="activities_colour_months_have_one",
                condition=(Q(kind="colour_month") & ~Q(colour=""))
                | (~Q(kind="colour_month") & Q(colour="")),
            ),
            models.CheckConstraint(
                name="activities_editions_are_of_festivals",
                condition=Q(edition=None) | Q(kind="festival", edition__gte=1),
            ),
            models.CheckConstraint(
                name="activities_programme_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammePhase(Record):
    """阶段: 学习, 讨论, 汇报. In the order of their days."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="phases")
    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(Record.Meta):
        ordering = ["starts_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "name"], name="activities_one_phase_of_a_name"
            ),
            models.CheckConstraint(
                name="activities_phase_has_days", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeTopic(Record):
    """What a campaign of study discusses."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=100)

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "title"], name="activities_a_topic_once_a_programme"
            ),
        ]

    def __str__(self) -> str:
        return self.title

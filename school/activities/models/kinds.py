"""What kinds of activity a school has: its own data, and by what a kind asks for, what counts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.models import Record


class Area(models.TextChoices):
    """What an activity is for."""

    ETHICS = "ethics", _("Teachers' ethics")
    STUDY = "study", _("Study")
    MORAL = "moral", _("Moral education")
    DEFENCE = "defence", _("Defence education")
    RESEARCH = "research", _("Teaching research")
    TRAINING = "training", _("Training")
    FAMILY = "family", _("Home and school")
    SAFETY = "safety", _("Safety")
    OTHER = "other", _("Other")


class ActivityKind(Record):
    """活动类型. What it asks for is on the form of its activities, and decides what they count as:
    class hours make a training, visitors a reception, an issue a publication.
    """

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    area = models.CharField(max_length=10, choices=Area)
    asks_research_level = models.BooleanField(default=False)
    asks_domain = models.BooleanField(default=False)
    asks_hours = models.BooleanField(default=False)
    asks_headcount = models.BooleanField(default=False)
    asks_visitors = models.BooleanField(default=False)
    asks_issue = models.BooleanField(default=False)
    asks_classes = models.BooleanField(default=False)
    asks_outcome = models.BooleanField(default=False)
    asks_reflection = models.BooleanField(default=False)
    is_for_staff = models.BooleanField(default=False)
    is_for_pupils = models.BooleanField(default=False)
    is_for_families = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="activities_one_kind_of_a_code"
            ),
            models.CheckConstraint(
                name="activities_visitors_are_counted",
                condition=Q(asks_visitors=False) | Q(asks_headcount=True),
            ),
            models.CheckConstraint(
                name="activities_a_kind_is_for_somebody",
                condition=Q(is_for_staff=True) | Q(is_for_pupils=True) | Q(is_for_families=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

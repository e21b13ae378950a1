"""集体家访: a day on which several teachers go round an area, family by family."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Missed(models.TextChoices):
    """Why a family of the plan was not reached."""

    NOT_AT_HOME = "not_at_home", _("Nobody at home")
    PUT_OFF = "put_off", _("Put off by the family")
    NO_TIME = "no_time", _("No time was left")
    OTHER = "other", _("Another reason")


class VisitRound(Record):
    """One trip: a day, an area in a few free words (never an address), who goes, which families.

    Planned until somebody sets out, under way until it is closed.
    """

    planned_on = models.DateField()
    area = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_by = person(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-planned_on", "-id"]
        indexes = [models.Index(fields=["school", "planned_on"], name="visits_round_day")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_round_started_at_and_by",
                condition=together("started_at", "started_by"),
            ),
            models.CheckConstraint(
                name="visits_round_closed_at_and_by", condition=together("closed_at", "closed_by")
            ),
            models.CheckConstraint(
                name="visits_round_closed_after_start",
                condition=Q(closed_at=None) | Q(started_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on} {self.area}"


class RoundMember(Record):
    """Who goes."""

    visit_round = models.ForeignKey(VisitRound, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit_round", "staff"], name="visits_a_member_once_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_round_id} {self.staff_id}"


class RoundStop(Record):
    """A family to be met, by its child; siblings are two stops. Whether it was met, visits tell."""

    visit_round = models.ForeignKey(VisitRound, on_delete=models.PROTECT, related_name="stops")
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    missed_because = models.CharField(max_length=12, choices=Missed, blank=True)

    class Meta(Record.Meta):
        ordering = ["position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["visit_round", "student"], name="visits_a_child_once_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_round_id} {self.position}"

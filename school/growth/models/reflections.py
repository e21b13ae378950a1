"""What a teacher thinks about the own work, and who else may read it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.growth.models.plans import Goal
from school.growth.models.portfolios import GrowthPortfolio
from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Only I")
    REVIEWER = "reviewer", _("I and who reviews my plans")
    NAMED = "named", _("I and the colleagues I name")
    SCHOOL = "school", _("All colleagues")


class Reflection(Record):
    """教学反思. `act_type` and `act_name` name the record that it is about, if any, and repeat
    nothing of it.
    """

    portfolio = models.ForeignKey(
        GrowthPortfolio, on_delete=models.PROTECT, related_name="reflections"
    )
    reflected_on = models.DateField()
    title = models.CharField(max_length=100)
    text = SealedTextField()
    act_type = models.CharField(max_length=30, blank=True)
    act_name = models.CharField(max_length=100, blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="reflections", null=True, blank=True
    )
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PRIVATE)
    version = models.PositiveIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-reflected_on", "-id"]
        indexes = [models.Index(fields=["portfolio", "reflected_on"], name="growth_reflection_day")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="growth_reflection_names_a_whole_act",
                condition=Q(act_type="", act_name="") | (~Q(act_type="") & ~Q(act_name="")),
            ),
            models.CheckConstraint(
                name="growth_reflection_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reflected_on}"


class ReflectionShare(Record):
    """A colleague whom the owner named. Taken back it stays, to tell who could read it when."""

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="shares")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["reflection", "staff"],
                condition=Q(revoked_at=None),
                name="growth_shared_once_with_a_person",
            ),
            models.CheckConstraint(
                name="growth_share_revoked_at_and_by",
                condition=together("revoked_at", "revoked_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reflection_id} {self.staff_id}"

"""Frozen copies of plans, and what the office said to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.growth.models.plans import GrowthPlan
from school.shared.models import AppendOnly, Record


class ReviewOutcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned to its owner")


class PlanSubmission(Record):
    """提交的副本: the bytes that its owner handed in, with their hash. It never changes."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "number"], name="growth_one_copy_of_a_number"),
            models.CheckConstraint(name="growth_copy_number", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class PlanReview(Record):
    """The answer to one copy. `ratings`: dimension -> 1 to 4, the reviewer's own, or none."""

    submission = models.ForeignKey(PlanSubmission, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=ReviewOutcome)
    words = models.TextField(max_length=2000)
    ratings = models.JSONField(default=dict)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["submission"], name="growth_a_copy_is_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.outcome}"

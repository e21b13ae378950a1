"""What the school asks for: versions of its visit policy."""

from django.db import models
from django.db.models import Q

from school.people.roles import PostKind
from school.shared.models import Record
from school.visits.models.care import CareCategory
from school.visits.models.columns import person, together


class VisitPolicyVersion(Record):
    """家访要求: what is asked for from a day on. Published, it never changes again (apps.py)."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    effective_from = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "number"], name="visits_one_policy_of_a_number"
            ),
            models.CheckConstraint(
                name="visits_policy_published_at_and_by",
                condition=together("published_at", "published_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class VisitPolicyRule(Record):
    """What one version asks for children of one category."""

    policy_version = models.ForeignKey(
        VisitPolicyVersion, on_delete=models.PROTECT, related_name="rules"
    )
    category = models.ForeignKey(CareCategory, on_delete=models.PROTECT, related_name="+")
    visits_required = models.PositiveSmallIntegerField(default=1)
    accepted_channels = models.JSONField()
    due_week = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=30)
    responsible_post = models.CharField(
        max_length=20, choices=PostKind, default=PostKind.HOMEROOM_TEACHER
    )

    class Meta(Record.Meta):
        ordering = ["category__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["policy_version", "category"], name="visits_one_rule_a_category"
            ),
            models.CheckConstraint(
                name="visits_policy_asks_for_a_visit", condition=Q(visits_required__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.visits_required}"

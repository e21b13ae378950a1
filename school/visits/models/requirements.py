"""What the school asks for: versions of its visit policy."""

from django.db import models
from django.db.models import Q

from school.people.roles import PostKind
from school.shared.columns import person, together
from school.shared.models import Record
from school.visits.models.care import CareCategory


class VisitPolicyVersion(Record):
    """家访要求: what is asked for from a day on. Published, it never changes again (apps.py).

    `general_visits` is how often every child is visited in an academic year; without it the
    school asks for no general visits, and the other general columns say nothing.
    """

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    effective_from = models.DateField()
    general_visits = models.PositiveSmallIntegerField(null=True, blank=True)
    general_channels = models.JSONField(default=list, blank=True)
    general_on_site_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    general_due_term = models.PositiveSmallIntegerField(choices=[(1, "1"), (2, "2")], default=2)
    general_grace_days = models.PositiveSmallIntegerField(default=30)
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
            models.CheckConstraint(
                name="visits_policy_asks_for_a_general_visit",
                condition=Q(general_visits=None) | Q(general_visits__gte=1),
            ),
            models.CheckConstraint(
                name="visits_policy_on_site_is_a_share",
                condition=Q(general_on_site_percent=None) | Q(general_on_site_percent__lte=100),
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

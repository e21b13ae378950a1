"""What a teacher means to become and to do: templates, plans, goals and steps."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.growth.models.portfolios import GrowthPortfolio
from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record


class CareerStage(models.TextChoices):
    NOVICE = "novice", _("Novice")
    COMPETENT = "competent", _("Competent")
    MATURE = "mature", _("Mature")
    EXPERT = "expert", _("Expert")


class Horizon(models.TextChoices):
    YEARS = "years", _("Three-year plan")
    TERM = "term", _("Term plan")


class BlockKind(models.TextChoices):
    """What a block of a template asks for."""

    TEXT = "text", _("Text")
    LIST = "list", _("A list of lines")
    GOALS = "goals", _("Goals")


class Dimension(models.TextChoices):
    ETHICS = "ethics", _("Professional ethics")
    TEACHING = "teaching", _("Teaching")
    RESEARCH = "research", _("Research")
    LEARNING = "learning", _("Own learning")
    CLASS = "class", _("Leading a class")
    GUIDANCE = "guidance", _("Guiding others")


class Measure(models.TextChoices):
    """By what a goal is reached: a count goes on by itself, the others its owner declares."""

    COUNT = "count", _("Count")
    MILESTONE = "milestone", _("Milestone")
    TEXT = "text", _("Told in words")


class Counter(models.TextChoices):
    """What a counted goal counts, out of the records."""

    LESSONS = "lessons", _("Lessons given")
    OBSERVATIONS = "observations", _("Lessons observed")
    MENTOR_MONTHS = "mentor_months", _("Mentoring months met")
    TRAINING_HOURS = "training_hours", _("Hours of training")
    RESEARCH = "research", _("Research meetings")
    TALKS = "talks", _("Talks given")
    LED = "led", _("Activities led")
    AWARDS = "awards", _("Awards that were verified")
    REFLECTIONS = "reflections", _("Reflections written")


class PlanTemplate(Record):
    """What a plan of a career stage is made of. A change is the next number; plans keep theirs.

    `blocks`: a list of {key, title, hint, kind, is_required}. What is required cannot be left out
    of a plan that is submitted.
    """

    stage = models.CharField(max_length=9, choices=CareerStage)
    horizon = models.CharField(max_length=5, choices=Horizon)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    blocks = models.JSONField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["horizon", "stage", "-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage", "horizon", "number"],
                name="growth_one_template_of_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class GrowthPlan(Record):
    """发展规划 of up to three years, or 学期计划 of one term. Whether it is a draft, waits or is
    approved is told by its copies (`PlanSubmission`); the plan itself stays editable.

    `answers`: block key -> text, or list of texts. `self_ratings`: dimension -> 1 to 4.
    """

    portfolio = models.ForeignKey(GrowthPortfolio, on_delete=models.PROTECT, related_name="plans")
    horizon = models.CharField(max_length=5, choices=Horizon)
    term = models.ForeignKey(
        "people.Term", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    template = models.ForeignKey(PlanTemplate, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    self_ratings = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["school", "term"], name="growth_plan_term")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="growth_plan_of_a_term_or_of_years",
                condition=Q(horizon="term", term__isnull=False, starts_on=None, ends_on=None)
                | Q(horizon="years", term=None, ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["portfolio", "term"],
                condition=Q(voided_at=None),
                name="growth_one_plan_a_term",
            ),
            models.CheckConstraint(
                name="growth_plan_voided_at_and_by", condition=together("voided_at", "voided_by")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.portfolio_id} {self.horizon}"


class Goal(Record):
    """A counted goal stores how many, never how far: that is counted when somebody asks."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="goals")
    dimension = models.CharField(max_length=8, choices=Dimension)
    words = models.CharField(max_length=300)
    measure = models.CharField(max_length=9, choices=Measure)
    counter = models.CharField(max_length=14, choices=Counter, blank=True)
    target = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    dropped_by = person(null=True, editable=False)
    drop_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="growth_only_a_count_counts",
                condition=(
                    Q(measure="count", target__gte=1, reached_on=None, outcome="") & ~Q(counter="")
                )
                | (~Q(measure="count") & Q(target=None, counter="")),
            ),
            models.CheckConstraint(
                name="growth_goal_in_words_says_how",
                condition=~Q(measure="text") | Q(reached_on=None) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="growth_goal_dropped_at_and_by",
                condition=together("dropped_at", "dropped_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class GoalStep(Record):
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    words = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)
    dropped_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="growth_step_dropped_at_and_by",
                condition=together("dropped_at", "dropped_by"),
            ),
            models.CheckConstraint(
                name="growth_step_is_done_or_dropped",
                condition=Q(done_on=None) | Q(dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words

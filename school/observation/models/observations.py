"""What an observer saw in a lesson, what the host answers, and what both take with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.observation.models.lessons import LessonSession
from school.observation.models.rubrics import Criterion, CriterionOption, RubricVersion
from school.people.roles import PostKind
from school.shared.columns import person, together
from school.shared.models import AppendOnly, DatedFact, Record


class ObservationLimits(Record):
    """What holds for all observations from a day on, until later limits take over. Never changed.

    `grace_days`: shared later after the lesson, it is late. `unseen_weeks`: from then on a teacher
    counts as not seen. `mentor_lessons_count`: what a mentor pair observes of each other counts
    towards quotas too. `similarity_from`: the share of common text that is told to the writer.
    """

    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    grace_days = models.PositiveSmallIntegerField(default=7)
    unseen_weeks = models.PositiveSmallIntegerField(default=8)
    mentor_lessons_count = models.BooleanField(default=True)
    similarity_from = models.DecimalField(max_digits=3, decimal_places=2, default="0.60")
    why = models.CharField(max_length=200, blank=True)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-number"]
        verbose_name_plural = "observation limits"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "number"], name="observation_one_set_of_limits_of_a_number"
            ),
            models.CheckConstraint(
                name="observation_limits_are_sensible",
                condition=Q(
                    grace_days__lte=60,
                    unseen_weeks__range=(1, 52),
                    similarity_from__gt=0,
                    similarity_from__lte=1,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.effective_from}"


class ObservationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SHARED = "shared", _("Shared with the host")
    REFLECTED = "reflected", _("The host has answered")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged by one side")
    CLOSED = "closed", _("Closed")


class Observation(Record):
    """听课记录: what one observer writes of one lesson. A draft is its writer's alone.

    `rubric_version` is pinned when the record is begun. `shared_at` is the first sharing and stays
    when the record is opened again; by it a record is late or not. `reflection` is the host's
    answer. To acknowledge is not to agree.
    """

    session = models.ForeignKey(LessonSession, on_delete=models.PROTECT, related_name="+")
    observer = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    rubric_version = models.ForeignKey(
        RubricVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(
        max_length=12, choices=ObservationState, default=ObservationState.DRAFT
    )
    suggestion = models.TextField(max_length=1000, blank=True)
    highlights = models.TextField(max_length=1000, blank=True)
    board = models.TextField(max_length=1000, blank=True)
    participation = models.TextField(max_length=1000, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    reflection = models.TextField(max_length=2000, blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True, editable=False)
    host_acknowledged_at = models.DateTimeField(null=True, blank=True, editable=False)
    observer_acknowledged_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-session__taught_on", "-session__period", "-id"]
        indexes = [
            models.Index(fields=["school", "observer", "state"], name="observation_observer"),
            models.Index(fields=["school", "state"], name="observation_state"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "observer"], name="observation_one_record_an_observer"
            ),
            models.CheckConstraint(
                name="observation_record_shared_at_says_it_was",
                condition=Q(state="draft", shared_at=None)
                | (~Q(state="draft") & Q(shared_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="observation_record_state_follows_its_moments",
                condition=Q(
                    state__in=["draft", "shared"],
                    reflected_at=None,
                    host_acknowledged_at=None,
                    observer_acknowledged_at=None,
                    closed_at=None,
                )
                | Q(
                    state="reflected",
                    reflected_at__isnull=False,
                    host_acknowledged_at=None,
                    observer_acknowledged_at=None,
                    closed_at=None,
                )
                | Q(
                    state="acknowledged",
                    reflected_at__isnull=False,
                    host_acknowledged_at__isnull=False,
                    observer_acknowledged_at=None,
                    closed_at=None,
                )
                | Q(
                    state="acknowledged",
                    reflected_at__isnull=False,
                    host_acknowledged_at=None,
                    observer_acknowledged_at__isnull=False,
                    closed_at=None,
                )
                | Q(
                    state="closed",
                    reflected_at__isnull=False,
                    host_acknowledged_at__isnull=False,
                    observer_acknowledged_at__isnull=False,
                    closed_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.state}"


class ObservationRevision(Record):
    """How a record read before it was opened again, and why it was. Never changed (apps.py)."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    reason = models.CharField(max_length=200)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["observation", "number"], name="observation_one_revision_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.number}"


class NoteStage(models.TextChoices):
    """环节: which part of the lesson a note was taken in."""

    INTRO = "intro", _("Introduction")
    NEW = "new", _("New teaching")
    ACTIVITY = "activity", _("Activity")
    PRACTICE = "practice", _("Practice")
    WRAP_UP = "wrap_up", _("Wrap-up")
    HOMEWORK = "homework", _("Homework")


class ObservationNote(Record):
    """随记: what the writer jotted down in the lesson. Nobody else ever reads it.

    `seconds` are counted from the bell, `clock` is the time on the wall; a note has one or neither.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="notes")
    client_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    clock = models.TimeField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=NoteStage, blank=True)
    text = models.TextField(max_length=1000)

    class Meta(Record.Meta):
        ordering = ["position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["observation", "client_id"], name="observation_one_note_of_a_client_id"
            ),
            models.CheckConstraint(
                name="observation_note_is_timed_one_way", condition=Q(seconds=None) | Q(clock=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.position}"


class StrategyTag(Record):
    """A word by which strategies are found: the school's own data."""

    name = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "name"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "name"], name="observation_one_tag_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ObservedStrategy(Record):
    """我看到的提效策略: what the observer saw the host do well. One is needed to share."""

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="strategies"
    )
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["position"]
        verbose_name_plural = "observed strategies"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="observation_strategy_says_something", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class StrategyTagging(Record):
    """A tag on a strategy."""

    strategy = models.ForeignKey(
        ObservedStrategy, on_delete=models.PROTECT, related_name="taggings"
    )
    tag = models.ForeignKey(StrategyTag, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["tag__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["strategy", "tag"], name="observation_a_tag_once_a_strategy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.tag_id}"


class CardAnswer(models.TextChoices):
    CONSENTED = "consented", _("The teacher agrees")
    DECLINED = "declined", _("The teacher does not agree")


class StrategyCard(Record):
    """A strategy that others may find, once the teacher who was seen agrees. `created_by` asked,
    at `created_at`. Consent can be taken back.
    """

    strategy = models.OneToOneField(ObservedStrategy, on_delete=models.PROTECT, related_name="card")
    answer = models.CharField(max_length=10, choices=CardAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = person(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="observation_card_answered_at_and_by",
                condition=together("answered_at", "answered_by"),
            ),
            models.CheckConstraint(
                name="observation_card_answer_has_its_moment",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="observation_card_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.answer}"


class RubricScore(Record):
    """How one criterion was answered. `is_na`: it did not apply, and leaves the denominator."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=500, blank=True)
    is_na = models.BooleanField(default=False)

    class Meta(Record.Meta):
        ordering = ["criterion__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["observation", "criterion"], name="observation_one_score_a_criterion"
            ),
            models.CheckConstraint(
                name="observation_score_answers_or_does_not_apply",
                condition=Q(is_na=False) | Q(level=None, count=None, text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.level}"


class ScoreTick(Record):
    """An option of a checklist that was ticked."""

    score = models.ForeignKey(RubricScore, on_delete=models.PROTECT, related_name="ticks")
    option = models.ForeignKey(CriterionOption, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["option__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["score", "option"], name="observation_an_option_ticked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.option_id}"


class QuotaPeriod(models.TextChoices):
    WEEK = "week", _("A week")
    MONTH = "month", _("A month")
    TERM = "term", _("A term")
    YEAR = "year", _("A school year")


class QuotaCounts(models.TextChoices):
    ANY = "any", _("In and out of school")
    IN_SCHOOL = "in_school", _("In school")
    OUT_OF_SCHOOL = "out_of_school", _("Out of school")


class ObservationQuota(DatedFact):
    """听课要求: how many lessons are to be observed, by a post or in the first years of teaching.

    `post_kind` or `years_up_to`, never both; the other is empty, or 0. Of several that apply to a
    person the highest holds, not the sum. Two of one kind share no day (apps.py).
    """

    post_kind = models.CharField(max_length=20, choices=PostKind, blank=True)
    years_up_to = models.PositiveSmallIntegerField(default=0)
    period = models.CharField(max_length=10, choices=QuotaPeriod)
    counts = models.CharField(max_length=14, choices=QuotaCounts, default=QuotaCounts.ANY)
    at_least = models.PositiveSmallIntegerField()

    class Meta(DatedFact.Meta):
        ordering = ["post_kind", "years_up_to", "period", "starts_on"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="observation_quota_is_of_a_post_or_of_years",
                condition=(Q(years_up_to=0) & ~Q(post_kind=""))
                | Q(post_kind="", years_up_to__range=(1, 40)),
            ),
            models.CheckConstraint(
                name="observation_quota_asks_for_something", condition=Q(at_least__range=(1, 200))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_kind or self.years_up_to} {self.at_least} {self.period}"

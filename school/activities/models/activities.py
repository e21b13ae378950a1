"""What was held, when, by whom and with whom; and what who took part made of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.activities.models.groups import Group
from school.activities.models.kinds import ActivityKind
from school.activities.models.programmes import Programme, ProgrammePhase
from school.shared.columns import person, together
from school.shared.models import Record

MOST_HOURS = 120
MOST_PEOPLE = 20_000


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class ResearchLevel(models.TextChoices):
    """三级教研."""

    ROUTINE = "routine", _("Routine")
    IMPROVEMENT = "improvement", _("For improvement")
    THEMED = "themed", _("Themed")


class ActivityDomain(models.TextChoices):
    """Where habits are practised."""

    SCHOOL = "school", _("In the school")
    FAMILY = "family", _("In the family")
    COMMUNITY = "community", _("In the community")


class Activity(Record):
    """活动. Colleagues are named in `staff`; `headcount` are all others, who are not named.

    What its kind does not ask for stays empty. `hours` are class hours (学时), whole ones.
    """

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    phase = models.ForeignKey(
        ProgrammePhase, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    topic = models.CharField(max_length=100)
    happened_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    venue = models.CharField(max_length=60, blank=True)
    organiser = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=60, blank=True)
    research_level = models.CharField(max_length=12, choices=ResearchLevel, blank=True)
    domain = models.CharField(max_length=10, choices=ActivityDomain, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    issue = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.TextField(max_length=2000, blank=True)
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="activities.ActivityEvidence", related_name="+"
    )
    state = models.CharField(max_length=10, choices=ActivityState)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = person(null=True, editable=False)
    cancel_reason = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(fields=["school", "happened_on"], name="activities_activity_day"),
            models.Index(fields=["school", "organiser"], name="activities_activity_organiser"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="activities_activity_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("happened_on")),
            ),
            models.CheckConstraint(
                name="activities_a_phase_is_of_a_programme",
                condition=Q(phase=None) | Q(programme__isnull=False),
            ),
            models.CheckConstraint(
                name="activities_activity_hours",
                condition=Q(hours=None) | Q(hours__gte=1, hours__lte=MOST_HOURS),
            ),
            models.CheckConstraint(
                name="activities_activity_headcount",
                condition=Q(headcount=None) | Q(headcount__lte=MOST_PEOPLE),
            ),
            models.CheckConstraint(
                name="activities_activity_issue", condition=Q(issue=None) | Q(issue__gte=1)
            ),
            models.CheckConstraint(
                name="activities_activity_cancelled_at_and_by",
                condition=together("cancelled_at", "cancelled_by"),
            ),
            models.CheckConstraint(
                name="activities_cancelled_has_its_moment",
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at=None)),
            ),
            models.CheckConstraint(
                name="activities_activity_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.topic}"


class PartRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")
    PARTICIPANT = "participant", _("Took part")


class ActivityStaff(Record):
    """A colleague who is to come, came or did not. `attended` is empty until the organiser says.

    `created_by` wrote it down: the organiser, or who says to have been there.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="staff")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=PartRole, default=PartRole.PARTICIPANT)
    attended = models.BooleanField(null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ["staff__staff_number"]
        indexes = [models.Index(fields=["school", "staff"], name="activities_part_staff")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "staff"], name="activities_a_colleague_once_an_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.staff_id}"


class ActivityClass(Record):
    """A class that took part."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="classes")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        ordering = ["-school_class__cohort_year", "school_class__number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "school_class"], name="activities_a_class_once_an_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.school_class_id}"


class ActivityEvidence(Record):
    """A file that proves an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="proofs")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "evidence"], name="activities_a_file_once_an_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.evidence_id}"


class ActivityReflection(Record):
    """反思, 体会: the words of one who took part. The organiser reads them unless kept private."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reflections")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)
    is_private = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["school", "staff"], name="activities_reflection_staff")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "staff"], name="activities_one_reflection_a_colleague"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.staff_id}"

"""荣誉与获奖: what was won, by whom, and what proves it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Recipient(models.TextChoices):
    TEACHER = "teacher", _("Teacher")
    STUDENT = "student", _("Pupil")
    CLASS = "class", _("Class")
    SCHOOL = "school", _("School")


class Nature(models.TextChoices):
    TITLE = "title", _("Honorary title")
    CONTEST = "contest", _("Contest")
    PAPER = "paper", _("Paper")
    PROJECT = "project", _("Project")
    GUIDANCE = "guidance", _("Guidance")


class Level(models.TextChoices):
    """From the highest to the lowest."""

    NATIONAL = "national", _("National level")
    PROVINCIAL = "provincial", _("Provincial level")
    MUNICIPAL = "municipal", _("Municipal level")
    DISTRICT = "district", _("District level")
    SCHOOL = "school", _("School level")


class Grade(models.TextChoices):
    """From the highest to the lowest; a title has none."""

    SPECIAL = "special", _("Special prize")
    FIRST = "first", _("First prize")
    SECOND = "second", _("Second prize")
    THIRD = "third", _("Third prize")
    EXCELLENCE = "excellence", _("Prize of excellence")
    NONE = "none", _("Without a grade")


class AwardState(models.TextChoices):
    DECLARED = "declared", _("Declared")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")


class Award(Record):
    """One award, however many won it together. `created_by` declared it, `decided_by` found it
    proven or not; only a verified one counts.

    `progression_of` is the award of the same contest at the level below. `issuer` is the full name
    as the seal has it. `valid_until`: the last day of a title that is given for some years.
    """

    recipient = models.CharField(max_length=8, choices=Recipient)
    title = models.CharField(max_length=100)
    nature = models.CharField(max_length=8, choices=Nature)
    level = models.CharField(max_length=10, choices=Level)
    grade = models.CharField(max_length=10, choices=Grade, default=Grade.NONE)
    issuer = models.CharField(max_length=100)
    awarded_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    certificate_number = models.CharField(max_length=60, blank=True)
    progression_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="progressed_to", null=True, blank=True
    )
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="AwardEvidence", related_name="+"
    )
    state = models.CharField(max_length=8, choices=AwardState, default=AwardState.DECLARED)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = person(null=True, editable=False)
    decision = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-awarded_on", "-id"]
        indexes = [
            models.Index(fields=["school", "awarded_on"], name="recognition_award_day"),
            models.Index(fields=["school", "state"], name="recognition_award_state"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="recognition_award_decided_at_and_by",
                condition=together("decided_at", "decided_by"),
            ),
            models.CheckConstraint(
                name="recognition_award_state_is_decided",
                condition=Q(state="declared", decided_at=None)
                | Q(state="verified", decided_at__isnull=False)
                | (Q(state="rejected", decided_at__isnull=False) & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="recognition_nobody_decides_the_own_award",
                condition=Q(decided_by=None) | Q(created_by=None) | ~Q(decided_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="recognition_award_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
            models.CheckConstraint(
                name="recognition_a_void_award_says_why_and_counts_nowhere",
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="") & ~Q(state="verified")),
            ),
            models.CheckConstraint(
                name="recognition_award_is_no_progression_of_itself",
                condition=Q(progression_of=None) | ~Q(progression_of=F("id")),
            ),
            models.CheckConstraint(
                name="recognition_award_is_valid_from_its_day",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("awarded_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AwardWinner(Record):
    """One of those who won it, in the order of the certificate. The school itself has no row.

    Of a child `school_class` is the class of the day of the award, where it had one.
    """

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="winners")
    position = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    student = models.ForeignKey(
        "people.Student", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta(Record.Meta):
        ordering = ["position"]
        indexes = [models.Index(fields=["school", "staff"], name="recognition_winner_staff")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["award", "position"], name="recognition_one_winner_a_position"
            ),
            models.UniqueConstraint(
                fields=["award", "staff"], name="recognition_a_colleague_wins_once"
            ),
            models.UniqueConstraint(
                fields=["award", "student"], name="recognition_a_child_wins_once"
            ),
            models.UniqueConstraint(
                fields=["award", "school_class"],
                condition=Q(student=None),
                name="recognition_a_class_wins_once",
            ),
            models.CheckConstraint(
                name="recognition_a_winner_is_one_thing",
                condition=Q(staff__isnull=False, student=None, school_class=None)
                | Q(staff=None, student__isnull=False)
                | Q(staff=None, student=None, school_class__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.position}"


class AwardEvidence(Record):
    """A scan or photo that proves an award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="proofs")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["award", "evidence"], name="recognition_a_file_proves_an_award_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.evidence_id}"

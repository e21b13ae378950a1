"""Classes, children and staff, and where each of them stands on which day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.people.models.calendar import Stage
from school.people.roles import PostKind
from school.shared.models import DatedFact, Record


class SchoolClass(Record):
    """A class is its cohort and its number; what it is called depends on the day (rules)."""

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PRIMARY)
    cohort_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["-cohort_year", "number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage", "cohort_year", "number"],
                name="people_one_class_of_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_year}({self.number})"


class Student(Record):
    """A child, by the school's own number. No identity number, address or telephone.

    `taken_back_at`: only an import that was undone ever named this child; it stands in no list.
    """

    student_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta(Record.Meta):
        ordering = ["student_number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "student_number"], name="people_one_student_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Beginning(models.TextChoices):
    """How a child came into a class."""

    LISTED = "listed", _("Entered with the roster")
    ENROLLED = "enrolled", _("Enrolled")
    TRANSFERRED_IN = "transferred_in", _("Transferred in")
    MOVED = "moved", _("Moved to another class")
    RESPLIT = "resplit", _("Classes divided anew")
    RESUMED = "resumed", _("Resumed after suspension")
    READMITTED = "readmitted", _("Came back to the school")


class Ending(models.TextChoices):
    """How a child left a class. Moves and divisions are followed by another class."""

    TRANSFERRED_OUT = "transferred_out", _("Transferred out")
    SUSPENDED = "suspended", _("Suspended")
    MOVED = "moved", _("Moved to another class")
    RESPLIT = "resplit", _("Classes divided anew")
    GRADUATED = "graduated", _("Graduated")


class Placement(DatedFact):
    """在读: this child in this class, from one day to another; how that began and ended."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="placements")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    began = models.CharField(max_length=20, choices=Beginning, default=Beginning.LISTED)
    began_why = models.CharField(max_length=200, blank=True)
    ended = models.CharField(max_length=20, choices=Ending, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="people_placement_ending_has_a_day",
                condition=Q(ended="") | Q(ends_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "school_class", "starts_on"], name="people_placement_class"
            ),
            models.Index(fields=["school", "student"], name="people_placement_student"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on}"


class StaffMember(Record):
    """A colleague. `teaching_since`: the first day as a teacher anywhere; none when not known."""

    staff_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)
    teaching_since = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        ordering = ["staff_number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "staff_number"], name="people_one_staff_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffLeave(DatedFact):
    """请假: the days on which this person holds no post. Whole days, the last one known."""

    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="leaves")
    reason = models.CharField(max_length=200)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="people_leave_has_an_end", condition=Q(ends_on__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["school", "staff"], name="people_leave_staff")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.starts_on}"


class PostBeginning(models.TextChoices):
    APPOINTED = "appointed", _("Appointed")
    STANDING_IN = "standing_in", _("Stands in during a leave")
    RETURNED = "returned", _("Back from leave")


class PostEnding(models.TextChoices):
    RELIEVED = "relieved", _("Relieved of the post")
    REPLACED = "replaced", _("Replaced by somebody else")
    ON_LEAVE = "on_leave", _("On leave")
    LEFT_SCHOOL = "left_school", _("Left the school")
    YEAR_ENDED = "year_ended", _("The class graduated")


class Post(DatedFact):
    """任职. Class posts name a class; a grade leader names the cohort that is led.

    `leave` is the leave during which this post stands in for somebody, or after which it goes on.
    """

    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=PostKind)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cohort_year = models.PositiveSmallIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=30, blank=True)
    began = models.CharField(max_length=20, choices=PostBeginning, default=PostBeginning.APPOINTED)
    began_why = models.CharField(max_length=200, blank=True)
    ended = models.CharField(max_length=20, choices=PostEnding, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    leave = models.ForeignKey(
        StaffLeave, on_delete=models.PROTECT, related_name="posts", null=True, blank=True
    )

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="people_class_posts_name_a_class",
                condition=~Q(kind__in=["homeroom_teacher", "deputy_homeroom"])
                | Q(school_class__isnull=False),
            ),
            models.CheckConstraint(
                name="people_post_ending_has_a_day",
                condition=Q(ended="") | Q(ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="people_post_of_a_leave",
                condition=Q(began="appointed", leave__isnull=True)
                | (~Q(began="appointed") & Q(leave__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "staff"], name="people_post_staff"),
            models.Index(fields=["school", "kind"], name="people_post_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class LeaveCover(Record):
    """One post as it stood before the leave, and who stands in for it; nobody, when it rests."""

    leave = models.ForeignKey(StaffLeave, on_delete=models.PROTECT, related_name="covers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["leave", "post"], name="people_one_cover_a_post"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.substitute_id}"

"""Which teacher walks beside which child. Why, is stored nowhere."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record
from school.shared.sealed import SealedTextField


class PairEnded(models.TextChoices):
    """How a pair ended. None of them says anything of the child."""

    COMPLETED = "completed", _("Ended as agreed")
    OTHER_TEACHER = "other_teacher", _("Another teacher took over")
    CHILD_LEFT = "child_left", _("The child left the school")
    TEACHER_LEFT = "teacher_left", _("The teacher left the school")


class PupilPair(Record):
    """师生结对 (心心相连,师爱暖童心). There is no column for a reason, and there never is one."""

    teacher = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=15, choices=PairEnded, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(fields=["school", "teacher"], name="activities_pair_teacher"),
            models.Index(fields=["school", "student"], name="activities_pair_student"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["teacher", "student"],
                condition=Q(closed_at=None, voided_at=None),
                name="activities_the_two_are_one_pair",
            ),
            models.CheckConstraint(
                name="activities_pair_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="activities_pair_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
            models.CheckConstraint(
                name="activities_a_closed_pair_has_an_end",
                condition=Q(closed_at=None, ended="", ends_on=None)
                | (Q(closed_at__isnull=False, ends_on__isnull=False) & ~Q(ended="")),
            ),
            models.CheckConstraint(
                name="activities_pair_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.starts_on}"


class ContactWay(models.TextChoices):
    TALK = "talk", _("Talked together")
    LEARNING = "learning", _("Helped with learning")
    ACTIVITY = "activity", _("Did something together")
    FAMILY = "family", _("Was in touch with the family")


class PupilContact(Record):
    """One time that the two met. The words are the teacher's and the homeroom teachers' alone."""

    pair = models.ForeignKey(PupilPair, on_delete=models.PROTECT, related_name="contacts")
    contacted_on = models.DateField()
    way = models.CharField(max_length=10, choices=ContactWay)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    has_words = models.BooleanField(default=False)
    words = SealedTextField(blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-contacted_on", "-id"]
        indexes = [
            models.Index(fields=["school", "pair", "contacted_on"], name="activities_contact_day")
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="activities_a_contact_takes_time",
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=600),
            ),
            models.CheckConstraint(
                name="activities_contact_words_are_told_of",
                condition=Q(has_words=True) | Q(words=""),
            ),
            models.CheckConstraint(
                name="activities_contact_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.contacted_on}"

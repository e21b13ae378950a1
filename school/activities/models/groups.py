"""Who works together over months: studios, study groups, platforms, volunteers, camps."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import DatedFact, Record


class GroupKind(models.TextChoices):
    STUDIO = "studio", _("Studio of a master teacher")
    STUDY = "study", _("Study group")
    INSTITUTE = "institute", _("Pupils' research institute")
    VOLUNTEERS = "volunteers", _("Volunteers")
    PLATFORM = "platform", _("Platform of home and school")
    CAMP = "camp", _("Training camp")


class Group(Record):
    """名师工作室, 研究小组, 少年军事研究院, 志愿者队, 平台, 训练营.

    `headcount`: pupils and parents who belong to it; they are counted and not named.
    """

    kind = models.CharField(max_length=10, choices=GroupKind)
    name = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200, blank=True)
    leader = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    headcount = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["kind", "name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(voided_at=None, ends_on=None),
                name="activities_one_group_of_a_name",
            ),
            models.CheckConstraint(
                name="activities_group_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="activities_group_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(DatedFact):
    """A colleague in a group, from day to day. The database refuses to be in it twice."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["school", "staff"], name="activities_member_staff")]
        constraints = [*DatedFact.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.group_id} {self.staff_id}"


class GroupTopic(Record):
    """What a group works on."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=100)

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "title"], name="activities_a_topic_once_a_group"
            ),
        ]

    def __str__(self) -> str:
        return self.title

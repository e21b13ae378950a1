"""What colleagues pledge, in versions that never change, and who signed when."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record


class PledgeKind(models.TextChoices):
    ETHICS = "ethics", _("Professional ethics")
    SAFETY = "safety", _("Safety")
    OTHER = "other", _("Other")


class PledgeForm(Record):
    """责任书、责任状: a pledge by its name. What it says is a version."""

    code = models.SlugField(max_length=30)
    kind = models.CharField(max_length=6, choices=PledgeKind)
    title = models.CharField(max_length=60)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="assurance_one_pledge_form_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PledgeVersion(Record):
    """Published as it is written, and never changed: rounds of signing name it."""

    form = models.ForeignKey(PledgeForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    effective_from = models.DateField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["form", "-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["form", "number"], name="assurance_one_pledge_version_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.number}"


class PledgeLayer(Record):
    """Whom a version binds. Of several layers a person stands in the first that fits.

    `posts` sign; a holder of one of `countersigner_posts` signs beside them. Without any, the
    layer's signatures stand alone.
    """

    version = models.ForeignKey(PledgeVersion, on_delete=models.PROTECT, related_name="layers")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    posts = models.JSONField()
    countersigner_posts = models.JSONField(default=list)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "number"], name="assurance_one_pledge_layer_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"


class PledgeRound(Record):
    """In a term, from day to day, a version is signed. Who has to is computed, never copied."""

    version = models.ForeignKey(PledgeVersion, on_delete=models.PROTECT, related_name="rounds")
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    due_on = models.DateField()
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-opens_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_pledge_round_is_due_after_it_opens",
                condition=Q(due_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="assurance_pledge_round_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
            models.UniqueConstraint(
                fields=["term", "version"],
                name="assurance_a_version_is_signed_once_a_term",
                condition=Q(voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.opens_on}"


class PledgeSignature(Record):
    """`created_by` signed for themselves, on the text of which this is the hash."""

    round = models.ForeignKey(PledgeRound, on_delete=models.PROTECT, related_name="signatures")
    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    countersigned_at = models.DateTimeField(null=True, blank=True, editable=False)
    countersigned_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "staff"], name="assurance_everybody_signs_a_round_once"
            ),
            models.CheckConstraint(
                name="assurance_countersigned_at_and_by",
                condition=together("countersigned_at", "countersigned_by"),
            ),
            models.CheckConstraint(
                name="assurance_nobody_countersigns_the_own_pledge",
                condition=Q(countersigned_by=None) | ~Q(countersigned_by=F("created_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.staff_id}"

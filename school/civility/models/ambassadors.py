"""文明礼仪使者: published criteria, nominations, a review, a vote of the class, and consent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class AmbassadorRound(Record):
    """One selection. Its criteria are published before anybody is nominated."""

    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)
    criteria = models.TextField(max_length=2000)
    places_a_class = models.PositiveSmallIntegerField(default=1)
    nominations_until = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = person(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="civility_round_published_at_and_by",
                condition=together("published_at", "published_by"),
            ),
            models.CheckConstraint(
                name="civility_round_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
            models.CheckConstraint(
                name="civility_round_closed_after_publication",
                condition=Q(closed_at=None) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="civility_round_has_places", condition=Q(places_a_class__range=(1, 10))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AmbassadorNomination(Record):
    """A child whom somebody proposes, with a deed. A working paper: gone once its class has voted,
    so that nobody can read who was not chosen.
    """

    selection = models.ForeignKey(
        AmbassadorRound, on_delete=models.PROTECT, related_name="nominations"
    )
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    deed = models.CharField(max_length=200)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["selection", "student"], name="civility_one_nomination_a_child"
            ),
            models.CheckConstraint(
                name="civility_nomination_reviewed_at_and_by",
                condition=together("reviewed_at", "reviewed_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.student_id}"


class ClassVote(Record):
    """A class has voted: when, and how many took part. No count of any child is kept."""

    selection = models.ForeignKey(AmbassadorRound, on_delete=models.PROTECT, related_name="votes")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    held_on = models.DateField()
    voters = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["selection", "school_class"], name="civility_one_vote_a_class"
            ),
            models.CheckConstraint(
                name="civility_vote_has_voters", condition=Q(voters__range=(1, 200))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.school_class_id}"


class Consent(models.TextChoices):
    """Whether the family agrees that the name is published."""

    WAITING = "waiting", _("Not asked yet")
    GIVEN = "given", _("The family agrees")
    REFUSED = "refused", _("The family does not agree")


class CourtesyAmbassador(Record):
    """A child who was chosen. The name leaves the school only with the family's consent."""

    selection = models.ForeignKey(
        AmbassadorRound, on_delete=models.PROTECT, related_name="ambassadors"
    )
    vote = models.ForeignKey(ClassVote, on_delete=models.PROTECT, related_name="chosen")
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    deed = models.CharField(max_length=200)
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.WAITING)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["selection", "student"], name="civility_an_ambassador_once"
            ),
            models.CheckConstraint(
                name="civility_ambassador_asked_at_and_by",
                condition=together("asked_at", "asked_by"),
            ),
            models.CheckConstraint(
                name="civility_ambassador_consent_was_asked",
                condition=Q(consent="waiting") | Q(asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.student_id}"

"""评选: people and deeds that the school selects, and what of them is published.

Ambassadors of courtesy are chosen by classes and stand in `civility`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Whom(models.TextChoices):
    STAFF = "staff", _("Colleagues")
    PARENT = "parent", _("Parents")
    PUPIL = "pupil", _("Pupils")
    DEED = "deed", _("Deeds")


class SelectionKind(Record):
    """What the school selects again and again, as its own data."""

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    whom = models.CharField(max_length=6, choices=Whom)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="recognition_one_kind_of_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Selection(Record):
    """One 评选: whoever is nominated in its days may be selected. `decided_on` closes it."""

    kind = models.ForeignKey(SelectionKind, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    criteria = models.TextField(max_length=2000)
    places = models.PositiveSmallIntegerField()
    decided_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["school", "decided_on"], name="recognition_selection_day")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="recognition_selection_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="recognition_selection_has_places", condition=Q(places__range=(1, 500))
            ),
            models.CheckConstraint(
                name="recognition_selection_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
            models.CheckConstraint(
                name="recognition_selection_closed_on_a_day",
                condition=Q(closed_at=None, decided_on=None)
                | Q(closed_at__isnull=False, decided_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="recognition_selection_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
            models.CheckConstraint(
                name="recognition_a_void_selection_says_why",
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NominationState(models.TextChoices):
    NOMINATED = "nominated", _("Nominated")
    CONFIRMED = "confirmed", _("Confirmed")
    SELECTED = "selected", _("Selected")
    NOT_SELECTED = "not_selected", _("Not selected")


class Consent(models.TextChoices):
    """Whether the person, or of a child the family, agrees that it is published."""

    NOT_ASKED = "not_asked", _("Not asked yet")
    GIVEN = "given", _("Consents")
    REFUSED = "refused", _("Does not consent")


class Nomination(Record):
    """Somebody, or something, with a deed in words. `created_by` nominated, a second confirms.

    A colleague and a child are named by their row; a parent, a citizen or a deed in words.
    """

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="nominations")
    staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    student = models.ForeignKey(
        "people.Student", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=50, blank=True)
    deed = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=12, choices=NominationState, default=NominationState.NOMINATED
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = person(null=True, editable=False)
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.NOT_ASKED)
    consent_at = models.DateTimeField(null=True, blank=True, editable=False)
    consent_by = person(null=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = person(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="recognition_a_nomination_is_of_one",
                condition=Q(staff__isnull=False, student=None, name="")
                | Q(staff=None, student__isnull=False, name="")
                | (Q(staff=None, student=None) & ~Q(name="")),
            ),
            models.UniqueConstraint(
                fields=["selection", "staff"],
                condition=Q(voided_at=None),
                name="recognition_a_colleague_is_nominated_once",
            ),
            models.UniqueConstraint(
                fields=["selection", "student"],
                condition=Q(voided_at=None),
                name="recognition_a_child_is_nominated_once",
            ),
            models.UniqueConstraint(
                fields=["selection", "name"],
                condition=Q(voided_at=None) & ~Q(name=""),
                name="recognition_a_name_is_nominated_once",
            ),
            models.CheckConstraint(
                name="recognition_nomination_confirmed_at_and_by",
                condition=together("confirmed_at", "confirmed_by"),
            ),
            models.CheckConstraint(
                name="recognition_nomination_state_is_confirmed",
                condition=Q(state="nominated", confirmed_at=None)
                | Q(state__in=["confirmed", "selected"], confirmed_at__isnull=False)
                | Q(state="not_selected"),
            ),
            models.CheckConstraint(
                name="recognition_nobody_confirms_the_own_nomination",
                condition=Q(confirmed_by=None)
                | Q(created_by=None)
                | ~Q(confirmed_by=F("created_by")),
            ),
            models.CheckConstraint(
                name="recognition_nomination_consent_at_and_by",
                condition=together("consent_at", "consent_by"),
            ),
            models.CheckConstraint(
                name="recognition_nomination_consent_was_asked",
                condition=Q(consent="not_asked") | Q(consent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recognition_nomination_published_at_and_by",
                condition=together("published_at", "published_by"),
            ),
            models.CheckConstraint(
                name="recognition_only_the_selected_who_agree_are_published",
                condition=Q(published_at=None)
                | Q(state="selected", consent="given", voided_at=None),
            ),
            models.CheckConstraint(
                name="recognition_nomination_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
            models.CheckConstraint(
                name="recognition_a_void_nomination_says_why",
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.state}"

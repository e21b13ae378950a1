"""Surveys: questions, and how many chose what. No answer of one person is stored."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record


class Asked(models.TextChoices):
    PARENTS = "parents", _("Parents")
    PUPILS = "pupils", _("Pupils")
    STAFF = "staff", _("Staff")
    SOCIETY = "society", _("Society")


class Survey(Record):
    """On paper or in another tool; here stand its questions and, once entered, its counts."""

    title = models.CharField(max_length=100)
    whom = models.CharField(max_length=7, choices=Asked)
    opened_on = models.DateField()
    closed_on = models.DateField()
    issued = models.PositiveIntegerField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)
    valid = models.PositiveIntegerField(null=True, blank=True)
    findings = models.TextField(blank=True)
    entered_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered_by = person(null=True, editable=False)
    evidence = models.ManyToManyField(
        "evidence.Evidence", through="SurveyEvidence", related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = person(null=True, editable=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["-closed_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_survey_closes_after_it_opens",
                condition=Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="assurance_survey_entered_at_and_by",
                condition=together("entered_at", "entered_by"),
            ),
            models.CheckConstraint(
                name="assurance_survey_counts_are_entered_together",
                condition=Q(entered_at=None, issued=None, returned=None, valid=None)
                | Q(
                    entered_at__isnull=False,
                    issued__isnull=False,
                    returned__isnull=False,
                    valid__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="assurance_survey_returned_of_those_issued",
                condition=Q(issued=None) | Q(returned__lte=F("issued"), issued__gte=1),
            ),
            models.CheckConstraint(
                name="assurance_survey_valid_of_those_returned",
                condition=Q(returned=None) | Q(valid__lte=F("returned")),
            ),
            models.CheckConstraint(
                name="assurance_survey_voided_at_and_by",
                condition=together("voided_at", "voided_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("Satisfaction, 1 to 5")
    CHOICE = "choice", _("One of several")
    TEXT = "text", _("In words")


class SurveyQuestion(Record):
    """Of a scale 5 is the best. What was written in words is told in the survey's findings."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=QuestionKind)
    text = models.CharField(max_length=200)
    options = models.JSONField(default=list)
    is_satisfaction = models.BooleanField(default=False)

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["survey", "number"], name="assurance_one_question_of_a_number"
            ),
            models.CheckConstraint(
                name="assurance_satisfaction_is_a_scale",
                condition=Q(is_satisfaction=False) | Q(kind="scale"),
            ),
            models.UniqueConstraint(
                fields=["survey"],
                name="assurance_one_satisfaction_question",
                condition=Q(is_satisfaction=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.number}"


class SurveyCount(Record):
    """So many chose this option: of a scale 1 to 5, of a choice its place in the list."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="counts")
    option = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    count = models.PositiveIntegerField()

    class Meta(Record.Meta):
        ordering = ["option"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["question", "option"], name="assurance_an_option_is_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.option}: {self.count}"


class SurveyEvidence(Record):
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="evidence_rows")
    evidence = models.ForeignKey("evidence.Evidence", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["survey", "evidence"], name="assurance_evidence_once_a_survey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.evidence_id}"

"""The final evaluation of a pair, from four sides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.mentoring.models.pairs import MentorPair
from school.mentoring.models.talks import MentorTalk
from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record


class Side(models.TextChoices):
    """Who evaluates what. The mentee looks at the own growth and at the mentor's work."""

    SELF = "self", _("The mentee, of the own growth")
    MENTOR = "mentor", _("The mentor, of the mentee")
    MENTEE = "mentee", _("The mentee, of the mentor")
    SCHOOL = "school", _("The school, of the pair")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", _("Excellent")
    GOOD = "good", _("Good")
    PASS = "pass", _("Passed")
    NOT_YET = "not_yet", _("Not there yet")


class PairEvaluation(Record):
    """Written once more it replaces the earlier one, which stays to be read."""

    pair = models.ForeignKey(MentorPair, on_delete=models.PROTECT, related_name="evaluations")
    side = models.CharField(max_length=6, choices=Side)
    grade = models.CharField(max_length=10, choices=Grade)
    text = models.TextField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="mentoring_evaluation_retired_at_and_by",
                condition=together("retired_at", "retired_by"),
            ),
            models.UniqueConstraint(
                fields=["pair", "side"],
                name="mentoring_one_evaluation_a_side",
                condition=Q(retired_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.side}"


class EvaluationTalk(Record):
    """A talk that both of the pair released, named in an evaluation. Its day, never its words."""

    evaluation = models.ForeignKey(PairEvaluation, on_delete=models.PROTECT, related_name="talks")
    talk = models.ForeignKey(MentorTalk, on_delete=models.PROTECT, related_name="+")

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["evaluation", "talk"], name="mentoring_a_talk_once_an_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.talk_id}"

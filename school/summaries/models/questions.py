"""What the parents' committee asks and thinks of a publication, and what the school answers.

All of it lies beside the publication, whose bytes never change. Nothing is deleted or reworded:
a row is withdrawn by its mark, and that mark is the only column that is ever written again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.models import AppendOnly, Record
from school.summaries.models.summaries import Publication


class Withdrawable(Record):
    """`created_by` and `created_at` say who said it and when."""

    text = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_mark",
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            ),
        ]


class PublicationQuestion(Withdrawable):
    """提问: about one figure, one item, or the paper as a whole."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="questions")
    item = models.PositiveSmallIntegerField(null=True)
    """The place of the item in the paper, from 1; None asks about the whole."""
    figure = models.CharField(max_length=60, blank=True)
    """A figure's code, when the question is about a number."""
    about = models.CharField(max_length=200, blank=True)
    """What was asked about, by its name: the figure's or the item's title."""
    quoted = models.CharField(max_length=500, blank=True)
    """The number as the paper showed it to whoever asked."""
    due_on = models.DateField()

    class Meta(Withdrawable.Meta):
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["school", "created_by", "created_at"], name="summaries_asked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.item or ''} {self.figure}".strip()


class PublicationAnswer(Withdrawable):
    """答复: the school's, by whoever signs or writes its papers."""

    question = models.ForeignKey(
        PublicationQuestion, on_delete=models.PROTECT, related_name="answers"
    )
    post = models.CharField(max_length=20)
    """The post in which it was answered."""

    class Meta(Withdrawable.Meta):
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.question_id} {self.post}"


class Stance(models.TextChoices):
    AGREES = "agrees", _("Agrees")
    CONCERNED = "concerned", _("Has concerns")
    SUGGESTS = "suggests", _("Suggests")


class PublicationOpinion(Withdrawable):
    """意见: one standing opinion of one member on one edition; a newer one withdraws it."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="opinions")
    stance = models.CharField(max_length=10, choices=Stance)

    class Meta(Withdrawable.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                fields=["publication", "created_by"],
                condition=Q(withdrawn_at=None),
                name="summaries_one_standing_opinion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.stance}"

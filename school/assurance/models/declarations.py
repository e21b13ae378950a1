"""What the principal declares. No number of it is ever computed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.shared.models import AppendOnly, Record


class DeclarationKind(models.TextChoices):
    ACCIDENTS = "accidents", _("Accidents")
    CASES = "public_security_cases", _("Public security cases")
    NEGATIVE_LIST = "negative_list", _("Item of the negative list")
    GUIDING_LINE = "guiding_line", _("Guiding line")


class NegativeAnswer(models.TextChoices):
    NONE = "none", _("Did not occur")
    OCCURRED = "occurred", _("Occurred")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


class Declaration(Record):
    """声明, signed by `created_by` as it was written. A later one of the same takes its place.

    `number` is a word given: 0 stands because somebody signed it. `item` names the item of the
    negative list, `answer` what is declared of it.
    """

    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=21, choices=DeclarationKind)
    item = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=14, choices=NegativeAnswer, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["school", "term", "kind"], name="assurance_declaration_term"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assurance_a_declaration_says_what_its_kind_says",
                condition=Q(
                    kind__in=["accidents", "public_security_cases"],
                    number__isnull=False,
                    item="",
                    answer="",
                )
                | (Q(kind="negative_list", number=None) & ~Q(item="") & ~Q(answer=""))
                | Q(kind="guiding_line", number=None, item="", answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.kind}"

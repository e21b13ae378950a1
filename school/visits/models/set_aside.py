"""What was given up when two devices had written the same field."""

from django.db import models

from school.shared.models import Record
from school.shared.sealed import SealedTextField
from school.visits.models.visits import HomeVisit


class VisitSetAside(Record):
    """搁置的填写: what its author wrote and then gave up for what stood in the books.

    `created_by` chose so at `created_at`. It was written over version `made_from` and gave way
    to `gave_way_to`. `values` reads like a revision's snapshot and holds no sealed text.
    """

    visit = models.ForeignKey(HomeVisit, on_delete=models.PROTECT, related_name="set_asides")
    made_from = models.PositiveIntegerField()
    gave_way_to = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    narrative = SealedTextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="visits_set_aside_gave_way_to_what_came_later",
                condition=models.Q(gave_way_to__gte=models.F("made_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.gave_way_to}"

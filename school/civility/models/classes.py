"""The class as a whole: where the children sit, and what it sets out to reach."""

from django.db import models
from django.db.models import Q

from school.shared.models import Record


class Seat(Record):
    """Where a child sits, counted from the front and from the left. The plan is written whole."""

    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["row", "column"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["school_class", "student"], name="civility_one_seat"),
            models.UniqueConstraint(
                fields=["school_class", "row", "column"], name="civility_one_child_a_seat"
            ),
            models.CheckConstraint(
                name="civility_seat_in_the_room",
                condition=Q(row__range=(1, 12), column__range=(1, 12)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}-{self.column}"


class ClassGoal(Record):
    """What a class wants to reach together in a term, in points of all its children."""

    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+"
    )
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)
    target = models.PositiveIntegerField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school_class", "term"], name="civility_one_goal_a_class_and_term"
            ),
            models.CheckConstraint(
                name="civility_goal_is_something", condition=Q(target__range=(1, 100_000))
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""Whose the visits to a child are, when not the holder's of the post."""

from django.db import models

from school.shared.models import DatedFact


class VisitHandOver(DatedFact):
    """调整家访教师: from one day on a colleague answers for the visits to this child.

    The database refuses two for one child on one day (apps.py). `from_staff` is who answered
    before, None when nobody did; it is kept for the history, the rules do not read it.
    """

    student = models.ForeignKey("people.Student", on_delete=models.PROTECT, related_name="+")
    from_staff = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    to_staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    retired_reason = models.CharField(max_length=200, blank=True, editable=False)
    """Why the row is believed no more: taken back, or handed on."""

    class Meta(DatedFact.Meta):
        ordering = ["-starts_on", "-id"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="visits_handover_to_another",
                condition=models.Q(from_staff=None) | ~models.Q(from_staff=models.F("to_staff")),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "student"], name="visits_handover_student"),
            models.Index(fields=["to_staff", "starts_on"], name="visits_handover_to"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on}"

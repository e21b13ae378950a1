"""Opening a child's file is written down, as opening sealed text is."""

from django.db import transaction

from school.people.models import Student, User
from school.shared import audit


@transaction.atomic
def note_opening(*, by: User, student: Student) -> None:
    audit.note("open", student, by=by, changes={"file": [None, "child"]})

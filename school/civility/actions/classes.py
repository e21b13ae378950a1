"""Where the children of a class sit, and what it sets out to reach."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from school.civility.models import ClassGoal, Seat
from school.civility.queries import classes
from school.civility.rules.classes import Place, check_seats
from school.people.models import SchoolClass, Term, User
from school.shared import audit


@transaction.atomic
def set_seats(*, by: User, school_class: SchoolClass, places: Sequence[Place]) -> None:
    """The plan as a whole; who is not in it has no seat."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    pupils = {one.pk for one in classes.children(school_class, timezone.localdate())}
    check_seats(places, pupils)
    before, _counts = Seat.objects.filter(school_class=school_class).delete()
    Seat.objects.bulk_create(
        [
            Seat(
                school_id=by.school_id,
                created_by=by,
                school_class=school_class,
                student_id=child,
                row=row,
                column=column,
            )
            for child, row, column in places
        ]
    )
    audit.note("seats", school_class, by=by, changes={"seats": [before, len(places)]})


@transaction.atomic
def set_goal(
    *, by: User, school_class: SchoolClass, term: Term, title: str, target: int
) -> ClassGoal:
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    before = ClassGoal.objects.filter(school_class=school_class, term=term).first()
    goal, _is_new = ClassGoal.objects.update_or_create(
        school_class=school_class,
        term=term,
        defaults={"title": title, "target": target},
        create_defaults={
            "school_id": by.school_id,
            "created_by": by,
            "title": title,
            "target": target,
        },
    )
    audit.note(
        "goal",
        goal,
        by=by,
        changes={
            "title": [before and before.title, title],
            "target": [before and before.target, target],
        },
    )
    return goal

"""HTTP shapes and endpoints of people. No decisions here."""

from school.people.access import RecordViewSet
from school.people.api.accounts import AccountViewSet
from school.people.api.lists import (
    SchoolClassViewSet,
    StaffViewSet,
    StudentViewSet,
    TermViewSet,
)
from school.people.api.year import ResplitViewSet, RollOverViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("terms", TermViewSet),
    ("school-classes", SchoolClassViewSet),
    ("students", StudentViewSet),
    ("staff", StaffViewSet),
    ("accounts", AccountViewSet),
    ("resplits", ResplitViewSet),
    ("roll-overs", RollOverViewSet),
]

"""HTTP shapes and endpoints of civility. No decisions here."""

from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = []

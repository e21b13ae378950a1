"""HTTP shapes and endpoints of lessons and observations. No decisions here."""

from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = []

"""HTTP shapes and endpoints of mentoring. No decisions here."""

from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = []

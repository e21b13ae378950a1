"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

PUBLISHED = "EXISTS (SELECT 1 FROM summaries_publication p WHERE p.term_id = {term})"


def write_triggers(using: str, **_: Any) -> None:
    """The days of a term that parents have read about stay as they were."""
    from school.shared import triggers

    connection = connections[using]
    if "summaries_publication" not in connection.introspection.table_names():
        return
    for table, term in (
        ("people_term", "OLD.id"),
        ("people_termstage", "OLD.term_id"),
        ("people_holiday", "OLD.term_id"),
    ):
        frozen = PUBLISHED.format(term=term)
        triggers.write(triggers.forbid_change(table, connection, when=frozen), connection)


class SummariesConfig(AppConfig):
    name = "school.summaries"
    label = "summaries"

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

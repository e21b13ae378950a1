"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

PUBLISHED_RULE = (
    "EXISTS (SELECT 1 FROM visits_visitpolicyversion v"
    " WHERE v.id = OLD.policy_version_id AND v.published_at IS NOT NULL)"
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "visits_circumstance" not in connection.introspection.table_names():
        return
    tables = connection.introspection.table_names()
    for table, same in (
        ("visits_circumstance", ("student_id", "category_id")),
        ("visits_visithandover", ("student_id",)),
    ):
        if table in tables:
            triggers.write(triggers.forbid_overlap(table, same, connection), connection)
    for table, frozen in (
        ("visits_visitpolicyversion", "OLD.published_at IS NOT NULL"),
        ("visits_visitpolicyrule", PUBLISHED_RULE),
    ):
        triggers.write(triggers.forbid_change(table, connection, when=frozen), connection)


class VisitsConfig(AppConfig):
    name = "school.visits"
    label = "visits"
    record_words = {"homevisit": _("home visit")}
    """What a person calls the rows of these tables, one of them. Rows that tell of a category or of
    a concern have no word: not everybody who counts them may know that there are any.
    """

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

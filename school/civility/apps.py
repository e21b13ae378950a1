"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ONLY_GROW = (
    "civility_pointitemversion",
    "civility_pointlimits",
    "civility_pointbatch",
    "civility_pointentry",
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "civility_pointentry" not in connection.introspection.table_names():
        return
    for table in ONLY_GROW:
        triggers.write(triggers.forbid_change(table, connection), connection)
    overlap = triggers.forbid_overlap("civility_thememonth", ("school_id",), connection)
    triggers.write(overlap, connection)


class CivilityConfig(AppConfig):
    name = "school.civility"
    label = "civility"
    record_words = {
        "pointentry": _("point entry"),
        "pointappeal": _("appeal"),
        "ambassadornomination": _("nomination"),
    }
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

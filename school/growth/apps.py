"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

ONLY_GROW = (
    "growth_plantemplate",
    "growth_plansubmission",
    "growth_planreview",
    "growth_broughtvolume",
    "growth_broughtfile",
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "growth_growthportfolio" not in connection.introspection.table_names():
        return
    for table in ONLY_GROW:
        triggers.write(triggers.forbid_change(table, connection), connection)


class GrowthConfig(AppConfig):
    name = "school.growth"
    label = "growth"

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

"""How Django knows the soil, and the promise that the audit log only grows."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def write_triggers(using: str, **_: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "shared_auditentry" in connection.introspection.table_names():
        triggers.write(triggers.forbid_change("shared_auditentry", connection), connection)


def drop_triggers(using: str, **_: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    triggers.write(list(triggers.drop_all(connection)), connection)


class SharedConfig(AppConfig):
    name = "school.shared"
    label = "shared"

    def ready(self) -> None:
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(write_triggers, sender=self)

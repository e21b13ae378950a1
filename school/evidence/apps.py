"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "evidence_evidencecontent" not in connection.introspection.table_names():
        return
    triggers.write(triggers.forbid_change("evidence_evidencecontent", connection), connection)


class EvidenceConfig(AppConfig):
    name = "school.evidence"
    label = "evidence"
    record_words = {"evidence": _("piece of evidence")}
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ONLY_GROW = (
    "assurance_pledgeversion",
    "assurance_pledgelayer",
    "assurance_declaration",
)
WHEN = {
    "assurance_pledgesignature": "OLD.countersigned_at IS NOT NULL",
    "assurance_rectification": "OLD.rechecked_at IS NOT NULL",
}
"""A signature beside which stands another, and a rectification that was rechecked, never change."""
OTHER_TEXT = (
    "NOT EXISTS (SELECT 1 FROM assurance_pledgeround r"
    " JOIN assurance_pledgeversion v ON v.id = r.version_id"
    " WHERE r.id = NEW.round_id AND v.sha256 = NEW.text_sha256)"
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "assurance_pledgeversion" not in connection.introspection.table_names():
        return
    for table in ONLY_GROW:
        triggers.write(triggers.forbid_change(table, connection), connection)
    for table, when in WHEN.items():
        triggers.write(triggers.forbid_change(table, connection, when=when), connection)
    signed = triggers.forbid_row(
        "assurance_pledgesignature", "other_text", connection, when=OTHER_TEXT
    )
    triggers.write(signed, connection)


class AssuranceConfig(AppConfig):
    name = "school.assurance"
    label = "assurance"
    record_words = {
        "finding": _("finding"),
        "rectification": _("rectification"),
        "leadingtask": _("task of the leading group"),
        "survey": _("survey"),
    }
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

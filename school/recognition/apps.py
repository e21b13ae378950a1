"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

OTHER_RECIPIENT = (
    "NOT EXISTS (SELECT 1 FROM recognition_award a WHERE a.id = NEW.award_id AND ("
    "(a.recipient = 'teacher' AND NEW.staff_id IS NOT NULL)"
    " OR (a.recipient = 'student' AND NEW.student_id IS NOT NULL)"
    " OR (a.recipient = 'class' AND NEW.staff_id IS NULL AND NEW.student_id IS NULL)))"
)
IS_VERIFIED = (
    "EXISTS (SELECT 1 FROM recognition_award a"
    " WHERE a.id = {row}.award_id AND a.state = 'verified')"
)
WITHOUT_SCAN = (
    "NEW.state = 'verified' AND NOT EXISTS (SELECT 1 FROM recognition_awardevidence e"
    " WHERE e.award_id = NEW.id)"
)
HANG_ON_AN_AWARD = ("recognition_awardwinner", "recognition_awardevidence")


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "recognition_award" not in connection.introspection.table_names():
        return
    for table in HANG_ON_AN_AWARD:
        kept = triggers.forbid_change(table, connection, when=IS_VERIFIED.format(row="OLD"))
        triggers.write(kept, connection)
        joined = triggers.forbid_row(
            table, "joins_late", connection, when=IS_VERIFIED.format(row="NEW")
        )
        triggers.write(joined, connection)
    for table, name, when in (
        ("recognition_awardwinner", "other_recipient", OTHER_RECIPIENT),
        ("recognition_award", "without_scan", WITHOUT_SCAN),
    ):
        triggers.write(triggers.forbid_row(table, name, connection, when=when), connection)


class RecognitionConfig(AppConfig):
    name = "school.recognition"
    label = "recognition"
    record_words = {
        "award": _("award"),
        "selection": _("selection"),
        "nomination": _("nomination"),
    }
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

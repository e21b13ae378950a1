"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

OTHER_PROGRAMME = (
    "NEW.phase_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM activities_programmephase p"
    " WHERE p.id = NEW.phase_id AND p.programme_id = NEW.programme_id)"
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "activities_activity" not in connection.introspection.table_names():
        return
    phase = triggers.forbid_row(
        "activities_activity", "other_programme", connection, when=OTHER_PROGRAMME
    )
    triggers.write(phase, connection)
    twice = triggers.forbid_overlap("activities_groupmember", ("group_id", "staff_id"), connection)
    triggers.write(twice, connection)


class ActivitiesConfig(AppConfig):
    name = "school.activities"
    label = "activities"
    record_words = {
        "pupilpair": _("pair of a teacher and a child"),
        "activity": _("activity"),
        "activityclass": _("activity"),
    }
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ONLY_GROW = ("observation_observationlimits", "observation_observationrevision")
IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM observation_rubricversion v"
    " WHERE v.id = {row}.version_id AND v.published_at IS NOT NULL)"
)
OPTION_IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM observation_criterion c"
    " JOIN observation_rubricversion v ON v.id = c.version_id"
    " WHERE c.id = {row}.criterion_id AND v.published_at IS NOT NULL)"
)
FROZEN = {
    "observation_rubricgrade": IS_PUBLISHED,
    "observation_criterion": IS_PUBLISHED,
    "observation_criterionoption": OPTION_IS_PUBLISHED,
}
"""What hangs on a version of a rubric -> whether that version is published."""
OWN_LESSON = (
    "EXISTS (SELECT 1 FROM observation_lessonsession s"
    " WHERE s.id = NEW.session_id AND s.host_id = NEW.{person})"
)
OF_OTHERS = {
    "observation_observation": "observer_id",
    "observation_attendance": "observer_id",
    "observation_lessonbooking": "guest_id",
}
"""Rows of somebody who comes to a lesson -> the column of that person: never the host."""


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "observation_observation" not in connection.introspection.table_names():
        return
    for table in ONLY_GROW:
        triggers.write(triggers.forbid_change(table, connection), connection)
    version = triggers.forbid_change(
        "observation_rubricversion", connection, when="OLD.published_at IS NOT NULL"
    )
    triggers.write(version, connection)
    for table, published in FROZEN.items():
        kept = triggers.forbid_change(table, connection, when=published.format(row="OLD"))
        triggers.write(kept, connection)
        joined = triggers.forbid_row(
            table, "joins_late", connection, when=published.format(row="NEW")
        )
        triggers.write(joined, connection)
    for table, person in OF_OTHERS.items():
        own = triggers.forbid_row(
            table, "own_lesson", connection, when=OWN_LESSON.format(person=person)
        )
        triggers.write(own, connection)
    same = ("school_id", "post_kind", "years_up_to", "period", "counts")
    overlap = triggers.forbid_overlap("observation_observationquota", same, connection)
    triggers.write(overlap, connection)


class ObservationConfig(AppConfig):
    name = "school.observation"
    label = "observation"
    record_words = {
        "lessonsession": _("lesson"),
        "observation": _("observation record"),
        "strategycard": _("strategy card"),
    }
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

"""How Django knows this context, and the promises that its triggers keep."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    there = connection.introspection.table_names()
    for table, same in (("people_placement", "student_id"), ("people_staffleave", "staff_id")):
        if table in there:
            triggers.write(triggers.forbid_overlap(table, (same,), connection), connection)


class PeopleConfig(AppConfig):
    name = "school.people"
    label = "people"
    record_words = {"placement": _("placement in a class"), "post": _("post")}
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        post_migrate.connect(write_triggers, sender=self)

"""How Django knows this context, and what its database refuses on both engines."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ONLY_GROW = ("mentoring_agreementduty", "mentoring_talkreveal", "mentoring_evaluationtalk")
NOT_OF_THE_PAIR = (
    "NOT EXISTS (SELECT 1 FROM mentoring_mentorpair p WHERE p.id = NEW.pair_id"
    " AND p.mentee_id = NEW.mentee_id AND p.field = NEW.field)"
)
NOT_RELEASED = (
    "NOT EXISTS (SELECT 1 FROM mentoring_mentortalk t WHERE t.id = NEW.talk_id"
    " AND t.mentor_released_at IS NOT NULL AND t.mentee_released_at IS NOT NULL"
    " AND t.voided_at IS NULL)"
)


def write_triggers(using: str, **_given: Any) -> None:
    from school.shared import triggers

    connection = connections[using]
    if "mentoring_mentorpair" not in connection.introspection.table_names():
        return
    for table in ONLY_GROW:
        triggers.write(triggers.forbid_change(table, connection), connection)
    signed = triggers.forbid_change(
        "mentoring_agreementversion", connection, when="OLD.school_signed_at IS NOT NULL"
    )
    triggers.write(signed, connection)
    for table, same in (
        ("mentoring_pairperiod", ("mentee_id", "field")),
        ("mentoring_pairsuspension", ("pair_id",)),
    ):
        triggers.write(triggers.forbid_overlap(table, same, connection), connection)
    for table, name, when in (
        ("mentoring_pairperiod", "not_of_the_pair", NOT_OF_THE_PAIR),
        ("mentoring_evaluationtalk", "not_released", NOT_RELEASED),
    ):
        triggers.write(triggers.forbid_row(table, name, connection, when=when), connection)


class MentoringConfig(AppConfig):
    name = "school.mentoring"
    label = "mentoring"
    record_words = {"mentorpair": _("mentor pair")}
    """What a person calls the rows of these tables, one of them."""

    def ready(self) -> None:
        from school.mentoring.queries.pairs import paired
        from school.observation.queries.quotas import pairs_are_told_by

        pairs_are_told_by(paired)
        post_migrate.connect(write_triggers, sender=self)

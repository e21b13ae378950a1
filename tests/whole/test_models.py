"""Habits of every table."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.deletion import PROTECT

from school.shared.models import DatedFact, Record
from tests.factories import people

OURS = [
    model
    for label in settings.CONTEXTS
    for model in apps.get_app_config(label.split(".")[1]).get_models()
]
# Rows that are no records: the school, its accounts and their sessions, the log, and gestures.
NOT_RECORDS = {"School", "User", "Session", "AuditEntry", "IdempotencyKey"}


def _links(model):
    return [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]


def test_every_table_carries_its_school():
    without = {m.__name__ for m in OURS if not issubclass(m, Record)}

    assert without <= NOT_RECORDS


def test_nothing_falls_with_another_row():
    falling = [
        f"{m.__name__}.{f.name}"
        for m in OURS
        for f in _links(m)
        if f.remote_field.on_delete is not PROTECT
    ]

    assert falling == []


def test_lower_contexts_grow_no_names_from_higher_ones():
    loud = [
        f"{m.__name__}.{f.name}"
        for m in OURS
        for f in _links(m)
        if f.related_model._meta.app_label != m._meta.app_label
        and not f.remote_field.related_name.endswith("+")
    ]

    assert loud == []


def test_every_by_has_its_at():
    lonely = []
    for model in OURS:
        names = {f.name for f in model._meta.get_fields()}
        lonely += [
            f"{model.__name__}.{name}"
            for name in names
            if name.endswith("_by") and f"{name[:-3]}_at" not in names
        ]

    assert [n for n in lonely if not n.endswith(".received_by")] == []


def test_keys_are_time_ordered():
    for model in OURS:
        assert isinstance(model._meta.pk, models.UUIDField), model
    first, second = Record._meta.get_field("id").default(), Record._meta.get_field("id").default()
    assert first.version == second.version == 7


def test_dated_facts_end_after_they_start():
    for model in OURS:
        if issubclass(model, DatedFact):
            names = {c.name for c in model._meta.constraints}
            assert any(name.endswith("_ends_after_it_starts") for name in names), model


def crossings() -> list[str]:
    """Rows that point to a row of another school, in the database as it is."""
    found = []
    for model in OURS:
        if not issubclass(model, Record):
            continue
        for link in _links(model):
            target = link.related_model
            if not hasattr(target, "school_id") or link.name == "school":
                continue
            crossed = model.objects.exclude(**{f"{link.name}": None}).exclude(
                **{f"{link.name}__school_id": models.F("school_id")}
            )
            found += [f"{model.__name__}.{link.name} {row.pk}" for row in crossed]
    return found


def test_no_row_points_into_another_school(world, stranger):
    assert crossings() == []


def test_a_row_that_does_is_found(school, stranger, lin):
    """The negative control of the test above."""
    foreign = people.SchoolClass(school=stranger.school)
    row = people.Placement(student=people.Student(school=school), school_class=foreign)

    assert crossings() == [f"Placement.school_class {row.pk}"]

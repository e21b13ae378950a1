"""What several of these endpoints take in and give out."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.civility.models import Colour, Domain, ItemKind, PointItemVersion, Recorder, ThemeMonth
from school.people import queries as people
from school.people.models import Term, User
from school.shared.api import QueryShape, Shape, Text
from school.shared.errors import InputRefused, RuleBroken


@extend_schema_serializer(component_name="PointReason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


class Unfiltered(QueryShape):
    """A list without filters of its own."""


class OfTerm(QueryShape):
    """A list of a term, or of all of them."""

    term = serializers.UUIDField(required=False)


class TermQuery(QueryShape):
    term = serializers.UUIDField(required=False, help_text="The current one, when left out.")


def term_asked(user: User, asked: dict[str, Any], today: datetime.date) -> Term:
    """The term in the filters, or the one that runs."""
    if "term" not in asked:
        found = people.current_term(user.school_id, today)
        if found is None:
            raise RuleBroken("no_term", _("There is no running term."))
        return found
    named = people.terms(user.school_id).filter(pk=asked["term"]).first()
    if named is None:
        raise InputRefused("term", "does_not_exist", _("There is no such term."))
    return named


@extend_schema_serializer(component_name="PointItemRef")
class ItemRef(serializers.Serializer[Any]):
    """An item as a version of it reads."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    domain = serializers.ChoiceField(Domain.choices)
    domain_label = serializers.CharField()
    kind = serializers.ChoiceField(ItemKind.choices)
    kind_label = serializers.CharField()
    recorder = serializers.ChoiceField(Recorder.choices)
    least = serializers.IntegerField()
    most = serializers.IntegerField()
    needs_note = serializers.BooleanField()


@extend_schema_serializer(component_name="ThemeMonthRef")
class ThemeRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    colour = serializers.ChoiceField(Colour.choices)
    slogan = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


def present_item(version: PointItemVersion) -> dict[str, Any]:
    return {
        "id": version.item_id,
        "code": version.item.code,
        "name": version.name,
        "domain": version.domain,
        "domain_label": version.get_domain_display(),
        "kind": version.kind,
        "kind_label": version.get_kind_display(),
        "recorder": version.recorder,
        "least": version.least,
        "most": version.most,
        "needs_note": version.needs_note,
    }


def present_theme(theme: ThemeMonth | None) -> dict[str, Any] | None:
    if theme is None:
        return None
    return {
        "id": theme.pk,
        "title": theme.title,
        "colour": theme.colour,
        "slogan": theme.slogan,
        "starts_on": theme.starts_on,
        "ends_on": theme.ends_on,
    }

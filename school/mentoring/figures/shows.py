"""How a page of records reads in a list. The two are named to who may know of the pair."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.mentoring.policy.pairs import is_of, sees_all
from school.mentoring.queries import pairs as found
from school.mentoring.queries.months import PairMonth

Shown = list[Mapping[str, Any]]


def _named(pair: Any, viewer: Any) -> str:
    if sees_all(viewer) or is_of(viewer, pair):
        return _("%(mentor)s and %(mentee)s") % {
            "mentor": pair.mentor.name,
            "mentee": pair.mentee.name,
        }
    return _("A mentor pair")


def show_pairs(rows: Sequence[Any], viewer: Any) -> Shown:
    today = timezone.localdate()
    shown: Shown = []
    for pair in rows:
        parts = [pair.get_field_display(), pair.subject, str(found.state(pair, today).label)]
        shown.append(
            {
                "type": "mentor_pair",
                "id": str(pair.pk),
                "amount": 1,
                "label": _named(pair, viewer),
                "detail": " · ".join(part for part in parts if part),
                "on": found.days_told(pair)[0],
                "student": None,
            }
        )
    return shown


def show_months(rows: Sequence[PairMonth], viewer: Any) -> Shown:
    """What was asked for and what there is, duty by duty."""
    shown: Shown = []
    for one in rows:
        parts = [f"{duty.kind.label} {duty.done}/{duty.required}" for duty in one.judged.asked]
        shown.append(
            {
                "type": "mentor_month",
                "id": one.key,
                "amount": 1,
                "label": _named(one.pair, viewer),
                "detail": " · ".join([date_format(one.month.first, _("F Y")), *parts]),
                "on": one.month.days[0],
                "student": None,
            }
        )
    return shown

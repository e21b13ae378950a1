"""How a page of records reads in a list. A child is named only to those who know of the pair."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from school.activities.models import (
    Activity,
    ActivityStaff,
    Consultation,
    Group,
    GroupTopic,
    Programme,
    ProgrammePhase,
    ProgrammeTopic,
    PupilContact,
    PupilPair,
)
from school.activities.policy.pupils import knows
from school.people.access import may
from school.people.models import User
from school.people.roles import Permission
from school.shared.figures import part_id

Shown = list[Mapping[str, Any]]


def _row(
    kind: str, key: Any, label: str, parts: Sequence[str], on: Any = None, amount: int = 1
) -> Mapping[str, Any]:
    return {
        "type": kind,
        "id": str(key),
        "amount": amount,
        "label": label,
        "detail": " · ".join(part for part in parts if part),
        "on": on,
        "student": None,
    }


def _activities(amount: Callable[[Any], int]) -> Callable[[Sequence[Activity], User], Shown]:
    def show(rows: Sequence[Activity], viewer: User) -> Shown:
        return [
            _row(
                "activity",
                row.pk,
                row.topic,
                [
                    row.kind.name,
                    row.programme.name if row.programme else "",
                    row.venue,
                    row.organiser.name,
                ],
                row.happened_on,
                amount(row),
            )
            for row in rows
        ]

    return show


show_activities = _activities(lambda row: 1)
show_places = _activities(lambda row: int(row.places))
show_headcounts = _activities(lambda row: int(row.headcount or 0))


def _parts(amount: Callable[[ActivityStaff], int]) -> Callable[[Sequence[Any], User], Shown]:
    def show(rows: Sequence[ActivityStaff], viewer: User) -> Shown:
        return [
            _row(
                "activity_part",
                part_id(row.pk, row.activity_id),
                row.activity.topic,
                [
                    row.activity.kind.name,
                    row.staff.name,
                    _("Class hours: %(hours)d") % {"hours": row.activity.hours or 0},
                ],
                row.activity.happened_on,
                amount(row),
            )
            for row in rows
        ]

    return show


show_parts = _parts(lambda row: 1)
show_hours = _parts(lambda row: row.activity.hours or 0)


def edition_name(row: Programme) -> str:
    """第三届家庭文化节: as a festival with a number is called."""
    if row.edition is None:
        return row.name
    return _("%(name)s, edition %(edition)d") % {"name": row.name, "edition": row.edition}


def show_programmes(rows: Sequence[Programme], viewer: User) -> Shown:
    return [
        _row(
            "programme",
            row.pk,
            edition_name(row),
            [row.get_kind_display(), row.slogan],
            row.starts_on,
        )
        for row in rows
    ]


def show_phases(rows: Sequence[ProgrammePhase], viewer: User) -> Shown:
    return [
        _row("programme_phase", row.pk, row.name, [row.programme.name], row.starts_on)
        for row in rows
    ]


def show_topics(rows: Sequence[ProgrammeTopic], viewer: User) -> Shown:
    return [_row("programme_topic", row.pk, row.title, [row.programme.name]) for row in rows]


def show_groups(rows: Sequence[Group], viewer: User) -> Shown:
    return [
        _row(
            "activity_group",
            row.pk,
            row.name,
            [row.get_kind_display(), row.purpose, row.leader.name],
            row.starts_on,
        )
        for row in rows
    ]


def show_group_topics(rows: Sequence[GroupTopic], viewer: User) -> Shown:
    return [_row("activity_group_topic", row.pk, row.title, [row.group.name]) for row in rows]


def show_pairs(rows: Sequence[PupilPair], viewer: User) -> Shown:
    shown: Shown = []
    for row in rows:
        is_known = knows(viewer, row)
        label = (
            _("%(teacher)s and %(student)s")
            % {"teacher": row.teacher.name, "student": row.student.name}
            if is_known
            else _("A teacher and a child")
        )
        ended = row.get_ended_display() if row.ended and is_known else ""
        shown.append(_row("pupil_pair", row.pk, label, [ended], row.starts_on))
    return shown


def show_contacts(rows: Sequence[PupilContact], viewer: User) -> Shown:
    shown: Shown = []
    for row in rows:
        label, parts = _("A teacher and a child"), [row.get_way_display()]
        if knows(viewer, row.pair):
            label = _("%(teacher)s and %(student)s") % {
                "teacher": row.pair.teacher.name,
                "student": row.pair.student.name,
            }
        shown.append(_row("pupil_contact", row.pk, label, parts, row.contacted_on))
    return shown


def show_consultations(rows: Sequence[Consultation], viewer: User) -> Shown:
    """The topic alone, to who does not answer and where it is not shared."""
    today = timezone.localdate()
    shown: Shown = []
    for row in rows:
        reads = row.is_shared or may(viewer, Permission.CONSULTATION_ANSWER)
        is_answered = row.answered_on is not None and row.answered_on <= today
        shown.append(
            _row(
                "consultation",
                row.pk,
                row.topic if reads else _("A question of a parent"),
                [_("Answered") if is_answered else _("Not answered yet")],
                row.asked_on,
            )
        )
    return shown

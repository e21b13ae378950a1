"""What the weekly digest counts of activities: the reader's own, as numbers."""

import datetime
from collections import Counter

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from school.activities.models import (
    Activity,
    ActivityReflection,
    ActivityStaff,
    ActivityState,
    Consultation,
)
from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine, of_readers

FRESH = datetime.timedelta(days=14)
"""For so long somebody is reminded to write what an activity made of them."""


def _to_hold(asked: Asked) -> Mine:
    """Plans of the reader whose day has come: held, or cancelled?"""
    rows = Activity.objects.filter(
        school_id=asked.school_id,
        state=ActivityState.PLANNED,
        voided_at=None,
        happened_on__lt=asked.day,
    )
    return of_readers(asked, Counter(rows.values_list("organiser_id", flat=True)))


def _this_week(asked: Asked) -> Mine:
    """Plans from this day to the week's last that the reader organises or stands in."""
    rows = Activity.objects.filter(
        school_id=asked.school_id,
        state=ActivityState.PLANNED,
        voided_at=None,
        happened_on__range=(asked.day, asked.last),
    )
    two = {(key, staff) for key, staff in rows.values_list("pk", "organiser_id")}
    parts = ActivityStaff.objects.filter(activity__in=rows).exclude(attended=False)
    two |= set(parts.values_list("activity_id", "staff_id"))
    return of_readers(asked, Counter(staff for _key, staff in two))


def _to_confirm(asked: Asked) -> Mine:
    """Colleagues who say to have been in what the reader organised, and wait for an answer."""
    rows = ActivityStaff.objects.filter(
        school_id=asked.school_id,
        attended=None,
        activity__state=ActivityState.HELD,
        activity__voided_at=None,
    )
    return of_readers(asked, Counter(rows.values_list("activity__organiser_id", flat=True)))


def _to_reflect(asked: Asked) -> Mine:
    """Lately attended, of a kind that asks for a reflection, and nothing written yet."""
    written = ActivityReflection.objects.filter(
        activity=OuterRef("activity"), staff=OuterRef("staff")
    )
    rows = ActivityStaff.objects.filter(
        ~Exists(written),
        school_id=asked.school_id,
        attended=True,
        activity__kind__asks_reflection=True,
        activity__state=ActivityState.HELD,
        activity__voided_at=None,
        activity__happened_on__range=(asked.day - FRESH, asked.day),
    )
    return of_readers(asked, Counter(rows.values_list("staff_id", flat=True)))


def _to_answer(asked: Asked) -> Mine:
    """Questions of parents that wait, to whoever may answer them."""
    waiting = Consultation.objects.filter(
        school_id=asked.school_id, voided_at=None, answered_at=None
    ).count()
    if not waiting:
        return {}
    answerers = people.permitted(asked.school_id, Permission.CONSULTATION_ANSWER, asked.day)
    return dict.fromkeys(answerers, waiting)


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="activities.this_week",
        link="/activities?view=mine",
        count=_this_week,
        says=lambda n: _("Activities of yours this week: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="activities.to_hold",
        link="/activities?view=planned",
        count=_to_hold,
        says=lambda n: _("Activities you planned, to enter as held or cancelled: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="activities.to_confirm",
        link="/activities?view=mine",
        count=_to_confirm,
        says=lambda n: _("Colleagues who say they took part, to confirm: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="activities.to_reflect",
        link="/activities?view=mine",
        count=_to_reflect,
        says=lambda n: _("Activities to write down what you made of them: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="activities.consultations",
        link="/consultations?view=open",
        count=_to_answer,
        says=lambda n: _("Questions of parents to answer: %(n)d") % {"n": n},
    ),
)

"""What the weekly digest counts of lessons: numbers of what waits, and nobody's name."""

from collections import Counter

from django.utils.translation import gettext as _

from school.observation.models import (
    Attendance,
    BookingState,
    LessonBooking,
    Observation,
    ObservationState,
    StrategyCard,
)
from school.shared.digests import Asked, DigestLine, Mine, of_readers


def _to_reflect(asked: Asked) -> Mine:
    """Records of own lessons that wait for an answer."""
    rows = Observation.objects.filter(
        school_id=asked.school_id,
        state=ObservationState.SHARED,
        session__host_id__in=asked.readers.values(),
    )
    return of_readers(asked, Counter(rows.values_list("session__host_id", flat=True)))


def _to_acknowledge(asked: Asked) -> Mine:
    """Answered records that the reader, on either side, has not acknowledged."""
    rows = Observation.objects.filter(
        school_id=asked.school_id,
        state__in=(ObservationState.REFLECTED, ObservationState.ACKNOWLEDGED),
    )
    hosts = rows.filter(host_acknowledged_at=None).values_list("session__host_id", flat=True)
    observers = rows.filter(observer_acknowledged_at=None).values_list("observer_id", flat=True)
    return of_readers(asked, Counter([*hosts, *observers]))


def _drafts(asked: Asked) -> Mine:
    """Begun and not shared: who waits on it counts for nobody."""
    rows = Observation.objects.filter(school_id=asked.school_id, state=ObservationState.DRAFT)
    return of_readers(asked, Counter(rows.values_list("observer_id", flat=True)))


def _to_confirm(asked: Asked) -> Mine:
    """Colleagues who say to have been in an own lesson, neither confirmed nor denied."""
    rows = Attendance.objects.filter(
        school_id=asked.school_id,
        observer_said_at__isnull=False,
        host_said_at=None,
        host_denied_at=None,
        session__cancelled_at=None,
    ).exclude(session__host=None)
    return of_readers(asked, Counter(rows.values_list("session__host_id", flat=True)))


def _seats(asked: Asked) -> Mine:
    """Lessons from this day to the week's last in which the reader has a seat."""
    rows = LessonBooking.objects.filter(
        school_id=asked.school_id,
        state=BookingState.SEATED,
        session__cancelled_at=None,
        session__taught_on__range=(asked.day, asked.last),
    )
    return of_readers(asked, Counter(rows.values_list("guest_id", flat=True)))


def _cards(asked: Asked) -> Mine:
    """Colleagues who ask whether all may read what they saw in an own lesson."""
    rows = StrategyCard.objects.filter(school_id=asked.school_id, answer="", withdrawn_at=None)
    hosts = rows.values_list("strategy__observation__session__host_id", flat=True)
    return of_readers(asked, Counter(hosts))


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="observation.seats",
        link="/lessons",
        count=_seats,
        says=lambda n: _("Lessons this week in which you have a seat: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="observation.drafts",
        link="/observations",
        count=_drafts,
        says=lambda n: _("Records of lessons to finish and share: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="observation.to_reflect",
        link="/observations",
        count=_to_reflect,
        says=lambda n: _("Records of your lessons to read and answer: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="observation.to_acknowledge",
        link="/observations",
        count=_to_acknowledge,
        says=lambda n: _("Records of lessons to acknowledge: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="observation.attendances",
        link="/lessons",
        count=_to_confirm,
        says=lambda n: _("Colleagues whose coming to your lessons you confirm: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="observation.cards",
        link="/strategies",
        count=_cards,
        says=lambda n: (
            _("Strategies of yours that colleagues ask to show to all: %(n)d") % {"n": n}
        ),
    ),
)

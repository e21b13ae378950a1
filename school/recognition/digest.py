"""What the weekly digest counts of awards and selections: what waits for a second person."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.roles import Permission
from school.recognition.models import Award, AwardState, Nomination, NominationState
from school.shared.digests import Asked, DigestLine, Mine


def _to_verify(asked: Asked) -> Mine:
    """Declared awards, but those that the reader declared or won."""
    rows = Award.objects.filter(
        school_id=asked.school_id, state=AwardState.DECLARED, voided_at=None
    ).prefetch_related("winners")
    waiting = [(row.created_by_id, {one.staff_id for one in row.winners.all()}) for row in rows]
    return {
        account: sum(account != by and staff not in won for by, won in waiting)
        for account, staff in _permitted(asked, Permission.AWARD_VERIFY).items()
    }


def _rejected(asked: Asked) -> Mine:
    """Awards that the reader declared and that wait to be mended or voided."""
    rows = Award.objects.filter(
        school_id=asked.school_id,
        state=AwardState.REJECTED,
        voided_at=None,
        created_by_id__in=asked.readers,
    )
    return Counter(rows.values_list("created_by_id", flat=True))


def _to_confirm(asked: Asked) -> Mine:
    """Nominations of selections that are not decided, but those that the reader made or is."""
    waiting: Collection[tuple[uuid.UUID | None, uuid.UUID | None]] = list(
        Nomination.objects.filter(
            school_id=asked.school_id,
            state=NominationState.NOMINATED,
            voided_at=None,
            selection__closed_at=None,
            selection__voided_at=None,
        ).values_list("created_by_id", "staff_id")
    )
    return {
        account: sum(account != by and staff != nominated for by, nominated in waiting)
        for account, staff in _permitted(asked, Permission.SELECTION_KEEP).items()
    }


def _permitted(asked: Asked, permission: Permission) -> Mapping[uuid.UUID, uuid.UUID]:
    return people.permitted(asked.school_id, permission, asked.day)


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="recognition.to_verify",
        link="/awards",
        count=_to_verify,
        says=lambda n: _("Awards to verify: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="recognition.rejected",
        link="/awards?view=mine",
        count=_rejected,
        says=lambda n: _("Awards of yours that were rejected and wait for you: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="recognition.to_confirm",
        link="/selections",
        count=_to_confirm,
        says=lambda n: _("Nominations to confirm: %(n)d") % {"n": n},
    ),
)

"""Awards as the portfolio of a teacher reads them."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from school.recognition.models import (
    Award,
    AwardEvidence,
    AwardState,
    AwardWinner,
    Grade,
)
from school.shared.acts import Act


def portfolio_acts(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Member of staff -> the awards won, verified ones and those that wait for it, oldest first."""
    proofs = AwardEvidence.objects.order_by("pk")
    rows: Any = (
        AwardWinner.objects.filter(
            school_id=school_id,
            staff_id__in=list(staff_ids),
            award__awarded_on__range=(first, last),
            award__voided_at=None,
        )
        .exclude(award__state=AwardState.REJECTED)
        .select_related("award")
        .prefetch_related(Prefetch("award__proofs", proofs))
        .order_by("award__awarded_on", "award_id")
    )
    found: dict[uuid.UUID, list[Act]] = {}
    for row in rows:
        award = row.award
        found.setdefault(row.staff_id, []).append(
            Act(
                type="awards",
                name=str(award.pk),
                on=award.awarded_on,
                kinds=("award",),
                label=f"{award.title} · {words(award)}",
                opens=award.pk,
                stands=award.state == AwardState.VERIFIED,
                evidence=tuple(proof.evidence_id for proof in award.proofs.all()),
            )
        )
    return found


def words(award: Award) -> str:
    """区级一等奖: the level, and the grade where there is one."""
    level = award.get_level_display()
    if award.grade == Grade.NONE:
        return level
    return _("%(level)s, %(grade)s") % {"level": level, "grade": award.get_grade_display()}

"""Opening a portfolio, and the templates that plans are made of."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from school.growth.models import GrowthPortfolio, PlanTemplate
from school.growth.queries import plans as found
from school.growth.rules import plans as rules
from school.people.models import School, StaffMember, User
from school.shared import audit
from school.shared.errors import Stale


@transaction.atomic
def open_portfolio(*, by: User, staff: StaffMember) -> GrowthPortfolio:
    """Opened once; whoever comes second finds the same."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    earlier = GrowthPortfolio.objects.filter(staff=staff).first()
    if earlier is not None:
        return earlier
    made = GrowthPortfolio.objects.create(school_id=by.school_id, created_by=by, staff=staff)
    audit.note("open", made, by=by)
    return made


@transaction.atomic
def write_motto(*, by: User, portfolio_id: uuid.UUID, expected: int, motto: str) -> None:
    row = GrowthPortfolio.objects.select_for_update(no_key=True).get(pk=portfolio_id)
    if row.version != expected:
        raise Stale(_("Somebody changed this portfolio since you opened it."), current=None)
    if motto == row.motto:
        return
    before, row.motto = row.motto, motto
    row.version += 1
    row.save(update_fields=["motto", "version"])
    audit.note("write_motto", row, by=by, changes={"motto": [before, motto]})


@transaction.atomic
def publish_template(
    *,
    by: User,
    stage: str,
    horizon: str,
    title: str,
    blocks: Sequence[Mapping[str, Any]],
) -> PlanTemplate:
    """The next number for this stage. Plans that exist keep the one they were made from."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    number, earlier = found.earlier_blocks(by.school_id, stage, horizon)
    rules.check_blocks(blocks, earlier)
    made: PlanTemplate = PlanTemplate.objects.create(
        school_id=by.school_id,
        created_by=by,
        stage=stage,
        horizon=horizon,
        number=number + 1,
        title=title,
        blocks=[dict(one) for one in blocks],
    )
    audit.note(
        "publish",
        made,
        by=by,
        changes={"number": [number or None, number + 1], "blocks": [None, len(blocks)]},
    )
    return made

"""Setting how many lessons are to be observed."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from school.observation.models import ObservationQuota, QuotaCounts
from school.observation.rules import quotas as rules
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def set_quota(
    *,
    by: User,
    period: str,
    at_least: int,
    counts: str = QuotaCounts.ANY,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    post_kind: str = "",
    years_up_to: int = 0,
) -> ObservationQuota:
    rules.check_quota(post_kind=post_kind, years_up_to=years_up_to)
    rules.check_days(starts_on, ends_on)
    with refused_as(rules.quota_overlaps()):
        quota = ObservationQuota.objects.create(
            school_id=by.school_id,
            created_by=by,
            post_kind=post_kind,
            years_up_to=years_up_to,
            period=period,
            counts=counts,
            at_least=at_least,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    told = {
        "post_kind": post_kind,
        "years_up_to": years_up_to,
        "period": period,
        "counts": counts,
        "at_least": at_least,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat() if ends_on else None,
    }
    audit.note("set", quota, by=by, changes={name: [None, value] for name, value in told.items()})
    return quota


@transaction.atomic
def end_quota(*, by: User, quota_id: uuid.UUID, ends_on: datetime.date) -> ObservationQuota:
    """It held until this day; written anew, as every dated fact."""
    old = withdraw_quota(by=by, quota_id=quota_id)
    return set_quota(
        by=by,
        post_kind=old.post_kind,
        years_up_to=old.years_up_to,
        period=old.period,
        counts=old.counts,
        at_least=old.at_least,
        starts_on=old.starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def withdraw_quota(*, by: User, quota_id: uuid.UUID) -> ObservationQuota:
    """Its days are free again; what was observed stays."""
    quota: ObservationQuota = ObservationQuota.objects.select_for_update().get(pk=quota_id)
    rules.check_not_withdrawn(quota.retired_at)
    quota.retired_at, quota.retired_by = timezone.now(), by
    quota.save(update_fields=["retired_at", "retired_by"])
    audit.note("withdraw", quota, by=by, changes={"withdrawn": [False, True]})
    return quota

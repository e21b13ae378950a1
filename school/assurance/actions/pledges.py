"""Publishing pledges, opening rounds, signing, and signing beside."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.assurance.actions import parts
from school.assurance.models import (
    PledgeForm,
    PledgeLayer,
    PledgeRound,
    PledgeSignature,
    PledgeVersion,
)
from school.assurance.policy.pledges import layers_of
from school.assurance.queries import pledges as found
from school.assurance.rules import days
from school.assurance.rules import pledges as rules
from school.people.models import StaffMember, Term, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused


@transaction.atomic
def add_form(*, by: User, code: str, kind: str, title: str) -> PledgeForm:
    refusal = InputRefused("code", "taken", _("A pledge has this code already."))
    with refused_as(refusal):
        form = PledgeForm.objects.create(
            school_id=by.school_id, created_by=by, code=code, kind=kind, title=title
        )
    audit.note("add", form, by=by, changes={"code": [None, code], "title": [None, title]})
    return form


@transaction.atomic
def publish_version(
    *,
    by: User,
    form: PledgeForm,
    text: str,
    effective_from: datetime.date,
    layers: Sequence[Mapping[str, Any]],
) -> PledgeVersion:
    """It is in force from that day and never changes; a mistake is mended by the next one."""
    parts.hold_still(by)
    rules.check_layers(
        [
            rules.Layer(
                number, frozenset(one["posts"]), frozenset(one.get("countersigner_posts", ()))
            )
            for number, one in enumerate(layers, 1)
        ]
    )
    earlier = found.newest_version(form)
    rules.check_effective_from(effective_from, earlier.effective_from if earlier else None)
    version: PledgeVersion = PledgeVersion.objects.create(
        school_id=by.school_id,
        created_by=by,
        form=form,
        number=earlier.number + 1 if earlier else 1,
        text=text,
        sha256=rules.digest(text),
        effective_from=effective_from,
    )
    PledgeLayer.objects.bulk_create(
        PledgeLayer(
            school_id=by.school_id,
            created_by=by,
            version=version,
            number=number,
            name=one["name"],
            posts=sorted(one["posts"]),
            countersigner_posts=sorted(one.get("countersigner_posts", ())),
        )
        for number, one in enumerate(layers, 1)
    )
    audit.note(
        "publish",
        version,
        by=by,
        changes={
            "number": [None, version.number],
            "effective_from": [None, effective_from.isoformat()],
            "sha256": [None, version.sha256],
        },
    )
    return version


@transaction.atomic
def open_round(
    *,
    by: User,
    version: PledgeVersion,
    term: Term,
    opens_on: datetime.date,
    due_on: datetime.date,
) -> PledgeRound:
    """A form has one round a term."""
    parts.hold_still(by)
    rules.check_round(
        opens_on,
        due_on,
        window=(term.window_opens_on, term.window_closes_on),
        effective_from=version.effective_from,
    )
    rules.check_one_round(is_another=found.is_signed_in(version.form_id, term.pk))
    made = PledgeRound.objects.create(
        school_id=by.school_id,
        created_by=by,
        version=version,
        term=term,
        opens_on=opens_on,
        due_on=due_on,
    )
    audit.note(
        "open",
        made,
        by=by,
        changes={"opens_on": [None, opens_on.isoformat()], "due_on": [None, due_on.isoformat()]},
    )
    return made


@transaction.atomic
def void_round(*, by: User, round_id: uuid.UUID, reason: str) -> None:
    """As long as nobody has signed."""
    row = parts.locked(PledgeRound, round_id)
    days.check_stands(row.voided_at)
    rules.check_no_signature(is_signed=row.signatures.exists())
    parts.void(row, by=by, reason=reason)


@transaction.atomic
def sign_pledge(*, by: User, round_id: uuid.UUID, sha256: str) -> PledgeSignature:
    """For oneself alone. `sha256` is that of the text that was read."""
    row = parts.locked(PledgeRound, round_id)
    days.check_stands(row.voided_at)
    today = timezone.localdate()
    rules.check_is_open(row.opens_on, today=today)
    shown = found.rounds().get(pk=row.pk)
    line = found.line_of(found.lines([shown], today)[row.pk], by.staff_id)
    signer = rules.check_bound(line.signer if line else None)
    rules.check_not_signed(signer)
    rules.check_read(shown.version.sha256, sha256)
    signature = PledgeSignature.objects.create(
        school_id=by.school_id,
        created_by=by,
        round=row,
        staff_id=signer.staff,
        text_sha256=sha256,
    )
    audit.note("sign", row, by=by, changes={"sha256": [None, sha256]})
    return signature


@transaction.atomic
def countersign(*, by: User, round_id: uuid.UUID, staff: Sequence[StaffMember]) -> None:
    """Beside the signatures of these, all or none."""
    row = parts.locked(PledgeRound, round_id)
    days.check_stands(row.voided_at)
    shown = found.rounds().get(pk=row.pk)
    bound = found.lines([shown], timezone.localdate())[row.pk]
    wanted = [one.pk for one in staff]
    rules.check_countersigned(
        wanted,
        {line.staff.pk: line.signer for line in bound},
        own=by.staff_id,
        layers=layers_of(by, found.as_layers(shown.version)),
        done={one.staff_id for one in shown.told_signatures if one.countersigned_at is not None},
    )
    PledgeSignature.objects.filter(round=row, staff_id__in=wanted).update(
        countersigned_at=timezone.now(), countersigned_by=by
    )
    audit.note("countersign", row, by=by, changes={"staff": [None, [str(one) for one in wanted]]})

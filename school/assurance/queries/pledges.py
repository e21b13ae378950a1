"""Rounds of signing, and who must sign each of them."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from school.assurance.models import (
    PledgeForm,
    PledgeLayer,
    PledgeRound,
    PledgeSignature,
    PledgeVersion,
)
from school.assurance.rules.days import DAY
from school.assurance.rules.pledges import Held, Layer, Signer, signers
from school.people.models import Post, StaffMember
from school.shared.figures import part_id


@dataclass(frozen=True)
class Line:
    """One who must sign one round, and the signature, if it stands."""

    round: Any
    signer: Signer
    staff: StaffMember
    signature: PledgeSignature | None

    @property
    def key(self) -> str:
        return part_id(self.staff.pk, self.round.pk)


def versions() -> QuerySet[Any]:
    """The newest of each form first."""
    return (
        PledgeVersion.objects.select_related("form", "created_by__staff")
        .prefetch_related("layers")
        .order_by("form__created_at", "form_id", "-number")
    )


def rounds() -> QuerySet[Any]:
    """With the text that is signed, its layers and the signatures; the newest first."""
    return (
        PledgeRound.objects.select_related(
            "version__form", "version__created_by__staff", "term__academic_year"
        )
        .prefetch_related(
            Prefetch("version__layers", PledgeLayer.objects.order_by("number")),
            Prefetch(
                "signatures",
                PledgeSignature.objects.select_related("countersigned_by__staff"),
                to_attr="told_signatures",
            ),
        )
        .order_by("-opens_on", "-id")
    )


def as_layers(version: PledgeVersion) -> list[Layer]:
    return [
        Layer(one.number, frozenset(one.posts), frozenset(one.countersigner_posts))
        for one in version.layers.all()
    ]


def lines(found: Sequence[Any], as_of: datetime.date) -> dict[uuid.UUID, list[Line]]:
    """Round, as `rounds` gives it -> who must sign it by what is known on the day, by layer and in
    the order of the staff register. Two queries, however many rounds.
    """
    if not found:
        return {}
    posts = _posts(found, as_of)
    members = {post.staff_id: post.staff for post in posts}
    answer = {}
    for one in found:
        until = min(as_of, one.term.window_closes_on + DAY)
        signed = {
            signature.staff_id: signature
            for signature in one.told_signatures
            if timezone.localdate(signature.created_at) <= as_of
        }
        bound = signers(
            (Held(post.staff_id, post.kind, post.starts_on, post.ends_on) for post in posts),
            as_layers(one.version),
            signed.keys(),
            opens_on=one.opens_on,
            due_on=one.due_on,
            closes_on=one.term.window_closes_on,
            until=until,
        )
        answer[one.pk] = sorted(
            (Line(one, s, members[s.staff], signed.get(s.staff)) for s in bound),
            key=lambda line: (line.signer.layer, line.staff.staff_number),
        )
    return answer


def _posts(found: Iterable[Any], as_of: datetime.date) -> list[Post]:
    first = min(one.opens_on for one in found)
    school_ids = {one.school_id for one in found}
    return list(
        Post.objects.believed()
        .overlapping(first, max(as_of, first))
        .filter(school_id__in=school_ids)
        .select_related("staff")
        .order_by("starts_on", "id")
    )


def line_of(found: Sequence[Line], staff_id: uuid.UUID | None) -> Line | None:
    return next((one for one in found if one.staff.pk == staff_id), None)


def newest_version(form: PledgeForm) -> PledgeVersion | None:
    return PledgeVersion.objects.filter(form=form).order_by("-number").first()


def is_signed_in(form_id: uuid.UUID, term_id: uuid.UUID) -> bool:
    """Whether the form has a round in the term that stands."""
    return PledgeRound.objects.filter(
        version__form_id=form_id, term_id=term_id, voided_at=None
    ).exists()


def running(school_id: uuid.UUID, day: datetime.date) -> list[Any]:
    """Rounds of the term of this day that have opened and stand."""
    rows = rounds().filter(school_id=school_id, opens_on__lte=day)
    return list(of_running_term(rows, day))


def of_running_term(rows: QuerySet[Any], day: datetime.date) -> QuerySet[Any]:
    """Those that stand, of the term of this day."""
    return rows.filter(
        voided_at=None,
        term__window_opens_on__lte=day,
        term__window_closes_on__gte=day,
    )

"""Who must sign a pledge, who signs beside them, and what a round refuses."""

import datetime
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.people.roles import PostKind
from school.shared.errors import InputRefused, RuleBroken


class SignerState(TextChoices):
    SIGNED = "signed", gettext_lazy("Signed")
    WAITING = "waiting", gettext_lazy("Not signed yet")
    OVERDUE = "overdue", gettext_lazy("Past its day")
    LEFT = "left", gettext_lazy("Left before signing")


@dataclass(frozen=True)
class Layer:
    number: int
    posts: frozenset[str]
    countersigner_posts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """A post that somebody holds from day to day; without a last day, on."""

    staff: uuid.UUID
    kind: str
    first: datetime.date
    last: datetime.date | None = None


@dataclass(frozen=True)
class Signer:
    """One who is bound: since when, by which layer, and how it stands."""

    staff: uuid.UUID
    layer: int
    bound_on: datetime.date
    state: SignerState

    @property
    def is_owed(self) -> bool:
        """Whether this person is one of those who must sign: all but who left unsigned."""
        return self.state != SignerState.LEFT


def digest(text: str) -> str:
    """What a signature stands under: SHA-256 of the text as it is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


# ---- versions ------------------------------------------------------------------------------


def check_layers(layers: Sequence[Layer]) -> None:
    """Each post stands in one layer, and no layer is empty."""
    if not layers:
        raise InputRefused("layers", "required", _("Say whom the pledge binds."))
    seen: set[str] = set()
    for place, one in enumerate(layers):
        if not one.posts:
            raise InputRefused(
                f"layers.{place}.posts", "required", _("Say which posts this layer binds.")
            )
        if twice := seen & one.posts:
            raise InputRefused(
                f"layers.{place}.posts",
                "twice",
                _("%(post)s stands in a layer before.") % {"post": PostKind(min(twice)).label},
            )
        seen |= one.posts


def check_effective_from(day: datetime.date, earlier: datetime.date | None) -> None:
    """A later version holds from a later day."""
    if earlier is not None and day <= earlier:
        raise InputRefused(
            "effective_from",
            "not_later",
            _("It holds from a day after the version before it."),
        )


# ---- rounds --------------------------------------------------------------------------------


def check_round(
    opens_on: datetime.date,
    due_on: datetime.date,
    *,
    window: tuple[datetime.date, datetime.date],
    effective_from: datetime.date,
) -> None:
    if not window[0] <= opens_on <= window[1]:
        raise InputRefused("opens_on", "outside_term", _("This day lies outside of the term."))
    if not opens_on <= due_on <= window[1]:
        raise InputRefused(
            "due_on", "outside_term", _("It is due from its first day to the end of the term.")
        )
    if opens_on < effective_from:
        raise InputRefused("opens_on", "not_in_force", _("This version holds from a later day."))


def check_one_round(*, is_another: bool) -> None:
    if is_another:
        raise RuleBroken(
            "round_exists", _("This pledge is signed in this term already; take that round back.")
        )


def check_no_signature(*, is_signed: bool) -> None:
    if is_signed:
        raise RuleBroken("signed_by_some", _("Somebody has signed; the round stays."))


# ---- who must sign -------------------------------------------------------------------------


def signers(
    held: Iterable[Held],
    layers: Sequence[Layer],
    signed: Collection[uuid.UUID],
    *,
    opens_on: datetime.date,
    due_on: datetime.date,
    closes_on: datetime.date,
    until: datetime.date,
) -> list[Signer]:
    """Who holds a binding post on the first day or comes to hold one later, as of `until`.

    Before the first day, those whom it will find. Whoever comes after the term's last day
    (`closes_on`) is not bound any more. The layer is that of the day from which a person is bound,
    so that a later post changes it for nobody. Who has not signed and holds no such post any more
    can sign no more, and is left out of those who must.
    """
    layer_of = {kind: one.number for one in layers for kind in one.posts}
    last_day = min(max(until, opens_on), closes_on)
    by_staff: dict[uuid.UUID, list[Held]] = defaultdict(list)
    for one in held:
        ends_before = one.last is not None and one.last < opens_on
        if one.kind in layer_of and one.first <= last_day and not ends_before:
            by_staff[one.staff].append(one)
    found = []
    for staff, posts in by_staff.items():
        bound_on = max(min(one.first for one in posts), opens_on)
        layer = min(layer_of[one.kind] for one in posts if one.first <= bound_on)
        found.append(Signer(staff, layer, bound_on, _state(staff, posts, signed, due_on, until)))
    return sorted(found, key=lambda one: (one.layer, one.staff))


def _state(
    staff: uuid.UUID,
    posts: Iterable[Held],
    signed: Collection[uuid.UUID],
    due_on: datetime.date,
    until: datetime.date,
) -> SignerState:
    if staff in signed:
        return SignerState.SIGNED
    if not any(one.last is None or one.last >= until for one in posts):
        return SignerState.LEFT
    return SignerState.OVERDUE if until > due_on else SignerState.WAITING


# ---- signing -------------------------------------------------------------------------------


def check_bound(signer: Signer | None) -> Signer:
    if signer is None or signer.state == SignerState.LEFT:
        raise RuleBroken("not_bound", _("This pledge does not bind you."))
    return signer


def check_is_open(opens_on: datetime.date, *, today: datetime.date) -> None:
    if today < opens_on:
        raise RuleBroken("not_open_yet", _("This pledge is signed from its first day on."))


def check_not_signed(signer: Signer) -> None:
    if signer.state == SignerState.SIGNED:
        raise RuleBroken("signed_already", _("You have signed this pledge already."))


def check_read(sha256: str, given: str) -> None:
    """Whoever signs signs what was on the page."""
    if sha256 != given:
        raise RuleBroken("text_changed", _("This is not the text of the pledge. Read it first."))


def countersigns(layers: Sequence[Layer], posts: Collection[str]) -> frozenset[int]:
    """The layers beside whose signatures a holder of these posts signs."""
    return frozenset(one.number for one in layers if one.countersigner_posts & set(posts))


def check_countersigned(
    wanted: Sequence[uuid.UUID],
    signers: Mapping[uuid.UUID, Signer],
    *,
    own: uuid.UUID | None,
    layers: Collection[int],
    done: Collection[uuid.UUID],
) -> None:
    """`layers` are those beside which this person signs, `done` who has both signatures."""
    for place, staff in enumerate(wanted):
        field, signer = f"staff.{place}", signers.get(staff)
        if signer is None or signer.state != SignerState.SIGNED:
            raise InputRefused(field, "not_signed", _("This person has not signed yet."))
        if staff == own:
            raise InputRefused(field, "own", _("Nobody signs beside the own signature."))
        if signer.layer not in layers:
            raise InputRefused(
                field, "other_layer", _("Somebody else signs beside this signature.")
            )
        if staff in done or staff in wanted[:place]:
            raise InputRefused(field, "done_already", _("Both signatures stand already."))

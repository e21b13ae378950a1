"""What a piece of evidence says of itself: its days, its name, and how long it holds."""

import datetime
import re
import unicodedata
import uuid

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.evidence.models import Evidence, MediaType
from school.shared import text
from school.shared.errors import InputRefused, RuleBroken, Stale, TooOften

SOON = datetime.timedelta(days=30)
"""So long before its end a certificate is said to expire."""
MOST_A_MINUTE = 50
NAME_LETTERS = 100
ENDINGS = {MediaType.JPEG: ".jpg", MediaType.PDF: ".pdf"}
NAMELESS = "file"
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z", re.ASCII | re.IGNORECASE)
"""Names under which some systems find a device instead of a file."""
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,5}\Z")


class Expiry(TextChoices):
    NONE = "none", gettext_lazy("Does not expire")
    VALID = "valid", gettext_lazy("Valid")
    SOON = "soon", gettext_lazy("Expires soon")
    EXPIRED = "expired", gettext_lazy("Expired")


def expiry_of(expires_on: datetime.date | None, *, today: datetime.date) -> Expiry:
    """Its last day still counts."""
    if expires_on is None:
        return Expiry.NONE
    if expires_on < today:
        return Expiry.EXPIRED
    return Expiry.SOON if expires_on <= today + SOON else Expiry.VALID


def check_days(
    happened_on: datetime.date, expires_on: datetime.date | None, *, today: datetime.date
) -> None:
    if happened_on > today:
        raise InputRefused("happened_on", "in_future", _("That day has not come yet."))
    if expires_on is not None and expires_on < happened_on:
        raise InputRefused(
            "expires_on", "before_it_happened", _("It ends on the day of what it shows, or later.")
        )


def check_rate(lately: int) -> None:
    """`lately`: what this person brought in the last minute."""
    if lately >= MOST_A_MINUTE:
        raise TooOften(
            "too_many_files",
            _("%(most)d files in a minute are enough. Go on after a moment.")
            % {"most": MOST_A_MINUTE},
        )


def check_stands(row: Evidence) -> None:
    if row.withdrawn_at is not None:
        raise RuleBroken("evidence_withdrawn", _("This file was withdrawn."))


def check_unused(*, is_used: bool) -> None:
    if is_used:
        raise RuleBroken("in_use", _("Records rest on this file. Take it from them first."))


def check_version(row: Evidence, expected: int) -> None:
    if row.version != expected:
        raise Stale(_("Somebody changed this meanwhile."), current=None)


def check_whole(*, is_whole: bool, evidence_id: uuid.UUID) -> None:
    if not is_whole:
        raise RuleBroken(
            "damaged",
            _("What is stored is not what was brought here. Tell whoever runs the server: %(id)s")
            % {"id": evidence_id},
        )


def cleaned_name(given: str, content_type: str) -> str:
    """What a file is called when it is shown or taken along: no path, no mark that does something,
    and the ending of what it is.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(letter for letter in last if _is_plain(letter))
    stem = _ENDING.sub("", unicodedata.normalize("NFC", seen).strip(" .")).strip(" .")
    ending = ENDINGS[MediaType(content_type)]
    stem = stem[: NAME_LETTERS - len(ending)].rstrip(" .")
    is_none = text.is_blank(stem) or DEVICES.match(stem)
    return f"{NAMELESS if is_none else stem}{ending}"


def _is_plain(letter: str) -> bool:
    """Neither a control, nor invisible, nor one of those that name a place or end a quotation."""
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and (
        letter not in "\"'<>|:*?`%$&;"
    )

"""The one text policy: what may be stored as text, and in which form."""

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

# Overrides and isolates can make a name read as another one.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Characters that show nothing: zero-width, fillers, byte-order mark, variation selectors.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)


class TextRefused(ValueError):  # noqa: N818 - it is an answer, not a fault
    """This text cannot be stored."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def clean(value: str, *, lines: bool = True) -> str:
    """The text in NFC, or TextRefused. `lines=False` also refuses line breaks and tabs."""
    allowed = "\n\t" if lines else ""
    value = value.replace("\r\n", "\n")
    for character in value:
        point = ord(character)
        if 0xD800 <= point <= 0xDFFF:
            raise TextRefused("surrogate", _("The text holds half of a character."))
        if unicodedata.category(character) == "Cc" and character not in allowed:
            raise TextRefused("control_char", _("The text holds a control character."))
        if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
            raise TextRefused("non_character", _("The text holds a code that is no character."))
    if _BIDI.search(value):
        raise TextRefused("bidi", _("The text holds marks that turn the reading direction."))
    return unicodedata.normalize("NFC", value)


def is_blank(value: str) -> bool:
    """Whether nothing of it would be seen on a page."""
    return not _INVISIBLE.sub("", value)


# ---- what a text names ---------------------------------------------------------------------

LEAST_NUMBER = 5
"""A number shorter than this is any number: it is found by no scan and names nobody."""


def names_in(text: str, names: Collection[str]) -> list[str]:
    """The names that stand in the text; of two that begin alike, the longest."""
    lengths = sorted({len(name) for name in names}, reverse=True)
    known = set(names)
    squeezed = re.sub(r"[^\S\n]|[\u00ad\u200b-\u200f\u2060\ufeff·•]", "", text)
    found: list[str] = []
    for line in {text, squeezed}:
        at = 0
        while at < len(line):
            for length in lengths:
                name = line[at : at + length]
                if name in known and _stands_alone(line, at, name):
                    found.append(name)
                    at += length - 1
                    break
            at += 1
    return sorted(set(found))


def _stands_alone(line: str, at: int, name: str) -> bool:
    """A name in Latin letters is a word of its own; a Chinese one may stand anywhere."""
    if not name.isascii():
        return True
    before, after = line[at - 1 : at], line[at + len(name) : at + len(name) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def numbers_in(text: str, numbers: Collection[str]) -> list[str]:
    """The numbers that stand in the text as words of their own."""
    words = set(re.findall(r"[0-9A-Za-z]+", text))
    return sorted(number for number in numbers if len(number) >= LEAST_NUMBER and number in words)

"""The one text policy: what may be stored as text, and in which form."""

import re
import unicodedata

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

"""What is taken of a file that somebody brings: an image made anew, a PDF that only shows pages."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from school.evidence import file_reader
from school.evidence.models import MediaType
from school.evidence.rules import cleaned_name
from school.shared.errors import InputRefused

MOST_BYTES = 10_000_000
MOST_SECONDS = 30
"""On the clock; the process itself has less of the processor."""
_READER = Path(file_reader.__file__)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_HEIC = re.compile(rb"\A.{4}ftyp(?:hei[cmsx]|hev[cmx]|mif1|msf1|avif|avis)", re.DOTALL)
_ENDINGS = {
    "image": ("jpg", "jpeg", "jpe", "jfif", "png", "webp"),
    "pdf": ("pdf",),
}


@dataclass(frozen=True)
class Taken:
    """What will be kept."""

    content: bytes
    content_type: MediaType
    name: str


def take(content: bytes, name: str) -> Taken:
    """Judged by what it is; what the browser says it is counts for nothing.

    Raises InputRefused with a sentence that says what to do.
    """
    if not content:
        _refuse("empty", _("The file is empty."))
    if len(content) > MOST_BYTES:
        _refuse("too_large", _("The file is larger than 10 MB."))
    what = _sniffed(content)
    ending = re.search(r"\.([0-9A-Za-z]{1,5})\Z", name.strip())
    if ending and ending[1].lower() not in _ENDINGS[what]:
        _refuse(
            "not_what_it_says",
            _("The name of the file does not say what it is. Save it again as JPEG or PDF."),
        )
    made = _looked_into(content, what)
    content_type = MediaType.PDF if what == "pdf" else MediaType.JPEG
    return Taken(made or content, content_type, cleaned_name(name, content_type))


def _sniffed(content: bytes) -> str:
    if content.startswith(_IMAGES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return "image"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if _HEIC.match(content):
        _refuse("heic", _("This is a HEIC photo. Save or send it as JPEG."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        _refuse("office", _("Word and Excel files are not taken. Save it as PDF."))
    _refuse("file_type", _("Take a photo or a scan as JPEG, PNG or WebP, or a PDF."))


def _looked_into(content: bytes, what: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell
            [sys.executable, "-I", str(_READER), what],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        _refuse_damaged()
    if done.returncode == 0:
        return done.stdout
    reason = done.stderr.decode() if done.returncode == file_reader.REFUSED else ""
    if reason == "too_many_pixels":
        _refuse(reason, _("The image has more than 40 million pixels. Make it smaller first."))
    if reason == "encrypted":
        _refuse(reason, _("The PDF is protected by a password. Save it without one."))
    if reason == "active":
        _refuse(
            reason,
            _("The PDF holds a script, a form that acts, or another file. Print it to a new PDF."),
        )
    if reason == "too_much_inside":
        _refuse(reason, _("The PDF is too large inside. Scan or print it anew."))
    _refuse_damaged()


def _refuse(code: str, message: str) -> NoReturn:
    raise InputRefused("file", code, message)


def _refuse_damaged() -> NoReturn:
    _refuse("damaged", _("The file is damaged and cannot be read. Save or scan it again."))

"""The ZIP that a portfolio travels in: how it is packed, and what of a foreign one is refused."""

import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from school.shared import archives
from school.shared.errors import InputRefused, RuleBroken

DOCUMENT, MANIFEST = "portfolio.json", "manifest.json"
PAGES = ("portfolio.html", "portfolio.pdf")
MOST_BYTES = 30_000_000
MOST_ENTRIES = 300
MOST_UNPACKED = 60_000_000
MOST_DOCUMENT = 10_000_000
MOST_RATIO, SMALL = 100, 1_000_000
MOST_DEPTH = 20
# A fixed moment, so that the same contents are the same bytes.
EPOCH = (2020, 1, 1, 0, 0, 0)
ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}


def name_of(sha256: str, content_type: str) -> str:
    return f"files/{sha256}.{ENDINGS.get(content_type, 'bin')}"


def pack(parts: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """The parts and a manifest that names each with its hash. `facts` stand in the manifest."""
    manifest = {
        **facts,
        "files": [
            {"name": name, "size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
            for name, part in sorted(parts.items())
        ],
    }
    shown = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in [*sorted(parts.items()), (MANIFEST, shown.encode())]:
            packed.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def check_fits(bundle: bytes) -> None:
    """What is taken along can be brought in again: it is read as the other school would read it."""
    try:
        unpack(bundle)
    except InputRefused:
        raise RuleBroken(
            "too_large_to_bring",
            _("With its files the portfolio is too large to be brought in. Take it without them."),
        ) from None


def _refuse(code: str, sentence: str) -> NoReturn:
    raise InputRefused("file", code, sentence)


def unpack(bundle: bytes) -> tuple[Any, dict[str, bytes]]:
    """The document as JSON and the files by their hash. Raises InputRefused for anything odd."""
    if len(bundle) > MOST_BYTES:
        _refuse("too_large", _("The file is larger than 30 MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
            return _read(packed)
    except archives.BROKEN:
        _refuse("not_a_zip", _("This is no ZIP file that can be read to its end."))


def _read(packed: zipfile.ZipFile) -> tuple[Any, dict[str, bytes]]:
    entries = packed.infolist()
    names = [one.filename for one in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) != len(names):
        _refuse("odd_entries", _("The ZIP file has too many entries, or one twice."))
    for one in entries:
        _check_entry(one)
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        _refuse("too_large_unpacked", _("The ZIP file holds too much."))
    if not {DOCUMENT, MANIFEST} <= set(names):
        _refuse("not_a_portfolio", _("The ZIP file holds no portfolio."))
    parts = {one.filename: _bytes(packed, one) for one in entries}
    _check_manifest(parts)
    files = {
        name[len("files/") :].split(".")[0]: part
        for name, part in parts.items()
        if name.startswith("files/")
    }
    for key, part in files.items():
        if hashlib.sha256(part).hexdigest() != key:
            _refuse("changed", _("A file in it was changed since it was exported."))
    return _json(parts[DOCUMENT], MOST_DOCUMENT), files


def _check_entry(one: zipfile.ZipInfo) -> None:
    """Only the names that an export writes: no path leads out, no link, no lock, no bomb."""
    kind = stat.S_IFMT(one.external_attr >> 16)
    plain = one.filename in (DOCUMENT, MANIFEST, *PAGES) or re.fullmatch(
        r"files/[0-9a-f]{64}\.[a-z]{3,4}", one.filename, re.ASCII
    )
    if not plain or kind not in (0, stat.S_IFREG) or one.flag_bits & 0x1:
        _refuse("odd_entries", _("The ZIP file holds something that no export writes."))
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse("odd_entries", _("The ZIP file holds something that no export writes."))
    if one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
        _refuse("too_large_unpacked", _("The ZIP file holds too much."))


def _bytes(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """What it says of its own size is not believed."""
    with packed.open(one) as opened:
        part = opened.read(one.file_size + 1)
    if len(part) != one.file_size:
        _refuse("odd_entries", _("The ZIP file holds something that no export writes."))
    return part


def _check_manifest(parts: Mapping[str, bytes]) -> None:
    manifest = _json(parts[MANIFEST], SMALL)
    rows = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _refuse("not_a_portfolio", _("The ZIP file holds no portfolio."))
    told = {row.get("name"): row.get("sha256") for row in rows if isinstance(row.get("name"), str)}
    found = {
        name: hashlib.sha256(part).hexdigest() for name, part in parts.items() if name != MANIFEST
    }
    if told != found:
        _refuse("changed", _("A file in it was changed since it was exported."))


def _json(part: bytes, most: int) -> Any:
    """Strict: UTF-8, no name twice, no NaN, not nested deeply."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name twice")
        return found

    def no_number(name: str) -> NoReturn:
        raise ValueError(name)

    if len(part) > most:
        _refuse("too_large_unpacked", _("The ZIP file holds too much."))
    try:
        source = part.decode("utf-8")
        if _depth(source) > MOST_DEPTH:
            raise ValueError("too deep")
        return json.loads(source, object_pairs_hook=once, parse_constant=no_number)
    except (ValueError, RecursionError):
        _refuse("not_a_portfolio", _("The ZIP file holds no portfolio."))


def _depth(source: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', source):
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest

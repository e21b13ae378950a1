"""The document and its ZIP: what goes out comes in the same, and nothing else comes in."""

import copy
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.growth.rules import bundles
from school.growth.rules import documents as rules
from school.shared.errors import InputRefused, RuleBroken
from tests.growth import documents

slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
VOLUME = {
    "school": "滨河路小学",
    "teacher": "于老师",
    "until": "2026-11-23",
    "motto": "",
    "plans": [],
    "reflections": [{"on": "2026-11-20", "title": "一课", "text": "慢一点", "act": None}],
    "acts": [
        {
            "type": "lessons",
            "name": "1",
            "on": "2026-11-20",
            "kinds": ["lesson_given"],
            "label": "观潮",
            "amount": "1",
            "stands": True,
            "files": [],
        }
    ],
    "files": [],
}
DOCUMENT = {"format": rules.FORMAT, "volumes": [VOLUME]}


def packed(document, files=(), **more):
    parts = {bundles.DOCUMENT: rules.canonical(document).encode(), **more}
    for one in files:
        parts[bundles.name_of(hashlib.sha256(one).hexdigest(), "image/jpeg")] = one
    return bundles.pack(parts, {"format": rules.FORMAT})


# ---- the round ----------------------------------------------------------------------------


@slow
@given(documents.portfolios())
def test_what_was_packed_comes_out_the_same(drawn):
    document, files = drawn
    rules.check_document(document)
    bundle = packed(document, files.values())

    read, found = bundles.unpack(bundle)

    assert read == document
    assert found == files
    assert rules.canonical(read) == rules.canonical(document)
    assert packed(read, found.values()) == bundle


@slow
@given(documents.portfolios())
def test_the_canonical_form_does_not_know_the_order_of_keys(drawn):
    document, _files = drawn

    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(list(value))}
        return [turned(one) for one in value] if isinstance(value, list) else value

    assert rules.canonical(turned(document)) == rules.canonical(document)


# ---- what is no portfolio ------------------------------------------------------------------


def places(value, path=()):
    """Every place of the document, by the way to it."""
    yield path
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(one, (*path, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from places(one, (*path, place))


def put(document, path, value):
    changed = copy.deepcopy(document)
    if not path:
        return value
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


ODD = (None, 7, -1, True, 1.5, "\x00", "\u202e", [[]], {"x": 1}, {}, "9" * 20_001, ["\ud800"])


@pytest.mark.parametrize("path", list(places(DOCUMENT)), ids=str)
def test_nothing_odd_passes_at_any_place(path):
    """Of what passes, every place still has its form: it goes out again as it came in."""
    for odd in ODD:
        document = put(DOCUMENT, path, odd)
        try:
            rules.check_document(document)
        except InputRefused:
            continue
        assert (path[-1], odd) in (("act", None), ("stands", True)), (path, odd)


@pytest.mark.parametrize("path", [path for path in places(DOCUMENT) if path], ids=str)
def test_nothing_is_missing(path):
    if isinstance(path[-1], int):
        return
    document = copy.deepcopy(DOCUMENT)
    at = document
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]

    with pytest.raises(InputRefused):
        rules.check_document(document)


def test_an_act_names_only_files_that_are_listed():
    key = hashlib.sha256(b"x").hexdigest()
    with pytest.raises(InputRefused):
        rules.check_document(put(DOCUMENT, ("volumes", 0, "acts", 0, "files"), [key]))
    file = {"sha256": key, "title": "", "original_name": "", "content_type": "image/jpeg"}
    with pytest.raises(InputRefused):
        rules.check_document(put(DOCUMENT, ("volumes", 0, "files"), [file, file]))


def test_it_is_of_this_teacher_and_holds_something():
    rules.check_teacher(DOCUMENT, "于老师")
    for document, name in ((DOCUMENT, "王老师"), ({"volumes": []}, "于老师")):
        with pytest.raises(InputRefused):
            rules.check_teacher(document, name)
    with pytest.raises(RuleBroken):
        rules.check_something({"volumes": []})
    with pytest.raises(RuleBroken):
        rules.check_new(["a"], {"a"})
    with pytest.raises(RuleBroken):
        rules.check_new([str(n) for n in range(21)], set())


# ---- what is no such ZIP (H-32, H-33, H-38) ------------------------------------------------


def zipped(*entries, **how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as made:
        for name, part in entries:
            made.writestr(name, part)
    return out.getvalue()


def with_manifest(*entries):
    rows = [{"name": name, "sha256": hashlib.sha256(part).hexdigest()} for name, part in entries]
    manifest = json.dumps({"files": rows}).encode()
    return [*entries, (bundles.MANIFEST, manifest)]


JSON = rules.canonical(DOCUMENT).encode()
LINK = zipfile.ZipInfo("portfolio.html")
LINK.external_attr = 0o120777 << 16
KEY = hashlib.sha256(b"x").hexdigest()


@pytest.mark.parametrize(
    "bundle",
    [
        b"",
        b"PK\x03\x04",
        b"no zip at all",
        JSON,
        packed(DOCUMENT)[:-30],
        zipped(),
        zipped(("portfolio.json", JSON)),
        zipped(("portfolio.json", JSON), ("manifest.json", b"[]")),
        zipped(("portfolio.json", JSON), ("manifest.json", b'{"files":[7]}')),
        zipped(("portfolio.json", JSON), ("manifest.json", b'{"files":[{"name":{}}]}')),
        zipped(("portfolio.json", JSON), ("manifest.json", b'{"files":[]}')),
        zipped(*with_manifest(("portfolio.json", JSON), ("../portfolio.json", JSON))),
        zipped(*with_manifest(("portfolio.json", JSON), ("files/../../x.jpg", b"x"))),
        zipped(*with_manifest(("portfolio.json", JSON), ("files\\x.jpg", b"x"))),
        zipped(*with_manifest(("portfolio.json", JSON), ("/etc/passwd", b"x"))),
        zipped(*with_manifest(("portfolio.json", JSON), ("inner.zip", packed(DOCUMENT)))),
        zipped(*with_manifest(("portfolio.json", JSON), (f"files/{KEY}.jpg", b"y"))),
        zipped(*with_manifest(("portfolio.json", JSON)), (LINK, b"/etc/passwd")),
        zipped(*with_manifest(("portfolio.json", b'{"a":1,"a":2}'))),
        zipped(*with_manifest(("portfolio.json", b'{"a":NaN}'))),
        zipped(*with_manifest(("portfolio.json", b"[" * 50_000))),
        zipped(*with_manifest(("portfolio.json", b"\xff\xfe"))),
        zipped(*with_manifest(("portfolio.json", JSON)), compression=zipfile.ZIP_BZIP2),
        zipped(
            *with_manifest(("portfolio.json", JSON), (f"files/{'0' * 64}.jpg", b"\0" * 5_000_000)),
            compression=zipfile.ZIP_DEFLATED,
        ),
        zipped(
            *with_manifest(
                ("portfolio.json", JSON),
                *((f"files/{n:064x}.jpg", b"x") for n in range(bundles.MOST_ENTRIES)),
            )
        ),
    ],
    ids=range(25),
)
def test_a_zip_that_no_export_writes_is_refused(bundle):
    with pytest.raises(InputRefused) as refused:
        bundles.unpack(bundle)
    assert refused.value.field == "file"


def test_a_locked_zip_is_refused():
    """The general flag says that its entries are encrypted."""
    bundle = bytearray(packed(DOCUMENT))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = bundle.find(mark)
        while place >= 0:
            bundle[place + at] |= 1
            place = bundle.find(mark, place + 1)

    with pytest.raises(InputRefused):
        bundles.unpack(bytes(bundle))


def test_a_name_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        bundle = zipped(*with_manifest(("portfolio.json", JSON)), ("portfolio.json", JSON))
    with pytest.raises(InputRefused):
        bundles.unpack(bundle)


def test_a_size_that_lies_is_not_believed():
    """The head says that a file is smaller than it is."""
    bundle = bytearray(zipped(*with_manifest(("portfolio.json", JSON))))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bundle.find(mark)
        bundle[place + at : place + at + 4] = (5).to_bytes(4, "little")

    with pytest.raises(InputRefused):
        bundles.unpack(bytes(bundle))


@slow
@given(st.binary(max_size=400), st.integers(0, 2000))
def test_damaged_bytes_are_refused_with_a_sentence(noise, where):
    """Whatever is written over a bundle: it is refused, or nothing of what it holds has changed."""
    whole = packed(DOCUMENT)
    at = where % len(whole)
    damaged = whole[:at] + noise + whole[at + len(noise) :]

    try:
        read, files = bundles.unpack(damaged)
    except InputRefused:
        return
    assert (read, files) == (DOCUMENT, {})


def test_what_would_not_come_in_does_not_go_out():
    bundles.check_fits(packed(DOCUMENT))
    many = [f"{n}".encode() for n in range(bundles.MOST_ENTRIES)]
    with pytest.raises(RuleBroken):
        bundles.check_fits(packed(DOCUMENT, many))
    with pytest.raises(RuleBroken):
        bundles.check_fits(bytes(bundles.MOST_BYTES + 1))

"""The portfolio as a document: its canonical form, its hash, and what of a foreign one is refused.

A document is {format, volumes}; a volume is what one school knows of one teacher. Nothing in it
is a key of any database.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from school.growth.models import BlockKind, CareerStage, Counter, Dimension, Horizon, Measure
from school.shared import text
from school.shared.errors import InputRefused, RuleBroken

FORMAT = "wotu.portfolio/1"
MOST_VOLUMES = 20
Check = Callable[[Any, str], None]


def canonical(document: Any) -> str:
    """Keys in order, no white space, no escapes: the same document is always the same bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


# ---- the form of a document ----------------------------------------------------------------


def refused(path: str) -> NoReturn:
    raise InputRefused(
        "file",
        "not_a_portfolio",
        _("This file is no portfolio as this program writes it: %(path)s") % {"path": path or "/"},
    )


def words(most: int, *, least: int = 0, lines: bool = True) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not least <= len(value) <= most:
            refused(path)
        try:
            cleaned = text.clean(value, lines=lines)
        except text.TextRefused:
            refused(path)
        if cleaned != value:
            refused(path)

    return check


def one_of(allowed: Any) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or value not in allowed:
            refused(path)

    return check


def day(value: Any, path: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(r"20\d\d-\d\d-\d\d", value, re.ASCII):
        refused(path)
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        refused(path)


def number(least: int, most: int) -> Check:
    def check(value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            refused(path)

    return check


def flag(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        refused(path)


def amount(value: Any, path: str) -> None:
    """A number in words, so that it stays the same bytes."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", value, re.ASCII):
        refused(path)


def digest(value: Any, path: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value, re.ASCII):
        refused(path)


def maybe(check: Check) -> Check:
    def checked(value: Any, path: str) -> None:
        if value is not None:
            check(value, path)

    return checked


def every(check: Check, most: int) -> Check:
    def checked(value: Any, path: str) -> None:
        if not isinstance(value, list) or len(value) > most:
            refused(path)
        for place, one in enumerate(value):
            check(one, f"{path}/{place}")

    return checked


def fields(**checks: Check) -> Check:
    """Exactly these."""

    def checked(value: Any, path: str) -> None:
        if not isinstance(value, dict) or set(value) != set(checks):
            refused(path)
        for name, check in checks.items():
            check(value[name], f"{path}/{name}")

    return checked


def ratings(value: Any, path: str) -> None:
    if not isinstance(value, dict) or not set(value) <= set(Dimension.values):
        refused(path)
    for name, given in value.items():
        number(1, 4)(given, f"{path}/{name}")


def answer(value: Any, path: str) -> None:
    if isinstance(value, list):
        every(words(1000), 50)(value, path)
    else:
        words(10_000)(value, path)


NAME = words(100, least=1, lines=False)
LINE = words(1000, lines=False)
STEP = fields(words=LINE, due_on=maybe(day), done_on=maybe(day))
GOAL = fields(
    dimension=one_of(Dimension.values),
    words=LINE,
    measure=one_of(Measure.values),
    counter=one_of([*Counter.values, ""]),
    target=maybe(number(1, 99_999)),
    done=maybe(amount),
    due_on=maybe(day),
    reached_on=maybe(day),
    outcome=words(1000),
    drop_reason=LINE,
    is_dropped=flag,
    steps=every(STEP, 100),
)
REVIEW = fields(
    number=number(1, 9999),
    submitted_on=day,
    sha256=digest,
    outcome=one_of(["approved", "returned", ""]),
    words=words(5000),
    ratings=ratings,
    by=words(100, lines=False),
    reviewed_on=maybe(day),
)
BLOCK = fields(
    key=words(30, least=1, lines=False),
    title=NAME,
    kind=one_of(BlockKind.values),
    answer=answer,
)
PLAN_CONTENT: Mapping[str, Check] = {
    "horizon": one_of(Horizon.values),
    "stage": one_of(CareerStage.values),
    "title": NAME,
    "term": words(100, lines=False),
    "starts_on": day,
    "ends_on": day,
    "blocks": every(BLOCK, 50),
    "self_ratings": ratings,
    "goals": every(GOAL, 100),
}
PLAN = fields(**PLAN_CONTENT, reviews=every(REVIEW, 500))
REFLECTION = fields(
    on=day,
    title=NAME,
    text=words(20_000),
    act=maybe(fields(type=words(30, least=1, lines=False), name=words(100, least=1, lines=False))),
)
ACT = fields(
    type=words(30, least=1, lines=False),
    name=words(100, least=1, lines=False),
    on=day,
    kinds=every(words(30, least=1, lines=False), 10),
    label=LINE,
    amount=amount,
    stands=flag,
    files=every(digest, 50),
)
FILE = fields(
    sha256=digest,
    title=words(200, lines=False),
    original_name=words(255, lines=False),
    content_type=words(100, least=1, lines=False),
)
VOLUME = fields(
    school=NAME,
    teacher=NAME,
    until=day,
    motto=words(200, lines=False),
    plans=every(PLAN, 200),
    reflections=every(REFLECTION, 5000),
    acts=every(ACT, 20_000),
    files=every(FILE, 1000),
)
DOCUMENT = fields(format=one_of([FORMAT]), volumes=every(VOLUME, MOST_VOLUMES))


def check_document(document: Any) -> None:
    """Anything may have been sent; only what an export could have written passes."""
    DOCUMENT(document, "")
    for place, volume in enumerate(document["volumes"]):
        _check_whole(volume, f"/volumes/{place}")


def _check_whole(volume: Mapping[str, Any], path: str) -> None:
    """Acts name only files that the volume lists, each file is listed once, each act has a kind."""
    listed = [one["sha256"] for one in volume["files"]]
    if len(set(listed)) != len(listed):
        refused(f"{path}/files")
    for place, act in enumerate(volume["acts"]):
        if not act["kinds"] or not set(act["files"]) <= set(listed):
            refused(f"{path}/acts/{place}")


def check_teacher(document: Mapping[str, Any], name: str) -> None:
    if not document["volumes"]:
        raise InputRefused("file", "empty", _("This portfolio holds nothing."))
    if any(volume["teacher"] != name for volume in document["volumes"]):
        raise InputRefused("file", "other_teacher", _("This is the portfolio of somebody else."))


def holds_something(volume: Mapping[str, Any]) -> bool:
    """An own volume without anything in it is left out of the document."""
    return any(volume[part] for part in ("motto", "plans", "reflections", "acts"))


def check_something(document: Mapping[str, Any]) -> None:
    if not document["volumes"]:
        raise RuleBroken("empty", _("There is nothing in this portfolio yet."))


def check_files(document: Mapping[str, Any], files: Collection[str]) -> None:
    """Every file that a volume lists is there, and no other."""
    listed = {one["sha256"] for volume in document["volumes"] for one in volume["files"]}
    if listed != set(files):
        raise InputRefused(
            "file", "files_missing", _("The files in it are not those that the portfolio names.")
        )


def check_new(hashes: Sequence[str], known: Collection[str]) -> None:
    if set(hashes) & set(known) or len(set(hashes)) != len(hashes):
        raise RuleBroken("brought_already", _("This portfolio was brought in already."))
    if len(hashes) + len(known) > MOST_VOLUMES:
        raise RuleBroken("too_many_volumes", _("A portfolio holds 20 volumes at most."))

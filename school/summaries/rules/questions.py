"""Questions and opinions of the parents' committee: what they may be about, and by when."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken, TooOften
from school.shared.text import is_blank, names_in, numbers_in
from school.summaries.models import Publication, PublicationAnswer, Stance
from school.summaries.rules import gates, tokens

WORKING_DAYS = 5
"""A question is answered within so many working days."""
MOST_A_DAY = 10
"""Questions and opinions of one person in one day."""
MOST_REFUSED_A_DAY = 30
"""Refused ones: whoever tries names until one is refused would learn who is at this school."""
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Place:
    """What a question is about: its name, and the number as the paper shows it."""

    about: str
    quoted: str


def answer_by(
    asked_on: datetime.date, holidays: Iterable[tuple[datetime.date, datetime.date]]
) -> datetime.date:
    """The fifth working day after the day of the question: Monday to Friday, no holiday."""
    off, day, left = list(holidays), asked_on, WORKING_DAYS
    while left:
        day += datetime.timedelta(days=1)
        if day.weekday() < 5 and not any(first <= day <= last for first, last in off):
            left -= 1
    return day


def items(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items of a frozen paper in their order."""
    return [item for chapter in content["chapters"] for item in chapter["items"]]


def place(paper: Publication, *, item: int | None, figure: str) -> Place:
    """The named part of the frozen paper. Raises InputRefused for one that is not in it."""
    if item is None:
        if figure:
            raise InputRefused("item", "required", _("Say in which item the figure stands."))
        return Place("", "")
    listed = items(paper.content)
    if not 1 <= item <= len(listed):
        raise InputRefused("item", "no_such_item", _("The paper has no such item."))
    asked = listed[item - 1]
    if not figure:
        return Place(asked["title"], "")
    shown = [
        piece["text"]
        for paragraph in asked["paragraphs"]
        for piece in paragraph
        if piece.get("figure") == figure
    ]
    if not shown:
        raise InputRefused("figure", "no_such_figure", _("This item shows no such figure."))
    return Place(paper.figures[figure]["title"], "；".join(dict.fromkeys(shown))[:500])


def numbers_shown(content: Mapping[str, Any]) -> set[str]:
    """The numbers that the paper's figures show: guarded already, so anybody may repeat them."""
    return {
        number
        for item in items(content)
        for paragraph in item["paragraphs"]
        for piece in paragraph
        if "figure" in piece
        for number in NUMBER.findall(piece["text"])
    }


def check_takes(paper: Publication) -> None:
    if paper.state != Publication.State.CURRENT:
        raise RuleBroken(
            "not_current", _("This edition no longer stands. Ask about the current one.")
        )


def check_not_too_many(made_today: int, refused_today: int) -> None:
    for number, most in ((made_today, MOST_A_DAY), (refused_today, MOST_REFUSED_A_DAY)):
        if number >= most:
            raise TooOften(
                "too_many", _("That is %(most)d today. Please go on tomorrow.") % {"most": most}
            )


def check_stands(withdrawn_at: datetime.datetime | None) -> None:
    if withdrawn_at is not None:
        raise RuleBroken("withdrawn", _("This was withdrawn already."))


def check_unanswered(answers: int) -> None:
    """What the school has answered stays: the answer would hang in the air."""
    if answers:
        raise RuleBroken("answered", _("The school has answered it: both stay."))


def check_is_answered(answer: PublicationAnswer | None) -> PublicationAnswer:
    if answer is None:
        raise RuleBroken("not_answered", _("The school has not answered it yet."))
    return answer


def check_opinion(stance: str, text: str) -> None:
    if stance != Stance.AGREES and is_blank(text):
        raise InputRefused("text", "blank", _("Say in a few words what you mean."))


def check_names_nobody(text: str, children: Mapping[str, str]) -> None:
    """Whoever reads the publication reads this too: no child's name, no child's number."""
    found = names_in(text, set(children.values())) + numbers_in(text, children)
    if found:
        raise InputRefused(
            "text",
            "child_named",
            _("A child would be named: %(names)s. Please write it without names and numbers.")
            % {"names": "、".join(found)},
        )


def tokens_in(text: str) -> list[str]:
    """A token is filled in by a compile; in an answer it would stand there as it is."""
    return [token.raw for token in tokens.tokens(text)]


def check_answer(text: str, *, shown: Collection[str], children: Mapping[str, str]) -> None:
    """The gates of a publication, for the sentences of an answer.

    `shown` are the numbers that the paper shows. Any other was typed by hand, and might be one
    that the paper hides because it is small.
    """
    check_names_nobody(text, children)
    typed = [one for one in gates.typed_numbers(text) if not set(NUMBER.findall(one)) & set(shown)]
    for code, found, sentence in (
        (
            "residue",
            gates.residue(text) + tokens_in(text),
            _("Left over from a template: %(words)s"),
        ),
        (
            "absolute",
            gates.absolutes(text),
            _("Too absolute without a figure or a written declaration: %(words)s"),
        ),
        (
            "half_width",
            gates.half_width(text),
            _("Half-width punctuation between Chinese characters: %(marks)s"),
        ),
        ("typed_number", typed, _("This number does not stand in the publication: %(words)s")),
    ):
        if found:
            said = "、".join(found)
            raise InputRefused("text", code, sentence % {"words": said, "marks": said})

"""What a survey's questions and counts must hold to, and what is read from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.assurance.models import QuestionKind
from school.shared.errors import InputRefused, RuleBroken

SCALE = (1, 2, 3, 4, 5)
SATISFIED = (4, 5)
"""Satisfied and very satisfied."""
FEWEST = 5
"""Of fewer valid answers no share is told."""


@dataclass(frozen=True)
class Question:
    kind: str
    options: Sequence[str] = ()
    is_satisfaction: bool = False

    @property
    def choices(self) -> int:
        """How many options are counted."""
        if self.kind == QuestionKind.SCALE:
            return len(SCALE)
        return len(self.options) if self.kind == QuestionKind.CHOICE else 0


@dataclass(frozen=True)
class Share:
    part: int
    whole: int


def check_questions(questions: Sequence[Question]) -> None:
    if not questions:
        raise InputRefused("questions", "required", _("A survey asks something."))
    asked = False
    for place, one in enumerate(questions):
        field = f"questions.{place}"
        if one.kind == QuestionKind.CHOICE and len(one.options) < 2:
            raise InputRefused(f"{field}.options", "too_few", _("Give two options or more."))
        if one.kind != QuestionKind.CHOICE and one.options:
            raise InputRefused(f"{field}.options", "not_asked", _("Only a choice has options."))
        if len(set(one.options)) != len(one.options):
            raise InputRefused(f"{field}.options", "twice", _("An option stands there twice."))
        if one.is_satisfaction and one.kind != QuestionKind.SCALE:
            raise InputRefused(
                f"{field}.is_satisfaction", "no_scale", _("Satisfaction is asked on the scale.")
            )
        if one.is_satisfaction and asked:
            raise InputRefused(
                f"{field}.is_satisfaction", "twice", _("One question asks for satisfaction.")
            )
        asked = asked or one.is_satisfaction


def check_numbers(issued: int, returned: int, valid: int) -> None:
    if returned > issued:
        raise InputRefused("returned", "too_many", _("More came back than went out."))
    if valid > returned:
        raise InputRefused("valid", "too_many", _("More are valid than came back."))


def check_counts(
    questions: Mapping[int, Question], counts: Mapping[int, Sequence[int]], valid: int
) -> None:
    """`counts` by the number of the question, one for each option in their order."""
    for number, question in questions.items():
        field = f"counts.{number}"
        if question.choices and number not in counts:
            raise InputRefused(field, "required", _("The counts of a question are missing."))
        if number not in counts:
            continue
        if len(counts[number]) != question.choices:
            raise InputRefused(field, "other_options", _("Give one count for each option."))
        if sum(counts[number]) > valid:
            raise InputRefused(field, "too_many", _("More answers than valid questionnaires."))
    for number in counts:
        if number not in questions:
            raise InputRefused(f"counts.{number}", "does_not_exist", _("No such question."))


def check_no_results(*, is_entered: bool) -> None:
    if is_entered:
        raise RuleBroken("results_entered", _("The results are entered; the questions stay."))


def satisfaction(counts: Sequence[int], valid: int) -> Share | None:
    """Of those who answered the question, the satisfied. None below five valid questionnaires."""
    whole = sum(counts)
    if valid < FEWEST or not whole:
        return None
    return Share(sum(counts[option - 1] for option in SATISFIED), whole)

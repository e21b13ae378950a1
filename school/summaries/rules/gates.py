"""What keeps a draft from being submitted. Each gate names its section, to be opened there."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.shared.errors import RuleBroken
from school.shared.text import is_blank, names_in
from school.summaries.models import SummarySection
from school.summaries.rules import tokens
from school.summaries.rules.tokens import TOKEN, Reading

STAND_IN = "数"
"""Takes a token's place while the words around it are read."""
CJK = "\u3400-\u9fff"

RESIDUE = re.compile(
    r"[xX×＊*]{2,}|[xX×]+[年月日]|[*＊][小中]学|某某|某[年月日校]|\{\{|\}\}|_{3,}|＿{2,}"
    r"|lorem|ipsum|待补充|此处填写|请在此|爱汇网|网友|为大家分享|为大家整理|仅供参考"
    r"|范文|本文来源|www\.|https?://",
    re.IGNORECASE,
)
ORDINAL = (
    "学期|学段|周|次|届|课|章|时间|个|阶段|步|年|排|轮|期|批|部|类|项|责任|线|天|月|版|组|位|节"
    "|人称|书记|小学|中学|实验"
)
"""第一 before one of these counts in order and praises nobody."""
ABSOLUTE = re.compile(
    r"全部|百分之百|(?<!\d)(?:100|１００)\s*[%％]|从未|从来没有|所有(?!权)|无一例外|无一"
    rf"|第一(?!{ORDINAL})|零(?:事故|投诉|发生|违规|违纪|差错|辍学|案件)"
    r"|绝无|唯一|首屈一指|史无前例|前所未有|彻底杜绝|完全杜绝"
)
DECLARED = "书面声明"
"""A sentence that says it rests on a written declaration may be absolute."""
SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]?")
HALF_WIDTH = re.compile(rf"(?<=[{CJK}”’》）】])\s*[,:;?!().]\s*(?=[{CJK}“‘《（【]|$)", re.MULTILINE)
# 访问(海军)基地 is meant; class names like 三年级(2)班 stay as they are.
OPENED = re.compile(rf"[(]\s*[{CJK}]")
DIGIT, NUMERAL = "0-9０-９", "零〇一二三四五六七八九十百千"
MEASURE = "人次|人|次|节|项|户|名|对|学时|分(?![钟之])|%|％"
# In numerals only from ten on, and only of people, lessons and families: 一次, 两项 are just words.
COUNTED = "人次|人(?![生才民])|节课|户家庭|名学生|名教师"
TYPED = re.compile(
    rf"(?<![{DIGIT}.第])[{DIGIT}][{DIGIT},，.．]*\s*多?余?个?(?:{MEASURE})"
    rf"|(?<!第)[一二三四五六七八九两]?[十百千][{NUMERAL}]*余?多?(?:{COUNTED})"
)


@dataclass(frozen=True)
class Gate:
    code: str
    section: str | None
    number: int | None
    detail: str


class GatesFailed(RuleBroken):
    """The draft is not ready. `gates` says what is missing and where."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        super().__init__("gates_failed", _("The summary does not pass its gates yet."))
        self.gates = gates


def _plain(text: str) -> str:
    return TOKEN.sub(STAND_IN, text)


def residue(text: str) -> list[str]:
    return sorted({found[0] for found in RESIDUE.finditer(_plain(text))})


def absolutes(text: str) -> list[str]:
    """Absolute words in sentences that carry no figure and rest on no declaration."""
    found: set[str] = set()
    for sentence in SENTENCE.findall(text):
        if TOKEN.search(sentence) or DECLARED in sentence:
            continue
        found |= {word[0] for word in ABSOLUTE.finditer(sentence)}
    return sorted(found)


def half_width(text: str) -> list[str]:
    plain = _plain(text)
    marks = {found[0].strip() for found in HALF_WIDTH.finditer(plain)}
    if OPENED.search(plain):
        marks.add("(")
    return sorted(marks)


def typed_numbers(text: str) -> list[str]:
    return sorted({found[0].strip() for found in TYPED.finditer(_plain(text))})


def section_gates(
    section: SummarySection,
    *,
    known: Collection[str],
    readings: Mapping[str, Reading] | None,
    names: Collection[str],
) -> Iterator[Gate]:
    """`known` are the codes of the catalogue; `readings` the figures of this compile."""

    def gate(code: str, detail: str) -> Gate:
        return Gate(code, str(section.pk), section.number, detail)

    if is_blank(section.text):
        if not section.not_applicable:
            yield gate("empty", _("This item has no text and is not marked as not applicable."))
        return
    for token in tokens.tokens(section.text):
        if token.code not in known:
            yield gate("unknown_token", _("There is no figure %(name)s.") % {"name": token.raw})
        elif readings is None or token.code not in readings:
            yield gate(
                "not_compiled",
                _("The figure %(name)s is not compiled yet.") % {"name": token.raw},
            )
        elif not tokens.fits(token, readings[token.code]):
            yield gate(
                "unknown_token",
                _("The figure has no such part: %(name)s.") % {"name": token.raw},
            )
        elif tokens.is_undeclared(readings[token.code]):
            yield gate(
                "not_declared",
                _("Nobody has signed yet what %(name)s declares.") % {"name": token.raw},
            )
    if found := residue(section.text):
        yield gate("residue", _("Left over from a template: %(words)s") % {"words": _join(found)})
    if found := absolutes(section.text):
        yield gate(
            "absolute",
            _("Too absolute without a figure or a written declaration: %(words)s")
            % {"words": _join(found)},
        )
    if found := half_width(section.text):
        yield gate(
            "half_width",
            _("Half-width punctuation between Chinese characters: %(marks)s")
            % {"marks": " ".join(found)},
        )
    if found := names_in(section.text, names):
        yield gate("child_named", _("A child is named: %(names)s") % {"names": _join(found)})
    if found := typed_numbers(section.text):
        yield gate(
            "typed_number",
            _("A number is typed instead of taken from a figure: %(words)s")
            % {"words": _join(found)},
        )


def _join(words: Sequence[str]) -> str:
    return "、".join(words)


def gates(
    sections: Sequence[SummarySection],
    *,
    is_compiled: bool,
    known: Collection[str],
    readings: Mapping[str, Reading] | None,
    names: Collection[str],
) -> list[Gate]:
    found: list[Gate] = []
    if not is_compiled:
        found.append(Gate("compiling", None, None, _("The figures are still being compiled.")))
    for section in sections:
        found += section_gates(section, known=known, readings=readings, names=names)
    return found

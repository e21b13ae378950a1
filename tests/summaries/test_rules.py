"""No db fixture: a query here is an error, so rules stay pure."""

import json
from pathlib import Path

import pytest

from school.shared.errors import RuleBroken
from school.shared.text import names_in
from school.summaries.models import SummarySection
from school.summaries.rules import chain, gaps, gates, tokens
from school.summaries.rules.tokens import Token

SHARE = {
    "code": "visits.coverage",
    "version": 1,
    "kind": "share",
    "unit": "人",
    "title": "家访落实率",
    "value": {"part": 97, "whole": 102},
    "cells": [],
    "records": {"part": {"count": 97, "ids": None}, "whole": {"count": 102, "ids": None}},
}


def _cell(key, label, number):
    behind = {"count": number, "ids": None}
    return {"key": key, "label": label, "value": number, "records": behind, "betrayed_by": []}


CATEGORIES = {
    "code": "visits.settled_by_category",
    "version": 1,
    "kind": "breakdown",
    "unit": "人",
    "title": "各类落实",
    "value": [],
    "cells": [
        _cell("single_parent", "单亲生", 31),
        _cell("migrant_family", "新市民", 96),
    ],
    "records": {},
}
MADE = {
    "code": "visits.made",
    "version": 1,
    "kind": "count",
    "unit": "次",
    "title": "家访次数",
    "value": 180,
    "cells": [],
    "records": {"rows": {"count": 180, "ids": None}},
}
READINGS = {one["code"]: one for one in (SHARE, CATEGORIES, MADE)}
NAMES = {"王梓涵", "王梓", "于沐宸", "Lin"}


def section(text="", **columns):
    return SummarySection(code="love_and_duty", number=4, text=text, **columns)


def found(text, **columns):
    """The codes of the gates that this text does not pass."""
    return {
        gate.code
        for gate in gates.section_gates(
            section(text, **columns), known=READINGS, readings=READINGS, names=NAMES
        )
    }


# ---- gates: each with a text that fails and one that passes --------------------------------------


@pytest.mark.parametrize(
    ("code", "fails", "passes"),
    [
        ("unknown_token", "落实率为{{ visits.nothing }}。", "落实率为{{ visits.coverage }}。"),
        ("unknown_token", "落实{{ visits.made.part }}。", "落实{{ visits.coverage.part }}。"),
        (
            "unknown_token",
            "新市民{{ visits.settled_by_category:nobody }}。",
            "新市民{{ visits.settled_by_category:migrant_family }}。",
        ),
        ("residue", "xx年，学校开展了家访。", "本年度，学校开展了家访。"),
        ("residue", "XX小学开展了家访。", "本校开展了家访。"),
        ("residue", "*小学开展了家访。", "本校开展了家访。"),
        ("residue", "某某老师上门家访。", "班主任上门家访。"),
        ("residue", "落实率为{{ visits.coverage。", "落实率为{{visits.coverage}}。"),
        ("residue", "Lorem ipsum dolor。", "家访记录。"),
        ("residue", "爱汇网网友为大家分享。", "教师为家长讲解。"),
        ("absolute", "全部家庭都欢迎教师。", "许多家庭欢迎教师。"),
        ("absolute", "全部家庭都欢迎教师。", "全部家访为{{ visits.made }}。"),
        ("absolute", "学校从未发生事故。", "据校长书面声明，学校从未发生事故。"),
        ("absolute", "本校家访做得第一。", "第一学期的家访从第一周开始。"),
        ("absolute", "所有教师无一例外。", "教师的所有权教育。"),
        ("absolute", "本学期零事故。", "零食不带进校园。"),
        ("half_width", "教师上门,家长开门。", "教师上门，家长开门。"),
        ("half_width", "教师上门 , 家长开门。", "教师上门，家长开门。"),
        ("half_width", "可喜的.成果。", "可喜的成果。"),
        ("half_width", "落实率为{{ visits.coverage }},走访继续。", "三年级(2)班走访。"),
        ("half_width", "访问(海军)基地。", "访问（海军）基地。"),
        ("child_named", "王梓涵的家长很高兴。", "一位家长很高兴。"),
        ("child_named", "王 梓\u200b涵的家长很高兴。", "一位家长很高兴。"),
        ("child_named", "A visit to Lin took place。", "Linen was donated。"),
        ("typed_number", "共家访180次。", "共家访{{ visits.made }}。"),
        ("typed_number", "家访 98.5 %。", "家访{{ visits.coverage.percent }}。"),
        ("typed_number", "三十人参加。", "第10次会议在2026年召开。"),
        ("typed_number", "参加的有２４０人次。", "参加的有许多人。"),
    ],
)
def test_a_gate_stops_one_text_and_lets_another_pass(code, fails, passes):
    assert code in found(fails)
    assert code not in found(passes)


def test_an_item_needs_text_or_says_that_it_has_none():
    assert found("") == {"empty"}
    assert found(" \u3000\n") == {"empty"}
    assert found("", not_applicable=True) == set()


def test_the_longest_name_is_told():
    assert names_in("王梓涵来了", NAMES) == ["王梓涵"]


def test_a_figure_that_is_not_compiled_is_told():
    codes = {
        gate.code
        for gate in gates.section_gates(
            section("{{ visits.made }}"), known=READINGS, readings=None, names=()
        )
    }

    assert codes == {"not_compiled"}


def test_while_figures_are_compiled_nothing_is_submitted():
    held = gates.gates([], is_compiled=False, known=(), readings=None, names=())

    assert [gate.code for gate in held] == ["compiling"]


def test_a_gate_names_its_item():
    (gate,) = gates.section_gates(section(""), known=(), readings={}, names=())

    assert (gate.number, bool(gate.section), bool(gate.detail)) == (4, True, True)


# ---- tokens ----------------------------------------------------------------------------------


def shown(text, readings=READINGS):
    (token,) = tokens.tokens(text)
    return tokens.value_text(token, readings[token.code])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ visits.coverage }}", "95.1%（97/102人）"),
        ("{{visits.coverage.part}}", "97人"),
        ("{{ visits.coverage.whole }}", "102人"),
        ("{{ visits.coverage.percent }}", "95.1%"),
        ("{{ visits.made }}", "180次"),
        ("{{ visits.settled_by_category:migrant_family }}", "96人"),
        ("{{ visits.settled_by_category }}", "单亲生31人、新市民96人"),
    ],
)
def test_a_token_shows_its_figure(text, expected):
    assert shown(text) == expected


def test_an_empty_whole_is_a_phrase_and_no_percentage():
    empty = {**SHARE, "value": None}

    assert shown("{{ visits.coverage }}", {"visits.coverage": empty}) == "本类无应计对象"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 800, "0.1%"),
        (1, 16, "6.3%"),
        (3, 3, "100%"),
        (0, 3, "0%"),
        (9999, 10000, "99.9%"),
        (1, 10000, "0.1%"),
    ],
)
def test_a_percentage_has_one_decimal_half_up_and_is_whole_only_when_exact(part, whole, expected):
    assert tokens.percent(part, whole) == expected


def test_the_measure_word_is_not_said_twice():
    (line,) = tokens.paragraphs("共{{ visits.made }} 次家访。", READINGS, {})

    assert "".join(piece["text"] for piece in line) == "共180 次家访。"
    assert line[1] == {"text": "180", "figure": "visits.made"}


def test_tokens_are_stored_in_one_spelling():
    assert tokens.tidied("共{{visits.made}}。") == "共{{ visits.made }}。"


def test_the_records_behind_a_token_are_counted():
    def count(side=None, key=None, code="visits.coverage"):
        return tokens.records_count(Token("", code, side, key, 0, 0), READINGS[code])

    assert (count(), count(side="whole"), count(code="visits.made")) == (97, 102, 180)
    assert count(code="visits.settled_by_category", key="single_parent") == 31
    assert count(code="visits.settled_by_category") == 127


# ---- the chain -------------------------------------------------------------------------------

STEPS = [
    {"position": 1, "label": {"zh": "科室起草"}, "posts": []},
    {"position": 2, "label": {"zh": "主任审核"}, "posts": ["moral_director", "teaching_director"]},
    {"position": 3, "label": {"zh": "分管副校长审阅"}, "posts": ["vice_principal"]},
    {"position": 4, "label": {"zh": "校长签发"}, "posts": ["principal"]},
]


def route():
    steps = chain.first_route(STEPS)
    steps[0]["state"] = "done"
    return steps


def states(steps):
    return [step["state"] for step in steps]


def test_the_paper_goes_to_the_first_step_that_somebody_can_take():
    onward, passed = chain.onward(
        route(), {"moral_director": {"a"}, "teaching_director": {"b"}, "principal": {"p"}}, {"a"}
    )

    assert states(onward) == ["done", "current", "waiting", "waiting"]
    assert passed == []


def test_steps_without_a_holder_or_with_authors_alone_are_passed_over():
    onward, passed = chain.onward(route(), {"moral_director": {"a"}, "principal": {"p"}}, {"a"})

    assert states(onward) == ["done", "passed_over", "passed_over", "current"]
    assert [step["position"] for step in passed] == [2, 3]


def test_the_last_step_is_never_passed_over():
    onward, _passed = chain.onward(route(), {}, set())

    assert states(onward)[-1] == "current"


def at_step(position):
    steps = route()
    for step in steps:
        step["state"] = "current" if step["position"] == position else step["state"]
    return steps


def test_an_author_does_not_approve():
    with pytest.raises(RuleBroken) as broken:
        chain.check_approver(
            at_step(2), posts={"moral_director"}, who="a", authors={"a"}, requester="r"
        )

    assert broken.value.code == "author_cannot_approve"


def test_whoever_asked_does_not_review_but_may_sign():
    with pytest.raises(RuleBroken):
        chain.check_approver(
            at_step(2), posts={"moral_director"}, who="r", authors=set(), requester="r"
        )

    step = chain.check_approver(
        at_step(4), posts={"principal"}, who="r", authors=set(), requester="r"
    )
    assert step["position"] == 4


def test_a_step_belongs_to_its_posts():
    with pytest.raises(RuleBroken) as broken:
        chain.check_approver(
            at_step(4), posts={"moral_director"}, who="m", authors=(), requester=""
        )

    assert broken.value.code == "not_your_step"


def test_the_only_signer_stays_free_of_writing():
    with pytest.raises(RuleBroken) as broken:
        chain.check_signer_stays_free(route(), {"principal": {"p"}}, "p")

    assert broken.value.code == "signer_cannot_write"
    chain.check_signer_stays_free(route(), {"principal": {"p", "q"}}, "p")
    chain.check_signer_stays_free(route(), {"principal": {"p"}}, "m")


def test_a_state_takes_its_verbs_only():
    chain.check_takes("draft", "submit")
    with pytest.raises(RuleBroken) as broken:
        chain.check_takes("in_review", "edit_section")

    assert broken.value.code == "wrong_state"


# ---- gaps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "not_applicable", "gap"),
    [
        ([0, 0], False, True),
        ([0, 1], False, False),
        ([0, None], False, False),  # who may not read a number learns nothing of it here
        ([], False, False),  # an item of words alone
        ([0], True, False),
    ],
)
def test_an_item_that_no_record_speaks_for_is_a_gap(counts, not_applicable, gap):
    assert gaps.is_gap(counts, not_applicable=not_applicable) is gap


# ---- the packaged template -------------------------------------------------------------------


def test_the_template_has_six_chapters_twenty_numbered_items_and_one_without_a_number():
    packaged = Path(gates.__file__).parents[1] / "data" / "civilized_campus.json"
    chapters = json.loads(packaged.read_text(encoding="utf-8"))["chapters"]
    numbers = [item["number"] for chapter in chapters for item in chapter["items"]]

    assert len(chapters) == 6
    assert numbers == [*range(1, 21), None]

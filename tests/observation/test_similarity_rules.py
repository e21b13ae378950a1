"""How alike two notes are, against a model that compares every run with every other."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.rules import similarity as rules
from school.observation.rules.similarity import Likeness, Other

SEEN = "举手前先独立想三十秒,举手的由六人变十四人"
texts = st.text("课堂举手想一想、,。 Ab１2", max_size=40)


def share(one, other):
    return rules.likeness(rules.runs(one), rules.runs(other))


def naive(one, other):
    """Runs in lists, looked up one by one."""
    lists = []
    for text in (one, other):
        letters = rules.bare(text)
        found = []
        if len(letters) >= 12:
            for start in range(len(letters) - 2):
                run = letters[start] + letters[start + 1] + letters[start + 2]
                if run not in found:
                    found.append(run)
        lists.append(found)
    both = sum(run in lists[1] for run in lists[0])
    either = len(lists[0]) + len(lists[1]) - both
    return Fraction(both, either) if either else Fraction(0)


@given(texts, texts)
def test_likeness_is_that_of_the_naive_model(one, other):
    assert share(one, other) == naive(one, other)


@given(texts, texts)
def test_likeness_is_mutual_and_a_part_of_one(one, other):
    assert share(one, other) == share(other, one)
    assert 0 <= share(one, other) <= 1


@given(texts)
def test_a_text_is_wholly_like_itself_unless_it_is_short(text):
    assert share(text, text) == (1 if len(rules.bare(text)) >= rules.SHORT else 0)


@given(st.text("课堂举手", min_size=12, max_size=30), st.integers(0, 30))
def test_spaces_and_marks_make_no_difference(text, place):
    place %= len(text)
    assert share(text, f"{text[:place]} ,。\n{text[place:]}") == 1


@given(texts, st.lists(texts, max_size=6), st.fractions(Fraction(1, 10), 1, max_denominator=20))
def test_the_most_alike_is_that_of_the_naive_model(text, others, at_least):
    given_in = [Other(str(n % 3), one) for n, one in enumerate(others)]
    best = {}
    for other in given_in:
        best[other.key] = max(best.get(other.key, Fraction(0)), naive(text, other.text))

    found = rules.most_alike(text, given_in, at_least=at_least)
    assert {one.key: one.share for one in found} == {
        key: value for key, value in best.items() if value >= at_least
    }
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ("举手前先独立想30秒，举手的由6人变14人", False),
        ("举手前先独立想三十秒。举手的由六人变十四人!", True),
        ("上课时举手前先独立想三十秒,举手的由六人变十四人", True),
        ("教师引导学生自主合作探究学习,课堂气氛活跃", False),
    ],
)
def test_what_was_copied_is_found(other, is_alike):
    found = rules.most_alike(SEEN, [Other("x", other)], at_least=Fraction(3, 5))
    assert bool(found) == is_alike


def test_a_set_phrase_is_no_copy():
    assert rules.most_alike("教态自然", [Other("x", "教态自然")], at_least=Fraction(1, 2)) == []


def test_the_closest_of_a_record_is_told():
    others = [Other("x", "今天的课堂很安静,学生都在写字。"), Other("x", SEEN)]
    assert rules.most_alike(SEEN, others, at_least=Fraction(3, 5)) == [Likeness("x", Fraction(1))]

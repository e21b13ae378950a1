"""By when a question is answered, and which numbers an answer may repeat."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.shared.errors import InputRefused
from school.summaries.rules import questions as rules

FRIDAY = datetime.date(2026, 11, 20)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


def test_five_working_days_pass_over_the_weekend():
    assert rules.answer_by(FRIDAY, []) == datetime.date(2026, 11, 27)


def test_a_holiday_is_no_working_day():
    holiday = (datetime.date(2026, 11, 23), datetime.date(2026, 11, 24))

    assert rules.answer_by(FRIDAY, [holiday]) == datetime.date(2026, 12, 1)


@given(days, st.lists(st.tuples(days, st.integers(0, 9)), max_size=4))
def test_exactly_five_working_days_lie_after_the_question(asked_on, spans):
    holidays = [(first, first + datetime.timedelta(days=length)) for first, length in spans]

    due = rules.answer_by(asked_on, holidays)

    after = [asked_on + datetime.timedelta(days=n + 1) for n in range((due - asked_on).days)]
    working = [
        day
        for day in after
        if day.weekday() < 5 and not any(first <= day <= last for first, last in holidays)
    ]
    assert len(working) == rules.WORKING_DAYS
    assert working[-1] == due


PAPER = {
    "chapters": [
        {
            "items": [
                {
                    "title": "家访",
                    "paragraphs": [
                        [
                            {"text": "落实率为"},
                            {"text": "95.1%（97/102人）", "figure": "visits.coverage"},
                            {"text": "，另有2次集体活动。"},
                        ]
                    ],
                }
            ]
        }
    ]
}


def test_the_numbers_shown_are_those_of_figures_alone():
    assert rules.numbers_shown(PAPER) == {"95.1", "97", "102"}


@pytest.mark.parametrize("text", ["共102人，已走到97人。", "落实率95.1%。", "我们每周碰一次头。"])
def test_a_number_that_the_paper_shows_may_be_repeated(text):
    rules.check_answer(text, shown=rules.numbers_shown(PAPER), children={})


@pytest.mark.parametrize("text", ["没走到的是5人。", "其中2户家庭搬走了。"])
def test_a_number_that_it_does_not_show_may_not(text):
    with pytest.raises(InputRefused) as refused:
        rules.check_answer(text, shown=rules.numbers_shown(PAPER), children={})

    assert refused.value.code == "typed_number"

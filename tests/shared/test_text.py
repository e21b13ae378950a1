"""The text policy. No db fixture: it asks nobody."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.shared import text
from tests import hostile


@pytest.mark.parametrize("value", hostile.REFUSED.values(), ids=hostile.REFUSED.keys())
def test_text_that_breaks_documents_is_refused(value):
    with pytest.raises(text.TextRefused):
        text.clean(value)


@pytest.mark.parametrize("value", hostile.BLANK.values(), ids=hostile.BLANK.keys())
def test_text_that_shows_nothing_is_blank(value):
    assert text.is_blank(value)


@pytest.mark.parametrize(
    "value", hostile.STORED_AS_TEXT.values(), ids=hostile.STORED_AS_TEXT.keys()
)
def test_text_that_looks_dangerous_is_kept_as_text(value):
    assert text.clean(value) == value
    assert not text.is_blank(value)


@pytest.mark.parametrize(("given_", "stored"), hostile.COMPOSED.values())
def test_text_is_stored_composed(given_, stored):
    assert text.clean(given_) == stored


def test_line_breaks_belong_into_long_text_only():
    assert text.clean(hostile.LINE_BREAK) == "第一行\n第二行"
    with pytest.raises(text.TextRefused):
        text.clean(hostile.LINE_BREAK, lines=False)


@given(st.text())
def test_clean_text_stays_as_it_is(value):
    try:
        once = text.clean(value)
    except text.TextRefused:
        return
    assert text.clean(once) == once == unicodedata.normalize("NFC", once)

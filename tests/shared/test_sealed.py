"""Sealed text opens only in its own place."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from school.shared import sealed


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_sealed_opens_again(text):
    assert sealed.unseal(sealed.seal(text, place="a.b"), place="a.b") == text


def test_sealed_text_does_not_open_in_another_column():
    with pytest.raises(InvalidTag):
        sealed.unseal(sealed.seal("家访纪要", place="a.b"), place="a.c")


def test_the_same_text_is_never_sealed_the_same_way():
    assert sealed.seal("同", place="a.b") != sealed.seal("同", place="a.b")


def test_an_older_key_still_opens(settings):
    old = sealed.seal("旧", place="a.b")
    settings.FIELD_KEYS = {"k9": b"9" * 32, **settings.FIELD_KEYS}

    assert sealed.seal("新", place="a.b").startswith("sealed1:k9:")
    assert sealed.unseal(old, place="a.b") == "旧"

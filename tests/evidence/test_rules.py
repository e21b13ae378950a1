"""Names that do no harm, and how long a certificate holds."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.evidence import rules
from school.evidence.rules import Expiry, cleaned_name, expiry_of
from school.shared import text
from school.shared.errors import InputRefused, TooOften
from tests.conftest import TODAY

DAY = datetime.timedelta(days=1)
TYPES = st.sampled_from(["image/jpeg", "application/pdf"])


@given(st.text(max_size=300), TYPES)
def test_whatever_a_file_is_called_its_name_is_plain(given_name, content_type):
    """H-38."""
    name = cleaned_name(given_name, content_type)

    assert 5 <= len(name) <= rules.NAME_LETTERS
    assert name.endswith(".jpg" if content_type == "image/jpeg" else ".pdf")
    assert not set(name) & set("/\\\"'<>|:*?`%$&;")
    assert not name.startswith((".", " "))
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name)
    assert text.clean(name, lines=False) == name
    assert not text.is_blank(name)


@given(st.text(max_size=300), TYPES)
def test_a_plain_name_stays_as_it_is(given_name, content_type):
    once = cleaned_name(given_name, content_type)

    assert cleaned_name(once, content_type) == once


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("获奖证书.PNG", "获奖证书.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\system.ini", "system.jpg"),
        ("%2e%2e%2fx.jpg", "2e2e2fx.jpg"),
        ("con.jpg", "file.jpg"),
        ("LPT1.png", "file.jpg"),
        ("a\0.jpg", "a.jpg"),
        ("照\u202egpj.exe", "照gpj.jpg"),
        (".htaccess", "htaccess.jpg"),
        ('x"\r\nSet-Cookie: a=b.jpg', "xSet-Cookie a=b.jpg"),
        ("\u3164\u200b.jpg", "file.jpg"),
        ("", "file.jpg"),
        ("长" * 300 + ".jpg", "长" * 96 + ".jpg"),
    ],
)
def test_names_that_mean_harm_or_nothing(given_name, name):
    assert cleaned_name(given_name, "image/jpeg") == name


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)))
def test_each_day_has_one_answer(expires_on):
    days = (expires_on - TODAY).days

    found = expiry_of(expires_on, today=TODAY)

    expected = Expiry.EXPIRED if days < 0 else Expiry.SOON if days <= 30 else Expiry.VALID
    assert found == expected


def test_what_has_no_end_does_not_expire():
    assert expiry_of(None, today=TODAY) == Expiry.NONE


@pytest.mark.parametrize(
    ("happened_on", "expires_on", "field"),
    [
        (TODAY + DAY, None, "happened_on"),
        (TODAY, TODAY - DAY, "expires_on"),
    ],
)
def test_days_that_cannot_be_are_refused(happened_on, expires_on, field):
    with pytest.raises(InputRefused) as refused:
        rules.check_days(happened_on, expires_on, today=TODAY)

    assert refused.value.field == field


def test_days_that_can_be_are_taken():
    rules.check_days(TODAY, TODAY, today=TODAY)
    rules.check_days(datetime.date(2008, 6, 1), None, today=TODAY)


def test_fifty_in_a_minute_and_no_more():
    rules.check_rate(49)
    with pytest.raises(TooOften):
        rules.check_rate(50)

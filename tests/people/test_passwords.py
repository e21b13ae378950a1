"""Which passwords are taken, and that they are taken as they were typed."""

import json
import re
import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from school.people import pinyin
from school.people.passwords import MOST, is_guessable
from school.people.roles import PostKind
from school.people.rules.accounts import ACCOUNT_NAME, proposed_account_name
from tests.factories import people

LOGIN = "/_allauth/browser/v1/auth/login"
GOOD = "蓝伞-seven-boats-晾在窗外"


@pytest.fixture
def yu(school, maple, now):
    staff = people.StaffMember(school=school, name="于文静", staff_number="T0042")
    people.Post(staff=staff, kind=PostKind.HOMEROOM_TEACHER, school_class=maple)
    return people.User(school=school, username="yulaoshi", staff=staff)


@pytest.mark.parametrize(
    "password",
    [
        "woaini5201314woaini",
        "WoAiNi-5201314-deyu",
        "于文静于文静于文静于文静于文静于",
        "yuwenjing20260901",
        "wenjing-1998-12-01",
        "yulaoshi_yulaoshi",
        "T0042t0042T0042t0042",
        "binhelu-xiaoxue-2026",
        "滨河路小学班主任密码滨河路小学",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv5tgb",
        "987654321qwerty321",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "ｗｏａｉｎｉ１３１４５２０ｗｏａｉｎｉ",
        "password123456789!@#$",
        "deyuzhuren-shandong-2026",
    ],
)
def test_what_others_try_first_is_refused(yu, password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, yu)

    assert "password_guessable" in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery staple",
        "我家的猫每天五点就来挠门要吃的",
        "maomi zao shang wu dian nao men",
        "deyu-cloud-ladder-orange",
        "vK9#tq-2Lm_x7Bw!4r",
    ],
)
def test_a_sentence_of_ones_own_is_taken(yu, password):
    validate_password(password, yu)


@pytest.mark.parametrize(("length", "taken"), [(14, False), (15, True), (128, True), (129, False)])
def test_fifteen_characters_stand_alone(yu, length, taken):
    password = ("雨后桥边三只鹅慢慢走过去又回来" * 9)[:length]
    if taken:
        validate_password(password, yu)
        return
    with pytest.raises(ValidationError, match="字符"):
        validate_password(password, yu)


def test_twelve_are_enough_beside_a_second_factor(principal, settings, now):
    settings.SECOND_FACTOR = True
    with pytest.raises(ValidationError):
        validate_password("雨后桥边三只鹅慢慢走", principal)
    validate_password("雨后桥边三只鹅慢慢走过去", principal)

    settings.SECOND_FACTOR = False
    with pytest.raises(ValidationError):
        validate_password("雨后桥边三只鹅慢慢走过去", principal)


def sign_in(client, username, password):
    return client.post(
        LOGIN,
        json.dumps({"username": username, "password": password}),
        content_type="application/json",
    )


@pytest.fixture
def account(yu):
    yu.set_password("  é-蓝伞 seven boats ")
    yu.save()
    cache.clear()
    return yu


def test_another_keyboards_form_of_the_letters_is_the_same_password(client, account):
    decomposed = unicodedata.normalize("NFD", "  é-蓝伞 seven boats ")
    assert decomposed != "  é-蓝伞 seven boats "

    assert account.check_password(decomposed)
    assert account.check_password("  é-蓝伞 seven boats ")


@pytest.mark.parametrize("password", ["x" * 100_000, "x" * 129, "a\x00b"])
def test_what_no_password_can_be_is_refused_before_it_is_hashed(client, account, password):
    """H-61: the answer is that of any wrong password."""
    for username in (account.username, "nobody-here"):
        answer = sign_in(client, username, password)
        assert answer.status_code == 400, answer.content


@given(st.text(max_size=200))
def test_judging_never_fails(password):
    assert is_guessable(password) in (True, False)


@given(st.text(min_size=MOST, max_size=MOST))
def test_what_the_words_of_a_person_make_guessable_stays_so_with_more_words(password):
    if is_guessable(password, ("yuwenjing",)):
        assert is_guessable(password, ("yuwenjing", "binhelu"))


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        ("于文静", ["yu", "wen", "jing"]),
        ("滨河路小学", ["bin", "he", "lu", "xiao", "xue"]),
        ("王 Anna·李", ["wang", "li"]),
        ("綦", []),
        ("", []),
    ],
)
def test_common_characters_have_their_sound(name, heard):
    assert pinyin.sounds(name) == heard


def test_every_common_character_has_one():
    common = [
        bytes([row, cell]).decode("gb2312", "ignore")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
    ]
    assert sum(bool(pinyin.sounds(character)) for character in common) == 3755


@given(
    st.lists(st.sampled_from(["yu", "wen", "jing", "xu"]), max_size=20),
    st.text(max_size=12),
    st.sets(st.sampled_from(["yu", "yuwen", "yu2", "yuyu"])),
)
def test_a_proposed_name_can_be_taken_and_is_free(heard, number, taken):
    name = proposed_account_name(heard, number, taken)

    assert re.fullmatch(ACCOUNT_NAME, name, re.ASCII)
    assert name not in taken

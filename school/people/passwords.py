"""Which passwords are taken (docs/adr/0023). Django asks the two classes at every new password."""

import re
import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from school.people import pinyin

LEAST, LEAST_WITH_SECOND_FACTOR, MOST = 15, 12, 128
LEFT_OVER = 6
"""So many letters must be left when everything that others would guess is taken out."""
DIFFERENT = 5

# What people at schools here take first, beside Django's own list of the twenty thousand.
_SAID = """
woaini woaiwojia wobuzhidao wodemima mima mimamima password passwd admin administrator root guest
welcome letmein iloveyou abcabc teacher school student xuesheng laoshi jiaoshi banzhuren xiaozhang
zhuren fuxiaozhang jiaowu deyu keyan xiaoxue zhongxue yizhong shiyan shiyanxiaoxue xuexiao jiazhang
jiaweihui jiafang wotu shandong qingdao jinan beijing china zhongguo xinnian kuaile xingfu pingan
jiankang ruyi facai fafafa 5201314 1314520 521521 520520 1314 520 147258369 147258 159357
741852963 789456123 123321 112233 666666 888888 168168 5211314 110110 a123456 q1w2e3r4 1q2w3e4r
qazwsx qazwsxedc zaq12wsx 教师 老师 班主任 校长 主任 学校 小学 密码 我爱你 德育 教务 沃土
"""
HABITS = tuple(_SAID.split())
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "!@#$%^&*()",
)
WALK = 4


@cache
def _walks() -> re.Pattern[str]:
    """Four or more neighbours of a row of the keyboard, to and fro."""
    steps = [row for row in ROWS for row in (row, row[::-1])]
    found = {
        row[start:end]
        for row in steps
        for start in range(len(row))
        for end in range(start + WALK, len(row) + 1)
    }
    return re.compile("|".join(re.escape(walk) for walk in sorted(found, key=len, reverse=True)))


def plain(text: str) -> str:
    """As a guesser reads it: one width, small letters, nothing between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s._\-]+", "", folded)


def guessed_parts(password: str, own_words: tuple[str, ...]) -> tuple[list[str], str]:
    """What others would guess of it, and what is left."""
    left, parts = plain(password), []
    words = {plain(word) for word in (*HABITS, *own_words)}
    for word in sorted((w for w in words if len(w) > 1), key=len, reverse=True):
        if word in left:
            parts.append(word)
            left = left.replace(word, " ")
    for pattern in (_walks(), re.compile(r"(.)\1{2,}"), re.compile(r"(?:19|20)\d\d(?:\d{4})?")):
        parts += [found[0] for found in pattern.finditer(left) if found[0].strip()]
        left = pattern.sub(" ", left)
    return parts, left.replace(" ", "")


def is_guessable(password: str, own_words: tuple[str, ...] = ()) -> bool:
    parts, left = guessed_parts(password, own_words)
    if len(set(plain(password))) < DIFFERENT:
        return True
    return bool(parts) and len(left) < LEFT_OVER


def own_words(account: Any) -> tuple[str, ...]:
    """The words that belong to this person and this school, and how they sound."""
    names = [account.school.name, account.school.short_name, account.display_name]
    words = [account.username, *re.split(r"[._\-]", account.username), *names]
    if account.staff is not None:
        words.append(account.staff.staff_number)
    for name in names:
        heard = pinyin.sounds(name)
        words += ["".join(heard), "".join(sound[0] for sound in heard), "".join(heard[1:])]
        words += ["".join(heard[start : start + 2]) for start in range(len(heard) - 1)]
    return tuple(word for word in words if len(word) > 1)


class LengthFits:
    """Long enough to stand alone, or beside a second factor; short enough to be hashed."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MOST:
            raise ValidationError(
                _("A password has %(most)d characters at most.") % {"most": MOST},
                code="password_too_long",
            )
        least = self._least(user)
        if len(unicodedata.normalize("NFC", password)) < least:
            raise ValidationError(
                _(
                    "Too short: take %(least)d characters or more. A sentence that only you "
                    "would say is easy to remember."
                )
                % {"least": least},
                code="password_too_short",
            )

    @staticmethod
    def _least(user: Any) -> int:
        from school.people.access import standing

        if settings.SECOND_FACTOR and user is not None and standing(user).needs_second_factor:
            return LEAST_WITH_SECOND_FACTOR
        return LEAST

    def get_help_text(self) -> str:
        return _("Take %(least)d characters or more.") % {"least": LEAST}


class NotGuessable:
    """Not put together from names, habits and neighbouring keys."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MOST:
            return  # LengthFits says so; nothing longer is searched
        if is_guessable(password, own_words(user) if user is not None else ()):
            raise ValidationError(
                _(
                    "Others would guess this: names, the school, dates and keys that lie side by "
                    "side are tried first. Add words that have nothing to do with you."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Do not put it together from names, dates and neighbouring keys.")

"""Where an account stands and whose it is, what a browser is called, how to name a new account."""

import datetime
import itertools
import re
from collections.abc import Container

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from school.people.models import StaffMember, User
from school.shared.errors import RuleBroken


class AccountState(TextChoices):
    """Where an account stands; an administrator reads the words on the screen."""

    NOT_INVITED = "not_invited"
    INVITED = "invited"
    LAPSED = "lapsed"
    ACTIVE = "active"
    IDLE = "idle"
    DEACTIVATED = "deactivated"


IDLE_AFTER = datetime.timedelta(days=60)


def account_state(
    *,
    is_active: bool,
    has_password: bool,
    invited_until: datetime.datetime | None,
    used_at: datetime.datetime,
    now: datetime.datetime,
) -> AccountState:
    """`used_at`: when the account was last seen, or made when it never was."""
    if not is_active:
        return AccountState.DEACTIVATED
    if invited_until is not None:
        return AccountState.INVITED if now < invited_until else AccountState.LAPSED
    if not has_password:
        return AccountState.NOT_INVITED
    return AccountState.IDLE if now - used_at > IDLE_AFTER else AccountState.ACTIVE


def colleague(by: User) -> StaffMember:
    """Who acts here is somebody of the school's staff."""
    if by.staff is None:
        raise RuleBroken("no_colleague", _("This account belongs to no colleague."))
    return by.staff


SYSTEMS = (
    ("harmony", r"HarmonyOS|OpenHarmony"),
    ("android", r"Android"),
    ("iphone", r"iPhone|iPod"),
    ("ipad", r"iPad"),
    ("windows", r"Windows"),
    ("mac", r"Macintosh|Mac OS X"),
    ("linux", r"Linux|X11"),
)
BROWSERS = (
    ("wechat", r"MicroMessenger"),
    ("wecom", r"wxwork"),
    ("dingtalk", r"DingTalk"),
    ("qq", r"QQBrowser|\bQQ/"),
    ("huawei", r"HuaweiBrowser"),
    ("xiaomi", r"MiuiBrowser"),
    ("edge", r"Edg[A-Z]?/|Edge/"),
    ("firefox", r"Firefox|FxiOS"),
    ("chrome", r"Chrome|CriOS|Chromium"),
    ("safari", r"Safari"),
)


def device_of(user_agent: str) -> str:
    """Two words for a browser's long name of itself: `android wechat`, `other other`."""
    given = user_agent[:400]
    system = next((word for word, pattern in SYSTEMS if re.search(pattern, given)), "other")
    browser = next((word for word, pattern in BROWSERS if re.search(pattern, given)), "other")
    if browser == "wechat" and re.search(r"wxwork", given):
        browser = "wecom"
    return f"{system} {browser}"


ACCOUNT_NAME = r"[a-z][a-z0-9._-]{2,49}"


def proposed_account_name(heard: list[str], staff_number: str, taken: Container[str]) -> str:
    """How the person's name sounds; numbered when somebody has that name already."""
    number = re.sub(r"[^a-z0-9]", "", staff_number.lower())
    name = "".join(heard) or f"t{number}"
    if not re.fullmatch(ACCOUNT_NAME, name, re.ASCII):
        name = f"t{number or '001'}".ljust(3, "0")
    name = name[:40]
    following = itertools.count(2)
    proposed = name
    while proposed in taken:
        proposed = f"{name}{next(following)}"
    return proposed

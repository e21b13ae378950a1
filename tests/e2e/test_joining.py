"""From an invitation to the first visit, and signing in with a second factor."""

import datetime
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.e2e import browser as browsers
from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in
from tests.e2e.demo import PASSWORD
from tests.e2e.demo import demo as running_demo

pytestmark = pytest.mark.e2e
OWN_PASSWORD = "蓝伞-seven-boats-晾在窗外"
NARRATIVE = "第一次上门，爷爷在家。孩子把借来的书包了书皮。"


def code_of(secret: str) -> str:
    """What the authenticator shows; not in the last seconds of a code's life."""
    if time.time() % 30 > 25:
        time.sleep(6)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def class_with_a_child_to_visit(page: Page) -> str:
    """`2024-2` of a class that has children owed a visit, as the command names it."""
    row = next(
        r
        for r in api(page, "obligations/?limit=200")["results"]
        if r["state"] in ("due", "due_soon", "overdue")
    )
    name = row["student"]["school_class"]["name"]
    grade, number = re.fullmatch(r"(.)年级\((\d+)\)班", name).groups()
    today = datetime.date.fromisoformat(api(page, "me/")["today"])
    year = today.year if today.month >= 8 else today.year - 1
    return f"{year - '一二三四五六'.index(grade)}-{number}"


def test_an_invitation_becomes_a_first_visit(device, demo):
    director = device(DESK).new_page()
    sign_in(director, "moral_director")
    demo.manage(
        "appoint",
        "--as=admin",
        "--staff-number=T9001",
        "--name=綦晓月",
        "--post=homeroom_teacher",
        f"--class={class_with_a_child_to_visit(director)}",
    )

    # The administrator picks the new colleague; the account's name stands there already.
    office = device(DESK).new_page()
    sign_in(office, "admin")
    office.goto("/accounts")
    expect(office.get_by_role("heading", name="账号")).to_be_visible()
    is_sound(office)
    office.get_by_role("button", name="邀请", exact=True).first.click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_role("combobox", name=re.compile("教职工")).fill("綦晓月")
    office.get_by_role("option", name=re.compile("綦晓月")).click()
    username = dialog.get_by_role("textbox", name=re.compile("账号")).input_value()
    assert username == "xiaoyue"
    is_sound(office)
    dialog.get_by_role("button", name="生成链接").click()
    link = office.get_by_role("textbox", name="链接").input_value()
    assert re.fullmatch(rf"{demo.address}/join#[\w-]{{43}}", link)
    is_sound(office)

    # On her phone: whose account it is, a password of her own, and she is inside.
    phone = device(PHONE).new_page()
    phone.goto(link.removeprefix(demo.address))
    expect(phone.get_by_role("heading", name="綦晓月，您好")).to_be_visible()
    is_sound(phone)
    phone.get_by_label("密码", exact=True).fill("woaini5201314woaini")
    phone.get_by_label("再输入一次").fill("woaini5201314woaini")
    phone.get_by_role("button", name="保存并登录").click()
    expect(phone.get_by_text("这个密码容易被猜到")).to_be_visible()
    phone.get_by_label("密码", exact=True).fill(OWN_PASSWORD)
    phone.get_by_label("再输入一次").fill(OWN_PASSWORD)
    phone.get_by_role("button", name="保存并登录").click()
    phone.wait_for_url(lambda url: "/join" not in url)
    assert api(phone, "me/")["name"] == "綦晓月"

    # Her first visit.
    child = next(
        r["student"]["name"]
        for r in api(phone, "obligations/?limit=200")["results"]
        if r["state"] in ("due", "due_soon", "overdue")
    )
    phone.goto("/visits/new")
    phone.get_by_role("combobox", name=re.compile("学生")).fill(child)
    phone.get_by_role("option", name=re.compile(child)).first.click()
    phone.get_by_role("radio", name="上门").check()
    phone.get_by_role("radio", name="见到了").check()
    purposes = phone.get_by_role("checkbox", name=re.compile("送"))
    expect(purposes.first).to_be_visible()
    purposes.first.check()
    phone.get_by_role("textbox", name=re.compile("家访纪要")).fill(NARRATIVE)
    phone.get_by_label(re.compile("未接受宴请")).check()
    phone.get_by_role("button", name="保存家访").click()
    expect(phone.get_by_text(re.compile("的家访已保存"))).to_be_visible()
    phone.goto("/visits")
    expect(phone.get_by_text(child).first).to_be_visible()
    assert [v["student"]["name"] for v in api(phone, "home-visits/?mine=1")["results"]] == [child]

    # The link is used up, for whoever else finds the slip.
    finder = device(PHONE).new_page()
    finder.goto(link.removeprefix(demo.address))
    expect(finder.get_by_text("这个链接已失效")).to_be_visible()
    is_sound(finder)
    office.reload()
    row = office.get_by_role("listitem").filter(has_text="xiaoyue")
    expect(row.get_by_text("使用中")).to_be_visible()

    # Her own page: where she is signed in; the lost phone is ended from there.
    other = device(PHONE).new_page()
    other.goto("/sign-in")
    other.get_by_label("账号").fill("xiaoyue")
    other.get_by_label("密码", exact=True).fill(OWN_PASSWORD)
    other.get_by_role("button", name="登录").click()
    other.wait_for_url(lambda url: "/sign-in" not in url)
    phone.goto("/me")
    expect(phone.get_by_text("登录设备")).to_be_visible()
    is_sound(phone)
    phone.get_by_role("button", name="结束其他全部").click()
    expect(phone.get_by_role("button", name="结束其他全部")).to_be_hidden()
    other.goto("/me")
    other.wait_for_url(re.compile("/sign-in"))


@pytest.fixture(scope="module")
def strict():
    """A school that asks for the second factor, as a real one does."""
    with running_demo(SECOND_FACTOR="on") as running:
        yield running


@pytest.fixture
def strict_device(browser, strict):
    opened = []

    def open_one(size):
        opened.append(browsers.open_context(browser, strict.address, size))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def test_a_director_sets_up_a_second_factor_and_signs_in_with_a_recovery_code(strict_device):
    desk = strict_device(DESK).new_page()
    sign_in(desk, "moral_director")

    # Nothing but the set-up page opens.
    desk.wait_for_url(re.compile("/second-factor"))
    expect(desk.get_by_role("img", name="验证器二维码")).to_be_visible()
    desk.goto("/circumstances")
    desk.wait_for_url(re.compile("/second-factor"))
    expect(desk.get_by_role("img", name="验证器二维码")).to_be_visible()
    is_sound(desk)
    secret = desk.locator("code").inner_text().replace(" ", "")
    desk.get_by_label(re.compile("输入验证器显示的")).fill("000000")
    desk.get_by_role("button", name="开启二次验证").click()
    expect(desk.get_by_text("验证码不对")).to_be_visible()
    desk.get_by_label(re.compile("输入验证器显示的")).fill(code_of(secret))
    desk.get_by_role("button", name="开启二次验证").click()
    expect(desk.get_by_text("这是 10 个备用码")).to_be_visible()
    is_sound(desk)
    codes = desk.locator("main li").all_inner_texts()
    assert len(codes) == 10
    desk.get_by_role("button", name="我已收好").click()
    desk.wait_for_url(lambda url: "/second-factor" not in url)
    desk.goto("/circumstances")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()

    # The phone is at home: a recovery code from the sheet, once.
    phone = strict_device(PHONE).new_page()
    halfway(phone)
    is_sound(phone)
    phone.get_by_label("验证码").fill(codes[0])
    phone.get_by_role("button", name="登录", exact=True).click()
    phone.wait_for_url(lambda url: "/sign-in" not in url)
    assert api(phone, "me/")["second_factor"] == "on"
    phone.goto("/me")
    expect(phone.get_by_text("还剩 9 个备用码")).to_be_visible()
    is_sound(phone)

    again = strict_device(PHONE).new_page()
    halfway(again)
    again.get_by_label("验证码").fill(codes[0])
    again.get_by_role("button", name="登录", exact=True).click()
    expect(again.get_by_text("验证码不对")).to_be_visible()


def halfway(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("账号").fill("moral_director")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="二次验证")).to_be_visible()

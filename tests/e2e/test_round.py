"""Going out together: a round is planned at a desk, one visit of it written without a line."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in
from tests.e2e.test_main_job import until

pytestmark = pytest.mark.e2e


def test_a_round_is_planned_and_one_visit_of_it_is_recorded_without_a_line(device):
    desk = device(DESK).new_page()
    sign_in(desk, "homeroom")
    today = api(desk, "me/")["today"]
    desk.goto("/rounds/new")
    desk.get_by_label(re.compile("^日期")).fill(today)
    desk.get_by_role("textbox", name=re.compile("片区")).fill("河西片")
    for _ in range(2):
        desk.get_by_role("button", name=re.compile("加入名单")).first.click()
    expect(desk.get_by_text("走访顺序（2 户）")).to_be_visible()
    is_sound(desk)
    desk.get_by_role("button", name="保存计划").click()
    expect(desk.get_by_role("heading", name="集体家访 · 河西片")).to_be_visible()
    is_sound(desk)
    number = desk.url.rsplit("/", 1)[-1]
    first, second = (s["student"]["name"] for s in api(desk, f"visit-rounds/{number}/")["stops"])

    # On the phone the list is opened once with a line; the stairwell has none.
    phone = device(PHONE).new_page()
    sign_in(phone, "homeroom")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.goto(f"/rounds/{number}")
    expect(phone.get_by_text(first)).to_be_visible()
    is_sound(phone)
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_role("link", name=f"记录家访：{first}").click()
    expect(phone.get_by_text("集体家访：河西片")).to_be_visible()
    phone.get_by_label(re.compile("未接受宴请")).check()
    phone.get_by_role("textbox", name=re.compile("家访纪要")).fill("和妈妈约好周末一起去图书馆。")
    phone.get_by_role("button", name="保存家访").click()
    expect(phone.get_by_role("heading", name="集体家访 · 河西片")).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text=first)).to_contain_text("已记录")
    is_sound(phone)

    # Before it is sent, its author opens it again and adds a word.
    phone.goto("/outbox")
    phone.get_by_role("button", name="打开修改").click()
    narrative = phone.get_by_role("textbox", name=re.compile("家访纪要"))
    expect(narrative).to_have_value("和妈妈约好周末一起去图书馆。")
    narrative.fill("和妈妈约好周末一起去图书馆，带上借书证。")
    phone.get_by_role("button", name="保存家访").click()
    expect(phone.get_by_text(re.compile("家访已保存"))).to_be_visible()

    phone.context.set_offline(False)
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=30_000)
    found = until(desk, f"visit-rounds/{number}/", lambda one: one["met"] == 1)
    assert {s["student"]["name"]: s["state"] for s in found["stops"]} == {
        first: "met",
        second: "open",
    }
    (visit,) = [
        one
        for one in api(desk, "home-visits/?mine=1&limit=50")["results"]
        if one["round"] and one["round"]["id"] == number
    ]
    assert visit["student"]["name"] == first
    desk.reload()
    expect(desk.get_by_text("已见到 1 / 2 户")).to_be_visible()

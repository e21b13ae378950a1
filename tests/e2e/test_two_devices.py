"""A phone and a laptop of one recorder, both without a line: a person decides, both values stay."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e


def suggest(page: Page, text: str) -> None:
    """Opens the folded part of the form if need be, and writes the family's suggestion."""
    box = page.get_by_role("textbox", name=re.compile("家长对学校的建议"))
    if not box.is_visible():
        page.locator("summary", has_text="补充").click()
    box.fill(text)
    page.get_by_role("button", name="保存修改").click()


def test_the_same_field_on_two_devices_is_decided_by_a_person(device):
    phone, laptop = device(PHONE).new_page(), device(DESK).new_page()
    for page in (phone, laptop):
        sign_in(page, "homeroom")
    visit = next(
        one
        for one in api(phone, "home-visits/?mine=1&limit=50")["results"]
        if "partial_update" in one["abilities"] and not one["voided_at"]
    )
    for page in (phone, laptop):
        page.goto(f"/visits/{visit['id']}/edit")
        expect(page.get_by_role("heading", name="修改家访记录")).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
    suggest(phone, "图书角放学后开到六点")
    expect(phone.get_by_text("修改已存在本机")).to_be_visible()
    suggest(laptop, "运动会安排在周末")
    expect(laptop.get_by_text("修改已存在本机")).to_be_visible()

    # The phone comes back first: its value stands. Then the laptop, and both are shown.
    phone.context.set_offline(False)
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=30_000)
    laptop.context.set_offline(False)
    laptop.goto("/outbox")
    conflict = laptop.get_by_role("region", name="这条记录在别处已被改过")
    expect(conflict).to_be_visible(timeout=30_000)
    expect(conflict.get_by_text("图书角放学后开到六点")).to_be_visible()
    expect(conflict.get_by_text("运动会安排在周末")).to_be_visible()
    is_sound(laptop)
    assert api(phone, f"home-visits/{visit['id']}/")["suggestion"] == "图书角放学后开到六点"
    conflict.get_by_role("radio", name=re.compile("学校已有的")).check()
    conflict.get_by_role("button", name="按所选保存").click()
    expect(laptop.get_by_text("全部已上传")).to_be_visible(timeout=30_000)

    assert api(phone, f"home-visits/{visit['id']}/")["suggestion"] == "图书角放学后开到六点"
    history = api(phone, f"home-visits/{visit['id']}/history/")["results"]
    (kept,) = history[-1]["set_aside"]
    assert kept["values"] == [{"field": "suggestion", "value": "运动会安排在周末"}]
    phone.goto(f"/visits/{visit['id']}")
    expect(phone.get_by_text("运动会安排在周末")).to_be_visible()
    expect(phone.get_by_text("图书角放学后开到六点").first).to_be_visible()
    is_sound(phone)

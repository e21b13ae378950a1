"""A courtesy noticed in a classroom: two taps, with or without a signal, and taken back again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e


def own_class(page: Page) -> dict:
    rows = api(page, "point-classes/")["results"]
    own = next(row for row in rows if row["is_own"])
    return api(page, f"point-classes/{own['id']}/")


def plain(room: dict) -> dict:
    """An item that asks nothing once it is tapped, and stands where a thumb finds it."""
    return next(
        item
        for item in room["items"][:5]
        if item["kind"] == "recognition"
        and item["domain"] == "school"
        and item["least"] == item["most"]
        and not item["needs_note"]
    )


def account(page: Page, child: dict) -> dict:
    """The child's account; its total is always the sum of what it shows."""
    shown = api(page, f"point-accounts/{child['id']}/")
    assert shown["points"] == sum(entry["points"] for entry in shown["entries"])
    return shown


def given(page: Page, child: dict, item: dict) -> list[dict]:
    """The entries of this item that the child's account shows, without what takes them back."""
    entries = account(page, child)["entries"]
    return [e for e in entries if e["item"]["id"] == item["id"] and e["reverses"] is None]


def tile(page: Page, child: dict):
    return page.get_by_role("button", name=re.compile(f"^{child['name']}"))


def tap(page: Page, child: dict, item: dict) -> None:
    tile(page, child).click()
    page.get_by_role("region", name="看到的").get_by_role(
        "button", name=re.compile(re.escape(item["name"]))
    ).click()
    expect(page.get_by_text(f"已记：{item['name']} · {child['name']}")).to_be_visible()


def settled(page: Page) -> None:
    """Nothing of it waits on the phone any more."""
    expect(page.get_by_text("待上传", exact=True).and_(page.locator("li *"))).to_have_count(
        0, timeout=30_000
    )


def test_two_taps_a_dead_signal_and_an_undo_leave_one_batch_each(device):
    phone = device(PHONE).new_page()
    sign_in(phone, "homeroom")
    room = own_class(phone)
    item = plain(room)
    names = [child["name"] for child in room["students"]]
    first, second, third = [c for c in room["students"] if names.count(c["name"]) == 1][:3]
    before = {
        child["id"]: (account(phone, child)["points"], len(given(phone, child, item)))
        for child in (first, second, third)
    }

    def added(child: dict) -> list[dict]:
        return given(phone, child, item)[: -before[child["id"]][1] or None]

    phone.goto("/civility")
    expect(tile(phone, first)).to_be_visible()
    assert tile(phone, first).bounding_box()["height"] >= 64
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    is_sound(phone)

    # With a signal: two taps, one batch.
    tap(phone, first, item)
    settled(phone)
    (entry,) = added(first)
    assert account(phone, first)["points"] == before[first["id"]][0] + entry["points"]
    is_sound(phone)

    # Without one: the page opens from what the phone kept, and two awards wait on it.
    phone.context.set_offline(True)
    phone.reload()
    expect(tile(phone, second)).to_be_visible()
    tap(phone, second, item)
    tap(phone, third, item)
    is_sound(phone)
    # The third was a mistake: it never leaves the phone.
    mistake = phone.get_by_role("button", name=re.compile(f"^撤销：.*{third['name']}"))
    mistake.click()
    expect(mistake).to_have_count(0)
    phone.context.set_offline(False)
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=60_000)
    (entry,) = added(second)
    assert account(phone, second)["points"] == before[second["id"]][0] + entry["points"]
    assert added(third) == []

    # What the school has is taken back by its giver within the window; both entries stay.
    phone.goto("/civility")
    phone.get_by_role("button", name=re.compile(f"^撤销：.*{second['name']}")).first.click()
    # Only what the phone says it has kept may be left behind.
    expect(phone.get_by_role("status").filter(has_text="已撤销")).to_be_visible()
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=60_000)
    after = account(phone, second)
    assert after["points"] == before[second["id"]][0]
    (entry,) = added(second)
    assert entry["is_reversed"]
    assert [e["points"] for e in after["entries"] if e["reverses"] == entry["id"]] == [
        -entry["points"]
    ]

    # Why it is so many, in words, and the wall with no name on it.
    phone.goto(f"/civility/children/{second['id']}")
    expect(phone.get_by_role("heading", name=f"为什么是 {after['points']} 分")).to_be_visible()
    expect(phone.get_by_text("已撤回").first).to_be_visible()
    is_sound(phone)
    phone.goto(f"/civility/classes/{room['id']}/screen")
    expect(phone.get_by_role("heading", name=room["name"])).to_be_visible()
    shown = phone.locator("body").inner_text()
    assert not [name for name in names if name in shown]
    is_sound(phone)

"""A week of the class contest: a wrong check taken back, made again in a corridor, and the flag."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e


def board(page: Page, week: dict) -> dict:
    return api(page, f"contest-weeks/{week['id']}/")


def row_of(page: Page, week: dict, school_class: dict) -> dict:
    rows = [row for grade in board(page, week)["grades"] for row in grade["classes"]]
    return next(row for row in rows if row["school_class"]["id"] == school_class["id"])


def ask(page: Page, confirm: str, reason: str | None = None) -> None:
    dialog = page.get_by_role("dialog").filter(has=page.get_by_role("button", name=confirm)).last
    if reason is not None:
        dialog.get_by_label("原因").fill(reason)
    dialog.get_by_role("button", name=confirm, exact=True).click()


def test_a_wrong_check_is_taken_back_made_again_and_the_week_gives_its_flag(device):
    desk = device(DESK).new_page()
    sign_in(desk, "moral_director")
    week = next(one for one in api(desk, "contest-weeks/")["results"] if one["closed_at"])
    phone = device(PHONE).new_page()
    sign_in(phone, "homeroom")
    own = {row["id"] for row in api(phone, "point-classes/")["results"] if row["is_own"]}
    checks = api(desk, f"contest-checks/?week={week['id']}")["results"]
    wrong = next(
        one for one in checks if not one["is_voided"] and one["school_class"]["id"] not in own
    )
    before = row_of(desk, week, wrong["school_class"])

    # The office opens the week again and takes the wrong check back; both acts ask why.
    desk.goto(f"/contests?week={week['id']}")
    desk.get_by_role("button", name="重新打开").click()
    ask(desk, "重新打开", "有一项查错了班")
    expect(desk.get_by_text("进行中")).to_be_visible()
    desk.get_by_role("button", name=f"{wrong['school_class']['name']}的检查记录").click()
    shown = desk.get_by_role("dialog").locator("li").filter(has_text=wrong["item"]["name"])
    shown.get_by_role("button", name=re.compile("^作废")).first.click()
    ask(desk, "作废", "查错了班")
    expect(desk.get_by_role("dialog").get_by_text("作废原因：查错了班")).to_be_visible()
    is_sound(desk)
    gone = next(
        one
        for one in api(desk, f"contest-checks/?week={week['id']}")["results"]
        if one["void_reason"] == "查错了班"
    )

    # The duty teacher looks again in a corridor without a signal; it goes out with the next.
    phone.goto(f"/contests/check?school_class={gone['school_class']['id']}")
    phone.get_by_label("日期").fill(gone["checked_on"])
    item = phone.locator("li").filter(has_text=gone["item"]["name"])
    expect(item).to_be_visible()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    for _ in range(gone["faults"] + 1):
        item.get_by_role("button", name="增加一处").click()
    item.get_by_role("button", name=f"记下“{gone['item']['name']}”").click()
    expect(item.get_by_text(f"待上传：{gone['faults'] + 1} 处不足")).to_be_visible()
    is_sound(phone)
    phone.context.set_offline(False)
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=60_000)

    # Friday's close: the class has one more fault than before, and the sheet for Monday is ready.
    desk.goto(f"/contests?week={week['id']}")
    desk.get_by_role("button", name="本周收官").click()
    ask(desk, "本周收官")
    expect(desk.get_by_text("已收官", exact=True)).to_be_visible()
    after = row_of(desk, week, wrong["school_class"])
    assert sum(cell["faults"] for cell in after["items"]) == (
        sum(cell["faults"] for cell in before["items"]) + 1
    )
    assert sum(cell["checks"] for cell in after["items"]) == sum(
        cell["checks"] for cell in before["items"]
    )
    desk.get_by_role("link", name="流动红旗").click()
    for flag in board(desk, week)["flags"]:
        expect(
            desk.get_by_role("article").get_by_text(flag["school_class"]["name"])
        ).to_be_visible()
    assert board(desk, week)["flags"]
    is_sound(desk)

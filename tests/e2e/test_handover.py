"""A teacher cannot go: the director hands three families over, and the gap explains itself."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e

OPEN = ("due", "due_soon", "overdue")
REASON = "班主任外出培训两周"


def rows_of(page: Page, key: str) -> list[dict]:
    return api(page, f"obligations/?responsible={key}&limit=200")["results"]


def three_families(page: Page, receiver: str) -> tuple[dict, list[dict]]:
    """A teacher with at least three children to visit, and one open obligation of each."""
    for load in api(page, "caseloads/?limit=200")["results"]:
        if load["staff"] is None or load["staff"]["id"] == receiver:
            continue
        waiting = {r["student"]["id"]: r for r in rows_of(page, load["key"]) if r["state"] in OPEN}
        if len(waiting) >= 3:
            return load, list(waiting.values())[:3]
    raise AssertionError("nobody has three families to visit")


def test_three_families_are_handed_over_and_visited_by_the_receiver(device):
    desk, phone = device(DESK).new_page(), device(PHONE).new_page()
    sign_in(phone, "mentor")
    receiver = api(phone, "me/")
    staff = next(
        s for s in api(phone, "staff/?limit=200")["results"] if s["name"] == receiver["name"]
    )
    before = api(phone, "obligations/?mine=1")["count"]

    # The director: the board, the teacher behind a number, three children, a colleague, a reason.
    sign_in(desk, "moral_director")
    giver, families = three_families(desk, staff["id"])
    names = [row["student"]["name"] for row in families]
    desk.goto("/caseload")
    expect(desk.get_by_role("heading", name="家访任务分布")).to_be_visible()
    expect(desk.get_by_role("link", name=giver["staff"]["name"], exact=True).first).to_be_visible()
    is_sound(desk)
    desk.get_by_role("link", name=f"{giver['staff']['name']} 应访 {giver['owed']}").click()
    expect(desk.get_by_role("heading", name=giver["staff"]["name"])).to_be_visible()
    for name in names:
        desk.get_by_role("checkbox", name=f"选中{name}").first.check()
    expect(desk.get_by_text("已选 3 名学生")).to_be_visible()
    is_sound(desk)
    desk.get_by_role("button", name="移交家访").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("combobox", name=re.compile("移交给")).fill(receiver["name"])
    desk.get_by_role("option", name=re.compile(receiver["name"])).first.click()
    dialog.get_by_role("textbox", name=re.compile("原因")).fill(REASON)
    is_sound(desk)
    dialog.get_by_role("button", name="移交家访").click()
    expect(desk.get_by_text(f"3 名学生的家访已移交给{receiver['name']}")).to_be_visible()

    # The board has moved by exactly these children.
    moved = [r for r in rows_of(desk, staff["id"]) if r["student"]["name"] in names]
    assert {row["student"]["name"] for row in moved} == set(names)
    loads = {one["key"]: one for one in api(desk, "caseloads/?limit=200")["results"]}
    assert loads[giver["key"]]["owed"] + len(moved) == giver["owed"]

    # The receiver, on a phone: told on the first page, the families in the list, a visit recorded.
    phone.goto("/")
    expect(phone.get_by_text("同事移交给您的家访（3 名学生）")).to_be_visible()
    expect(phone.get_by_text(re.compile(REASON)).first).to_be_visible()
    is_sound(phone)
    assert api(phone, "obligations/?mine=1")["count"] == before + len(moved)
    child = families[0]
    phone.goto(f"/visits/new?student={child['student']['id']}")
    phone.get_by_role("radio", name="上门").check()
    phone.get_by_role("radio", name="见到了").check()
    phone.get_by_role("checkbox", name=re.compile(child["category"]["purpose"])).check()
    phone.get_by_role("textbox", name=re.compile("家访纪要")).fill(
        "妈妈在家，约好周末一起去图书馆。"
    )
    phone.get_by_label(re.compile("未接受宴请")).check()
    phone.get_by_role("button", name="保存家访").click()
    expect(phone.get_by_text(re.compile("的家访已保存"))).to_be_visible()

    # The board counts it, and the explanation tells who went and who was handed the family.
    explained = f"obligations/{child['id']}/"
    for _ in range(60):
        if api(desk, explained)["obligation"]["state"] == "settled":
            break
        desk.wait_for_timeout(500)
    settled = api(desk, "caseloads/?limit=200")["results"]
    after = next(one for one in settled if one["key"] == staff["id"])
    assert after["settled"] == loads[staff["id"]]["settled"] + 1
    desk.goto(f"/obligations/{child['id']}")
    expect(desk.get_by_role("heading", name="免访与调整")).to_be_visible()
    handed = f"由{giver['staff']['name']}移交给{receiver['name']}"
    expect(desk.get_by_text(re.compile(handed)).first).to_be_visible()
    expect(desk.get_by_text(re.compile(f"{receiver['name']}记录")).first).to_be_visible()
    is_sound(desk)


def test_a_gap_explains_itself_and_an_earlier_day_shows_the_earlier_state(device):
    desk = device(DESK).new_page()
    sign_in(desk, "principal")
    late = next(
        one
        for one in api(desk, "obligations/?state=overdue&limit=200")["results"]
        if one["responsible"]
    )
    teacher = late["responsible"]
    desk.goto("/caseload")
    count = next(
        one["overdue"]
        for one in api(desk, "caseloads/?limit=200")["results"]
        if one["key"] == teacher["id"]
    )
    desk.get_by_role("link", name=f"{teacher['name']} 逾期未访 {count}").click()
    expect(
        desk.get_by_role("listitem").filter(has_text=late["student"]["name"]).first
    ).to_be_visible()
    listed = desk.locator("main ul > li").count()
    assert listed == count
    desk.get_by_role("listitem").filter(has_text=late["student"]["name"]).filter(
        has_text=late["category"]["purpose"]
    ).get_by_role("link", name="为什么").click()

    expect(desk.get_by_role("heading", name=re.compile(late["student"]["name"]))).to_be_visible()
    verdict = desk.get_by_role("region", name="结论")
    expect(verdict.get_by_text("逾期", exact=False).first).to_be_visible()
    for step in ("在册情况", "家访要求", "期限怎么来", "走访时段内的每次家访", "免访与调整"):
        expect(desk.get_by_role("heading", name=step)).to_be_visible()
    is_sound(desk)

    before = datetime.date.fromisoformat(late["due_on"])
    desk.get_by_label("截至哪一天的情况").fill(before.isoformat())
    expect(verdict.get_by_text("临近到期")).to_be_visible()
    desk.get_by_role("button", name="变为逾期那天").click()
    expect(verdict.get_by_text("逾期", exact=False).first).to_be_visible()
    desk.get_by_label("按哪一刻的记录").fill("2020-01-01T08:00")
    expect(verdict.get_by_text("没有应访任务")).to_be_visible()
    desk.get_by_role("button", name="现在的记录").click()
    expect(verdict.get_by_text("仍未落实")).to_be_visible()

    # The same page on a phone.
    phone = device(PHONE).new_page()
    sign_in(phone, "principal")
    phone.goto(f"/obligations/{late['id']}")
    expect(phone.get_by_role("heading", name="走访时段内的每次家访")).to_be_visible()
    is_sound(phone)


def test_the_class_meeting_fits_on_one_sheet(device, tmp_path):
    desk = device(DESK).new_page()
    sign_in(desk, "moral_director")
    desk.goto("/class-meeting")
    expect(desk.get_by_role("heading", name="班主任例会 · 家访进展")).to_be_visible()
    desk.get_by_label("本周要求").fill("先看最久没有联系的家庭，周五前把记录补齐。")
    is_sound(desk)
    names = [row["student"]["name"] for row in api(desk, "obligations/?limit=200")["results"]]
    text = desk.locator("article").inner_text()
    assert text.count("班\t") >= 12
    assert not [name for name in names if name in text]
    assert not [word for word in ("特困", "单亲", "学困", "送温暖") if word in text]

    sheet = desk.pdf(format="A4", prefer_css_page_size=True)
    (tmp_path / "class-meeting.pdf").write_bytes(sheet)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1

"""The main job, as people do it: a visit on a doorstep becomes a figure in a published summary."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e

ITEM_TWO = "学校结合少年军校的传统，把礼仪、阅读和劳动编进每周的队会，让孩子在做中学。"


def coverage(page: Page) -> dict:
    """The headline figure with its records' count, as the API gives it."""
    (figure,) = api(page, "figures/?term=current&code=visits.coverage")["results"]
    return figure


def owed(page: Page) -> dict:
    """A child whose whole obligation one visit at home settles."""
    rows = api(page, "obligations/?mine=1&limit=200")["results"]
    open_rows = [r for r in rows if r["state"] in ("due", "due_soon", "overdue")]
    by_child: dict[str, list[dict]] = {}
    for row in open_rows:
        by_child.setdefault(row["student"]["id"], []).append(row)
    return next(
        rows[0] for rows in by_child.values() if len(rows) == 1 and rows[0]["required"] == 1
    )


def until(page: Page, path: str, done, seconds: float = 90) -> dict:
    """Asks again until `done` says so; the worker is another process."""
    end = time.monotonic() + seconds
    while True:
        found = api(page, path)
        if done(found):
            return found
        assert time.monotonic() < end, found
        page.wait_for_timeout(500)


def test_a_visit_on_a_doorstep_becomes_a_figure_in_a_published_summary(device):
    phone = device(PHONE).new_page()
    desk = device(DESK).new_page()
    sign_in(desk, "principal")
    before = coverage(desk)
    desk.goto("/dashboard")
    expect(desk.get_by_role("heading", name="工作总览")).to_be_visible()
    is_sound(desk)

    # On the phone: the list says whom; the form opens, the line goes, the visit is written.
    sign_in(phone, "homeroom")
    is_sound(phone)
    child = owed(phone)
    name = child["student"]["name"]
    phone.goto("/visits/new")
    expect(phone.get_by_role("heading", name="记录家访")).to_be_visible()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.reload()
    expect(phone.get_by_role("heading", name="记录家访")).to_be_visible()
    phone.get_by_role("combobox", name=re.compile("学生")).click()
    expect(phone.get_by_role("option").first).to_be_visible()
    phone.keyboard.press("Escape")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="记录家访")).to_be_visible()
    phone.get_by_role("combobox", name=re.compile("学生")).fill(name)
    phone.get_by_role("option", name=re.compile(name)).first.click()
    phone.get_by_role("radio", name="上门").check()
    phone.get_by_role("radio", name="见到了").check()
    phone.get_by_role("checkbox", name=re.compile(child["category"]["purpose"])).check()
    phone.get_by_role("textbox", name=re.compile("家访纪要")).fill(
        "奶奶在家。孩子的书桌挪到了窗边，约好每晚读二十分钟。"
    )
    phone.get_by_label(re.compile("未接受宴请")).check()
    is_sound(phone)
    phone.get_by_role("button", name="保存家访").click()
    expect(phone.get_by_text(re.compile(f"{name}的家访已保存"))).to_be_visible()

    # The tab is killed and opened again without a network: the visit is still there, once.
    context = phone.context
    phone.close()
    phone = context.new_page()
    phone.goto("/outbox")
    expect(phone.get_by_text(re.compile(name)).first).to_be_visible()
    is_sound(phone)
    sent_before = api(desk, "home-visits/?limit=1")["count"]
    context.set_offline(False)
    phone.reload()
    until(desk, "home-visits/?limit=1", lambda visits: visits["count"] > sent_before)
    expect(phone.get_by_text(re.compile(name))).to_have_count(0, timeout=30_000)
    phone.reload()
    expect(phone.get_by_text("全部已上传")).to_be_visible()
    assert api(desk, "home-visits/?limit=1")["count"] == sent_before + 1

    # The principal's coverage has changed by this one child, and opens down to the visit.
    after = coverage(desk)
    assert after["value"]["part"] == before["value"]["part"] + 1
    assert after["value"]["whole"] == before["value"]["whole"]
    desk.goto("/figures/visits.coverage?side=part")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    is_sound(desk)
    desk.goto("/figures/visits.made")
    expect(desk.get_by_text(re.compile(name)).first).to_be_visible()
    desk.get_by_role("link", name=re.compile(name)).first.click()
    expect(desk.get_by_role("heading", name=re.compile(f"{name}的家访"))).to_be_visible()
    is_sound(desk)

    publish_the_summary(device, desk)
    read_it_as_a_parent(device, name)


def publish_the_summary(device, principal: Page) -> None:
    """Compile, write item 2, submit, review, sign, publish: each by who may."""
    author = device(DESK).new_page()
    sign_in(author, "moral_director")
    author.goto("/summaries")
    expect(author.get_by_role("heading", name="学期总结").first).to_be_visible()
    is_sound(author)
    term = api(author, "me/")["current_term"]["id"]
    token = author.evaluate("document.cookie.match(/csrftoken=([^;]+)/)[1]")
    asked = author.request.post(
        "/api/v1/summaries/", data={"term": term}, headers={"X-CSRFToken": token}
    )
    assert asked.status == 202
    summary = asked.json()["id"]
    drafted = until(author, f"summaries/{summary}/", lambda s: s["state"] == "draft")
    assert drafted["progress"]["done"] == drafted["progress"]["total"]
    assert {gate["number"] for gate in drafted["gates"]} == {2}

    author.goto(f"/summaries/{summary}")
    expect(author.get_by_role("heading", level=1)).to_be_visible()
    author.get_by_role("link", name=re.compile(r"^2[^0-9]")).or_(
        author.get_by_role("button", name=re.compile(r"^2[^0-9]"))
    ).first.click()
    author.get_by_role("textbox", name="正文").fill(ITEM_TWO)
    author.get_by_role("button", name="保存本项").click()
    expect(author.get_by_text("全部通过。")).to_be_visible()
    is_sound(author)
    author.get_by_role("button", name="提交审核").click()
    confirm(author, "提交审核")
    until(author, f"summaries/{summary}/", lambda s: s["state"] == "in_review")

    reviewer = device(DESK).new_page()
    sign_in(reviewer, "teaching_director")
    for person in (reviewer, principal):
        person.goto(f"/summaries/{summary}")
        person.get_by_role("button", name="同意并签字").click()
        confirm(person, "同意并签字")
        expect(person.get_by_text("已签字").first).to_be_visible()
    until(principal, f"summaries/{summary}/", lambda s: s["state"] == "approved")
    principal.reload()
    principal.get_by_role("button", name="向家长公布").click()
    confirm(principal, "向家长公布")
    until(principal, f"summaries/{summary}/", lambda s: s["state"] == "published")


def confirm(page: Page, name: str) -> None:
    """The dialog's own button, when the act asks once more."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=name).click()
    expect(dialog).to_be_hidden()


def read_it_as_a_parent(device, child: str) -> None:
    """The committee reads it on a phone; no child's name stands in it, and nothing else opens."""
    parent = device(PHONE).new_page()
    sign_in(parent, "committee")
    newest = api(parent, "publications/")["results"][0]
    parent.goto(f"/publications/{newest['id']}")
    expect(parent.get_by_role("heading", level=1)).to_be_visible()
    is_sound(parent)
    text = parent.locator("body").inner_text()
    assert ITEM_TWO in text
    assert child not in text
    for path in ("figures/?term=current", "home-visits/", "students/", "summaries/"):
        assert parent.request.get(f"/api/v1/{path}").status == 403, path

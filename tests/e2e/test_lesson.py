"""One lesson from the seat to the last word: booked on a phone, observed without a line.

The two are a pair, and the lesson is what their month asks for: it is met by itself.
"""

import datetime
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, post, sign_in
from tests.e2e.test_main_job import until

pytestmark = pytest.mark.e2e

TOPIC = "海滨小城（第二课时）"
STRATEGY = "先让每个人独立找三处，再两两比对，举手的由 5 人变成 17 人"


def paired(device, mentor: Page, mentee: Page) -> dict:
    """A pair of these two whose only duty is one lesson a month that the mentee sees."""
    office, principal = device(DESK).new_page(), device(DESK).new_page()
    sign_in(office, "teaching_director")
    sign_in(principal, "principal")
    today = datetime.date.fromisoformat(api(office, "me/")["today"])
    asked = {
        "mentor": api(mentor, "me/")["staff_id"],
        "mentee": api(mentee, "me/")["staff_id"],
        "field": "class_teacher",
        "form": "entry",
        "starts_on": today.replace(day=1).isoformat(),
        "ends_on": (today + datetime.timedelta(days=60)).isoformat(),
        "goals": "每月去听一节课，听完就谈。",
        "duties": [{"kind": "mentee_observes", "period": "month", "at_least": 1}],
    }
    pair = post(office, "mentor-pairs/", asked, **{"Idempotency-Key": str(uuid.uuid4())})
    post(mentor, f"mentor-pairs/{pair['id']}/accept/", {"version": 1})
    post(mentee, f"mentor-pairs/{pair['id']}/accept/", {"version": 1})
    return post(principal, f"mentor-pairs/{pair['id']}/sign/", {"version": 1})


def month_of(page: Page, pair: dict) -> dict:
    today = api(page, "me/")["today"]
    (month,) = api(page, f"mentor-months/?pair={pair['id']}&month={today[:7]}-01")["results"]
    return month


def test_a_seat_a_record_without_a_line_an_answer_both_have_read_it_and_their_month_is_met(device):
    desk, phone = device(DESK).new_page(), device(PHONE).new_page()
    sign_in(desk, "mentor")
    sign_in(phone, "teacher")
    pair = paired(device, desk, phone)
    # A month without two teaching weeks asks for nothing, whatever is done in it.
    asks = month_of(desk, pair)["weeks"] >= 2
    assert month_of(desk, pair)["state"] == ("short" if asks else "exempt")

    # The teacher of the lesson opens it for today, with one seat.
    desk.goto("/lessons/new")
    desk.get_by_role("radio", name="预约课堂").check()
    desk.get_by_role("textbox", name=re.compile("^课题")).fill(TOPIC)
    desk.get_by_role("combobox", name=re.compile("^节次")).select_option("6")
    desk.get_by_role("textbox", name=re.compile("^学科")).fill("语文")
    desk.get_by_role("spinbutton", name=re.compile("^座位")).fill("1")
    is_sound(desk)
    desk.get_by_role("button", name="开课").click()
    expect(desk.get_by_role("heading", name=TOPIC)).to_be_visible()
    is_sound(desk)
    number = desk.url.rsplit("/", 1)[-1]

    # A colleague takes the seat on a phone; the next one would wait.
    phone.goto("/lessons")
    phone.get_by_role("link", name=re.compile(re.escape(TOPIC))).click()
    expect(phone.get_by_text(re.compile("还有 1 个座位"))).to_be_visible()
    is_sound(phone)
    phone.get_by_role("button", name="约课", exact=True).click()
    expect(phone.get_by_text("您有座位")).to_be_visible()
    is_sound(phone)

    # The list lies on the phone; the classroom has no signal.
    phone.goto("/observe")
    expect(phone.get_by_role("link", name=re.compile(re.escape(TOPIC)))).to_be_visible()
    is_sound(phone)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_load_state("networkidle")
    context = phone.context
    context.set_offline(True)
    phone.reload()
    phone.get_by_role("link", name=re.compile(re.escape(TOPIC))).click()
    phone.get_by_role("radio", name="新授").check()
    phone.get_by_role("textbox", name="随记").fill("三个问题都由学生提出")
    phone.get_by_role("button", name="记一条").click()
    expect(phone.get_by_role("list", name=re.compile("1 条随记"))).to_contain_text(
        re.compile(r"\d\d:\d\d")
    )
    phone.get_by_role("checkbox", name="问题设计").check()
    phone.get_by_role("textbox", name="策略 1").fill(STRATEGY)
    expect(phone.get_by_text(re.compile("已存在本机"))).to_be_visible()
    phone.wait_for_timeout(1_500)
    is_sound(phone)

    # The tab is killed in the middle of it.
    phone.close()
    phone = context.new_page()
    phone.goto("/observations")
    phone.get_by_role("link", name=re.compile(re.escape(TOPIC))).click()
    expect(phone.get_by_text(re.compile("已恢复"))).to_be_visible()
    expect(phone.get_by_role("textbox", name="策略 1")).to_have_value(STRATEGY)
    phone.get_by_role("textbox", name=re.compile("^一条建议")).fill("小结留两分钟，让学生自己说。")
    phone.get_by_role("button", name="分享给授课教师").click()
    expect(phone.get_by_text(re.compile("已存在本机，联网后分享"))).to_be_visible(timeout=30_000)
    assert not api(desk, f"observations/?session={number}")["results"]
    context.set_offline(False)
    phone.goto("/outbox")
    expect(phone.get_by_text("全部已上传")).to_be_visible(timeout=30_000)
    found = until(desk, f"observations/?session={number}", lambda one: one["results"])["results"]
    assert [one["state"] for one in found] == ["shared"]

    # At the desk: who came is said with one tap, the record is read and answered.
    desk.reload()
    desk.get_by_role("button", name=re.compile("来了$")).first.click()
    expect(desk.get_by_text("已确认")).to_be_visible()
    desk.goto("/observations?view=received")
    desk.get_by_role("link", name=re.compile(re.escape(TOPIC))).click()
    expect(desk.get_by_text(re.compile("现在轮到您"))).to_be_visible()
    expect(desk.get_by_text(STRATEGY)).to_be_visible()
    assert desk.get_by_text("三个问题都由学生提出").count() == 0, "notes are the writer's alone"
    is_sound(desk)
    desk.get_by_role("textbox", name=re.compile("读了这份记录")).fill("下次把小结交给学生。")
    desk.get_by_role("button", name="回应").click()
    expect(desk.get_by_text("确认不等于同意，只表示已经读过。")).to_be_visible()
    desk.get_by_role("button", name="确认已阅").click()
    expect(desk.get_by_text(re.compile("还没有确认$"))).to_have_count(1)
    is_sound(desk)

    # The observer reads the answer; the second word closes it.
    phone.goto("/observations")
    phone.get_by_role("link", name=re.compile(re.escape(TOPIC))).click()
    expect(phone.get_by_text("下次把小结交给学生。")).to_be_visible()
    phone.get_by_role("button", name="确认已阅").click()
    expect(phone.get_by_text("双方都已确认，没有待办的事。")).to_be_visible()
    is_sound(phone)
    (record,) = api(phone, f"observations/?session={number}")["results"]
    assert (record["state"], record["is_confirmed"]) == ("closed", True)

    # Nobody typed it a second time: the month of the two has the lesson in it.
    month = month_of(desk, pair)
    assert month["state"] == ("met" if asks else "exempt")
    assert [(one["type"], one["id"]) for one in month["duties"][0]["records"]] == [
        ("observation", record["id"])
    ]
    phone.goto(f"/pairs/{pair['id']}")
    expect(phone.get_by_text("本月完成" if asks else "本月免计").first).to_be_visible()
    phone.get_by_role("link", name=re.compile("徒弟听课")).click()
    expect(phone.get_by_text(STRATEGY)).to_be_visible()

"""What the two of a pair say: written where there is no network, and read by them alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in
from tests.e2e.demo import PASSWORD
from tests.e2e.test_main_job import until

pytestmark = pytest.mark.e2e

TOPIC = "公开课前睡不着"
WORDS = "她说每次有人听课前一晚都睡不好。约好下周先只请我一个人来听。"
PURPOSE = "了解新教师的工作压力，安排减负"
AGE = """
from importlib import import_module
from django.conf import settings
from school.people.models import User
store = import_module(settings.SESSION_ENGINE).SessionStore
someone = str(User.objects.get(username="principal").pk)
for key in store.get_model_class().objects.values_list("session_key", flat=True):
    session = store(key)
    if session.get("_auth_user_id") != someone:
        continue
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600}
        for record in session["account_authentication_methods"]
    ]
    session.save()
"""


def says_nothing(page: Page) -> None:
    shown = page.inner_text("body")
    assert TOPIC not in shown
    assert WORDS not in shown


def test_a_talk_is_written_offline_counted_by_the_office_and_opened_only_with_both_knowing(
    device, demo
):
    # Which of the pairs of these two people runs, and what it has recorded so far.
    phone = device(PHONE).new_page()
    sign_in(phone, "mentor")
    mine = api(phone, "mentor-pairs/?mine=1&state=active")["results"]
    pair = next(row for row in mine if (row["my_side"], row["field"]) == ("mentor", "subject"))
    before = api(phone, f"mentor-talks/?pair={pair['id']}&limit=200")["count"]

    # In the staff room there is no network. Date and minutes are chosen, the topic is typed.
    phone.goto("/pairs")
    expect(phone.get_by_role("link", name=pair["mentee"]["name"])).to_be_visible()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.reload()
    card = phone.get_by_role("listitem").filter(has_text=pair["mentee"]["name"]).first
    write = card.get_by_role("link", name="记一次交流")
    expect(write).to_be_visible()
    is_sound(phone)
    phone.context.set_offline(True)
    write.click()
    expect(phone.get_by_text(f"只有您和{pair['mentee']['name']}能看")).to_be_visible()
    phone.get_by_role("radio", name="45").check(force=True)
    phone.get_by_label("话题").fill(TOPIC)
    phone.get_by_label("内容").fill(WORDS)
    is_sound(phone)
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("有交流记录待上传")).to_be_visible()
    phone.context.set_offline(False)
    until(
        phone,
        f"mentor-talks/?pair={pair['id']}&limit=200",
        lambda rows: rows["count"] == before + 1,
        60,
    )

    # The office counts it and has no way to a word of it.
    office = device(DESK).new_page()
    sign_in(office, "teaching_director")
    told = api(office, f"mentor-talks/?pair={pair['id']}&limit=200")
    assert TOPIC not in str(told)
    talk = next(row for row in told["results"] if row["minutes"] == 45)
    office.goto(f"/pairs/{pair['id']}")
    expect(office.get_by_text("这里只有日期和时长")).to_be_visible()
    expect(office.locator(f"#talk-{talk['id']}")).to_contain_text("45 分钟")
    expect(office.get_by_role("button", name=re.compile("查看内容"))).to_have_count(0)
    says_nothing(office)
    is_sound(office)
    office.goto(f"/pairs/{pair['id']}?view=timeline")
    expect(office.get_by_role("listitem").first).to_be_visible()
    says_nothing(office)
    office.goto("/pairs?view=months")
    expect(office.get_by_role("table")).to_be_visible()
    is_sound(office)

    # The principal says what for, proves who it is, and only then reads it.
    principal = device(DESK).new_page()
    sign_in(principal, "principal")
    principal.goto(f"/pairs/{pair['id']}")
    row = principal.locator(f"#talk-{talk['id']}")
    expect(row).to_contain_text("45 分钟")
    says_nothing(principal)
    demo.manage("shell", "-c", AGE)
    row.get_by_role("button", name=re.compile("查看内容")).click()
    asked = principal.get_by_role("dialog")
    expect(asked).to_contain_text(f"告诉{pair['mentor']['name']}和{pair['mentee']['name']}")
    asked.get_by_role("textbox").fill(PURPOSE)
    is_sound(principal)
    asked.get_by_role("button", name="登记并查看").click()
    question = principal.get_by_role("dialog", name="确认是您本人")
    question.get_by_label("密码", exact=True).fill(PASSWORD)
    question.get_by_role("button", name="确认").click()
    expect(principal.get_by_text(WORDS)).to_be_visible()
    is_sound(principal)

    # Both of the two are told who, which and what for; one has read it, the other not yet.
    other = device(PHONE).new_page()
    sign_in(other, "mentee")
    for page in (phone, other):
        page.goto(f"/pairs/{pair['id']}")
        banner = page.get_by_role("region", name=re.compile("交流内容被查看"))
        expect(banner).to_contain_text(PURPOSE)
        expect(banner).to_contain_text(api(principal, "me/")["name"])
        is_sound(page)
    phone.get_by_role("button", name="知道了").click()
    expect(phone.get_by_role("region", name=re.compile("交流内容被查看"))).to_have_count(0)
    expect(phone.get_by_text("交流内容曾被查看 1 次")).to_be_visible()
    other.reload()
    expect(other.get_by_role("region", name=re.compile("交流内容被查看"))).to_be_visible()
    other.locator(f"#talk-{talk['id']}").get_by_role("button", name=re.compile("查看内容")).click()
    expect(other.get_by_text(WORDS)).to_be_visible()

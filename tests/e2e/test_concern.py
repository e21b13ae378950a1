"""What cannot wait: a homeroom teacher reports it, three may open it, no list of work knows."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in
from tests.e2e.demo import PASSWORD
from tests.e2e.test_main_job import until

pytestmark = pytest.mark.e2e

SEEN = "孩子一个人在家，晚上九点没有吃饭，手臂上有新的淤青。"
AGE = """
from importlib import import_module
from django.conf import settings
from school.people.models import User
store = import_module(settings.SESSION_ENGINE).SessionStore
someone = str(User.objects.get(username="moral_director").pk)
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


def test_a_concern_is_opened_only_by_whoever_proves_who_they_are(device, demo):
    phone = device(PHONE).new_page()
    sign_in(phone, "homeroom")
    child = api(phone, "visitable-students/?limit=1")["results"][0]
    before = api(phone, "obligations/?mine=1&limit=200")
    phone.goto(f"/concerns/new?student={child['id']}")
    phone.get_by_role("radio", name="疑似受到伤害").check()
    phone.get_by_role("textbox", name=re.compile("看到了什么")).fill(SEEN)
    is_sound(phone)
    phone.get_by_role("button", name="上报").click()
    expect(phone.get_by_text("已保存，正在上报")).to_be_visible()
    told = until(
        phone,
        "concerns/",
        lambda rows: any(r["student"]["id"] == child["id"] for r in rows["results"]),
        30,
    )
    assert SEEN not in str(told)

    # Nobody else's list of work has changed, and a colleague does not see that there is one.
    assert api(phone, "obligations/?mine=1&limit=200") == before
    colleague = device(DESK).new_page()
    sign_in(colleague, "teacher")
    assert api(colleague, "concerns/")["results"] == []

    # The director signed in an hour ago: the page asks for the password before it shows a name.
    director = device(DESK).new_page()
    sign_in(director, "moral_director")
    demo.manage("shell", "-c", AGE)
    director.goto("/concerns")
    question = director.get_by_role("dialog", name="确认是您本人")
    expect(question).to_be_visible()
    expect(director.get_by_text(child["name"])).to_have_count(0)
    is_sound(director)
    question.get_by_label("密码", exact=True).fill("不是这个密码")
    question.get_by_role("button", name="确认").click()
    expect(question.get_by_text("密码不对")).to_be_visible()
    question.get_by_label("密码", exact=True).fill(PASSWORD)
    question.get_by_role("button", name="确认").click()
    row = director.get_by_role("listitem").filter(has_text=child["name"]).first
    expect(row).to_contain_text("疑似受到伤害")
    expect(director.get_by_text(SEEN)).to_have_count(0)
    row.get_by_role("button", name="查看（需登记）").click()
    director.get_by_role("dialog").get_by_role("textbox").fill("安排德育处当晚联系家长")
    director.get_by_role("dialog").get_by_role("button", name="查看").click()
    expect(director.get_by_text(SEEN)).to_be_visible()
    is_sound(director)

    # The board of who answers for what does not know of it, nor does the child's own row there.
    for page in ("/caseload", f"/caseload/{api(phone, 'me/')['staff_id']}"):
        director.goto(page)
        expect(director.get_by_role("heading", level=1)).to_be_visible()
        director.wait_for_load_state("networkidle")
        shown = director.inner_text("main")
        assert SEEN not in shown
        assert "疑似受到伤害" not in shown
        assert "上报" not in shown
        is_sound(director)

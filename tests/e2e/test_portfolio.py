"""A teacher's plan: a goal that counts itself, a copy that stays, and the office's answer to it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from school.growth.rules.documents import canonical, sha256
from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e

NAME, OWN_PASSWORD = "温以宁", "纸鸢-nine-ladders-靠在檐下"
NOW = "板书总是写到一半。这学期先把每节课的板书想好再进教室。"
LATER = "板书已经写得完，接下来练提问。"
GOAL = "参加新教师培训，学会备课"
TOPIC, HOURS, TARGET = "怎样读懂一篇课文", 4, 6
WORDS = "目标具体。十二月请师傅来听一节课，看看板书的变化。"


def joined(phone: Page, demo) -> None:
    """A new colleague, with an account that she opens herself; she has no plan yet."""
    said = demo.manage(
        "appoint",
        "--as=admin",
        "--staff-number=T9101",
        f"--name={NAME}",
        "--post=subject_teacher",
        "--subject=语文",
        "--username=wenyining",
    )
    phone.goto(re.search(r"/join#\S+", said)[0])
    phone.get_by_label("密码", exact=True).fill(OWN_PASSWORD)
    phone.get_by_label("再输入一次").fill(OWN_PASSWORD)
    phone.get_by_role("button", name="保存并登录").click()
    phone.wait_for_url(lambda url: "/join" not in url)


def kept(page: Page) -> dict:
    (figure,) = api(page, "figures/?term=current&code=portfolios.kept")["results"]
    return figure["value"]


def goal_of(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text=GOAL)


def test_a_goal_counts_itself_and_the_copy_that_was_handed_in_is_answered(device, demo):
    phone = device(PHONE).new_page()
    joined(phone, demo)
    office = device(DESK).new_page()
    sign_in(office, "teaching_director")
    before = kept(office)

    # Nothing is there yet; the page says what to begin with.
    phone.goto("/portfolio")
    expect(phone.get_by_role("heading", name="教学路上，我这样走过……")).to_be_visible()
    expect(phone.get_by_text("足迹还是空的")).to_be_visible()
    is_sound(phone)
    phone.get_by_role("link", name="订学期计划").click()
    phone.get_by_role("button", name="新订规划").click()
    dialog = phone.get_by_role("dialog", name="新订规划")
    dialog.get_by_role("radio", name="学期计划").check()
    dialog.get_by_role("radio", name="新手教师").check()
    expect(dialog.get_by_text("按「新手教师学期计划」来写")).to_be_visible()
    is_sound(phone)
    dialog.get_by_role("button", name="开始写").click()
    phone.wait_for_url(re.compile(r"/portfolio/plans/[\w-]{36}$"))
    number = phone.url.rsplit("/", 1)[-1]

    # She writes what the template asks for, and a goal that no one will type the progress of.
    phone.get_by_role("textbox", name="本学期从哪里起步").fill(NOW)
    phone.get_by_role("textbox", name="跟师傅学什么").fill("十二月学备课，一月学评课。")
    phone.get_by_role("button", name="保存规划").click()
    expect(phone.get_by_text("都已保存")).to_be_visible()
    phone.get_by_role("button", name="加一个目标").click()
    dialog = phone.get_by_role("dialog", name="加一个目标")
    dialog.get_by_role("radio", name="学习进修").check()
    dialog.get_by_role("textbox", name=re.compile("^目标")).fill(GOAL)
    dialog.get_by_role("combobox", name="算什么").select_option("培训（学时）")
    dialog.get_by_role("spinbutton", name=re.compile("^做到多少")).fill(str(TARGET))
    is_sound(phone)
    dialog.get_by_role("button", name="保存").click()
    expect(goal_of(phone)).to_contain_text(f"已有 0，目标 {TARGET}")
    is_sound(phone)
    (goal,) = api(phone, f"growth-plans/{number}/")["goals"]
    assert (goal["counter"], goal["target"], goal["done"]) == ("training_hours", TARGET, "0")

    # Elsewhere the office writes down a training that she came to.
    office.goto("/activities/new")
    office.get_by_role("combobox", name=re.compile("^活动类型")).fill("新教师培训")
    office.get_by_role("option", name="新教师培训").click()
    office.get_by_role("textbox", name=re.compile("^主题")).fill(TOPIC)
    office.get_by_role("spinbutton", name=re.compile("^学时")).fill(str(HOURS))
    office.get_by_role("button", name="选择：谁参加了").click()
    people = office.get_by_role("dialog", name="谁参加了")
    people.get_by_role("searchbox", name="打名字找").fill(NAME)
    people.get_by_role("checkbox", name=re.compile(NAME)).check()
    is_sound(office)
    people.get_by_role("button", name="完成（已选 1）").click()
    office.get_by_role("button", name="保存", exact=True).click()
    expect(office.get_by_role("heading", name=TOPIC)).to_be_visible()
    is_sound(office)

    # The goal has moved; the number opens to the training itself.
    phone.reload()
    expect(goal_of(phone)).to_contain_text(f"已有 {HOURS}，目标 {TARGET}")
    goal_of(phone).get_by_text(f"已有 {HOURS}，目标 {TARGET}").click()
    expect(goal_of(phone)).to_contain_text(f"{HOURS} 学时")
    is_sound(phone)
    goal_of(phone).get_by_role("link", name=TOPIC).click()
    expect(phone.get_by_role("heading", name=TOPIC)).to_be_visible()
    assert phone.url.rsplit("/", 1)[-1] == office.url.rsplit("/", 1)[-1]
    is_sound(phone)
    (goal,) = api(phone, f"growth-plans/{number}/")["goals"]
    assert (goal["done"], goal["state"]) == (str(HOURS), "open")

    # So has the way she went.
    phone.goto("/portfolio")
    act = phone.get_by_role("link", name=re.compile(TOPIC))
    expect(act).to_contain_text("培训")
    expect(act).to_contain_text(f"{HOURS} 学时")
    expect(phone.get_by_text(f"{HOURS} / {TARGET}")).to_be_visible()
    is_sound(phone)
    portfolio = api(phone, f"growth-plans/{number}/")["portfolio"]
    (told,) = api(phone, f"portfolios/{portfolio}/acts/")["results"]
    assert (told["label"], told["amount"], told["kinds"]) == (TOPIC, str(HOURS), ["training"])

    # A copy is handed in. The plan stays hers to write; the copy stays as it was.
    phone.get_by_role("link", name="打开计划").click()
    phone.get_by_role("button", name="提交审阅").click()
    dialog = phone.get_by_role("dialog", name="提交审阅")
    expect(dialog.get_by_text("会留下一份定稿")).to_be_visible()
    is_sound(phone)
    dialog.get_by_role("button", name="提交", exact=True).click()
    expect(phone.get_by_text("已提交，正在等待审阅")).to_be_visible()
    expect(phone.get_by_text("第 1 份定稿")).to_be_visible()
    is_sound(phone)
    (copy,) = api(phone, f"plan-submissions/?plan={number}")["results"]
    phone.get_by_role("textbox", name="本学期从哪里起步").fill(LATER)
    phone.get_by_role("button", name="保存规划").click()
    expect(phone.get_by_text("都已保存")).to_be_visible()
    whole = api(phone, f"plan-submissions/{copy['id']}/")
    assert whole["is_intact"]
    assert sha256(canonical(whole["content"])) == whole["sha256"] == copy["sha256"]
    (frozen,) = whole["content"]["plan"]["goals"]
    assert (frozen["words"], frozen["done"]) == (GOAL, str(HOURS))
    assert NOW in canonical(whole["content"])
    assert LATER not in canonical(whole["content"])

    # The office reads the copy, with the acts it was handed in with, and answers it.
    office.goto("/portfolios")
    row = office.get_by_role("listitem").filter(has_text=NAME)
    expect(row).to_be_visible()
    is_sound(office)
    row.get_by_role("link", name=re.compile("审阅")).click()
    expect(office.get_by_text("内容与提交时一致")).to_be_visible()
    expect(office.get_by_text(copy["sha256"])).to_be_visible()
    expect(office.get_by_text(NOW)).to_be_visible()
    expect(office.get_by_text(LATER)).to_have_count(0)
    office.get_by_text("展开足迹").click()
    expect(office.get_by_text(TOPIC)).to_be_visible()
    office.get_by_role("radio", name="通过", exact=True).check()
    office.get_by_role("textbox", name=re.compile("^意见")).fill(WORDS)
    is_sound(office)
    office.get_by_role("button", name="答复").click()
    expect(office.get_by_role("button", name="答复")).to_have_count(0)
    expect(office.get_by_text(WORDS)).to_be_visible()
    expect(office.get_by_text("已通过")).to_be_visible()
    is_sound(office)

    # She reads what was said to it.
    phone.reload()
    expect(phone.get_by_text(WORDS)).to_be_visible()
    expect(phone.get_by_text("已通过").first).to_be_visible()
    is_sound(phone)
    phone.get_by_role("link", name="查看定稿").click()
    expect(phone.get_by_role("heading", name="审阅意见")).to_be_visible()
    expect(phone.get_by_text(WORDS)).to_be_visible()
    is_sound(phone)
    plan = api(phone, f"growth-plans/{number}/")
    assert (plan["state"], plan["is_approved"], plan["copies"]) == ("approved", True, 1)
    review = api(phone, f"plan-submissions/{copy['id']}/")["review"]
    assert (review["outcome"], review["words"]) == ("approved", WORDS)
    assert review["by"]["name"] == api(office, "me/")["name"]
    assert kept(office) == {"part": before["part"] + 1, "whole": before["whole"]}

"""What the school answers for: a pledge signed by two, a finding put right, a survey in numbers."""

import datetime
import hashlib
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, sign_in

pytestmark = pytest.mark.e2e

PLEDGE = "防溺水责任书"
TEXT = "一、放学前再说一遍水边的危险。\n二、发现学生私自下水，立即报告。"
PLACE, ITEM = "实验楼二层", "药品柜门锁"
FAULT, DONE, REMARK = "锁舌弹不出来，柜门关不严", "换了新锁，钥匙交保管员", "现场开关三次，锁得住"
SURVEY = "延时服务满意度"
ASKED, CHOICE = "您对延时服务总体满意吗？", "您最希望增加什么？"
LEARNT = "家长想多要阅读，下月起每周加一次。"


def figure(page: Page, code: str) -> dict:
    """Both sides of a share; of nothing yet it is none."""
    (found,) = api(page, f"figures/?term=current&code={code}")["results"]
    return found["value"] or {"part": 0, "whole": 0}


def photo() -> dict:
    """A picture as a phone gives it."""
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 70)).save(kept, "JPEG")
    return {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def test_a_pledge_is_signed_on_a_phone_and_signed_beside(device):
    desk = device(DESK).new_page()
    sign_in(desk, "principal")
    today = api(desk, "me/")["today"]
    before = figure(desk, "pledges.signed")

    # The keeper writes a pledge, says whom it binds and who signs beside, and asks for signatures.
    desk.goto("/assurance")
    desk.get_by_role("button", name="新建责任书").click()
    dialog = desk.get_by_role("dialog", name="新建责任书")
    dialog.get_by_role("textbox", name=re.compile("^名称")).fill(PLEDGE)
    dialog.get_by_role("radio", name="安全").check()
    dialog.get_by_role("textbox", name=re.compile("^代码")).fill("drowning")
    is_sound(desk)
    dialog.get_by_role("button", name="建立").click()
    desk.get_by_role("link", name=f"发布新版：{PLEDGE}").click()
    desk.get_by_role("textbox", name=re.compile("^责任书全文")).fill(TEXT)
    desk.get_by_role("textbox", name=re.compile("^这一层的名称")).fill("任课教师")
    binds = desk.get_by_role("group", name=re.compile("^由谁签订"))
    binds.get_by_role("checkbox", name="任课教师", exact=True).check()
    beside = desk.get_by_role("group", name=re.compile("^由谁会签"))
    beside.get_by_role("checkbox", name="教务主任").check()
    is_sound(desk)
    desk.get_by_role("button", name="发布新版").click()
    dialog = desk.get_by_role("dialog", name=f"发布新版：{PLEDGE}")
    dialog.get_by_role("button", name="发布新版").click()
    desk.get_by_role("button", name="发起签订").click()
    dialog = desk.get_by_role("dialog", name="发起签订")
    dialog.get_by_role("combobox", name=re.compile("^签哪一份")).select_option(
        f"{PLEDGE} · 第 1 版"
    )
    dialog.get_by_label(re.compile("^截止日期")).fill(today)
    is_sound(desk)
    dialog.get_by_role("button", name="发起", exact=True).click()
    row = desk.get_by_role("listitem").filter(has=desk.get_by_role("link", name=PLEDGE, exact=True))
    expect(row).to_contain_text("已签 0/")
    is_sound(desk)
    one = next(
        one
        for one in api(desk, "pledge-rounds/")["results"]
        if one["version"]["form"]["title"] == PLEDGE
    )
    must = one["must_sign"]
    assert must > 0
    assert one["version"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    opened = figure(desk, "pledges.signed")
    assert opened == {"part": before["part"], "whole": before["whole"] + must}

    # The teacher reads it to the end on her phone, and only then signs.
    phone = device(PHONE).new_page()
    sign_in(phone, "teacher")
    name = api(phone, "me/")["name"]
    phone.goto("/assurance")
    phone.get_by_role("link", name=f"阅读并签名：{PLEDGE}").click()
    expect(phone.get_by_text("发现学生私自下水，立即报告。")).to_be_visible()
    sign = phone.get_by_role("button", name="我承诺并签名")
    expect(sign).to_be_disabled()
    expect(phone.get_by_text("签订后由教务主任会签。")).to_be_visible()
    is_sound(phone)
    phone.get_by_role("checkbox", name="我已读完全文").check()
    sign.click()
    expect(phone.get_by_text(re.compile("^您已于 .+ 签名$"))).to_be_visible()
    expect(phone.get_by_text("等待会签：教务主任")).to_be_visible()
    is_sound(phone)

    # The share has moved by one, and opens to her signature.
    assert figure(desk, "pledges.signed") == {**opened, "part": opened["part"] + 1}
    desk.goto("/figures/pledges.signed")
    expect(desk.get_by_role("heading", name="责任书签订率")).to_be_visible()
    expect(desk.get_by_role("link", name=f"已达到 {opened['part'] + 1} 人次")).to_be_visible()
    record = desk.get_by_role("link").filter(has_text=name).filter(has_text=PLEDGE)
    expect(record).to_contain_text("已签订")
    is_sound(desk)
    record.click()
    desk.wait_for_url(re.compile("/assurance/pledges/"))
    expect(desk.get_by_role("heading", name=PLEDGE)).to_be_visible()
    signature = desk.get_by_role("listitem").filter(has=desk.get_by_text(name, exact=True))
    expect(signature).to_contain_text(re.compile("签名"))
    expect(desk.get_by_text(f"已签 1/{must} 人").first).to_be_visible()
    is_sound(desk)

    # Who stands above signs beside it.
    office = device(DESK).new_page()
    sign_in(office, "teaching_director")
    office.goto("/assurance")
    office.get_by_role("link", name=f"去会签：{PLEDGE}").click()
    office.get_by_role("checkbox", name=f"选择 {name}").check()
    is_sound(office)
    office.get_by_role("button", name="会签所选 1 人").click()
    above = api(office, "me/")["name"]
    expect(office.get_by_text(re.compile(f"{above} 于 .+ 会签"))).to_be_visible()
    is_sound(office)
    phone.reload()
    expect(phone.get_by_text(re.compile(f"^{above} 于 .+ 会签$"))).to_be_visible()
    is_sound(phone)
    lines = api(desk, f"pledge-signers/?round={one['id']}&limit=200")["results"]
    (signed,) = [line for line in lines if line["signed_at"]]
    assert (signed["staff"]["name"], signed["state"]) == (name, "signed")
    assert signed["countersigned_by"]["name"] == above


def test_what_an_inspection_finds_is_put_right_and_looked_at_again(device):
    phone = device(PHONE).new_page()
    sign_in(phone, "teacher")
    owner = api(phone, "me/")["name"]
    desk = device(DESK).new_page()
    sign_in(desk, "moral_director")
    before = figure(desk, "inspections.rectified")

    # Written down on the way: where, what is wrong, who puts it right, by when.
    desk.goto("/assurance?view=inspections")
    desk.get_by_role("link", name="登记检查").click()
    expect(desk.get_by_role("heading", name="登记检查")).to_be_visible()
    desk.get_by_role("combobox", name=re.compile("^检查类别")).select_option("安全排查")
    desk.get_by_role("textbox", name=re.compile("^地点")).fill(PLACE)
    desk.get_by_role("button", name="添加问题").click()
    found = desk.get_by_role("group", name="问题 1")
    found.get_by_role("textbox", name=re.compile("^哪一处、哪一项")).fill(ITEM)
    found.get_by_role("textbox", name=re.compile("^存在问题")).fill(FAULT)
    found.get_by_role("radio", name="重大").check()
    found.get_by_role("combobox", name=re.compile("^由谁整改")).fill(owner)
    desk.get_by_role("option", name=re.compile(f"^{owner} ·")).click()
    is_sound(desk)
    desk.get_by_role("button", name="保存检查").click()
    expect(desk.get_by_role("heading", name=f"安全排查 · {PLACE}")).to_be_visible()
    expect(desk.get_by_text("已整改 0/1 项")).to_be_visible()
    is_sound(desk)
    whole = api(desk, f"inspections/{desk.url.rsplit('/', 1)[-1]}/")
    (finding,) = whole["lines"]
    assert (finding["state"], finding["severity"]) == ("open", "high")
    assert finding["owner"]["name"] == owner
    day = datetime.date.fromisoformat(whole["inspected_on"])
    assert finding["deadline"] == (day + datetime.timedelta(days=7)).isoformat()
    assert figure(desk, "inspections.rectified") == {**before, "whole": before["whole"] + 1}

    # The owner's first page says it; the phone takes the picture of what is mended.
    phone.goto("/")
    phone.get_by_role("link", name=ITEM).click()
    expect(phone.get_by_text(FAULT)).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile("^复查"))).to_have_count(0)
    is_sound(phone)
    phone.get_by_role("button", name=f"登记整改：{ITEM}").click()
    dialog = phone.get_by_role("dialog", name=f"登记整改：{ITEM}")
    dialog.get_by_role("textbox", name=re.compile("^做了什么")).fill(DONE)
    dialog.get_by_label("整改后的照片", exact=True).set_input_files(photo())
    expect(dialog.get_by_role("button", name=re.compile("^移除"))).to_be_visible(timeout=30_000)
    is_sound(phone)
    dialog.get_by_role("button", name="登记整改").click()
    expect(phone.get_by_text("待复查", exact=True)).to_be_visible()
    expect(phone.get_by_text(DONE)).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile("^登记整改|^复查"))).to_have_count(0)
    is_sound(phone)
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.get_by_role("link", name=ITEM)).to_have_count(0)
    mine = api(phone, f"findings/{finding['id']}/")
    assert (mine["state"], mine["abilities"]) == ("rectified", ["retrieve"])
    assert len(mine["rectifications"][0]["evidence"]) == 1
    assert figure(desk, "inspections.rectified") == {**before, "whole": before["whole"] + 1}

    # Somebody else goes there, looks, and closes it.
    desk.goto("/assurance?view=inspections")
    card = desk.get_by_role("listitem").filter(has_text=ITEM)
    card.get_by_role("button", name=f"复查：{ITEM}").click()
    dialog = desk.get_by_role("dialog", name=f"复查：{ITEM}")
    dialog.get_by_role("radio", name="已整改").check()
    dialog.get_by_role("textbox", name=re.compile("^说明")).fill(REMARK)
    is_sound(desk)
    dialog.get_by_role("button", name="保存复查").click()
    expect(dialog).to_be_hidden()
    expect(card).to_have_count(0)
    closed = api(desk, f"findings/{finding['id']}/")
    (tried,) = closed["rectifications"]
    assert (closed["state"], tried["recheck"], tried["remark"]) == ("closed", "ok", REMARK)
    assert tried["rectified_by"]["name"] == owner
    assert tried["rechecked_by"]["name"] == api(desk, "me/")["name"] != owner
    after = {"part": before["part"] + 1, "whole": before["whole"] + 1}
    assert figure(desk, "inspections.rectified") == after

    # The share of what is put right opens to it, and its owner reads how it ended.
    desk.goto("/figures/inspections.rectified")
    expect(desk.get_by_role("heading", name="问题整改率")).to_be_visible()
    is_sound(desk)
    desk.get_by_role("link", name=re.compile(ITEM)).click()
    expect(desk.get_by_role("heading", name=f"问题：{ITEM}")).to_be_visible()
    expect(desk.get_by_text(REMARK)).to_be_visible()
    is_sound(desk)
    phone.goto(f"/assurance/findings/{finding['id']}")
    expect(phone.get_by_text(REMARK)).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile("^登记整改|^复查"))).to_have_count(0)
    is_sound(phone)


def test_a_survey_is_made_counted_and_read_with_its_numbers(device):
    desk = device(DESK).new_page()
    sign_in(desk, "moral_director")
    today = api(desk, "me/")["today"]
    before = figure(desk, "surveys.satisfaction")

    # Made: one question that is the school's satisfaction, and one choice.
    desk.goto("/assurance?view=surveys")
    desk.get_by_role("link", name="新建问卷").click()
    desk.get_by_role("textbox", name=re.compile("^名称")).fill(SURVEY)
    desk.get_by_role("radio", name="家长").check()
    desk.get_by_label(re.compile("^结束日期")).fill(today)
    first = desk.get_by_role("group", name="第 1 题")
    first.get_by_role("textbox", name=re.compile("^题目")).fill(ASKED)
    expect(first.get_by_role("checkbox", name="作为学校的满意率")).to_be_checked()
    desk.get_by_role("button", name="再加一题").click()
    second = desk.get_by_role("group", name="第 2 题")
    second.get_by_role("textbox", name=re.compile("^题目")).fill(CHOICE)
    second.get_by_role("combobox", name="题型").select_option("单选题")
    second.get_by_role("textbox", name=re.compile("^选项")).fill("阅读\n运动\n手工")
    is_sound(desk)
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("heading", name=SURVEY)).to_be_visible()
    expect(desk.get_by_text("问卷已结束，还没有录入结果。")).to_be_visible()
    is_sound(desk)
    number = desk.url.rsplit("/", 1)[-1]
    assert figure(desk, "surveys.satisfaction") == before, "nothing is counted before the results"

    # Counted: what does not add up is said before it is sent.
    desk.get_by_role("button", name="录入结果").click()
    for label, count in (("发放", 60), ("收回", 48), ("有效", 45)):
        desk.get_by_role("textbox", name=re.compile(f"^{label}")).fill(str(count))
    scale = desk.get_by_role("group", name=re.compile(re.escape(ASKED)))
    for label, count in (("1", 1), ("2", 2), ("3", 4), ("4", 15), ("5", 25)):
        scale.get_by_role("textbox", name=re.compile(f"^{label}")).fill(str(count))
    choice = desk.get_by_role("group", name=re.compile(re.escape(CHOICE)))
    for label, count in (("阅读", 24), ("运动", 12), ("手工", 6)):
        choice.get_by_role("textbox", name=label).fill(str(count))
    desk.get_by_role("textbox", name=re.compile("^发现了什么")).fill(LEARNT)
    desk.get_by_role("button", name="保存结果").click()
    expect(desk.get_by_text("各选项合计不能多于有效问卷")).to_be_visible()
    scale.get_by_role("textbox", name=re.compile("^5")).fill("22")
    expect(scale).to_contain_text("合计 44 份，有效问卷 45 份")
    is_sound(desk)
    desk.get_by_role("button", name="保存结果").click()

    # Read: never a share without what it is a share of.
    expect(desk.get_by_text("37/44 份；收回率 80%")).to_be_visible()
    expect(desk.get_by_text("84.1%")).to_be_visible()
    expect(desk.get_by_text(LEARNT)).to_be_visible()
    is_sound(desk)
    survey = api(desk, f"surveys/{number}/")
    assert survey["satisfaction"] == {"part": 37, "whole": 44}
    assert [survey[name] for name in ("issued", "returned", "valid")] == [60, 48, 45]
    assert [one["count"] for one in survey["questions"][0]["options"]] == [1, 2, 4, 15, 22]
    assert [one["count"] for one in survey["questions"][1]["options"]] == [24, 12, 6]
    desk.goto("/assurance?view=surveys")
    line = desk.get_by_role("listitem").filter(has_text=SURVEY)
    expect(line).to_contain_text("满意率 84.1%（37/44 份）")
    expect(line).to_contain_text("收回率 80%（48/60 份）")
    is_sound(desk)

    # The school's figure has taken it in, and opens to this survey.
    after = {"part": before["part"] + 37, "whole": before["whole"] + 44}
    assert figure(desk, "surveys.satisfaction") == after
    reader = device(PHONE).new_page()
    sign_in(reader, "principal")
    reader.goto("/figures/surveys.satisfaction")
    expect(reader.get_by_role("link", name=f"已达到 {after['part']:,} 份")).to_be_visible()
    expect(reader.get_by_role("link", name=f"全部 {after['whole']:,} 份")).to_be_visible()
    is_sound(reader)
    reader.get_by_role("link", name=re.compile(SURVEY)).first.click()
    expect(reader.get_by_role("heading", name=SURVEY)).to_be_visible()
    expect(reader.get_by_text("37/44 份；收回率 80%")).to_be_visible()
    is_sound(reader)

"""The committee asks about a number on a phone, the school answers, the next edition shows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK, PHONE, api, is_sound, post, sign_in
from tests.e2e.test_main_job import until

pytestmark = pytest.mark.e2e

QUESTION = "落实率里没有走到的家庭，下一步怎么安排？"
ANSWER = "已经逐户另约时间，走访结果会写进下一版。"


def next_edition(device, term):
    """Compiled, submitted, signed and published: the same term's next edition."""
    people = {}
    for name in ("moral_director", "teaching_director", "principal"):
        people[name] = device(DESK).new_page()
        sign_in(people[name], name)
    author, principal = people["moral_director"], people["principal"]
    summary = post(author, "summaries/", {"term": term})["id"]
    until(author, f"summaries/{summary}/", lambda s: s["state"] == "draft")
    post(author, f"summaries/{summary}/submit/")
    for name in ("teaching_director", "principal"):
        post(people[name], f"summaries/{summary}/approve/")
    post(principal, f"summaries/{summary}/publish/")


def test_the_committees_question_is_answered_and_stays_with_the_next_edition(device):
    parent = device(PHONE).new_page()
    sign_in(parent, "committee")
    papers = api(parent, "publications/")["results"]
    paper = next(p for p in reversed(papers) if p["state"] == "current")
    parent.goto(f"/publications/{paper['id']}")
    expect(parent.get_by_role("heading", level=1)).to_be_visible()

    # On the phone: the number itself is what one taps.
    content = api(parent, f"publications/{paper['id']}/")["content"]
    shown = next(
        piece["text"]
        for chapter in content["chapters"]
        for item in chapter["items"]
        for line in item["paragraphs"]
        for piece in line
        if piece.get("figure") == "visits.coverage"
    )
    parent.get_by_role("button", name=f"问一问这个数字：{shown}", exact=True).first.click()
    dialog = parent.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(QUESTION)
    is_sound(parent)
    dialog.get_by_role("button", name="提交提问").click()
    expect(dialog).to_be_hidden()
    asked = parent.get_by_role("listitem").filter(has_text=QUESTION)
    expect(asked).to_contain_text("待答复")
    expect(asked).to_contain_text("家访落实率")
    is_sound(parent)

    # On the desk: Today says that something waits; a child's name does not get through.
    director = device(DESK).new_page()
    sign_in(director, "moral_director")
    director.goto("/")
    director.get_by_role("link", name=re.compile(r"家委会有 \d+ 个问题待答复")).click()
    expect(director.get_by_role("heading", name="家委会提问")).to_be_visible()
    row = director.get_by_role("listitem").filter(has_text=QUESTION)
    expect(row).not_to_contain_text(api(parent, "me/")["name"])
    is_sound(director)
    row.get_by_role("button", name=re.compile("^答复")).click()
    child = api(director, "students/?limit=1")["results"][0]["name"]
    answer = director.get_by_role("dialog")
    answer.get_by_role("textbox").fill(f"{child}家已经去过。")
    answer.get_by_role("button", name="发出答复").click()
    expect(answer.get_by_text(re.compile("学生的姓名或学号"))).to_be_visible()
    answer.get_by_role("textbox").fill(ANSWER)
    answer.get_by_role("button", name="发出答复").click()
    expect(answer).to_be_hidden()
    expect(director.get_by_text(QUESTION)).to_have_count(0)

    # The committee reads it.
    parent.reload()
    expect(parent.get_by_text(ANSWER)).to_be_visible()
    asked = parent.get_by_role("listitem").filter(has_text=QUESTION)
    expect(asked.first).to_contain_text("已答复")

    # The next edition still shows both, and says which edition was asked about.
    term = next(t["id"] for t in api(director, "terms/") if t["name"] in paper["title"])
    next_edition(device, term)
    newest = next(
        p
        for p in api(parent, "publications/")["results"]
        if p["state"] == "current" and p["term_name"] == paper["term_name"]
    )
    assert newest["edition"] == paper["edition"] + 1
    parent.goto(f"/publications/{newest['id']}")
    beside = parent.get_by_role("listitem").filter(has_text=QUESTION)
    expect(beside.first).to_contain_text(f"问于第 {paper['edition']} 版")
    expect(parent.get_by_text(ANSWER)).to_be_visible()
    is_sound(parent)
    for path in ("figures/?term=current", "home-visits/", "students/", "summaries/", "digests/"):
        assert parent.request.get(f"/api/v1/{path}").status == 403, path

"""`make shots`: a picture of every screen, as a phone and a desk show it, in both languages.

They go to var/shots; the two of the README are kept in docs/images.
"""

import itertools
import re
import shutil
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import DESK, PHONE, api, chromium, is_sound, open_context, sign_in
from tests.e2e.demo import ROOT, demo

SIZES = {"phone": PHONE, "desk": DESK}
LANGUAGES = {"zh-Hans": "zh-CN", "en": "en"}
KEPT = {"dashboard-desk-zh-Hans": "dashboard-desk", "visit-new-phone-zh-Hans": "visit-phone"}


def first_of(path: str, key: str = "id") -> Callable[[Page], str]:
    """The first row of a list, as this person sees it."""

    def look_up(page: Page) -> str:
        return str(api(page, path)["results"][0][key])

    return look_up


first_visit = first_of("home-visits/?mine=1&limit=1")
newest = first_of("publications/")
first_load = first_of("caseloads/?limit=1", "key")
first_gap = first_of("obligations/?state=overdue&limit=1")
open_round = first_of("ambassador-rounds/?limit=50")
coming_lesson = first_of("lessons/?bookable=1&limit=1")
"""One that can be booked."""
newest_campaign = first_of("lesson-campaigns/")
ended_pair = first_of("mentor-pairs/?state=completed&limit=1")
declared_award = first_of("awards/?state=declared&limit=1")
open_selection = first_of("selections/?open=1&limit=1")
decided_selection = first_of("selections/?open=0&limit=1")


def open_visit(page: Page) -> str:
    """One that may still be changed."""
    visits = api(page, "home-visits/?mine=1&limit=50")["results"]
    return str(next(one["id"] for one in visits if "partial_update" in one["abilities"]))


def child_in_register(page: Page) -> str:
    return str(api(page, "circumstances/?limit=1")["results"][0]["student"]["id"])


def declined_visit(page: Page) -> str:
    visits = api(page, "home-visits/?limit=200")["results"]
    return str(next(v["id"] for v in visits if v["outcome"] == "declined"))


def draft(page: Page) -> str:
    summaries = api(page, "summaries/")["results"]
    return str(next(s["id"] for s in summaries if s["state"] == "draft"))


def on_leave(page: Page) -> str:
    """The homeroom teacher who is away, for whom somebody stands in."""
    everybody = api(page, "staff/?limit=200")["results"]
    found = next((one for one in everybody if not one["posts"]), everybody[0])
    return str(found["id"])


def own_class(page: Page) -> str:
    rows = api(page, "point-classes/")["results"]
    return str(next(row["id"] for row in rows if row["is_own"]))


def child_of_own_class(page: Page) -> str:
    return str(api(page, f"point-classes/{own_class(page)}/")["students"][0]["id"])


def finished_round(page: Page) -> str:
    rounds = api(page, "visit-rounds/?limit=100")["results"]
    return str(next(one["id"] for one in rounds if one["state"] == "closed"))


def planned_round(page: Page) -> str:
    rounds = api(page, "visit-rounds/?limit=100")["results"]
    return str(next(one["id"] for one in rounds if one["state"] != "closed"))


def press(*names: str) -> Callable[[Page], None]:
    """Buttons, one after the other, in either language."""

    def act(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=re.compile(name)).first.click()

    return act


def draft_rubric(page: Page) -> None:
    """Begun in the first round of pictures; the later ones find it."""
    begin = page.get_by_role("button", name=re.compile("^(修订出新版|Begin)"))
    publish = page.get_by_role("button", name=re.compile("^(发布|Publish)"))
    expect(begin.or_(publish)).to_be_visible()
    if begin.is_visible():
        begin.click()
    expect(publish).to_be_visible()


def hand_over(page: Page) -> None:
    page.get_by_role("checkbox").first.check()
    press("^(移交家访|Hand over)")(page)


def print_out(page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.emulate_media(media="print")


def write_offline(page: Page) -> None:
    """A visit that waits in the outbox."""
    child = api(page, "visitable-students/?limit=1")["results"][0]["id"]
    page.goto(f"/visits/new?student={child}")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    settled(page)
    page.locator("[data-field=integrity]").check()
    page.context.set_offline(True)
    press("^(保存家访|Save)")(page)
    page.locator("[href='/outbox']:visible").first.click()
    page.locator("li[data-state]").first.wait_for()


def differ(page: Page) -> None:
    """The school holds another suggestion by the time that mine is saved."""
    suggestion = page.locator("[data-field=suggestion]")
    if not suggestion.is_visible():
        page.locator("details summary").last.click()
    suggestion.fill("希望放学延后十分钟。")
    visit = page.url.split("/")[-2]
    now = api(page, f"home-visits/{visit}/")
    token = page.evaluate("document.cookie.match(/csrftoken=([^;]+)/)[1]")
    answer = page.request.patch(
        f"/api/v1/home-visits/{visit}/",
        data={"suggestion": f"希望多开放操场。({now['version']})"},
        headers={
            "X-CSRFToken": token,
            "If-Match": f'"{now["version"]}"',
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    assert answer.ok, answer.text()
    press("^(保存修改|Save)")(page)
    page.locator("input[name^=conflict-]").first.wait_for(state="attached")


def changed_item(page: Page) -> str:
    """An item that was revised, so that its history says something."""
    items = api(page, "point-items/?limit=200")["results"]
    return str(max(items, key=lambda one: one["version"]["number"])["id"])


def closed_week(page: Page) -> str:
    weeks = api(page, "contest-weeks/?limit=50")["results"]
    return str(next(one["id"] for one in weeks if one["closed_at"]))


def another_class(page: Page) -> str:
    """Nobody checks their own."""
    own = {post["school_class"]["id"] for post in api(page, "me/")["posts"] if post["school_class"]}
    classes = api(page, "school-classes/?limit=50")["results"]
    return str(next(one["id"] for one in classes if one["id"] not in own))


def given_lesson(page: Page) -> str:
    """An own one, to which somebody came."""
    me = api(page, "me/")
    rows = api(page, f"lessons/?host={me['staff_id']}&last={me['today']}&newest=1&limit=20")[
        "results"
    ]
    return str(max(rows[:8], key=lambda one: one["seated"])["id"])


def longest_chain(page: Page) -> str:
    return str(
        max(api(page, "relay-chains/")["results"], key=lambda one: one["lesson_count"])["id"]
    )


def scored_record(page: Page) -> str:
    """One with a total, about the own lesson if there is one."""
    rows = api(page, "observations/?limit=60")["results"]
    shared = [one["id"] for one in rows if one["state"] != "draft"]
    whole = (api(page, f"observations/{one}/") for one in shared)
    found = next((one for one in whole if one["result"] and one["result"]["total"]), None)
    return str(found["id"] if found else shared[0])


def record_to_answer(page: Page) -> str:
    rows = api(page, "observations/?side=host&limit=60")["results"]
    waiting = [one for one in rows if "reflect" in one["abilities"]]
    return str((waiting or rows)[0]["id"])


def any_rubric(page: Page) -> str:
    rows = api(page, "rubrics/")["results"]
    return str(next((one for one in rows if one["published"]), rows[0])["id"])


def observable_lesson(page: Page) -> str:
    """Given lately by somebody else, and not recorded yet."""
    me = api(page, "me/")
    done = {
        one["session"]["id"]
        for one in api(page, "observations/?side=observer&limit=200")["results"]
    }
    rows = api(page, f"lessons/?last={me['today']}&newest=1&limit=60")["results"]
    return str(next(one["id"] for one in rows if not one["is_mine"] and one["id"] not in done))


def take_notes(page: Page) -> None:
    """Two notes, a strategy and what it comes to."""
    for stage, text in ((0, "用一张旧照片引入，学生自己提问"), (1, "先猜后量，七组里五组猜大了")):
        page.locator("input[name=stage]").nth(stage).check()
        page.locator("textarea").first.fill(text)
        press("^(记一条|Add note)")(page)
    page.locator("[data-field=strategies]").fill("先独立想三十秒再讨论，举手的由 6 人变成 14 人")
    page.locator("input[name^=tags-0]").first.check()


def own_pair(page: Page) -> str:
    """The one that runs; of somebody who stands in none, the first of the school."""
    rows = api(page, "mentor-pairs/?state=active&limit=200")["results"]
    return str(next((one for one in rows if one["my_side"]), rows[0])["id"])


def unsigned_pair(page: Page) -> str:
    rows = api(page, "mentor-pairs/?state=draft&limit=200")["results"]
    return str(next((one for one in rows if "school" in one["waits_for"]), rows[0])["id"])


def any_award(page: Page) -> str:
    """One with the level below it, where there is one."""
    rows = api(page, "awards/?state=verified&limit=200")["results"]
    return str(next((one for one in rows if one["progression_of"]), rows[0])["id"])


def own_award(page: Page) -> str:
    """One that may still be mended."""
    rows = api(page, "awards/?mine=1&limit=50")["results"]
    return str(next(one["id"] for one in rows if "partial_update" in one["abilities"]))


def held_activity(page: Page) -> str:
    """One with colleagues in its list, an own one if there is one."""
    rows = api(page, "activities/?state=held&limit=100")["results"]
    named = [one for one in rows if one["attended"]] or rows
    return str(next((one for one in named if one["is_mine"] or one["my_part"]), named[0])["id"])


def planned_activity(page: Page) -> str:
    rows = api(page, "activities/?state=planned&limit=20")["results"]
    return str(next((one for one in rows if "hold" in one["abilities"]), rows[0])["id"])


def study_campaign(page: Page) -> str:
    """With phases, if there is one."""
    rows = api(page, "programmes/?limit=100")["results"]
    return str(next((one for one in rows if one["phases"]), rows[0])["id"])


def any_group(page: Page) -> str:
    rows = api(page, "activity-groups/?limit=100")["results"]
    return str(next((one for one in rows if one["topics"]), rows[0])["id"])


def any_pupil_pair(page: Page) -> str:
    rows = api(page, "pupil-pairs/?limit=100")["results"]
    return str(next((one for one in rows if one["is_mine"]), rows[0])["id"])


def own_round(page: Page) -> str:
    """One that waits for the own signature, or else the newest."""
    rows = api(page, "pledge-rounds/?limit=200")["results"]
    return str(next((one for one in rows if "sign" in one["abilities"]), rows[0])["id"])


def inspection_with_findings(page: Page) -> str:
    rows = api(page, "inspections/?limit=200")["results"]
    return str(next((one for one in rows if one["findings"]), rows[0])["id"])


def own_plan(page: Page) -> str:
    """The one of this term; of somebody who has none, the newest."""
    rows = api(page, "growth-plans/?mine=1&limit=50")["results"]
    return str(next((one for one in rows if one["term"]), rows[0])["id"])


def waiting_copy(page: Page) -> str:
    rows = api(page, "plan-submissions/?waiting=1&mine=0&limit=1")["results"]
    return str((rows or api(page, "plan-submissions/?limit=1")["results"])[0]["id"])


def portfolio_of_somebody(page: Page) -> str:
    """Of somebody who handed a plan in."""
    return str(api(page, "plan-submissions/?mine=0&limit=1")["results"][0]["plan"]["portfolio"])


# Who looks, what the file is called, the address; `{}` is looked up as that person.
SCREENS = [
    ("homeroom", "today-homeroom", "/", None),
    ("homeroom", "visit-new", "/visits/new", None),
    ("homeroom", "visits", "/visits", None),
    ("homeroom", "visit", "/visits/{}", first_visit),
    ("homeroom", "visit-edit", "/visits/{}/edit", open_visit),
    ("homeroom", "obligations", "/obligations", None),
    ("homeroom", "proposals-sweep", "/proposals", None),
    ("homeroom", "companions", "/companions", None),
    ("homeroom", "child-file", "/children/{}/file", child_in_register),
    ("homeroom", "civility", "/civility", None),
    ("homeroom", "civility-class", "/civility/classes/{}", own_class),
    ("homeroom", "civility-seats", "/civility/classes/{}/seats", own_class),
    ("homeroom", "civility-screen", "/civility/classes/{}/screen", own_class),
    ("homeroom", "civility-slips", "/civility/classes/{}/slips", own_class),
    ("homeroom", "civility-account", "/civility/children/{}", child_of_own_class),
    ("homeroom", "follow-ups", "/follow-ups", None),
    ("homeroom", "lessons", "/lessons", None),
    ("homeroom", "lesson-coming", "/lessons/{}", coming_lesson),
    ("homeroom", "lesson-given", "/lessons/{}", given_lesson),
    ("homeroom", "lesson-new", "/lessons/new", None),
    ("homeroom", "chains", "/chains", None),
    ("homeroom", "observe", "/observe", None),
    ("homeroom", "observe-notes", "/observe?lesson={}", observable_lesson),
    ("homeroom", "observations", "/observations", None),
    ("homeroom", "observation", "/observations/{}", scored_record),
    ("homeroom", "observation-answer", "/observations/{}", record_to_answer),
    ("homeroom", "strategies", "/strategies", None),
    ("homeroom", "activities", "/activities", None),
    ("homeroom", "activity", "/activities/{}", held_activity),
    ("homeroom", "activity-new", "/activities/new", None),
    ("homeroom", "programmes", "/programmes", None),
    ("homeroom", "activity-groups", "/activity-groups", None),
    ("homeroom", "activity-group", "/activity-groups/{}", any_group),
    ("homeroom", "pupil-pairs", "/pupil-pairs", None),
    ("homeroom", "pupil-pair", "/pupil-pairs/{}", any_pupil_pair),
    ("homeroom", "consultations", "/consultations", None),
    ("homeroom", "outbox", "/outbox", None),
    ("homeroom", "me", "/me", None),
    ("grade_leader", "proposals-check", "/proposals?view=check", None),
    ("teacher", "today-teacher", "/", None),
    ("moral_director", "today-moral-director", "/", None),
    ("moral_director", "proposals-confirm", "/proposals?view=confirm", None),
    ("moral_director", "companions-attention", "/companions", None),
    ("moral_director", "visit-declined", "/visits/{}", declined_visit),
    ("homeroom", "contest-check", "/contests/check?school_class={}", another_class),
    ("homeroom", "ambassador-vote", "/ambassadors/{}", open_round),
    ("homeroom", "appeals-homeroom", "/appeals", None),
    ("homeroom", "concern-new", "/concerns/new", None),
    ("moral_director", "concerns", "/concerns", None),
    ("moral_director", "caseload", "/caseload", None),
    ("moral_director", "caseload-teacher", "/caseload/{}", first_load),
    ("moral_director", "gap", "/obligations/{}", first_gap),
    ("moral_director", "class-meeting", "/class-meeting", None),
    ("moral_director", "circumstances", "/circumstances", None),
    ("moral_director", "activities-planned", "/activities?view=planned", None),
    ("moral_director", "activity-planned", "/activities/{}", planned_activity),
    ("moral_director", "programme", "/programmes/{}", study_campaign),
    ("moral_director", "parents-texts", "/consultations?view=pieces", None),
    ("moral_director", "activity-kinds", "/activity-kinds", None),
    ("moral_director", "policies", "/policies", None),
    ("moral_director", "rounds", "/rounds", None),
    ("moral_director", "round-new", "/rounds/new", None),
    ("moral_director", "round-planned", "/rounds/{}", planned_round),
    ("moral_director", "round-closed", "/rounds/{}", finished_round),
    ("moral_director", "proposals-closed", "/proposals?view=closed", None),
    ("moral_director", "simulation", "/policies", None),
    ("moral_director", "hand-over", "/caseload/{}", first_load),
    ("moral_director", "summaries", "/summaries", None),
    ("moral_director", "summary", "/summaries/{}", draft),
    ("moral_director", "point-items", "/point-items", None),
    ("moral_director", "point-item-history", "/point-items/{}", changed_item),
    ("moral_director", "point-limits", "/point-items?view=limits", None),
    ("moral_director", "themes", "/themes", None),
    ("moral_director", "contests", "/contests", None),
    ("moral_director", "contest-closed", "/contests?week={}", closed_week),
    ("moral_director", "contest-flags", "/contests/{}/flags", closed_week),
    ("moral_director", "contest-items", "/contests/items", None),
    ("moral_director", "ambassadors", "/ambassadors", None),
    ("moral_director", "ambassador-round", "/ambassadors/{}", open_round),
    ("moral_director", "honours", "/honours", None),
    ("moral_director", "appeals", "/appeals", None),
    ("moral_director", "fairness", "/fairness", None),
    ("principal", "today-principal", "/", None),
    ("principal", "dashboard", "/dashboard", None),
    ("principal", "figure", "/figures/visits.coverage?side=part", None),
    ("teaching_director", "today-teaching-director", "/", None),
    ("teaching_director", "roster", "/roster", None),
    ("teaching_director", "classes", "/classes", None),
    ("teaching_director", "resplit", "/classes/resplit", None),
    ("teaching_director", "staffing", "/staff", None),
    ("teaching_director", "colleague", "/staff/{}", on_leave),
    ("teaching_director", "calendar", "/calendar", None),
    ("teaching_director", "campaigns", "/campaigns", None),
    ("teaching_director", "campaign", "/campaigns/{}", newest_campaign),
    ("teaching_director", "coverage", "/coverage", None),
    ("teaching_director", "standings", "/coverage?view=standings", None),
    ("teaching_director", "rubrics", "/rubrics", None),
    ("teaching_director", "rubric", "/rubrics/{}", any_rubric),
    ("teaching_director", "rubric-draft", "/rubrics/{}", any_rubric),
    ("teaching_director", "lesson-kinds", "/lesson-settings", None),
    ("teaching_director", "lesson-quotas", "/lesson-settings?view=quotas", None),
    ("teaching_director", "lesson-limits", "/lesson-settings?view=limits", None),
    ("teaching_director", "roll-over", "/roll-over", None),
    ("admin", "accounts", "/accounts", None),
    ("moral_director", "questions", "/questions", None),
    ("moral_director", "digests", "/digests", None),
    ("committee", "publications", "/publications", None),
    ("committee", "publication", "/publications/{}", newest),
    ("committee", "point-items-committee", "/point-items", None),
    ("committee", "honours-committee", "/honours", None),
    ("principal", "not-found", "/nothing-here", None),
    ("homeroom", "visit-conflict", "/visits/{}/edit", open_visit),
    ("moral_director", "class-meeting-print", "/class-meeting", None),
    ("homeroom", "outbox-waiting", "/outbox", None),
    ("mentor", "chain", "/chains/{}", longest_chain),
    ("mentor", "pairs", "/pairs", None),
    ("mentor", "pair", "/pairs/{}", own_pair),
    ("mentor", "pair-growth", "/pairs/{}?view=growth", own_pair),
    ("mentor", "pair-talk", "/pairs/talk?pair={}", own_pair),
    ("teaching_director", "pairs-all", "/pairs", None),
    ("teaching_director", "pairs-months", "/pairs?view=months", None),
    ("teaching_director", "pair-new", "/pairs/new", None),
    ("teaching_director", "pair-evaluations", "/pairs/{}?view=evaluations", ended_pair),
    ("principal", "pair-sign", "/pairs/{}?view=agreement", unsigned_pair),
    ("principal", "pair-principal", "/pairs/{}", own_pair),
    ("homeroom", "evidence-own", "/evidence?view=mine", None),
    ("homeroom", "awards", "/awards", None),
    ("homeroom", "award-new", "/awards/new", None),
    ("homeroom", "award-edit", "/awards/{}/edit", own_award),
    ("homeroom", "selection-nominate", "/selections/{}", open_selection),
    ("moral_director", "evidence", "/evidence", None),
    ("moral_director", "evidence-expiring", "/evidence?view=expiring", None),
    ("moral_director", "awards-school", "/awards?view=school", None),
    ("moral_director", "award", "/awards/{}", any_award),
    ("moral_director", "award-verify", "/awards/{}", declared_award),
    ("moral_director", "selections", "/selections", None),
    ("moral_director", "selection-kinds", "/selections?view=kinds", None),
    ("moral_director", "selection-open", "/selections/{}", open_selection),
    ("moral_director", "selection-decided", "/selections/{}", decided_selection),
    ("committee", "recognitions", "/recognitions", None),
    ("committee", "consultations-committee", "/consultations", None),
    ("homeroom", "pledges", "/assurance", None),
    ("homeroom", "pledge", "/assurance/pledges/{}", own_round),
    ("homeroom", "findings-own", "/assurance?view=inspections", None),
    ("moral_director", "pledges-office", "/assurance", None),
    (
        "moral_director",
        "pledge-signers",
        "/assurance/pledges/{}",
        first_of("pledge-rounds/?limit=1"),
    ),
    (
        "moral_director",
        "pledge-version-new",
        "/assurance/versions/new?form={}",
        first_of("pledge-forms/?limit=1"),
    ),
    ("moral_director", "inspections", "/assurance?view=inspections", None),
    ("moral_director", "inspection-new", "/assurance/inspections/new", None),
    ("moral_director", "inspection", "/assurance/inspections/{}", inspection_with_findings),
    ("moral_director", "surveys", "/assurance?view=surveys", None),
    (
        "moral_director",
        "survey",
        "/assurance/surveys/{}",
        first_of("surveys/?entered=true&limit=1"),
    ),
    ("moral_director", "survey-new", "/assurance/surveys/new", None),
    ("principal", "supervision", "/assurance?view=supervision", None),
    ("principal", "supervision-new", "/assurance/supervision/new", None),
    ("principal", "leading-group", "/assurance?view=leading", None),
    ("principal", "declarations", "/assurance?view=declarations", None),
    ("mentor", "portfolio", "/portfolio", None),
    ("mentor", "portfolio-plans", "/portfolio?view=plans", None),
    ("mentor", "portfolio-plan", "/portfolio/plans/{}", own_plan),
    ("mentor", "portfolio-reflections", "/portfolio?view=reflections", None),
    ("mentor", "portfolio-keeping", "/portfolio?view=keeping", None),
    ("teaching_director", "portfolios-waiting", "/portfolios", None),
    ("teaching_director", "portfolios-term", "/portfolios?view=term", None),
    ("teaching_director", "portfolios-people", "/portfolios?view=people", None),
    ("teaching_director", "portfolios-templates", "/portfolios?view=templates", None),
    ("principal", "portfolios-principal", "/portfolios?view=copies", None),
    ("teaching_director", "portfolio-copy", "/portfolio/copies/{}", waiting_copy),
    ("teaching_director", "portfolio-of", "/portfolios/{}", portfolio_of_somebody),
    (None, "sign-in", "/sign-in", None),
]
# What is done on a screen before its picture is taken.
ACTS: dict[str, Callable[[Page], None]] = {
    "simulation": press("^(发布前试算|Try)"),
    "hand-over": hand_over,
    "class-meeting-print": print_out,
    "visit-conflict": differ,
    "observe-notes": take_notes,
    "rubric-draft": draft_rubric,
    "outbox-waiting": write_offline,
}


def settled(page: Page) -> None:
    """Everything asked for has come and no skeleton stands any more."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=20_000)
    page.evaluate("document.fonts.ready.then(() => true)")


def shoot(browser: Browser, address: str, size: str, language: str, out: Path) -> list[str]:
    """One picture a screen; what is unsound about any of them."""
    troubles = []
    for who, screens in itertools.groupby(SCREENS, key=lambda screen: screen[0]):
        context = open_context(browser, address, SIZES[size], LANGUAGES[language])
        page = context.new_page()
        if who:
            sign_in(page, who)
        for _, name, path, look_up in screens:
            page.goto(path.format(look_up(page)) if look_up else path)
            settled(page)
            if act := ACTS.get(name):
                act(page)
                settled(page)
            file = out / f"{name}-{size}-{language}.png"
            page.screenshot(path=file, full_page=size == "desk")
            try:
                is_sound(page)
            except AssertionError as trouble:
                troubles.append(f"{file.stem}: {trouble}")
        context.close()
    return troubles


def main() -> int:
    out = ROOT / "var" / "shots"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with demo() as running, chromium() as browser:
        troubles = [
            trouble
            for size, language in itertools.product(SIZES, LANGUAGES)
            for trouble in shoot(browser, running.address, size, language, out)
        ]
    kept = ROOT / "docs/images"
    kept.mkdir(exist_ok=True)
    for name, title in KEPT.items():
        shutil.copy(out / f"{name}.png", kept / f"{title}.png")
    sys.stdout.write(f"{len(list(out.glob('*.png')))} pictures in {out.relative_to(ROOT)}\n")
    for trouble in troubles:
        sys.stdout.write(f"{trouble}\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())

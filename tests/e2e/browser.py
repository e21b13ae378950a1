"""A browser as a teacher's phone and as a desk, and what is asked of every page it shows."""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.demo import PASSWORD, ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
# Popups live in a portal outside the landmarks, which WCAG allows: `region` is off.
# Every word of the client has a key like `visit.date`: none of them is for people to read.
WORDS = [
    key
    for part in (ROOT / "frontend/src/locales/zh-Hans").glob("*.json")
    for key in json.loads(part.read_text(encoding="utf-8"))
]
KEYS = re.compile(rf"\b(?:{'|'.join(WORDS)})\.[a-zA-Z_]+")
RULES = (
    "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa',"
    "'best-practice'], rules: {region: {enabled: false}}})"
)
LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation',
  (e) => window.__violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_context(
    browser: Browser, address: str, size: dict[str, int], language: str = "zh-CN"
) -> BrowserContext:
    """One person's device: its own cookies, storage and worker."""
    context = browser.new_context(
        base_url=address,
        viewport=size,
        locale=language,
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        is_mobile=size == PHONE,
        has_touch=size == PHONE,
    )
    context.add_init_script(LISTEN)
    if language == "en":
        context.add_init_script("localStorage.setItem('language', 'en')")
    context.set_default_timeout(20_000)
    return context


def sign_in(page: Page, username: str) -> None:
    """Through the form, as a person would."""
    page.goto("/sign-in")
    form = page.locator("form")
    form.locator("input").nth(0).fill(username)
    form.locator("input[type=password]").fill(PASSWORD)
    form.get_by_role("button", name=re.compile("登录|Sign in")).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def violations(page: Page) -> list[str]:
    """What axe finds (WCAG 2.2 AA) and what the security policy stopped."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RULES)["violations"]
    said = [f"{v['id']}: {' | '.join(n['html'] for n in v['nodes'])}" for v in found]
    return said + page.evaluate("window.__violations")


def is_sound(page: Page) -> None:
    """No barrier, nothing stopped by the policy, nothing wider than the screen, no word missing."""
    found = violations(page)
    assert not found, "\n".join(found)
    wide = page.evaluate(
        "Math.max(...[document.documentElement, document.getElementById('main')]"
        ".map((part) => part ? part.scrollWidth - part.clientWidth : 0))"
    )
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
    unsaid = KEYS.findall(page.inner_text("body"))
    assert not unsaid, f"{page.url} shows {unsaid} instead of words"


def api(page: Page, path: str) -> dict:
    """What the API answers to the signed-in person."""
    answer = page.request.get(f"/api/v1/{path}")
    assert answer.ok, (path, answer.status, answer.text())
    return json.loads(answer.text())


def post(page: Page, path: str, body: dict | None = None, **headers: str) -> dict:
    """What the page itself would send, for the steps that other journeys look at."""
    token = page.evaluate("document.cookie.match(/csrftoken=([^;]+)/)[1]")
    answer = page.request.post(
        f"/api/v1/{path}", data=body or {}, headers={"X-CSRFToken": token, **headers}
    )
    assert answer.ok, (path, answer.status, answer.text())
    return json.loads(answer.text())

"""The documents lead somewhere, name what exists, and stand on their own."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from school.people.roles import PostKind
from school.summaries import catalogue

ROOT = Path(settings.ROOT)
ADRS = sorted((ROOT / "docs/adr").glob("*.md"))
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs/how-to").glob("*.md"), *ADRS]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# A path of ours in backticks: it begins with a folder of the repository and has no placeholder.
NAMED = re.compile(
    r"`((?:school|config|tests|docs|frontend|locale|bin|deploy)/[A-Za-z0-9_./-]+|\.ci/run)`"
)
# A page speaks of this tree alone: no folder of a machine, nothing beside the checkout.
WORKPLACE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work)/\w|~/|(?:\.\./){3}")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file(page):
    targets = [link for link in LINK.findall(prose(page)) if "://" not in link]

    lost = [t for t in targets if not t.startswith(("#", "mailto:"))]
    lost = [t for t in lost if not (page.parent / t.partition("#")[0]).exists()]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_path_that_is_named_exists(page):
    missing = [path for path in NAMED.findall(prose(page)) if not (ROOT / path).exists()]

    # What is made, not kept: the built client.
    assert [path for path in missing if not path.startswith("frontend/dist")] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_names_a_workplace(page):
    assert WORKPLACE.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", ADRS, ids=named)
def test_a_decision_has_its_number_and_its_three_parts(page):
    text = page.read_text(encoding="utf-8")

    assert re.match(rf"# {page.name[:4]}\. \S", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_each_decision_has_a_number_of_its_own():
    """Pages written side by side take numbers set apart for them, so gaps may stand."""
    numbers = [page.name[:4] for page in ADRS]

    assert len(set(numbers)) == len(numbers)


def test_the_index_names_every_page():
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link).resolve() for link in LINK.findall(index)}

    unnamed = [
        named(page)
        for page in PAGES
        if page.is_relative_to(ROOT / "docs")
        and page.name != "README.md"
        and page.resolve() not in linked
    ]

    assert unnamed == []


def test_the_words_of_every_context_and_post_are_explained():
    language = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    words = [context.removeprefix("school.") for context in settings.CONTEXTS]
    words += list(PostKind.values)

    assert [word for word in words if f"`{word}`" not in language] == []


def test_every_figure_is_described():
    page = (ROOT / "docs/figures.md").read_text(encoding="utf-8")

    missing = [code for code in catalogue.BY_CODE if f".{code.partition('.')[2]}`" not in page]

    assert missing == []


def test_every_hostile_text_has_its_line():
    """tests/hostile.py refers to the numbers of docs/reliability.md."""
    page = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    corpus = (ROOT / "tests/hostile.py").read_text(encoding="utf-8")

    assert {
        number for number in re.findall(r"H-\d\d", corpus) if f"| {number} |" not in page
    } == set()


def test_the_changelog_says_what_is_not_released_yet():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## \[?Unreleased\]?$", changelog, re.MULTILINE)

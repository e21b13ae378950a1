"""What the public reads: the content with guarded figures, its HTML, and the scan for children."""

import base64
import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from school.people.rules import numeral, term_name
from school.shared.errors import RuleBroken
from school.shared.text import names_in, numbers_in
from school.summaries import catalogue
from school.summaries.models import SummarySection, TermSummary
from school.summaries.rules import tokens


def content(
    summary: TermSummary,
    sections: Sequence[SummarySection],
    *,
    school_name: str,
    published_on: datetime.date,
) -> dict[str, Any]:
    """The publication as data: texts only, no id of anybody."""
    readings: Mapping[str, Any] = summary.readings or {}
    by_code = {section.code: section for section in sections}
    used = sorted(tokens.codes(section.text for section in sections))
    hidden = tokens.masks(readings, used)
    chapters = [
        {
            "number": chapter["number"],
            "title": chapter["title"]["zh"],
            "items": [
                _item(item, by_code[item["code"]], readings, hidden)
                for item in chapter["items"]
                if item["code"] in by_code
            ],
        }
        for chapter in summary.template.body["chapters"]
    ]
    with translation.override("zh-hans"):
        notes = [
            {"title": readings[code]["title"], "definition": str(figure.definition)}
            for code in used
            if (figure := catalogue.by_code(code)) is not None
        ]
    return {
        "title": summary.template.title["zh"],
        "school_name": school_name,
        "term_name": term_name(summary.term),
        "edition": summary.edition,
        "as_of": summary.as_of.isoformat(),
        "published_on": published_on.isoformat(),
        "chapters": chapters,
        "notes": notes,
        "signed_by": [
            {"label": step["label"]["zh"], "name": step["by_name"], "on": step["at"][:10]}
            for step in summary.chain
            if step["state"] == "done"
        ],
    }


def _item(
    item: Mapping[str, Any],
    section: SummarySection,
    readings: Mapping[str, Any],
    hidden: tokens.Masks,
) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": item["title"]["zh"],
        "not_applicable": section.not_applicable,
        "paragraphs": tokens.paragraphs(section.text, readings, hidden),
    }


def html(frozen: Mapping[str, Any]) -> str:
    """The document: one file, its own style, nothing fetched from anywhere."""
    chapters = [
        # `items` would be taken for the dict's own method by the template.
        {**chapter, "numeral": numeral(chapter["number"]), "items_shown": chapter["items"]}
        for chapter in frozen["chapters"]
    ]
    with translation.override("zh-hans"):
        return render_to_string(
            "summaries/publication.html", {**frozen, "chapters_shown": chapters}
        )


def sha256(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def check_no_child(document: str, frozen: Mapping[str, Any], children: Mapping[str, str]) -> None:
    """Refuses bytes in which a child's name or number stands. `children`: number -> name.

    Those who signed are staff: a child of the same name does not keep a paper from being signed.
    """
    for signed in frozen["signed_by"]:
        document = document.replace(signed["name"], "")
    text = re.sub(r"<style>.*?</style>|<[^>]+>", "", document, flags=re.DOTALL)
    found = names_in(text, set(children.values()))
    found += numbers_in(text, children)
    if found:
        raise RuleBroken(
            "leak_found",
            _("The publication would name a child: %(names)s") % {"names": "、".join(found)},
        )


def style_policy(document: str) -> str:
    """The content security policy under which exactly this document's style may act."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in re.findall(r"<style>(.*?)</style>", document, flags=re.DOTALL)
    ]
    return (
        f"default-src 'none'; style-src {' '.join(hashes)}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )

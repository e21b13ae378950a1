"""The portfolio leaves the house with its owner, and comes in with a new colleague."""

import base64
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.growth.models import BroughtFile, BroughtVolume, GrowthPortfolio
from school.growth.queries import documents
from school.growth.queries import plans as found
from school.growth.render import pages, papers
from school.growth.rules import bundles
from school.growth.rules import documents as rules
from school.people.models import User
from school.shared import audit
from school.shared.exports import check_day

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def print_booklet(
    *, by: User, portfolio_id: uuid.UUID, ending: str, with_reflections: bool
) -> bytes:
    """For paper. It counts as one of the lists that somebody takes along on a day."""
    check_day(by)
    portfolio = _one(portfolio_id)
    document = _document(portfolio, {})
    shown = pages.booklet(document, with_reflections=with_reflections)
    made = {
        "html": lambda: papers.html(shown).encode(),
        "pdf": lambda: papers.pdf(shown),
        "docx": lambda: papers.word(shown),
    }[ending]()
    with transaction.atomic():
        audit.note(
            "export",
            portfolio,
            by=by,
            changes={"as": [None, ending], "reflections": [None, with_reflections]},
        )
    return made


def take_along(*, by: User, portfolio_id: uuid.UUID) -> bytes:
    """Everything, as a ZIP that another school's program can read and a person can look at."""
    check_day(by)
    portfolio = _one(portfolio_id)
    files, contents = {}, {}
    document = _document(portfolio, files)
    rules.check_something(document)
    shown = pages.booklet(document, with_reflections=True)
    parts = {
        bundles.DOCUMENT: rules.canonical(document).encode(),
        "portfolio.html": papers.html(shown).encode(),
        "portfolio.pdf": papers.pdf(shown),
    }
    brought = documents.brought_files(portfolio)
    for volume in document["volumes"]:
        for one in volume["files"]:
            content = contents.get(one["sha256"]) or base64.b64decode(brought[one["sha256"]])
            parts[bundles.name_of(one["sha256"], one["content_type"])] = content
    facts = {
        "format": rules.FORMAT,
        "exported_at": timezone.localtime().isoformat(timespec="seconds"),
        "teacher": portfolio.staff.name,
    }
    bundle = bundles.pack(parts, facts)
    with transaction.atomic():
        audit.note(
            "export", portfolio, by=by, changes={"as": [None, "zip"], "files": [None, len(parts)]}
        )
    return bundle


def _one(portfolio_id: uuid.UUID) -> GrowthPortfolio:
    return GrowthPortfolio.objects.select_related("staff", "school").get(pk=portfolio_id)


def _document(portfolio: GrowthPortfolio, files: Mapping[uuid.UUID, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    with documents.in_chinese():
        return documents.document(
            portfolio, today, files, documents.own_acts(portfolio, today)
        )


@transaction.atomic
def bring(*, by: User, portfolio_id: uuid.UUID, bundle: bytes) -> list[BroughtVolume]:
    """All volumes of a bundle, or none. They are read only, and are taken along again unchanged."""
    portfolio = GrowthPortfolio.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=portfolio_id
    )
    document, files = bundles.unpack(bundle)
    rules.check_document(document)
    rules.check_teacher(document, portfolio.staff.name)
    rules.check_files(document, files)
    known = set(found.volumes(portfolio).values_list("sha256", flat=True))
    contents = [rules.canonical(volume) for volume in document["volumes"]]
    rules.check_new([rules.sha256(one) for one in contents], known)
    made = [
        BroughtVolume.objects.create(
            school_id=by.school_id,
            created_by=by,
            portfolio=portfolio,
            number=number,
            content=content,
            sha256=rules.sha256(content),
        )
        for number, content in enumerate(contents, len(known) + 1)
    ]
    kept = set(BroughtFile.objects.filter(portfolio=portfolio).values_list("sha256", flat=True))
    for key, content in sorted(files.items()):
        if key not in kept:
            BroughtFile.objects.create(
                school_id=by.school_id,
                created_by=by,
                portfolio=portfolio,
                sha256=key,
                content=base64.b64encode(content).decode(),
            )
    audit.note(
        "bring",
        portfolio,
        by=by,
        changes={"volumes": [None, len(made)], "files": [None, len(files)]},
    )
    return made

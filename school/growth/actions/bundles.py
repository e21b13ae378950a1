"""The portfolio leaves the house with its owner, and comes in with a new colleague."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.evidence.models import Evidence
from school.evidence.policy import EvidencePolicy
from school.evidence.queries import File, contents
from school.growth.models import BroughtFile, BroughtVolume, GrowthPortfolio
from school.growth.queries import documents
from school.growth.queries import plans as found
from school.growth.render import pages, papers
from school.growth.rules import bundles
from school.growth.rules import documents as rules
from school.people.models import User
from school.shared import audit
from school.shared.acts import Act
from school.shared.exports import check_day

MEDIA_TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def print_booklet(
    *, by: User, portfolio_id: uuid.UUID, ending: str, with_reflections: bool
) -> bytes:
    """For paper. It counts as one of the lists that somebody takes along on a day."""
    check_day(by)
    portfolio, today = _one(portfolio_id), timezone.localdate()
    document = _document(portfolio, today, _acts(portfolio, today), {})
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


def take_along(*, by: User, portfolio_id: uuid.UUID, with_files: bool = True) -> bytes:
    """Everything, as a ZIP that another school's program can read and a person can look at."""
    check_day(by)
    portfolio, today = _one(portfolio_id), timezone.localdate()
    acts = _acts(portfolio, today)
    files = _files(by, acts) if with_files else []
    document = _document(portfolio, today, acts, {one.id: _told(one) for one in files})
    rules.check_something(document)
    shown = pages.booklet(document, with_reflections=True)
    parts = {
        bundles.DOCUMENT: rules.canonical(document).encode(),
        "portfolio.html": papers.html(shown).encode(),
        "portfolio.pdf": papers.pdf(shown),
    }
    own = {one.sha256: one.content for one in files}
    for volume in document["volumes"]:
        for one in volume["files"]:
            key = one["sha256"]
            content = own[key] if key in own else documents.brought_file(portfolio, key)
            parts[bundles.name_of(key, one["content_type"])] = content
    facts = {
        "format": rules.FORMAT,
        "exported_at": timezone.localtime().isoformat(timespec="seconds"),
        "teacher": portfolio.staff.name,
    }
    bundle = bundles.pack(parts, facts)
    bundles.check_fits(bundle)
    with transaction.atomic():
        audit.note(
            "export", portfolio, by=by, changes={"as": [None, "zip"], "files": [None, len(parts)]}
        )
    return bundle


def _one(portfolio_id: uuid.UUID) -> GrowthPortfolio:
    return GrowthPortfolio.objects.select_related("staff", "school").get(pk=portfolio_id)


def _acts(portfolio: GrowthPortfolio, today: datetime.date) -> list[Act]:
    with documents.in_chinese():
        return documents.own_acts(portfolio, today)


def _files(by: User, acts: Sequence[Act]) -> list[File]:
    """What proves the own acts, as far as the owner may read it."""
    named = Evidence.objects.filter(pk__in={key for act in acts for key in act.evidence})
    rows = EvidencePolicy().visible(by, named.filter(school_id=by.school_id))
    return contents(rows.values_list("pk", flat=True), by.school_id)


def _told(file: File) -> dict[str, str]:
    return {
        "sha256": file.sha256,
        "title": file.title,
        "original_name": file.original_name,
        "content_type": file.content_type,
    }


def _document(
    portfolio: GrowthPortfolio,
    today: datetime.date,
    acts: Sequence[Act],
    files: Mapping[uuid.UUID, Any],
) -> dict[str, Any]:
    with documents.in_chinese():
        return documents.document(portfolio, today, files, acts)


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
    volumes = [rules.canonical(volume) for volume in document["volumes"]]
    rules.check_new([rules.sha256(one) for one in volumes], known)
    made = [
        BroughtVolume.objects.create(
            school_id=by.school_id,
            created_by=by,
            portfolio=portfolio,
            number=number,
            content=content,
            sha256=rules.sha256(content),
        )
        for number, content in enumerate(volumes, len(known) + 1)
    ]
    kept = set(BroughtFile.objects.filter(portfolio=portfolio).values_list("sha256", flat=True))
    for key, content in sorted(files.items()):
        if key not in kept:
            BroughtFile.objects.create(
                school_id=by.school_id,
                created_by=by,
                portfolio=portfolio,
                sha256=key,
                content=content,
            )
    audit.note(
        "bring",
        portfolio,
        by=by,
        changes={"volumes": [None, len(made)], "files": [None, len(files)]},
    )
    return made

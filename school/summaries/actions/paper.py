"""What the actions on a summary share: its lock, its authors, its history."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from school.people.models import User
from school.summaries import queries
from school.summaries.models import SummaryEvent, SummarySection, TermSummary
from school.summaries.rules import chain


def locked(by: User, summary_id: uuid.UUID) -> TermSummary:
    return (
        TermSummary.objects.select_for_update(of=("self",))
        .select_related("term__academic_year", "template")
        .get(school_id=by.school_id, pk=summary_id)
    )


def wrote(summary: TermSummary) -> dict[str, Any]:
    """Who may not approve: the authors; before the last step also whoever asked."""
    return {"authors": summary.authors, "requester": str(summary.created_by_id)}


def add_author(summary: TermSummary, by: User) -> None:
    if str(by.pk) not in summary.authors:
        summary.authors = [*summary.authors, str(by.pk)]
        summary.save(update_fields=["authors"])


def check_signer_stays_free(summary: TermSummary, by: User) -> None:
    today = timezone.localdate()
    holders = queries.approvers(summary.school_id, summary.chain[-1:], today)
    chain.check_signer_stays_free(summary.chain, holders, str(by.pk))


def note(
    summary: TermSummary, verb: str, *, by: User | None, subject: str = "", comment: str = ""
) -> None:
    SummaryEvent.objects.create(
        school_id=summary.school_id,
        created_by=by,
        summary=summary,
        verb=verb,
        subject=subject,
        comment=comment,
        content_sha256=fingerprint(summary, summary.sections.all()),
    )


def fingerprint(summary: TermSummary, sections: Iterable[SummarySection]) -> str:
    """SHA-256 of the texts and of the figures they stood on."""
    readings = {code: one["sha256"] for code, one in (summary.readings or {}).items()}
    texts = [[section.code, section.text, section.not_applicable] for section in sections]
    canonical = json.dumps([texts, readings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()

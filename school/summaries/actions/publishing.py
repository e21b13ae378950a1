"""Publications frozen and withdrawn, and the reads that leave a trace."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import Term, User
from school.shared import audit
from school.shared.errors import Refused
from school.summaries import queries, render
from school.summaries.actions import paper
from school.summaries.models import Publication, SummaryState, TermSummary
from school.summaries.rules import chain, tokens


@transaction.atomic
def publish(*, by: User, summary_id: uuid.UUID) -> Publication:
    """Freezes the paper: its values, its text and its bytes. The edition before is superseded."""
    summary = paper.locked(by, summary_id)
    chain.check_takes(summary.state, "publish")
    sections = list(summary.sections.all())
    children = queries.children(summary.school_id)
    frozen = render.content(
        summary,
        sections,
        school_name=by.school.name,
        published_on=timezone.localdate(),
    )
    document = render.html(frozen)
    render.check_no_child(document, frozen, children)
    used = tokens.codes(section.text for section in sections)
    superseded = Publication.objects.filter(
        school_id=summary.school_id, term_id=summary.term_id, state=Publication.State.CURRENT
    ).update(state=Publication.State.SUPERSEDED)
    publication = Publication.objects.create(
        school_id=summary.school_id,
        created_by=by,
        term_id=summary.term_id,
        summary=summary,
        edition=summary.edition,
        title=f"{frozen['term_name']}{frozen['title']}",
        content=frozen,
        figures={code: (summary.readings or {})[code] for code in sorted(used)},
        html=document,
        sha256=render.sha256(document),
    )
    summary.state = SummaryState.PUBLISHED
    summary.save(update_fields=["state"])
    paper.note(summary, "published", by=by, comment=publication.sha256)
    audit.note(
        "publish",
        publication,
        by=by,
        changes={"sha256": [None, publication.sha256], "superseded": [None, superseded]},
    )
    return publication


@transaction.atomic
def withdraw(*, by: User, summary_id: uuid.UUID, reason: str) -> TermSummary:
    """A tombstone stays. The term is open for a new summary."""
    summary = paper.locked(by, summary_id)
    chain.check_takes(summary.state, "withdraw")
    publication = Publication.objects.select_for_update(of=("self",)).get(summary=summary)
    publication.state = Publication.State.WITHDRAWN
    publication.withdrawn_by, publication.withdrawn_at = by, timezone.now()
    publication.withdrawn_reason = reason
    publication.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    summary.state = SummaryState.WITHDRAWN
    summary.save(update_fields=["state"])
    paper.note(summary, "withdrawn", by=by, comment=reason)
    audit.note("withdraw", publication, by=by, reason=reason)
    return summary


@transaction.atomic
def log_opening(*, by: User, code: str, term: Term, asked: Mapping[str, Any]) -> None:
    """Who opened which restricted figure, of whom."""
    audit.note("open_figure", term, by=by, changes={"figure": [None, code], "asked": [None, asked]})


class Gone(Refused):
    """What was there was taken back (410)."""

    status = 410


def document(publication: Publication) -> Publication:
    """The publication with its bytes, unless it was withdrawn."""
    if publication.state == Publication.State.WITHDRAWN:
        raise Gone("withdrawn", _("This publication was withdrawn."))
    return Publication.objects.get(school_id=publication.school_id, pk=publication.pk)

"""Summaries asked for and compiled: owed in the database, done by workers."""

import logging
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import Term, User
from school.shared import audit, bell, leases
from school.shared.errors import RuleBroken
from school.summaries import catalogue, queries, tasks
from school.summaries.actions import paper, setup
from school.summaries.models import (
    OPEN_STATES,
    SummarySection,
    SummaryState,
    SummaryTemplate,
    TermSummary,
)
from school.summaries.rules import chain, tokens

logger = logging.getLogger(__name__)
MOST_ERRORS = 3
"""A section whose figures cannot be read fails after so many tries."""


def request_summary(*, by: User, term: Term) -> TermSummary:
    """The one open summary of the term, with its figures asked for anew while it is a draft."""
    today = timezone.localdate()
    if term.window_opens_on > today:
        raise RuleBroken("term_not_begun", _("This term has not begun yet."))
    try:
        with transaction.atomic():
            return _request(by=by, term=term)
    except IntegrityError:  # somebody asked at the same moment: theirs is the one
        with transaction.atomic():
            return _request(by=by, term=term)


def _request(*, by: User, term: Term) -> TermSummary:
    rows = TermSummary.objects.select_for_update().filter(school_id=by.school_id, term=term)
    summary = rows.filter(state__in=OPEN_STATES).first()
    if summary is None:
        return _begin(by=by, term=term)
    if summary.state in (SummaryState.DRAFT, SummaryState.CHANGES_REQUESTED):
        _compile_anew(summary, by=by)
    elif summary.state == SummaryState.COMPILING:
        SummarySection.objects.filter(summary=summary, work=SummarySection.Work.FAILED).update(
            work=SummarySection.Work.REQUESTED, attempt=0, problem=""
        )
        _ring_after_commit(summary)
    return summary


def _begin(*, by: User, term: Term) -> TermSummary:
    school = term.school
    template = setup.template_for(school, by=by)
    steps = queries.steps(school.pk)
    if not steps:
        setup.set_default_chain(school, by=by)
        steps = queries.steps(school.pk)
    earlier = TermSummary.objects.filter(school=school, term=term).order_by("-edition").first()
    summary = TermSummary.objects.create(
        school=school,
        created_by=by,
        term=term,
        template=template,
        edition=earlier.edition + 1 if earlier else 1,
        as_of=min(timezone.localdate(), term.window_closes_on),
        chain=chain.first_route(steps),
        authors=earlier.authors if earlier else [],
    )
    written = {s.code: s for s in earlier.sections.all()} if earlier else {}
    SummarySection.objects.bulk_create(
        _section(summary, chapter, item, position, written.get(item["code"]))
        for position, (chapter, item) in enumerate(_items(template), start=1)
    )
    paper.note(summary, "requested", by=by)
    audit.note("request_summary", summary, by=by, changes={"edition": [None, summary.edition]})
    _ring_after_commit(summary)
    return summary


def _items(template: SummaryTemplate) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(chapter, item) for chapter in template.body["chapters"] for item in chapter["items"]]


def _section(
    summary: TermSummary,
    chapter: Mapping[str, Any],
    item: Mapping[str, Any],
    position: int,
    earlier: SummarySection | None,
) -> SummarySection:
    """An item of the template; a later edition begins with the texts of the one before."""
    return SummarySection(
        school_id=summary.school_id,
        created_by=summary.created_by,
        summary=summary,
        code=item["code"],
        position=position,
        chapter=chapter["number"],
        number=item["number"],
        text=earlier.text if earlier else "",
        not_applicable=earlier.not_applicable if earlier else False,
        edited_by=earlier.edited_by if earlier else None,
        edited_at=earlier.edited_at if earlier else None,
    )


def _compile_anew(summary: TermSummary, *, by: User) -> None:
    """Texts stay; every section is owed again, and what earlier workers still hold is void."""
    summary.state = SummaryState.COMPILING
    summary.compile += 1
    summary.as_of = min(timezone.localdate(), summary.term.window_closes_on)
    summary.readings = None
    summary.read_at = None
    summary.save(update_fields=["state", "compile", "as_of", "readings", "read_at"])
    SummarySection.objects.filter(summary=summary).update(
        work=SummarySection.Work.REQUESTED, token=None, lease_until=None, attempt=0, problem=""
    )
    paper.note(summary, "compiled_anew", by=by)
    _ring_after_commit(summary)


def _ring_after_commit(summary: TermSummary) -> None:
    owed = leases.owed(SummarySection.objects.filter(summary=summary)).order_by("position")
    ids = [str(pk) for pk in owed.values_list("pk", flat=True)]
    bell.ring_after_commit(tasks.compile_section, ids)


def compile_section(section_id: uuid.UUID | str) -> bool:
    """Does what one section is owed. False when it is done, held by another, or no longer wanted.

    Claimed by one conditional UPDATE, computed outside a transaction, finished in a short one:
    killed anywhere, it leaves what it found.
    """
    row = SummarySection.objects.filter(pk=section_id)
    token = leases.claim(row)
    if token is None:
        return False
    section = row.select_related("summary__term", "summary__template").get()
    try:
        readings = _readings(section.summary)
        if readings is None:
            return False
        values = token_values(section, readings)
    except OperationalError:
        raise  # the database is away: the lease runs out and the tick sends it again
    except Exception as error:
        logger.exception("Section %s could not be compiled", section.pk)
        _give_back(section, token, error)
        return False
    return _finish(section, token, values)


def _readings(summary: TermSummary) -> Mapping[str, Any] | None:
    """The figures of this compile. Whoever comes first reads them, once for all sections.

    None when the summary was asked to compile anew meanwhile.
    """
    if summary.readings is None:
        found = catalogue.snapshot(catalogue.scope(summary.term, as_of=summary.as_of))
        TermSummary.objects.filter(
            pk=summary.pk, compile=summary.compile, readings__isnull=True
        ).update(readings=found, read_at=Now())
    stored = TermSummary.objects.only("compile", "readings").get(pk=summary.pk)
    return stored.readings if stored.compile == summary.compile else None


def token_values(section: SummarySection, readings: Mapping[str, Any]) -> dict[str, Any]:
    """What each token of the section shows: those of its text, and those its item suggests."""
    suggested = next(
        item["tokens"]
        for _chapter, item in _items(section.summary.template)
        if item["code"] == section.code
    )
    text = section.text + "".join(f"{{{{ {code} }}}}" for code in suggested)
    found: dict[str, Any] = {}
    named = tokens.tokens(text)
    hidden = tokens.masks(readings, readings.keys()) if named else {}
    for token in named:
        reading = readings.get(token.code)
        if reading is None or not tokens.fits(token, reading):
            continue
        found[token.name] = {
            "figure": token.code,
            "version": reading["version"],
            "side": token.side,
            "key": token.key,
            "label": reading["title"],
            "value_text": tokens.value_text(token, reading),
            "public_text": tokens.public_text(token, reading, hidden.get(token.code, ())),
            "records_count": tokens.records_count(token, reading),
        }
    return found


@transaction.atomic
def _finish(section: SummarySection, token: uuid.UUID, values: Mapping[str, Any]) -> bool:
    """A worker whose lease was taken over stores nothing. The last section closes the compile."""
    # Locked first, so that of two last sections one sees the other.
    summary = TermSummary.objects.select_for_update().get(pk=section.summary_id)
    stored = SummarySection.objects.filter(
        pk=section.pk, token=token, work=SummarySection.Work.REQUESTED
    ).update(work=SummarySection.Work.DONE, values=values, token=None, lease_until=None, problem="")
    if not stored:
        return False
    sections = SummarySection.objects.filter(summary=summary)
    if sections.exclude(work=SummarySection.Work.DONE).exists():
        return True
    closed = TermSummary.objects.filter(pk=summary.pk, state=SummaryState.COMPILING).update(
        state=SummaryState.DRAFT
    )
    if closed:
        paper.note(summary, "compiled", by=None)
    return True


@transaction.atomic
def _give_back(section: SummarySection, token: uuid.UUID, error: Exception) -> None:
    has_failed = section.attempt >= MOST_ERRORS
    problem = _("The figures could not be read (%(error)s).") % {"error": type(error).__name__}
    held = SummarySection.objects.filter(
        pk=section.pk, token=token, work=SummarySection.Work.REQUESTED
    )
    stored = held.update(
        work=SummarySection.Work.FAILED if has_failed else SummarySection.Work.REQUESTED,
        token=None,
        lease_until=None,
        problem=problem,
    )
    if stored and has_failed:
        paper.note(
            section.summary, "compile_failed", by=None, subject=section.code, comment=problem
        )


def tick() -> int:
    """Rings for every section that is owed and that nobody holds; gives up on the hopeless."""
    return bell.tick(
        queries.owed_sections(),
        tasks.compile_section,
        problem=_("Compiling broke off too often."),
    )

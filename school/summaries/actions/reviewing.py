"""A draft on its way: written, checked by its gates, submitted, approved or sent back."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import User
from school.shared import audit
from school.shared.errors import InputRefused, Stale
from school.summaries import catalogue, queries
from school.summaries.actions import compiling, paper
from school.summaries.models import SummarySection, SummaryState, TermSummary
from school.summaries.policy import posts_held
from school.summaries.rules import chain, gates, tokens


@transaction.atomic
def edit_section(
    *,
    by: User,
    summary_id: uuid.UUID,
    section_id: uuid.UUID,
    expected: int,
    text: str | None = None,
    not_applicable: bool | None = None,
) -> SummarySection:
    summary = paper.locked(by, summary_id)
    section = SummarySection.objects.select_for_update(of=("self",)).get(
        summary=summary, pk=section_id
    )
    chain.check_takes(summary.state, "edit_section")
    if section.version != expected:
        raise Stale(
            _("Somebody changed this item meanwhile. Nothing of yours was stored."),
            current={
                "version": section.version,
                "text": section.text,
                "not_applicable": section.not_applicable,
            },
        )
    paper.check_signer_stays_free(summary, by)
    new = section.text if text is None else tokens.tidied(text)
    says_none = section.not_applicable if not_applicable is None else not_applicable
    if text and not_applicable is None:
        says_none = False
    if says_none and new:
        raise InputRefused(
            "not_applicable",
            "has_text",
            _("An item with text cannot be marked as not applicable."),
        )
    section.text, section.not_applicable = new, says_none
    section.summary = summary
    section.values = compiling.token_values(section, summary.readings or {})
    section.version += 1
    section.edited_by, section.edited_at = by, timezone.now()
    section.save(
        update_fields=["text", "not_applicable", "values", "version", "edited_by", "edited_at"]
    )
    paper.add_author(summary, by)
    paper.note(summary, "edited", by=by, subject=section.code)
    audit.note("edit_section", section, by=by, changes={"version": [expected, section.version]})
    return section


def find_gates(summary: TermSummary, sections: Sequence[SummarySection]) -> list[gates.Gate]:
    """What keeps this summary from being submitted, as it stands."""
    return gates.gates(
        sections,
        is_compiled=summary.state != SummaryState.COMPILING,
        known=catalogue.paper().keys(),
        readings=summary.readings,
        names=set(queries.children(summary.school_id).values()),
    )


@transaction.atomic
def submit(*, by: User, summary_id: uuid.UUID, comment: str = "") -> TermSummary:
    summary = paper.locked(by, summary_id)
    chain.check_takes(summary.state, "submit")
    paper.check_signer_stays_free(summary, by)
    missing = find_gates(summary, list(summary.sections.all()))
    if missing:
        raise gates.GatesFailed(missing)
    paper.add_author(summary, by)
    route = chain.first_route(queries.steps(summary.school_id))
    for step in route:
        if not step["posts"]:  # the drafting, which ends here
            _take(step, by)
    summary.chain = route
    summary.state = SummaryState.IN_REVIEW
    summary.submitted_by, summary.submitted_at = by, timezone.now()
    paper.note(summary, "submitted", by=by, comment=comment)
    _send_on(summary)
    summary.save(update_fields=["chain", "state", "submitted_by", "submitted_at"])
    audit.note("submit", summary, by=by)
    return summary


@transaction.atomic
def approve(*, by: User, summary_id: uuid.UUID, comment: str = "") -> TermSummary:
    """Takes the current step. The last one is the sign-off."""
    summary = paper.locked(by, summary_id)
    chain.check_takes(summary.state, "approve")
    step = chain.check_approver(
        summary.chain, posts=posts_held(by), who=str(by.pk), **paper.wrote(summary)
    )
    _take(step, by)
    if chain.is_last(summary.chain, step):
        summary.state = SummaryState.APPROVED
        paper.note(summary, "signed_off", by=by, subject=step["label"]["zh"], comment=comment)
    else:
        paper.note(summary, "approved", by=by, subject=step["label"]["zh"], comment=comment)
        _send_on(summary)
    summary.save(update_fields=["chain", "state"])
    audit.note("approve", summary, by=by, changes={"step": [None, step["position"]]})
    return summary


@transaction.atomic
def request_changes(
    *, by: User, summary_id: uuid.UUID, comment: str, sections: Sequence[uuid.UUID] = ()
) -> TermSummary:
    """Back to the writers. Every step is taken anew afterwards."""
    summary = paper.locked(by, summary_id)
    chain.check_takes(summary.state, "request_changes")
    chain.check_reviewer(summary.chain, posts_held(by))
    named = list(summary.sections.filter(pk__in=sections))
    if len(named) != len(set(sections)):
        raise InputRefused("sections", "does_not_exist", _("There is no such item."))
    summary.state = SummaryState.CHANGES_REQUESTED
    summary.chain = chain.first_route(summary.chain)
    summary.save(update_fields=["chain", "state"])
    paper.note(summary, "changes_requested", by=by, comment=comment)
    for section in named:
        paper.note(summary, "changes_requested", by=by, subject=section.code, comment=comment)
    audit.note("request_changes", summary, by=by, reason=comment)
    return summary


def _take(step: chain.Step, by: User) -> None:
    step["state"] = "done"
    step["by"] = str(by.pk)
    step["by_name"] = by.display_name
    step["at"] = timezone.localtime().isoformat(timespec="seconds")


def _send_on(summary: TermSummary) -> None:
    """To the next step that somebody can take; the record says which were passed over."""
    holders = queries.approvers(summary.school_id, summary.chain, timezone.localdate())
    summary.chain, passed = chain.onward(
        summary.chain, holders, [*summary.authors, str(summary.created_by_id)]
    )
    for step in passed:
        paper.note(summary, "passed_over", by=None, subject=step["label"]["zh"])

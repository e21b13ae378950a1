"""Summaries and publications as pages show them, and who could approve them."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from school.people import queries as people
from school.people.models import User
from school.people.roles import GRANTS, Permission
from school.summaries.models import (
    ApprovalStep,
    Publication,
    PublicationAnswer,
    PublicationOpinion,
    PublicationQuestion,
    SummaryEvent,
    SummarySection,
    SummaryTemplate,
    TermSummary,
)
from school.summaries.rules import chain as rules
from school.summaries.rules.chain import Step


def summaries() -> QuerySet[TermSummary]:
    """With what a list shows of each: progress is counted, nothing is loaded per row."""
    return (
        TermSummary.objects.select_related(
            "term__academic_year",
            "template",
            "publication",
            "created_by__staff",
            "submitted_by__staff",
        )
        .defer("readings", "publication__html", "publication__figures", "publication__content")
        .annotate(
            total=Count("sections"),
            compiled=Count("sections", filter=Q(sections__work=SummarySection.Work.DONE)),
            failed=Count("sections", filter=Q(sections__work=SummarySection.Work.FAILED)),
        )
        .order_by("-created_at", "-id")
    )


def whole_summaries() -> QuerySet[TermSummary]:
    """With sections, events and readings: for one page."""
    return (
        summaries()
        .defer(None)
        .defer("publication__html", "publication__figures", "publication__content")
        .prefetch_related(
            Prefetch("sections", SummarySection.objects.select_related("edited_by__staff")),
            Prefetch("events", SummaryEvent.objects.select_related("created_by__staff")),
        )
    )


def publications() -> QuerySet[Publication]:
    """Newest first; the bytes are left out."""
    return (
        Publication.objects.select_related("term__academic_year", "school")
        .defer("html", "figures")
        .order_by("-created_at", "-edition")
    )


def questions() -> QuerySet[Any]:
    """With their answers, the oldest first; `is_answered` tells whether one of them stands."""
    answers = PublicationAnswer.objects.filter(question=OuterRef("pk"), withdrawn_at=None)
    rows: QuerySet[Any] = PublicationQuestion.objects.all()
    rows = (
        rows.select_related("publication__term", "created_by__staff")
        .defer("publication__html", "publication__figures", "publication__content")
        .prefetch_related(
            Prefetch("answers", PublicationAnswer.objects.select_related("created_by__staff"))
        )
        .annotate(is_answered=Exists(answers))
        .order_by("created_at", "id")
    )
    return rows


def open_questions(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that stand and wait for the school."""
    return rows.filter(withdrawn_at=None, is_answered=False)


def opinions() -> QuerySet[Any]:
    rows: QuerySet[Any] = PublicationOpinion.objects.all()
    return (
        rows.select_related("publication", "created_by__staff")
        .defer("publication__html", "publication__figures", "publication__content")
        .order_by("created_at", "id")
    )


def beside(rows: QuerySet[Any], paper: Publication) -> QuerySet[Any]:
    """What was said to this edition and to those of the term before it."""
    return rows.filter(publication__term_id=paper.term_id, publication__edition__lte=paper.edition)


def holidays(school_id: uuid.UUID) -> list[tuple[datetime.date, datetime.date]]:
    return [
        (holiday.starts_on, holiday.ends_on)
        for term in people.terms(school_id)
        for holiday in term.holidays.all()
    ]


def newer_edition(publication: Publication) -> uuid.UUID | None:
    """The edition that took this one's place."""
    return (
        Publication.objects.filter(
            school_id=publication.school_id,
            term_id=publication.term_id,
            edition__gt=publication.edition,
        )
        .order_by("edition")
        .values_list("pk", flat=True)
        .first()
    )


def template_in_use(school_id: uuid.UUID) -> SummaryTemplate | None:
    return SummaryTemplate.objects.filter(school_id=school_id).order_by("-version", "code").first()


def steps(school_id: uuid.UUID) -> list[Step]:
    """The school's chain of approval as it stands today."""
    return [
        {"position": step.position, "label": step.label, "posts": step.posts}
        for step in ApprovalStep.objects.filter(school_id=school_id)
    ]


def approvers(
    school_id: uuid.UUID, chain: Iterable[Step], on: datetime.date
) -> Mapping[str, set[str]]:
    """Post -> the accounts that could take a step with it on this day."""
    kinds = {
        kind
        for step in chain
        for kind in step["posts"]
        if Permission.SUMMARY_REVIEW in GRANTS[kind]
    }
    found: dict[str, set[str]] = {}
    for kind, staff in people.holders(school_id, kinds, on).items():
        accounts = (getattr(one, "user", None) for one in staff)
        found[kind] = {str(user.pk) for user in accounts if user is not None and user.is_active}
    return found


def signs_alone(user: User, summary: TermSummary, on: datetime.date) -> bool:
    """Whether nobody but this person could take the last step."""
    holders = approvers(summary.school_id, summary.chain[-1:], on)
    return rules.is_sole_signer(summary.chain, holders, str(user.pk))


def children(school_id: uuid.UUID) -> dict[str, str]:
    """Every child's number and name, past and present: what no summary may show."""
    return people.student_names(school_id)


def owed_sections() -> QuerySet[SummarySection]:
    """The sections of summaries that are being compiled."""
    return SummarySection.objects.filter(summary__state="compiling")

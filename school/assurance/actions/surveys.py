"""Writing a survey's questions down, and entering what was counted."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.assurance.actions import parts
from school.assurance.models import Survey, SurveyCount, SurveyEvidence, SurveyQuestion
from school.assurance.queries import surveys as found
from school.assurance.rules import days
from school.assurance.rules import surveys as rules
from school.evidence.actions import replace_evidence
from school.people.models import User
from school.shared import audit


@transaction.atomic
def add_survey(
    *,
    by: User,
    title: str,
    whom: str,
    opened_on: datetime.date,
    closed_on: datetime.date,
    questions: Sequence[Mapping[str, Any]],
) -> Survey:
    days.check_order("closed_on", opened_on, closed_on)
    days.check_near("opened_on", opened_on, today=timezone.localdate())
    _check(questions)
    row = Survey.objects.create(
        school_id=by.school_id,
        created_by=by,
        title=title,
        whom=whom,
        opened_on=opened_on,
        closed_on=closed_on,
    )
    _write(row, questions, by=by)
    audit.note("add", row, by=by, changes={"title": [None, title], "whom": [None, whom]})
    return row


@transaction.atomic
def change_survey(
    *, by: User, survey_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> None:
    """Before its results are entered everything; afterwards its findings and files."""
    row = parts.locked(Survey, survey_id)
    parts.check_version(row, expected)
    days.check_stands(row.voided_at)
    given = dict(changes)
    questions, evidence = given.pop("questions", None), given.pop("evidence", None)
    if questions is not None or given.keys() - {"findings"}:
        rules.check_no_results(is_entered=row.entered_at is not None)
    told = parts.changed(row, given)
    beside: dict[str, Any] = {}
    days.check_order("closed_on", row.opened_on, row.closed_on)
    if "opened_on" in told:
        days.check_near("opened_on", row.opened_on, today=timezone.localdate())
    if questions is not None:
        _check(questions)
        row.questions.all().delete()
        _write(row, questions, by=by)
        beside["questions"] = [None, len(questions)]
    if evidence is not None:
        beside |= replace_evidence(SurveyEvidence, evidence, by=by, survey=row)
    parts.save_change(row, told, by=by, beside=beside)


@transaction.atomic
def enter_results(
    *,
    by: User,
    survey_id: uuid.UUID,
    issued: int,
    returned: int,
    valid: int,
    counts: Mapping[int, Sequence[int]],
    findings: str = "",
    evidence: Iterable[Any] | None = None,
) -> None:
    """All of them at once; entered again, they take the place of the earlier ones. `counts` by the
    number of the question.
    """
    row = parts.locked(Survey, survey_id)
    days.check_stands(row.voided_at)
    days.check_happened("closed_on", row.closed_on, today=timezone.localdate())
    rules.check_numbers(issued, returned, valid)
    rules.check_counts(found.as_questions(row), counts, valid)
    numbers = {"issued": issued, "returned": returned, "valid": valid}
    told = parts.changed(row, numbers)
    row.entered_at, row.entered_by, row.findings = timezone.now(), by, findings
    row.version += 1
    row.save(update_fields=[*numbers, "entered_at", "entered_by", "findings", "version"])
    SurveyCount.objects.filter(question__survey=row).delete()
    SurveyCount.objects.bulk_create(
        SurveyCount(
            school_id=by.school_id, created_by=by, question=question, option=option, count=count
        )
        for question in row.questions.all()
        for option, count in enumerate(counts.get(question.number, ()), 1)
    )
    if evidence is not None:
        told |= replace_evidence(SurveyEvidence, evidence, by=by, survey=row)
    told["counts"] = [None, {str(number): list(one) for number, one in counts.items()}]
    audit.note("enter_results", row, by=by, changes=told)


@transaction.atomic
def void_survey(*, by: User, survey_id: uuid.UUID, reason: str) -> None:
    row = parts.locked(Survey, survey_id)
    days.check_stands(row.voided_at)
    parts.void(row, by=by, reason=reason)


def _check(questions: Sequence[Mapping[str, Any]]) -> None:
    rules.check_questions(
        [
            rules.Question(one["kind"], one.get("options", ()), one.get("is_satisfaction", False))
            for one in questions
        ]
    )


def _write(row: Survey, questions: Iterable[Mapping[str, Any]], *, by: User) -> None:
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            school_id=by.school_id,
            created_by=by,
            survey=row,
            number=number,
            kind=one["kind"],
            text=one["text"],
            options=list(one.get("options", ())),
            is_satisfaction=one.get("is_satisfaction", False),
        )
        for number, one in enumerate(questions, 1)
    )

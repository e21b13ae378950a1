"""Surveys with their questions and counts."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from school.assurance.models import Survey, SurveyCount, SurveyQuestion
from school.assurance.rules.surveys import FEWEST, SATISFIED, Question, Share, satisfaction


def surveys() -> QuerySet[Any]:
    """The newest first."""
    return (
        Survey.objects.select_related("created_by__staff", "entered_by__staff")
        .prefetch_related(
            "evidence",
            Prefetch(
                "questions",
                SurveyQuestion.objects.order_by("number").prefetch_related(
                    Prefetch("counts", SurveyCount.objects.order_by("option"))
                ),
                to_attr="told_questions",
            ),
        )
        .order_by("-closed_on", "-id")
    )


def entered() -> QuerySet[Any]:
    """Those whose results stand."""
    return surveys().filter(voided_at=None, entered_at__isnull=False)


def as_questions(survey: Survey) -> dict[int, Question]:
    return {
        one.number: Question(one.kind, one.options, one.is_satisfaction)
        for one in SurveyQuestion.objects.filter(survey=survey)
    }


def counts_of(question: Any) -> list[int]:
    """One for each option in their order; none before the results are entered."""
    return [one.count for one in question.counts.all()]


def satisfied(survey: Any) -> Share | None:
    """Of a survey as `surveys` gives it."""
    for question in survey.told_questions:
        if question.is_satisfaction and survey.valid is not None:
            return satisfaction(counts_of(question), survey.valid)
    return None


def satisfaction_counts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The counts of the satisfaction questions of these surveys, of few valid answers none."""
    return (
        SurveyCount.objects.filter(
            question__survey__in=rows.filter(valid__gte=FEWEST).values("pk"),
            question__is_satisfaction=True,
        )
        .select_related("question__survey")
        .order_by("-question__survey__closed_on", "question_id", "-option")
    )


def of_the_satisfied(counts: QuerySet[Any]) -> QuerySet[Any]:
    return counts.filter(option__in=SATISFIED)

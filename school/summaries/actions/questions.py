"""What the parents' committee asks and thinks of a publication, and what the school answers."""

import datetime

from django.db import transaction
from django.utils import timezone

from school.people.models import User
from school.shared import audit
from school.shared.models import AuditEntry
from school.summaries import queries
from school.summaries.models import (
    Publication,
    PublicationAnswer,
    PublicationOpinion,
    PublicationQuestion,
)
from school.summaries.policy import post_of
from school.summaries.rules import questions as rules

REFUSED = "refuse_words"
"""The audit log's verb for words of the committee that were not taken."""


@transaction.atomic
def ask(
    *, by: User, publication: Publication, text: str, item: int | None = None, figure: str = ""
) -> PublicationQuestion:
    """Stays with the publication and is shown beside its later editions."""
    paper = _taking(by, publication)
    place = rules.place(paper, item=item, figure=figure)
    rules.check_names_nobody(text, queries.children(by.school_id))
    question = PublicationQuestion.objects.create(
        school_id=by.school_id,
        created_by=by,
        publication=paper,
        item=item,
        figure=figure,
        about=place.about,
        quoted=place.quoted,
        text=text,
        due_on=rules.answer_by(timezone.localdate(), queries.holidays(by.school_id)),
    )
    audit.note("ask", question, by=by, changes={"figure": [None, figure], "item": [None, item]})
    return question


@transaction.atomic
def answer(*, by: User, question: PublicationQuestion, text: str) -> PublicationAnswer:
    question = _locked(question)
    rules.check_stands(question.withdrawn_at)
    shown = rules.numbers_shown(question.publication.content)
    rules.check_answer(text, shown=shown, children=queries.children(by.school_id))
    written = PublicationAnswer.objects.create(
        school_id=by.school_id, created_by=by, question=question, post=post_of(by), text=text
    )
    audit.note("answer", written, by=by, changes={"question": [None, str(question.pk)]})
    return written


@transaction.atomic
def withdraw_question(*, by: User, question: PublicationQuestion) -> PublicationQuestion:
    """By whoever asked, while nobody has answered. The row stays; its text is shown no more."""
    question = _locked(question)
    rules.check_stands(question.withdrawn_at)
    rules.check_unanswered(question.answers.filter(withdrawn_at=None).count())
    _mark(question, by=by, reason="")
    return question


@transaction.atomic
def withdraw_newest_answer(
    *, by: User, question: PublicationQuestion, reason: str
) -> PublicationAnswer:
    """The mark says why. Without another answer the question waits again."""
    question = _locked(question)
    newest = question.answers.filter(withdrawn_at=None).order_by("-created_at", "-id").first()
    answer = rules.check_is_answered(newest)
    _mark(answer, by=by, reason=reason)
    return answer


@transaction.atomic
def record_opinion(
    *, by: User, publication: Publication, stance: str, text: str
) -> PublicationOpinion:
    """The one standing opinion of this member; the one before is withdrawn by its mark."""
    paper = _taking(by, publication)
    rules.check_opinion(stance, text)
    rules.check_names_nobody(text, queries.children(by.school_id))
    for earlier in PublicationOpinion.objects.filter(
        publication=paper, created_by=by, withdrawn_at=None
    ):
        _mark(earlier, by=by, reason="")
    opinion = PublicationOpinion.objects.create(
        school_id=by.school_id, created_by=by, publication=paper, stance=stance, text=text
    )
    audit.note("record_opinion", opinion, by=by, changes={"stance": [None, stance]})
    return opinion


@transaction.atomic
def withdraw_opinion(*, by: User, opinion: PublicationOpinion) -> PublicationOpinion:
    opinion = PublicationOpinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    rules.check_stands(opinion.withdrawn_at)
    _mark(opinion, by=by, reason="")
    return opinion


@transaction.atomic
def note_refusal(*, by: User, code: str) -> None:
    """What was refused left nothing behind; that it was tried stays, without its words."""
    audit.note(REFUSED, by, by=by, reason=code)


def _taking(by: User, publication: Publication) -> Publication:
    """The publication, if it takes questions and this person has not said enough today.

    The account is locked, so that two arrivals at once are counted one after the other.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rules.check_not_too_many(_said_since(by, since), _refused_since(by, since))
    paper = Publication.objects.defer("html").get(school_id=by.school_id, pk=publication.pk)
    rules.check_takes(paper)
    return paper


def _said_since(by: User, moment: datetime.datetime) -> int:
    return sum(
        model.objects.filter(school_id=by.school_id, created_by=by, created_at__gte=moment).count()
        for model in (PublicationQuestion, PublicationOpinion)
    )


def _refused_since(by: User, moment: datetime.datetime) -> int:
    return AuditEntry.objects.filter(
        school_id=by.school_id, actor=by.pk, at__gte=moment, verb=REFUSED
    ).count()


def _locked(question: PublicationQuestion) -> PublicationQuestion:
    locked: PublicationQuestion = (
        PublicationQuestion.objects.select_for_update(of=("self",))
        .select_related("publication")
        .defer("publication__html")
        .get(school_id=question.school_id, pk=question.pk)
    )
    return locked


def _mark(
    row: PublicationQuestion | PublicationAnswer | PublicationOpinion, *, by: User, reason: str
) -> None:
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, timezone.now(), reason
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    audit.note("withdraw", row, by=by, reason=reason)

"""What the weekly digest counts of summaries and of the committee's questions."""

import uuid
from collections import Counter

from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine
from school.summaries import queries
from school.summaries.models import SummaryState, TermSummary


def _questions(asked: Asked) -> Mine:
    """Questions of the parents' committee that wait, for everybody who may answer."""
    rows = queries.questions().filter(school_id=asked.school_id)
    waiting = queries.open_questions(rows).count()
    answering = people.permitted(asked.school_id, Permission.QUESTION_ANSWER, asked.day)
    return dict.fromkeys(answering, waiting)


def _steps(asked: Asked) -> Mine:
    """Papers whose present step is the reader's to take."""
    counted: Counter[uuid.UUID] = Counter()
    papers = TermSummary.objects.filter(
        school_id=asked.school_id, state=SummaryState.IN_REVIEW
    ).defer("readings")
    for paper in papers:
        current = [step for step in paper.chain if step["state"] == "current"]
        holders = queries.approvers(asked.school_id, current, asked.day)
        able = set().union(*holders.values()) - set(paper.authors)
        counted.update(uuid.UUID(account) for account in able)
    return counted


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="summaries.questions",
        link="/questions",
        count=_questions,
        says=lambda n: _("Questions of the parents' committee to answer: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="summaries.steps",
        link="/summaries",
        count=_steps,
        says=lambda n: _("Papers to review or sign: %(n)d") % {"n": n},
    ),
)

"""What the parents' committee asked and thought of the published summary, and this week's digests."""

import random

from config.demo import texts
from config.demo.people import DemoSchool
from school.notices.actions import digests
from school.summaries.actions import questions
from school.summaries.models import Publication, Stance
from school.summaries.rules.questions import items

COVERAGE = "visits.coverage"


def make_committee(demo: DemoSchool, draw: random.Random) -> None:
    """One question answered, one that waits, and an opinion; by the real actions."""
    member = demo.users["committee"]
    paper = Publication.objects.get(school=demo.school, state=Publication.State.CURRENT)
    answered = questions.ask(
        by=member,
        publication=paper,
        item=_item_with(paper, COVERAGE),
        figure=COVERAGE,
        text=draw.choice(texts.COMMITTEE_ASKS),
    )
    questions.answer(by=demo.users["moral_director"], question=answered, text=texts.SCHOOL_ANSWERS)
    questions.ask(by=member, publication=paper, text=texts.COMMITTEE_WAITS)
    questions.record_opinion(
        by=member, publication=paper, stance=Stance.SUGGESTS, text=texts.COMMITTEE_SUGGESTS
    )


def make_digests(demo: DemoSchool) -> None:
    """This week's, on whatever day of the week the demo begins."""
    digests.make_week(demo.school.pk, demo.calendar.today)


def _item_with(paper: Publication, figure: str) -> int:
    """The place of the first item that shows the figure."""
    return next(
        place
        for place, item in enumerate(items(paper.content), start=1)
        if any(piece.get("figure") == figure for line in item["paragraphs"] for piece in line)
    )

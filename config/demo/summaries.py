"""The finished term's published summary and the running term's draft, made by the real actions."""

from config.demo import texts
from config.demo.people import DemoSchool
from school.people.models import Term, User
from school.summaries.actions import compiling, publishing, reviewing, setup
from school.summaries.models import TermSummary

HANDS = ("moral_director", "research_director", "brigade_counselor")
"""Who writes. The teaching director reviews and the principal signs, so neither of them does."""


def make_summaries(demo: DemoSchool) -> None:
    setup.adopt_template(demo.school, by=demo.users["moral_director"])
    setup.set_default_chain(demo.school, by=demo.users["moral_director"])
    _publish(demo, _write(demo, demo.finished, texts.FINISHED))
    _write(demo, demo.running, texts.RUNNING)


def _write(demo: DemoSchool, term: Term, written: dict[str, str]) -> TermSummary:
    """Asked for, compiled here and now instead of by a worker, and written item by item."""
    summary = compiling.request_summary(by=demo.users["moral_director"], term=term)
    for section in summary.sections.all():
        compiling.compile_section(section.pk)
    writers = {
        item["code"]: item["writers"]
        for chapter in summary.template.body["chapters"]
        for item in chapter["items"]
    }
    for section in summary.sections.all():
        if section.code not in written:
            continue
        text = written[section.code]
        reviewing.edit_section(
            by=_hand(demo, writers[section.code]),
            summary_id=summary.pk,
            section_id=section.pk,
            expected=section.version,
            text=text,
            not_applicable=not text,
        )
    return summary


def _hand(demo: DemoSchool, posts: list[str]) -> User:
    """The first of the item's posts whose holder writes; whoever asked may write any item."""
    by = next((post for post in posts if post in HANDS), "moral_director")
    account = demo.staff[by].staff_number
    return demo.accounts[account]


def _publish(demo: DemoSchool, summary: TermSummary) -> None:
    reviewing.submit(
        by=demo.users["moral_director"], summary_id=summary.pk, comment=texts.SUBMITTED
    )
    reviewing.approve(
        by=demo.users["teaching_director"], summary_id=summary.pk, comment=texts.REVIEWED
    )
    reviewing.approve(by=demo.users["principal"], summary_id=summary.pk, comment=texts.SIGNED)
    publishing.publish(by=demo.users["principal"], summary_id=summary.pk)

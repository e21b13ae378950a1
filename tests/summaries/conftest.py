"""A summary at each point of its way, made by the real actions."""

import pytest

from school.people.roles import PostKind
from school.summaries.actions import compiling, publishing, reviewing
from tests.factories import people

COVERAGE = "本学期家访落实率为{{ visits.coverage }}，完成家访{{ visits.made }}。"


def compile_all(summary):
    for section in summary.sections.all():
        assert compiling.compile_section(section.pk)
    summary.refresh_from_db()
    return summary


def write(summary, code, text="", *, by, not_applicable=None):
    section = summary.sections.get(code=code)
    return reviewing.edit_section(
        by=by,
        summary_id=summary.pk,
        section_id=section.pk,
        expected=section.version,
        text=text,
        not_applicable=not_applicable,
    )


def write_all(summary, *, by):
    """One item with figures; the others do not apply."""
    for section in summary.sections.all():
        if section.code == "love_and_duty":
            write(summary, section.code, COVERAGE, by=by)
        else:
            write(summary, section.code, by=by, not_applicable=True)
    summary.refresh_from_db()
    return summary


def approve_all(summary, *, by):
    for one in by:
        reviewing.approve(by=one, summary_id=summary.pk)
    summary.refresh_from_db()
    return summary


@pytest.fixture
def vice_principal(school):
    staff = people.StaffMember(school=school, name="矫副校长")
    people.Post(staff=staff, kind=PostKind.VICE_PRINCIPAL)
    return people.User(school=school, username="vice_principal", staff=staff)


@pytest.fixture
def summary(now, term, moral_director):
    """Asked for by the moral director, not compiled yet."""
    return compiling.request_summary(by=moral_director, term=term)


@pytest.fixture
def draft(summary):
    """Compiled, without a word in it."""
    return compile_all(summary)


@pytest.fixture
def written(draft, moral_director):
    """Ready to be submitted; the moral director wrote it."""
    return write_all(draft, by=moral_director)


@pytest.fixture
def submitted(written, moral_director, teaching_director, principal):
    reviewing.submit(by=moral_director, summary_id=written.pk)
    written.refresh_from_db()
    return written


@pytest.fixture
def approved(submitted, teaching_director, principal):
    return approve_all(submitted, by=[teaching_director, principal])


@pytest.fixture
def publication(approved, principal):
    return publishing.publish(by=principal, summary_id=approved.pk)

"""A small school in a database of its own, driven from outside: one command per line, one answer.

Run as a module it is the driver; as a Celery app it is a worker that takes its time, so that a kill
finds it in the middle of something.
"""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from celery import signals  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from config.celery import app  # noqa: E402, F401
from school.people.models import Term, User  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from school.shared.errors import RuleBroken  # noqa: E402
from school.summaries.actions import compiling, paper, publishing, reviewing  # noqa: E402
from school.summaries.models import (  # noqa: E402
    Publication,
    SummaryEvent,
    SummarySection,
    TermSummary,
)
from tests.driver import leisurely, one_look, serve  # noqa: E402
from tests.factories import people  # noqa: E402

PAUSE = 0.25


@signals.worker_init.connect
def take_time(**_):
    compiling.token_values = leisurely(compiling.token_values, PAUSE)
    compiling._finish = leisurely(compiling._finish, PAUSE)
    # Inside the transaction that closes a compile.
    paper.fingerprint = leisurely(paper.fingerprint, PAUSE)


# ---- commands --------------------------------------------------------------------------------


def build():
    school = people.School(name="滨河路小学")
    today = timezone.localdate()
    people.Term(
        school=school,
        window_opens_on=today - datetime.timedelta(days=60),
        window_closes_on=today + datetime.timedelta(days=60),
    )
    for kind in (PostKind.MORAL_DIRECTOR, PostKind.PRINCIPAL):
        staff = people.StaffMember(school=school)
        people.Post(staff=staff, kind=kind)
        people.User(school=school, username=kind.value, staff=staff)
    return "built"


def _user(kind):
    """Loaded anew, as a request would."""
    return User.objects.get(username=kind.value)


def request():
    """How long the request took, with the bell rung after its commit."""
    began = time.monotonic()
    compiling.request_summary(by=_user(PostKind.MORAL_DIRECTOR), term=Term.objects.get())
    return time.monotonic() - began


def _at_once(*acts):
    """Each act in a thread of its own, all let go together: how many were not refused."""
    gate = threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            act()
        except RuleBroken:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(run, acts))


def request_at_once():
    """Six people ask in the same moment."""
    return _at_once(*[request] * 6)


def approve_all():
    """From a compiled draft to a signed paper."""
    writer, signer = _user(PostKind.MORAL_DIRECTOR), _user(PostKind.PRINCIPAL)
    summary = TermSummary.objects.get()
    for section in summary.sections.all():
        reviewing.edit_section(
            by=writer,
            summary_id=summary.pk,
            section_id=section.pk,
            expected=section.version,
            not_applicable=True,
        )
    reviewing.submit(by=writer, summary_id=summary.pk)
    reviewing.approve(by=signer, summary_id=summary.pk)
    return "approved"


def publish_and_withdraw_at_once():
    """Three publish and three withdraw in the same moment."""
    summary = TermSummary.objects.get()

    def publish():
        publishing.publish(by=_user(PostKind.PRINCIPAL), summary_id=summary.pk)

    def withdraw():
        signer = _user(PostKind.PRINCIPAL)
        publishing.withdraw(by=signer, summary_id=summary.pk, reason="数据有误")

    _at_once(*[publish] * 3, *[withdraw] * 3)
    summary.refresh_from_db()
    return [summary.state, list(Publication.objects.values_list("state", flat=True))]


def forget_summaries():
    for model in (Publication, SummaryEvent, SummarySection, TermSummary):
        model._base_manager.all()._raw_delete("default")
    return "forgotten"


def compile_everything_twice():
    """Every section handed to two threads at the same moment: how many of them did something.

    Nobody dies here, so no lease may run out: a busy machine takes longer than the short one, and
    the second would rightly take over.
    """

    def work(pk):
        try:
            return compiling.compile_section(pk)
        finally:
            connection.close()

    pks = list(SummarySection.objects.values_list("pk", flat=True))
    unhurried = override_settings(SECTION_LEASE=datetime.timedelta(minutes=10))
    with unhurried, ThreadPoolExecutor(8) as pool:
        return sum(pool.map(work, [pk for pk in pks for _ in range(2)]))


@one_look
def tell():
    summaries = list(TermSummary.objects.all())
    (summary,) = summaries
    works = list(SummarySection.objects.values_list("work", "token", "values", "text"))
    return {
        "summaries": len(summaries),
        "state": summary.state,
        "compile": summary.compile,
        "is_read": summary.readings is not None,
        "sections": len(works),
        "done": sum(work == "done" for work, *_ in works),
        "failed": sum(work == "failed" for work, *_ in works),
        "held": sum(token is not None for _, token, *_ in works),
        "compiled": SummaryEvent.objects.filter(verb="compiled").count(),
        "attempts": sum(SummarySection.objects.values_list("attempt", flat=True)),
    }


if __name__ == "__main__":
    serve(
        build,
        request,
        request_at_once,
        approve_all,
        publish_and_withdraw_at_once,
        forget_summaries,
        compile_everything_twice,
        tell,
    )

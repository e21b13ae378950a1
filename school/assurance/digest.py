"""What the weekly digest counts of assurance: the reader's own pledges, findings and tasks."""

import uuid
from collections import Counter

from django.utils.translation import gettext as _

from school.assurance.models import LeadingTask, Rectification
from school.assurance.queries import inspections as looked
from school.assurance.queries import pledges as pledged
from school.assurance.queries import supervision as said
from school.assurance.queries.pledges import Line
from school.assurance.rules.inspections import FindingState
from school.assurance.rules.pledges import SignerState, countersigns
from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine, of_readers


def _lines(asked: Asked) -> list[Line]:
    """Of the rounds that have opened by the end of the week."""
    rounds = pledged.running(asked.school_id, asked.last)
    by_round = pledged.lines(rounds, asked.day)
    return [line for lines in by_round.values() for line in lines]


def _to_sign(asked: Asked) -> Mine:
    owed = (SignerState.WAITING, SignerState.OVERDUE)
    return of_readers(
        asked, Counter(line.staff.pk for line in _lines(asked) if line.signer.state in owed)
    )


def _to_countersign(asked: Asked) -> Mine:
    """Signatures that wait, for everybody who may sign beside them."""
    waiting = [
        line
        for line in _lines(asked)
        if line.signature is not None and line.signature.countersigned_at is None
    ]
    kinds = {
        kind
        for line in waiting
        for layer in pledged.as_layers(line.round.version)
        for kind in layer.countersigner_posts
    }
    posts: dict[uuid.UUID, set[str]] = {}
    for kind, held in people.holders(asked.school_id, kinds, asked.day).items():
        for staff in held:
            posts.setdefault(staff.pk, set()).add(kind)
    by_staff: Counter[uuid.UUID] = Counter()
    for line in waiting:
        layers = pledged.as_layers(line.round.version)
        for staff_id, kinds_held in posts.items():
            if staff_id != line.staff.pk and line.signer.layer in countersigns(layers, kinds_held):
                by_staff[staff_id] += 1
    return of_readers(asked, by_staff)


def _findings(asked: Asked) -> Mine:
    """What is the reader's to put right by the end of the week, the overdue among it."""
    rows = looked.standing().filter(
        school_id=asked.school_id, deadline__lte=asked.last, owner_id__in=asked.readers.values()
    )
    owed = (FindingState.OPEN, FindingState.OVERDUE)
    return of_readers(
        asked, Counter(one.owner_id for one in rows if looked.state(one, asked.day) in owed)
    )


def _rechecks(asked: Asked) -> Mine:
    """What waits for a second look, for those who went round and did not put it right."""
    by_staff: Counter[uuid.UUID] = Counter()
    rows = Rectification.objects.filter(
        school_id=asked.school_id,
        recheck="",
        finding__voided_at=None,
        finding__inspection__voided_at=None,
    ).values_list(
        "finding_id",
        "finding__owner_id",
        "created_by__staff_id",
        "finding__inspection__inspectors__staff_id",
    )
    for _finding, owner, worked, inspector in rows:
        if inspector is not None and inspector not in (owner, worked):
            by_staff[inspector] += 1
    return of_readers(asked, by_staff)


def _supervision(asked: Asked) -> Mine:
    """What waits: with its handler, and with principal and secretary as long as it has none; never
    with whom it concerns.
    """
    by_staff: Counter[uuid.UUID] = Counter()
    keepers = set(
        people.permitted(asked.school_id, Permission.SUPERVISION_KEEP, asked.day).values()
    )
    rows = said.waiting(asked.school_id).values_list("handler_id", "concerned_id")
    for handler, concerned in rows:
        whom = {handler} if handler is not None else keepers - {concerned}
        by_staff.update(whom)
    return of_readers(asked, by_staff)


def _tasks(asked: Asked) -> Mine:
    """The reader's own of the leading group, due by the end of the week."""
    rows = LeadingTask.objects.filter(
        school_id=asked.school_id, voided_at=None, done_on=None, due_on__lte=asked.last
    )
    return of_readers(asked, Counter(rows.order_by().values_list("owner_id", flat=True)))


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="assurance.pledges",
        link="/assurance?view=pledges",
        count=_to_sign,
        says=lambda n: _("Pledges to sign: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="assurance.countersign",
        link="/assurance?view=pledges",
        count=_to_countersign,
        says=lambda n: _("Pledges to sign beside: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="assurance.findings",
        link="/assurance?view=inspections",
        count=_findings,
        says=lambda n: _("Findings to put right by Sunday: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="assurance.rechecks",
        link="/assurance?view=inspections",
        count=_rechecks,
        says=lambda n: _("Findings to look at again: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="assurance.supervision",
        link="/assurance?view=supervision",
        count=_supervision,
        says=lambda n: _("Matters of supervision that wait for you: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="assurance.tasks",
        link="/assurance?view=leading",
        count=_tasks,
        says=lambda n: _("Tasks of the leading group due by Sunday: %(n)d") % {"n": n},
    ),
)

"""What the weekly digest counts of civility: numbers of what waits, and nobody's name."""

import datetime
import uuid
from collections import Counter

from django.utils.translation import gettext as _

from school.civility.models import AmbassadorNomination, ContestItem, ContestWeek, PointAppeal
from school.civility.queries.appeals import in_state
from school.civility.rules.appeals import State, may_decide
from school.people import queries as people
from school.people.models import Post
from school.people.roles import Permission, PostKind
from school.shared.digests import Asked, DigestLine, Mine, of_readers

HOMEROOM = (PostKind.HOMEROOM_TEACHER, PostKind.DEPUTY_HOMEROOM)


def _to_answer(asked: Asked) -> Mine:
    """Appeals about children whose homeroom teacher the reader is, not yet answered."""
    waiting = Counter(
        in_state(PointAppeal.objects.filter(school_id=asked.school_id), State.OPEN).values_list(
            "entry__student_id", flat=True
        )
    )
    placed = people.placements_on(asked.school_id, asked.day).filter(student_id__in=waiting)
    by_class: Counter[uuid.UUID] = Counter()
    for child, school_class in placed.values_list("student_id", "school_class_id"):
        by_class[school_class] += waiting[child]
    posts = Post.objects.believed().on(asked.day)
    held: dict[uuid.UUID, set[uuid.UUID]] = {}
    for staff, own in posts.filter(
        kind__in=HOMEROOM, staff_id__in=asked.readers.values(), school_class_id__in=by_class
    ).values_list("staff_id", "school_class_id"):
        if own is not None:
            held.setdefault(staff, set()).add(own)
    return of_readers(
        asked, {staff: sum(by_class[one] for one in own) for staff, own in held.items()}
    )


def _to_decide(asked: Asked) -> Mine:
    """Appeals that were answered, or should have been, and that the reader may decide."""
    ripe = [
        one
        for one in PointAppeal.objects.filter(
            school_id=asked.school_id, decided_at=None, withdrawn_at=None
        ).select_related("entry")
        if one.answered_at is not None or one.answer_due_on < asked.day
    ]
    deciders = people.permitted(asked.school_id, Permission.APPEAL_DECIDE, asked.day)
    return {account: sum(may_decide(one, account) for one in ripe) for account in deciders}


def _nominations(asked: Asked) -> Mine:
    """Proposed for a selection that is still open, and seen by no second person."""
    proposers = Counter(
        AmbassadorNomination.objects.filter(
            school_id=asked.school_id, reviewed_at=None, selection__closed_at=None
        ).values_list("created_by_id", flat=True)
    )
    total = sum(proposers.values())
    reviewers = people.permitted(asked.school_id, Permission.AMBASSADOR_SELECT, asked.day)
    return {account: total - proposers[account] for account in reviewers}


def _weeks_to_close(asked: Asked) -> Mine:
    """This week's contest, where the school holds one, and earlier ones left open."""
    monday = asked.day - datetime.timedelta(days=asked.day.weekday())
    weeks = ContestWeek.objects.filter(school_id=asked.school_id)
    count = weeks.filter(monday__lt=monday, closed_at=None).count()
    is_held = ContestItem.objects.filter(school_id=asked.school_id, is_active=True).exists()
    is_closed = weeks.filter(monday=monday, closed_at__isnull=False).exists()
    if is_held and not is_closed:
        count += 1
    return dict.fromkeys(
        people.permitted(asked.school_id, Permission.CONTEST_CLOSE, asked.day), count
    )


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="civility.appeals_to_answer",
        link="/appeals",
        count=_to_answer,
        says=lambda n: _("Appeals to answer: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="civility.appeals_to_decide",
        link="/appeals",
        count=_to_decide,
        says=lambda n: _("Appeals to decide: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="civility.nominations",
        link="/ambassadors",
        count=_nominations,
        says=lambda n: _("Nominations to review: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="civility.contest_weeks",
        link="/contests",
        count=_weeks_to_close,
        says=lambda n: _("Contest weeks to close by Friday: %(n)d") % {"n": n},
    ),
)

"""Final evaluations, from four sides."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from school.mentoring.actions.locks import held
from school.mentoring.models import EvaluationTalk, MentorTalk, PairEvaluation
from school.mentoring.queries import talks as found
from school.mentoring.rules import evaluations as rules
from school.mentoring.rules import pairs as pair_rules
from school.people.models import User
from school.shared import audit


@transaction.atomic
def evaluate_pair(
    *,
    by: User,
    pair_id: uuid.UUID,
    side: str,
    sides: frozenset[str],
    grade: str,
    text: str,
    talks: Sequence[uuid.UUID] = (),
) -> PairEvaluation:
    """`sides`: those for which this person may speak. An earlier one of the side is retired."""
    of = held(pair_id)
    rules.check_may_say(side, sides)
    pair_rules.check_signed(is_signed=of.is_signed)
    pair_rules.check_has_days(has_days=of.period is not None)
    now = timezone.now()
    rules.check_final(
        of.days, is_closed=of.pair.closed_at is not None, today=timezone.localdate(now)
    )
    # Locked, so that no release is taken back between being asked and being named.
    rows = MentorTalk.objects.select_for_update(no_key=True).filter(pair=of.pair, pk__in=talks)
    rules.check_talks(talks, {one.pk: one for one in rows.defer(*found.SEALED)})
    standing = PairEvaluation.objects.filter(pair=of.pair, side=side, retired_at=None)
    replaced = standing.update(retired_at=now, retired_by=by)
    made = PairEvaluation.objects.create(
        school_id=by.school_id,
        created_by=by,
        created_at=now,
        pair=of.pair,
        side=side,
        grade=grade,
        text=text,
    )
    EvaluationTalk.objects.bulk_create(
        EvaluationTalk(school_id=by.school_id, created_by=by, evaluation=made, talk_id=key)
        for key in talks
    )
    audit.note(
        "evaluate",
        of.pair,
        by=by,
        changes={"side": [None, side], "grade": [None, grade], "replaced": [None, bool(replaced)]},
    )
    return made

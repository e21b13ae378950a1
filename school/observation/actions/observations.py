"""A record of a lesson on its way: begun, written, shared, answered, acknowledged, opened again."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.observation.models import (
    Attendance,
    Criterion,
    CriterionKind,
    LessonSession,
    Observation,
    ObservationNote,
    ObservationRevision,
    ObservationState,
    ObservedStrategy,
    RubricScore,
    ScoreTick,
    StrategyTagging,
)
from school.observation.queries import observations, rubrics
from school.observation.rules import observations as rules
from school.observation.rules import rubrics as rubric_rules
from school.observation.rules.observations import Side
from school.observation.rules.strategies import check_unasked
from school.people.models import StaffMember, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import Stale

TEXTS = ("suggestion", "highlights", "board", "participation")


@transaction.atomic
def begin_observation(*, by: User, session: LessonSession) -> Observation:
    """A draft, by the rubric that the lesson's kind goes by today."""
    rules.check_is_staff(by.staff_id)
    assert by.staff_id is not None
    lesson = _lock_lesson(session.pk)
    # One at a time for one person, so that two lessons of one period are seen.
    StaffMember.objects.select_for_update(no_key=True).get(pk=by.staff_id)
    rules.check_lesson(
        taught_on=lesson.taught_on,
        is_cancelled=lesson.cancelled_at is not None,
        today=timezone.localdate(),
    )
    rules.check_not_host(lesson.host_id, by.staff_id)
    rules.check_elsewhere(
        observes=observations.observes_elsewhere(by.staff_id, lesson),
        teaches=observations.teaches(by.staff_id, lesson),
    )
    with refused_as(rules.observed_already()):
        made = Observation.objects.create(
            school_id=by.school_id,
            created_by=by,
            session=lesson,
            observer_id=by.staff_id,
            rubric_version=rubrics.newest_published(lesson.kind.rubric_id),
        )
    audit.note("begin", made, by=by, changes={"session": [None, str(lesson.pk)]})
    return made


@transaction.atomic
def write_observation(
    *, by: User, observation_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Observation:
    """`changes` names only what is to be changed; of a list it gives the whole. `expected` is the
    version it was made from. A draft is saved every few seconds and is nobody else's: only what is
    changed after sharing stands in the audit log.
    """
    row = Observation.objects.select_for_update(no_key=True).get(pk=observation_id)
    if row.version != expected:
        raise Stale(_("This record was changed since you opened it."), current=None)
    rules.check_amendable(row, was_reopened=row.revisions.exists())
    changed = [name for name in TEXTS if name in changes and getattr(row, name) != changes[name]]
    for name in changed:
        setattr(row, name, changes[name])
    if "notes" in changes and _write_notes(row, by, changes["notes"]):
        changed.append("notes")
    if "strategies" in changes and _write_strategies(row, by, changes["strategies"]):
        changed.append("strategies")
    if "scores" in changes and _write_scores(row, by, changes["scores"]):
        changed.append("scores")
    if not changed:
        return row
    row.version += 1
    row.save(update_fields=[*TEXTS, "version"])
    if row.state != ObservationState.DRAFT:
        audit.note("amend", row, by=by, changes={"fields": [None, sorted(changed)]})
    return row


@transaction.atomic
def share_observation(*, by: User, observation_id: uuid.UUID) -> Observation:
    """The teacher of the lesson may read it now; the observer says to have been there."""
    row = _lock(observation_id)
    rules.check_draft(row)
    lesson = row.session
    rules.check_lesson(
        taught_on=lesson.taught_on,
        is_cancelled=lesson.cancelled_at is not None,
        today=timezone.localdate(),
    )
    rules.check_shareable(strategies=row.strategies.count())
    now = timezone.now()
    if not lesson.is_out_of_school:
        said = {"observer_said_at": now, "observer_said_by": by}
        attendance, made = Attendance.objects.get_or_create(
            session=lesson,
            observer_id=row.observer_id,
            defaults={"school_id": row.school_id, "created_by": by, **said},
        )
        if not made and attendance.observer_said_at is None:
            Attendance.objects.filter(pk=attendance.pk).update(**said)
    row.state, row.shared_at = ObservationState.SHARED, now
    return _pass_on(row, "share", by, "shared_at")


@transaction.atomic
def reflect(*, by: User, observation_id: uuid.UUID, reflection: str) -> Observation:
    """The answer of the teacher whose lesson it was."""
    row = _lock(observation_id)
    rules.check_awaits_reflection(row, is_out_of_school=row.session.is_out_of_school)
    row.state, row.reflected_at = ObservationState.REFLECTED, timezone.now()
    row.reflection = reflection
    return _pass_on(row, "reflect", by, "reflection", "reflected_at")


@transaction.atomic
def acknowledge(*, by: User, observation_id: uuid.UUID, side: Side) -> Observation:
    """To have read it is not to agree. Both sides in either order; the second closes it."""
    row = _lock(observation_id)
    rules.check_acknowledgeable(row, side)
    column = f"{side.value}_acknowledged_at"
    setattr(row, column, timezone.now())
    row.state = rules.after_acknowledging(row)
    if row.state == ObservationState.CLOSED:
        row.closed_at = timezone.now()
    return _pass_on(row, "acknowledge", by, column, "closed_at")


@transaction.atomic
def reopen(*, by: User, observation_id: uuid.UUID, reason: str) -> Observation:
    """Back to where the teacher answers; how it read before is kept."""
    row = _lock(observation_id)
    earlier = row.revisions.count()
    rules.check_reopenable(row, was_reopened=earlier > 0)
    ObservationRevision.objects.create(
        school_id=row.school_id,
        created_by=by,
        observation=row,
        number=earlier + 1,
        body=_body(observations.whole_records().get(pk=row.pk)),
        reason=reason,
    )
    row.state = ObservationState.SHARED
    moments = (
        *("reflected_at", "host_acknowledged_at", "observer_acknowledged_at"),
        "closed_at",
    )
    for name in moments:
        setattr(row, name, None)
    return _pass_on(row, "reopen", by, *moments, reason=reason)


# ---- parts ---------------------------------------------------------------------------------


def _lock_lesson(session_id: uuid.UUID) -> LessonSession:
    """The lesson before anything of it, as whoever books or cancels it does."""
    return (
        LessonSession.objects.select_for_update(of=("self",), no_key=True)
        .select_related("kind")
        .get(pk=session_id)
    )


def _lock(observation_id: uuid.UUID) -> Observation:
    session_id = Observation.objects.values_list("session_id", flat=True).get(pk=observation_id)
    lesson = _lock_lesson(session_id)
    row = Observation.objects.select_for_update(no_key=True).get(pk=observation_id)
    row.session = lesson
    return row


def _pass_on(row: Observation, verb: str, by: User, *columns: str, reason: str = "") -> Observation:
    """The step into another state, in one write and one line of the log."""
    before = Observation.objects.values_list("state", flat=True).get(pk=row.pk)
    row.version += 1
    row.save(update_fields=["state", *columns, "version"])
    audit.note(verb, row, by=by, reason=reason, changes={"state": [before, row.state]})
    return row


def _write_notes(row: Observation, by: User, notes: Sequence[Mapping[str, Any]]) -> bool:
    """Known by the client's own key, so that a note that was edited stays the same one."""
    rules.check_each_once("notes", [one["client_id"] for one in notes], "client_id")
    before = {one.client_id: one for one in row.notes.all()}
    after = [
        ObservationNote(
            school_id=row.school_id,
            created_by=by,
            observation=row,
            position=position,
            **({"id": before[one["client_id"]].pk} if one["client_id"] in before else {}),
            **one,
        )
        for position, one in enumerate(notes, 1)
    ]
    columns = ["position", "seconds", "clock", "stage", "text"]

    def reads(found: Any) -> list[Any]:
        return [(one.client_id, *(getattr(one, name) for name in columns)) for one in found]

    if reads(after) == reads(before.values()):
        return False
    kept = {one.client_id for one in after}
    row.notes.exclude(client_id__in=kept).delete()
    ObservationNote.objects.bulk_update([one for one in after if one.client_id in before], columns)
    ObservationNote.objects.bulk_create([one for one in after if one.client_id not in before])
    return True


def _write_strategies(row: Observation, by: User, given: Sequence[Mapping[str, Any]]) -> bool:
    """Known by their keys, so that a card keeps its strategy; what was asked about stays."""
    before = {one.pk: one for one in observations.strategies().filter(observation=row)}
    rules.check_each_once("strategies", [one["id"] for one in given if one.get("id")], "id")
    rules.check_known_strategies([one.get("id") for one in given], before)

    def reads(one: ObservedStrategy) -> tuple[str, list[uuid.UUID]]:
        return one.text, sorted(tagging.tag_id for tagging in one.taggings.all())

    now = {one.get("id"): place for place, one in enumerate(given)}
    changed = list(before) != [one.get("id") for one in given]
    for key, old in before.items():
        place = now.get(key)
        wanted = None
        if place is not None:
            tags = sorted(tag.pk for tag in given[place]["tags"])
            wanted = (given[place]["text"], tags)
        if wanted != reads(old):
            changed = True
            check_unasked(place or 0, is_asked=hasattr(old, "card"))
            StrategyTagging.objects.filter(strategy=old).delete()
            if wanted is None:
                old.delete()
    if not changed:
        return False
    for position, one in enumerate(given, 1):
        old = before.get(one.get("id"))
        if old is None:
            old = ObservedStrategy.objects.create(
                school_id=row.school_id,
                created_by=by,
                observation=row,
                text=one["text"],
                position=position,
            )
        else:
            ObservedStrategy.objects.filter(pk=old.pk).update(text=one["text"], position=position)
        StrategyTagging.objects.bulk_create(
            [
                StrategyTagging(school_id=row.school_id, created_by=by, strategy=old, tag=tag)
                for tag in one["tags"]
            ],
            ignore_conflicts=True,
        )
    return True


def _write_scores(row: Observation, by: User, given: Sequence[Mapping[str, Any]]) -> bool:
    """The whole sheet anew; a criterion that is not named has no answer."""
    rules.check_scored(row.rubric_version_id, is_scored=bool(given))
    criteria = {
        one.code: one
        for one in Criterion.objects.filter(version=row.rubric_version_id).prefetch_related(
            "options"
        )
    }
    rules.check_each_once("scores", [one["criterion"] for one in given], "criterion")
    rules.check_known_criteria([one["criterion"] for one in given], criteria)
    answers = []
    for place, one in enumerate(given):
        criterion = criteria[one["criterion"]]
        is_list = criterion.kind == CriterionKind.CHECKLIST and not one.get("is_na", False)
        ticked = one.get("options", () if is_list else None)
        answer = rubric_rules.Answer(
            level=one.get("level"),
            is_na=one.get("is_na", False),
            ticked=None if ticked is None else tuple(str(key) for key in ticked),
            count=one.get("count"),
            text=one.get("text", ""),
        )
        rubric_rules.check_answer(f"scores.{place}", rubrics.as_criterion(criterion), answer)
        answers.append((criterion, answer))
    before = RubricScore.objects.filter(observation=row).select_related("criterion")
    was = rubrics.as_answers(before.prefetch_related("ticks"))
    if was == {criterion.code: answer for criterion, answer in answers}:
        return False
    ScoreTick.objects.filter(score__observation=row).delete()
    RubricScore.objects.filter(observation=row).delete()
    made = RubricScore.objects.bulk_create(
        RubricScore(
            school_id=row.school_id,
            created_by=by,
            observation=row,
            criterion=criterion,
            level=answer.level,
            count=answer.count,
            text=answer.text,
            is_na=answer.is_na,
        )
        for criterion, answer in answers
    )
    ScoreTick.objects.bulk_create(
        ScoreTick(school_id=row.school_id, created_by=by, score=score, option_id=uuid.UUID(key))
        for score, (_criterion, answer) in zip(made, answers, strict=True)
        for key in answer.ticked or ()
    )
    return True


def _body(row: Any) -> dict[str, Any]:
    """How a record reads, without the notes: they are the writer's alone."""
    return {
        "state": row.state,
        **{name: getattr(row, name) for name in TEXTS},
        "strategies": [
            {"text": one.text, "tags": [tagging.tag.name for tagging in one.taggings.all()]}
            for one in row.strategies.all()
        ],
        "scores": [
            {
                "criterion": score.criterion.code,
                "level": score.level,
                "is_na": score.is_na,
                "options": [str(tick.option_id) for tick in score.ticks.all()],
                "count": score.count,
                "text": score.text,
            }
            for score in row.scores.all()
        ],
        "reflection": row.reflection,
        **{
            name: moment.isoformat() if (moment := getattr(row, name)) else None
            for name in (
                *("shared_at", "reflected_at", "host_acknowledged_at"),
                *("observer_acknowledged_at", "closed_at"),
            )
        },
    }

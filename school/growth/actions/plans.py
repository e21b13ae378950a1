"""Plans, goals and steps: written by their owner, handed in as frozen copies, answered."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.growth.actions.portfolios import open_portfolio
from school.growth.models import (
    Goal,
    GoalStep,
    GrowthPlan,
    GrowthPortfolio,
    PlanReview,
    PlanSubmission,
    PlanTemplate,
)
from school.growth.queries import documents
from school.growth.queries import plans as found
from school.growth.rules import goals as goal_rules
from school.growth.rules import plans as rules
from school.growth.rules.documents import canonical, sha256
from school.people.models import Term, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import Stale


@transaction.atomic
def make_plan(
    *,
    by: User,
    template: PlanTemplate,
    horizon: str,
    term: Term | None = None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> GrowthPlan:
    """In the own portfolio, which is opened when there is none yet."""
    portfolio = _own(by)
    rules.check_template(template.horizon, horizon)
    rules.check_days(
        horizon,
        has_term=term is not None,
        starts_on=starts_on,
        ends_on=ends_on,
        others=found.days_taken(portfolio),
    )
    with refused_as(rules.planned_already()):
        made = GrowthPlan.objects.create(
            school_id=by.school_id,
            created_by=by,
            portfolio=portfolio,
            horizon=horizon,
            term=term,
            starts_on=starts_on,
            ends_on=ends_on,
            template=template,
        )
    audit.note("plan", made, by=by, changes={"horizon": [None, horizon]})
    return made


def _own(by: User) -> GrowthPortfolio:
    assert by.staff is not None
    return GrowthPortfolio.objects.select_for_update(no_key=True).get(
        pk=open_portfolio(by=by, staff=by.staff).pk
    )


@transaction.atomic
def write_plan(
    *, by: User, plan_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> GrowthPlan:
    """`changes`: answers (of every block that is to hold something), self_ratings. Saved every few
    seconds while it is written, so only that it was written stands in the log, once a copy exists.
    """
    row = _lock(plan_id)
    if row.version != expected:
        raise Stale(_("This plan was changed since you opened it."), current=None)
    rules.check_stands(row)
    given = dict(changes)
    if "answers" in given:
        given["answers"] = rules.answered(row.template.blocks, given["answers"])
    if "self_ratings" in given:
        rules.check_ratings(given["self_ratings"], "self_ratings")
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, given[name])
    row.version += 1
    row.save(update_fields=["answers", "self_ratings", "version"])
    audit.note("write", row, by=by, changes={"fields": [None, sorted(changed)]})
    return row


@transaction.atomic
def submit_plan(*, by: User, plan_id: uuid.UUID) -> PlanSubmission:
    """Hands in a copy that never changes; the plan stays editable."""
    row = _lock(plan_id)
    told = found.plans().get(pk=plan_id)
    rules.check_stands(row)
    rules.check_may_submit(found.state(told))
    goals = Goal.objects.filter(plan=row, dropped_at=None).count()
    rules.check_complete(row.template.blocks, row.answers, goals=goals)
    with documents.in_chinese():
        content = canonical(documents.copy_of(row, timezone.localdate()))
    digest = sha256(content)
    rules.check_changed(digest, told.newest)
    made: PlanSubmission = PlanSubmission.objects.create(
        school_id=by.school_id,
        created_by=by,
        plan=row,
        number=told.copies + 1,
        content=content,
        sha256=digest,
    )
    audit.note(
        "submit", row, by=by, changes={"copy": [None, made.number], "sha256": [None, digest]}
    )
    return made


@transaction.atomic
def review_plan(
    *, by: User, submission_id: uuid.UUID, outcome: str, words: str, ratings: Mapping[str, int]
) -> PlanReview:
    """The office answers the newest copy, once."""
    copy = PlanSubmission.objects.select_related("plan").get(pk=submission_id)
    plan = _lock(copy.plan_id)
    rules.check_stands(plan)
    rules.check_newest(is_newest=found.plans().get(pk=plan.pk).copies == copy.number)
    rules.check_unreviewed(is_reviewed=copy.reviews.exists())
    rules.check_ratings(ratings, "ratings")
    made: PlanReview = PlanReview.objects.create(
        school_id=by.school_id,
        created_by=by,
        submission=copy,
        outcome=outcome,
        words=words,
        ratings=dict(ratings),
    )
    audit.note(
        "review", plan, by=by, changes={"copy": [None, copy.number], "outcome": [None, outcome]}
    )
    return made


@transaction.atomic
def void_plan(*, by: User, plan_id: uuid.UUID, reason: str) -> None:
    """Entered by mistake. It stays to be read and counts nowhere."""
    row = _lock(plan_id)
    rules.check_stands(row)
    rules.check_may_void(found.state(found.plans().get(pk=plan_id)))
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", row, by=by, reason=reason)


def _lock(plan_id: uuid.UUID) -> GrowthPlan:
    return (
        GrowthPlan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("template", "term", "portfolio")
        .get(pk=plan_id)
    )


# ---- goals -----------------------------------------------------------------------------------


@transaction.atomic
def set_goal(
    *,
    by: User,
    plan: GrowthPlan,
    dimension: str,
    words: str,
    measure: str,
    counter: str = "",
    target: int | None = None,
    due_on: datetime.date | None = None,
) -> Goal:
    row = _lock(plan.pk)
    rules.check_stands(row)
    goal_rules.check_room(Goal.objects.filter(plan=row, dropped_at=None).count())
    goal_rules.check_measure(measure, counter=counter, target=target)
    goal_rules.check_due_on(due_on, found.days_of(row))
    made = Goal.objects.create(
        school_id=by.school_id,
        created_by=by,
        plan=row,
        dimension=dimension,
        words=words,
        measure=measure,
        counter=counter,
        target=target,
        due_on=due_on,
    )
    audit.note("set_goal", made, by=by, changes={"measure": [None, measure]})
    return made


@transaction.atomic
def change_goal(*, by: User, goal_id: uuid.UUID, expected: int, changes: Mapping[str, Any]) -> None:
    """`changes`: dimension, words, target, due_on. By what it is measured stays."""
    row = _lock_goal(goal_id)
    if row.version != expected:
        raise Stale(_("This goal was changed since you opened it."), current=None)
    goal_rules.check_open(row)
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return
    before = {name: getattr(row, name) for name in changed}
    for name in changed:
        setattr(row, name, changes[name])
    goal_rules.check_measure(row.measure, counter=row.counter, target=row.target)
    goal_rules.check_due_on(row.due_on, found.days_of(row.plan))
    row.version += 1
    row.save(update_fields=["dimension", "words", "target", "due_on", "version"])
    audit.note(
        "change_goal",
        row,
        by=by,
        changes={name: [_told(before[name]), _told(getattr(row, name))] for name in changed},
    )


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


@transaction.atomic
def declare_goal(
    *, by: User, goal_id: uuid.UUID, reached_on: datetime.date | None, outcome: str = ""
) -> None:
    """Of what is not counted its owner says when it was reached; without a day, that it was not."""
    row = _lock_goal(goal_id)
    goal_rules.check_open(row)
    goal_rules.check_declared(row)
    goal_rules.check_reached_on(
        reached_on,
        outcome,
        row,
        starts_on=found.days_of(row.plan)[0],
        today=timezone.localdate(),
    )
    before, row.reached_on, row.outcome = row.reached_on, reached_on, outcome
    row.version += 1
    row.save(update_fields=["reached_on", "outcome", "version"])
    audit.note(
        "declare_goal", row, by=by, changes={"reached_on": [_told(before), _told(reached_on)]}
    )


@transaction.atomic
def drop_goal(*, by: User, goal_id: uuid.UUID, reason: str) -> None:
    """Given up: it stays to be read, with the reason, and counts no more."""
    row = _lock_goal(goal_id)
    goal_rules.check_open(row)
    row.dropped_at, row.dropped_by, row.drop_reason = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["dropped_at", "dropped_by", "drop_reason", "version"])
    audit.note("drop_goal", row, by=by, reason=reason)


def _lock_goal(goal_id: uuid.UUID) -> Goal:
    row: Goal = (
        Goal.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__term")
        .get(pk=goal_id)
    )
    rules.check_stands(row.plan)
    return row


# ---- steps -----------------------------------------------------------------------------------


@transaction.atomic
def add_step(*, by: User, goal: Goal, words: str, due_on: datetime.date | None = None) -> GoalStep:
    row = _lock_goal(goal.pk)
    goal_rules.check_open(row)
    goal_rules.check_room_for_step(GoalStep.objects.filter(goal=row, dropped_at=None).count())
    goal_rules.check_due_on(due_on, found.days_of(row.plan))
    made = GoalStep.objects.create(
        school_id=by.school_id, created_by=by, goal=row, words=words, due_on=due_on
    )
    audit.note("add_step", row, by=by)
    return made


@transaction.atomic
def do_step(*, by: User, step_id: uuid.UUID, done_on: datetime.date | None) -> None:
    """Without a day: it is not done after all."""
    step = _lock_step(step_id)
    goal_rules.check_step_open(step)
    goal_rules.check_done_on(done_on, today=timezone.localdate())
    before, step.done_on = step.done_on, done_on
    step.save(update_fields=["done_on"])
    audit.note("do_step", step, by=by, changes={"done_on": [_told(before), _told(done_on)]})


@transaction.atomic
def drop_step(*, by: User, step_id: uuid.UUID) -> None:
    step = _lock_step(step_id)
    goal_rules.check_step_open(step)
    goal_rules.check_not_done(step)
    step.dropped_at, step.dropped_by = timezone.now(), by
    step.save(update_fields=["dropped_at", "dropped_by"])
    audit.note("drop_step", step, by=by)


def _lock_step(step_id: uuid.UUID) -> GoalStep:
    """Under its goal's lock."""
    _lock_goal(GoalStep.objects.values_list("goal_id", flat=True).get(pk=step_id))
    return GoalStep.objects.get(pk=step_id)

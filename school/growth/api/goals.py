"""Goals and steps over HTTP. Both are read with their plan."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.growth.actions import plans as actions
from school.growth.api.shapes import GoalOut, ReasonIn, present_goal
from school.growth.models import Counter, Dimension, Goal, GoalStep, GrowthPlan, Measure
from school.growth.policy.portfolios import GoalPolicy, GoalStepPolicy, own_goals, own_plans
from school.growth.queries import plans as found
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Number,
    Shape,
    Text,
    body,
    made_once,
    once,
    version_given,
)
from school.shared.errors import Stale

MOST = 9999


@extend_schema_serializer(component_name="NewGrowthGoal")
class GoalIn(Shape):
    plan = OfferedRow(own_plans, queryset=GrowthPlan.objects.all())
    dimension = serializers.ChoiceField(Dimension.choices)
    words = Text(lines=False, max_length=300)
    measure = serializers.ChoiceField(Measure.choices)
    counter = serializers.ChoiceField(
        Counter.choices, required=False, help_text="Of a counted goal."
    )
    target = Number(min_value=1, max_value=MOST, required=False, help_text="Of a counted goal.")
    due_on = Day(required=False)


@extend_schema_serializer(component_name="GrowthGoalChange")
class GoalChangeIn(Shape):
    """What is left out stays. By what a goal is measured does not change."""

    dimension = serializers.ChoiceField(Dimension.choices)
    words = Text(lines=False, max_length=300)
    target = Number(min_value=1, max_value=MOST)
    due_on = Day(allow_null=True)


@extend_schema_serializer(component_name="GrowthGoalDeclare")
class DeclareIn(Shape):
    reached_on = Day(allow_null=True, help_text="Null: it is not reached after all.")
    outcome = Text(max_length=500, allow_blank=True, default="")


@extend_schema_serializer(component_name="NewGoalStep")
class StepIn(Shape):
    goal = OfferedRow(own_goals, queryset=Goal.objects.all())
    words = Text(lines=False, max_length=300)
    due_on = Day(required=False)


@extend_schema_serializer(component_name="GoalStepDone")
class DoneIn(Shape):
    done_on = Day(allow_null=True, help_text="Null: it is not done after all.")


def answer_goal(pk: Any, user: User, code: int = status.HTTP_200_OK) -> Response:
    (goal,) = found.goals().filter(pk=pk)
    goal.plan.told_goals = [goal]
    today = timezone.localdate()
    done = found.progress([goal.plan], today).get(goal.pk)
    shown = GoalOut(present_goal(goal, user, done, today)).data
    return Response(shown, code, headers={"ETag": f'"{goal.version}"'})


class GoalViewSet(RecordViewSet):
    """A counted goal goes on by itself; nobody types how far it is."""

    policy = GoalPolicy()
    queryset = Goal.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.goals()
        return super().get_queryset()

    @extend_schema(responses=GoalOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return answer_goal(self.get_object().pk, self.user)

    @extend_schema(request=GoalIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(GoalOut))
    def create(self, request: Request) -> Response:
        def act() -> Goal:
            return actions.set_goal(by=self.user, **body(request, GoalIn))

        made, code = once(request, act)
        return answer_goal(made, self.user, code)

    @extend_schema(request=GoalChangeIn, parameters=[IF_MATCH], responses=GoalOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, GoalChangeIn, partial=True)
        try:
            actions.change_goal(by=self.user, goal_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            current = answer_goal(row.pk, self.user).data
            raise Stale(stale.message, current=current) from None
        return answer_goal(row.pk, self.user)

    @extend_schema(request=DeclareIn, responses=GoalOut)
    @action(detail=True, methods=["post"])
    def declare(self, request: Request, pk: str) -> Response:
        """A milestone or a goal in words is reached, says its owner."""
        row = self.get_object()
        actions.declare_goal(by=self.user, goal_id=row.pk, **body(request, DeclareIn))
        return answer_goal(row.pk, self.user)

    @extend_schema(request=ReasonIn, responses=GoalOut)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """Given up, with the reason."""
        row = self.get_object()
        actions.drop_goal(by=self.user, goal_id=row.pk, **body(request, ReasonIn))
        return answer_goal(row.pk, self.user)


class GoalStepViewSet(RecordViewSet):
    """Every answer is the goal of the step."""

    policy = GoalStepPolicy()
    queryset = GoalStep.objects.all()

    @extend_schema(request=StepIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(GoalOut))
    def create(self, request: Request) -> Response:
        def act() -> GoalStep:
            return actions.add_step(by=self.user, **body(request, StepIn))

        made, code = once(request, act)
        return answer_goal(GoalStep.objects.get(pk=made).goal_id, self.user, code)

    @extend_schema(request=DoneIn, responses=GoalOut)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.do_step(by=self.user, step_id=row.pk, **body(request, DoneIn))
        return answer_goal(row.goal_id, self.user)

    @extend_schema(request=None, responses=GoalOut)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """Struck out; it is shown no more."""
        row = self.get_object()
        actions.drop_step(by=self.user, step_id=row.pk)
        return answer_goal(row.goal_id, self.user)

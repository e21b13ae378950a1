"""A pair and its papers as they go out."""

import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.mentoring.models import (
    Beginning,
    DutyKind,
    DutyPeriod,
    Ending,
    Field,
    Form,
    Grade,
    MentorPair,
    Side,
)
from school.mentoring.policy.pairs import MentorPairPolicy, side_of
from school.mentoring.queries import pairs as found
from school.mentoring.rules import agreements as rules
from school.mentoring.rules.agreements import Party
from school.mentoring.rules.pairs import RUNNING, PairState
from school.people.models import User
from school.people.refs import StaffRef, present_person, present_staff

TAKES: dict[str, tuple[PairState, ...]] = {
    "propose": (PairState.DRAFT, *RUNNING),
    "accept": (PairState.DRAFT, *RUNNING),
    "sign": (PairState.DRAFT, *RUNNING),
    "change_mentor": RUNNING,
    "suspend": (PairState.ACTIVE,),
    "resume": (PairState.SUSPENDED,),
    "request_exit": RUNNING,
    "withdraw_exit": RUNNING,
    "decide_exit": RUNNING,
    "complete": RUNNING,
    "evaluate": (*RUNNING, PairState.COMPLETED, PairState.TERMINATED),
    "excuse": (*RUNNING, PairState.COMPLETED, PairState.TERMINATED),
    "withdraw_excuse": (*RUNNING, PairState.COMPLETED, PairState.TERMINATED),
}
"""Verb -> the states in which it may do something."""
NEEDS_OPEN = frozenset(TAKES) - {"evaluate", "excuse", "withdraw_excuse"} | {"withdraw"}
"""What nothing is left to do of, once the end is decided."""


class Abilities(serializers.ListField):
    child = serializers.CharField()


@extend_schema_serializer(component_name="MentorPairRef")
class PairRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    mentor = StaffRef()
    mentee = StaffRef()
    field = serializers.ChoiceField(Field.choices)
    field_label = serializers.CharField()
    subject = serializers.CharField(allow_blank=True)


def present_ref(pair: MentorPair) -> dict[str, Any]:
    return {
        "id": pair.pk,
        "mentor": present_staff(pair.mentor),
        "mentee": present_staff(pair.mentee),
        "field": pair.field,
        "field_label": pair.get_field_display(),
        "subject": pair.subject,
    }


# ---- a pair in a list ------------------------------------------------------------------------


@extend_schema_serializer(component_name="MentorPair")
class PairOut(PairRef):
    form = serializers.ChoiceField(Form.choices)
    form_label = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    state = serializers.ChoiceField(PairState.choices)
    state_label = serializers.CharField()
    began = serializers.ChoiceField(Beginning.choices)
    began_label = serializers.CharField()
    follows = serializers.UUIDField(allow_null=True, help_text="The pair before it.")
    ended = serializers.ChoiceField(Ending.choices, allow_blank=True)
    ended_label = serializers.CharField(allow_blank=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    suspended_since = serializers.DateField(allow_null=True)
    is_to_complete = serializers.BooleanField(
        help_text="The last day is over, and the school has not completed it."
    )
    agreement = serializers.IntegerField(
        allow_null=True, help_text="The number of the newest version that is signed."
    )
    waits_for = serializers.ListField(
        child=serializers.ChoiceField(Party.choices),
        help_text="Whose yes the proposed version waits for. The school signs last.",
    )
    has_open_exit = serializers.BooleanField()
    my_side = serializers.ChoiceField(
        Party.choices, allow_null=True, help_text="Of the two; nobody's side is the school's."
    )
    abilities = Abilities()


def waits_for(pair: Any) -> list[str]:
    return [] if pair.closed_at is not None else rules.waits_for(pair.told_agreements[-1])


def abilities(pair: Any, user: User, state: PairState, today: datetime.date) -> list[str]:
    waits, side = waits_for(pair), side_of(user, pair)
    days = found.days_told(pair)
    open_exit = _open_exit(pair)
    is_mine = open_exit is not None and open_exit.created_by_id == user.pk
    fits = {
        "accept": side in waits,
        "sign": waits == ["school"],
        "withdraw": state == PairState.DRAFT or days[0] > today,
        "request_exit": open_exit is None,
        "withdraw_exit": is_mine,
        "decide_exit": open_exit is not None and not is_mine,
        "complete": days[1] <= today,
    }
    return [
        verb
        for verb in MentorPairPolicy().abilities(user, pair)
        if state in TAKES.get(verb, (state,))
        and fits.get(verb, True)
        and (pair.closed_at is None or verb not in NEEDS_OPEN)
    ]


def _open_exit(pair: Any) -> Any:
    return next(
        (one for one in pair.told_exits if one.decided_at is None and one.withdrawn_at is None),
        None,
    )


def present_pair(pair: Any, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    state, days = found.state(pair, today), found.days_told(pair)
    signed = found.agreed(pair)
    running = next((one for one in pair.standing_suspensions if one.holds_on(today)), None)
    return {
        **present_ref(pair),
        "form": pair.form,
        "form_label": pair.get_form_display(),
        "starts_on": days[0],
        "ends_on": days[1],
        "state": state.value,
        "state_label": str(state.label),
        "began": pair.began,
        "began_label": pair.get_began_display(),
        "follows": pair.follows_id,
        "ended": pair.ended,
        "ended_label": pair.get_ended_display() if pair.ended else "",
        "closed_at": pair.closed_at,
        "suspended_since": running.starts_on if running else None,
        "is_to_complete": state in RUNNING and pair.closed_at is None and days[1] < today,
        "agreement": signed[-1].number if signed else None,
        "waits_for": waits_for(pair),
        "has_open_exit": _open_exit(pair) is not None,
        "my_side": side_of(user, pair),
        "abilities": abilities(pair, user, state, today),
    }


# ---- its papers ------------------------------------------------------------------------------


@extend_schema_serializer(component_name="AgreementDutyRow")
class DutyOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(DutyKind.choices)
    kind_label = serializers.CharField()
    period = serializers.ChoiceField(DutyPeriod.choices)
    period_label = serializers.CharField()
    at_least = serializers.IntegerField()


@extend_schema_serializer(component_name="AgreementVersion")
class AgreementOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    effective_from = serializers.DateField()
    goals = serializers.CharField()
    duties = DutyOut(many=True)
    proposed_at = serializers.DateTimeField()
    proposed_by = StaffRef(allow_null=True)
    mentor_accepted_at = serializers.DateTimeField(allow_null=True)
    mentee_accepted_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    signed_by = StaffRef(allow_null=True)
    is_superseded = serializers.BooleanField(help_text="Passed over before it was signed.")


@extend_schema_serializer(component_name="PairSuspension")
class SuspensionOut(serializers.Serializer[Any]):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()


@extend_schema_serializer(component_name="MonthExcuse")
class ExcuseOut(serializers.Serializer[Any]):
    month = serializers.DateField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()
    by = StaffRef(allow_null=True)


@extend_schema_serializer(component_name="PairExit")
class ExitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    requested_at = serializers.DateTimeField()
    requested_by = StaffRef(allow_null=True)
    reason = serializers.CharField()
    last_day = serializers.DateField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = StaffRef(allow_null=True)
    is_approved = serializers.BooleanField(allow_null=True)
    decision = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="NamedTalk")
class NamedTalkOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    talked_on = serializers.DateField()
    minutes = serializers.IntegerField()


@extend_schema_serializer(component_name="PairEvaluation")
class EvaluationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    side = serializers.ChoiceField(Side.choices)
    side_label = serializers.CharField()
    grade = serializers.ChoiceField(Grade.choices)
    grade_label = serializers.CharField()
    text = serializers.CharField()
    talks = NamedTalkOut(many=True, help_text="Released by both; days, never words.")
    at = serializers.DateTimeField()
    by = StaffRef(allow_null=True)
    is_replaced = serializers.BooleanField()


@extend_schema_serializer(component_name="TalkNotice")
class NoticeOut(serializers.Serializer[Any]):
    """Somebody outside the pair opened a talk."""

    talk = serializers.UUIDField()
    talked_on = serializers.DateField()
    at = serializers.DateTimeField()
    by = StaffRef(allow_null=True)
    purpose = serializers.CharField()
    is_seen = serializers.BooleanField()


@extend_schema_serializer(component_name="TermDuty")
class TermDutyOut(serializers.Serializer[Any]):
    term = serializers.UUIDField()
    kind = serializers.ChoiceField(DutyKind.choices)
    kind_label = serializers.CharField()
    required = serializers.IntegerField()  # type: ignore[assignment]
    done = serializers.IntegerField()


@extend_schema_serializer(component_name="MentorPairPage")
class PairPage(PairOut):
    """With its papers. Reasons and evaluations are the two's and the office's; the notices are
    shown to the two alone.
    """

    agreements = AgreementOut(many=True)
    suspensions = SuspensionOut(many=True)
    excuses = ExcuseOut(many=True)
    months_due = serializers.IntegerField(help_text="Months that are over and asked for something.")
    months_met = serializers.IntegerField()
    term_duties = TermDutyOut(many=True)
    ended_why = serializers.CharField(allow_blank=True)
    exits = ExitOut(many=True)
    evaluations = EvaluationOut(many=True)
    evaluations_missing = serializers.ListField(child=serializers.ChoiceField(Side.choices))
    my_evaluation_sides = serializers.ListField(child=serializers.ChoiceField(Side.choices))
    notices = NoticeOut(many=True)


def present_agreement(one: Any, *, is_newest: bool) -> dict[str, Any]:
    return {
        "number": one.number,
        "effective_from": one.effective_from,
        "goals": one.goals,
        "duties": [
            {
                "kind": duty.kind,
                "kind_label": duty.get_kind_display(),
                "period": duty.period,
                "period_label": duty.get_period_display(),
                "at_least": duty.at_least,
            }
            for duty in one.duties.all()
        ],
        "proposed_at": one.created_at,
        "proposed_by": present_person(one.created_by),
        "mentor_accepted_at": one.mentor_accepted_at,
        "mentee_accepted_at": one.mentee_accepted_at,
        "signed_at": one.school_signed_at,
        "signed_by": present_person(one.school_signed_by),
        "is_superseded": one.school_signed_at is None and not is_newest,
    }


def present_excuse(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "month": one.month,
        "reason": one.reason,
        "at": one.created_at,
        "by": present_person(one.created_by),
    }


def present_exit(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "requested_at": one.created_at,
        "requested_by": present_person(one.created_by),
        "reason": one.reason,
        "last_day": one.last_day,
        "withdrawn_at": one.withdrawn_at,
        "decided_at": one.decided_at,
        "decided_by": present_person(one.decided_by),
        "is_approved": one.is_approved,
        "decision": one.decision,
    }


def present_evaluation(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk,
        "side": one.side,
        "side_label": one.get_side_display(),
        "grade": one.grade,
        "grade_label": one.get_grade_display(),
        "text": one.text,
        "talks": [named.talk for named in one.talks.all()],
        "at": one.created_at,
        "by": present_person(one.created_by),
        "is_replaced": one.retired_at is not None,
    }


def present_notice(one: Any) -> dict[str, Any]:
    return {
        "talk": one.reveal.talk_id,
        "talked_on": one.reveal.talk.talked_on,
        "at": one.reveal.created_at,
        "by": present_person(one.reveal.created_by),
        "purpose": one.reveal.purpose,
        "is_seen": one.seen_at is not None,
    }

"""Registering circumstances, requirements and exemptions."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import School, Student, Term, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
    HomeVisit,
    VisitPolicyRule,
    VisitPolicyVersion,
)
from school.visits.rules import checks

# ---- categories ----------------------------------------------------------------------------


@transaction.atomic
def name_category(
    *, by: User | None, school: School, code: str, name: str, purpose: str, position: int
) -> CareCategory:
    category = CareCategory.objects.create(
        school=school, created_by=by, code=code, name=name, purpose=purpose, position=position
    )
    audit.note("name", category, by=by, changes={"code": [None, code]})
    return category


# ---- circumstances -------------------------------------------------------------------------


@transaction.atomic
def register_circumstance(
    *,
    by: User,
    student: Student,
    category: CareCategory,
    starts_on: datetime.date,
    source: str,
    note: str = "",
    ends_on: datetime.date | None = None,
) -> Circumstance:
    """Who registers it approves it. The database refuses a second one on the same days."""
    now = timezone.now()
    with refused_as(
        RuleBroken(
            "circumstance_overlaps", _("This child is already in this category on these days.")
        )
    ):
        circumstance = Circumstance.objects.create(
            school_id=by.school_id,
            created_at=now,
            created_by=by,
            student=student,
            category=category,
            starts_on=starts_on,
            ends_on=ends_on,
            source=source,
            note=note,
            approved_by=by,
            approved_at=now,
        )
    audit.note(
        "register",
        circumstance,
        by=by,
        changes={
            "student": [None, str(student.pk)],
            "category": [None, category.code],
            "starts_on": [None, starts_on.isoformat()],
            "ends_on": [None, ends_on.isoformat() if ends_on else None],
        },
    )
    return circumstance


@transaction.atomic
def end_circumstance(
    *, by: User, circumstance_id: uuid.UUID, ends_on: datetime.date, reason: str
) -> Circumstance:
    """The open row is retired and a closed one takes its place."""
    old = Circumstance.objects.select_for_update().get(pk=circumstance_id)
    checks.check_believed(old)
    checks.check_ends_on(old, ends_on)
    now = timezone.now()
    Circumstance.objects.filter(pk=old.pk).update(retired_at=now, retired_by=by)
    new = Circumstance.objects.create(
        school_id=old.school_id,
        created_at=now,
        created_by=by,
        student_id=old.student_id,
        category_id=old.category_id,
        starts_on=old.starts_on,
        ends_on=ends_on,
        source=old.source,
        note=old.note,
        approved_by=by,
        approved_at=now,
    )
    audit.note(
        "end",
        new,
        by=by,
        reason=reason,
        changes={"ends_on": [None, ends_on.isoformat()], "takes_place_of": [str(old.pk), None]},
    )
    return new


@transaction.atomic
def reveal_circumstance(*, by: User, circumstance_id: uuid.UUID, purpose: str) -> str:
    circumstance = Circumstance.objects.get(pk=circumstance_id)
    audit.note("reveal", circumstance, by=by, reason=purpose)
    return str(circumstance.note)


# ---- requirements --------------------------------------------------------------------------

RuleInput = Mapping[str, Any]
GENERAL = {
    "visits_required": "general_visits",
    "accepted_channels": "general_channels",
    "on_site_percent": "general_on_site_percent",
    "due_term": "general_due_term",
    "grace_days": "general_grace_days",
}
"""What a version asks of general visits -> the column that keeps it."""
NOT_ASKED: RuleInput = {"visits_required": None, "accepted_channels": []}
"""No general visits."""
UNCHANGED: RuleInput = {}
"""An amendment that does not speak of them."""


@transaction.atomic
def draft_policy(
    *,
    by: User,
    title: str,
    effective_from: datetime.date,
    rules: Sequence[RuleInput],
    general: RuleInput | None = None,
) -> VisitPolicyVersion:
    School.objects.select_for_update().get(pk=by.school_id)  # two drafts get two numbers
    versions = VisitPolicyVersion.objects.filter(school_id=by.school_id)
    newest = versions.aggregate(newest=Max("number"))["newest"] or 0
    version = VisitPolicyVersion.objects.create(
        school_id=by.school_id,
        created_by=by,
        number=newest + 1,
        title=title,
        effective_from=effective_from,
        **_general(general),
    )
    _write_rules(by, version, rules)
    audit.note(
        "draft",
        version,
        by=by,
        changes={
            "title": [None, title],
            "effective_from": [None, effective_from.isoformat()],
            "general": [None, _general_told(version)],
            "rules": [None, _told(version)],
        },
    )
    return version


@transaction.atomic
def amend_policy(
    *,
    by: User,
    version_id: uuid.UUID,
    title: str | None = None,
    effective_from: datetime.date | None = None,
    rules: Sequence[RuleInput] | None = None,
    general: RuleInput | None = UNCHANGED,
) -> VisitPolicyVersion:
    """What is not given stays; `general=None` asks for no general visits any more."""
    version = VisitPolicyVersion.objects.select_for_update().get(pk=version_id)
    checks.check_draft(version)
    changes: dict[str, Any] = {}
    if title is not None and title != version.title:
        changes["title"] = [version.title, title]
        version.title = title
    if effective_from is not None and effective_from != version.effective_from:
        changes["effective_from"] = [
            version.effective_from.isoformat(),
            effective_from.isoformat(),
        ]
        version.effective_from = effective_from
    asked_before = _general_told(version)
    if general is not UNCHANGED:
        for column, value in _general(general).items():
            setattr(version, column, value)
    if _general_told(version) != asked_before:
        changes["general"] = [asked_before, _general_told(version)]
    version.save(update_fields=["title", "effective_from", *GENERAL.values()])
    if rules is not None:
        before = _told(version)
        version.rules.all().delete()
        _write_rules(by, version, rules)
        changes["rules"] = [before, _told(version)]
    audit.note("amend", version, by=by, changes=changes)
    return version


@transaction.atomic
def publish_policy(*, by: User, version_id: uuid.UUID) -> VisitPolicyVersion:
    """From now on the version never changes; the database holds to it too."""
    version = VisitPolicyVersion.objects.select_for_update().get(pk=version_id)
    checks.check_draft(version)
    checks.check_rules_given(version.rules.count())
    version.published_at = timezone.now()
    version.published_by = by
    version.save(update_fields=["published_at", "published_by"])
    told = {"rules": [None, _told(version)], "general": [None, _general_told(version)]}
    audit.note("publish", version, by=by, changes=told)
    return version


def _write_rules(by: User, version: VisitPolicyVersion, rules: Sequence[RuleInput]) -> None:
    checks.check_each_once(rule["category"].pk for rule in rules)
    VisitPolicyRule.objects.bulk_create(
        VisitPolicyRule(school_id=version.school_id, created_by=by, policy_version=version, **rule)
        for rule in rules
    )


def _general(general: RuleInput | None) -> dict[str, Any]:
    """The columns of what is asked of general visits."""
    return {GENERAL[name]: value for name, value in (general or NOT_ASKED).items()}


def _general_told(version: VisitPolicyVersion) -> dict[str, Any] | None:
    if version.general_visits is None:
        return None
    return {name: getattr(version, column) for name, column in GENERAL.items()}


def _told(version: VisitPolicyVersion) -> list[dict[str, Any]]:
    return [
        {
            "category": rule.category.code,
            "visits_required": rule.visits_required,
            "accepted_channels": rule.accepted_channels,
            "due_week": rule.due_week,
            "grace_days": rule.grace_days,
            "responsible_post": rule.responsible_post,
        }
        for rule in VisitPolicyRule.objects.filter(policy_version=version).select_related(
            "category"
        )
    ]


# ---- exemptions ----------------------------------------------------------------------------


@transaction.atomic
def request_exemption(
    *,
    by: User,
    student: Student,
    category: CareCategory,
    term: Term | None,
    reason: str,
    visit: HomeVisit | None = None,
) -> Exemption:
    """`visit` is the declined one that shows why."""
    if term is None:
        raise RuleBroken("no_term", _("Today lies in no term's visit window."))
    if visit is not None:
        window = (term.window_opens_on, term.window_closes_on)
        checks.check_is_evidence(visit, student.pk, window)
    if not (
        Circumstance.objects.believed()
        .overlapping(term.window_opens_on, term.window_closes_on)
        .filter(student=student, category=category)
        .exists()
    ):
        raise InputRefused(
            "category", "nothing_owed", _("Nothing is owed to this child in this category.")
        )
    with refused_as(
        RuleBroken("exemption_exists", _("An exemption was already asked for in this term."))
    ):
        exemption = Exemption.objects.create(
            school_id=by.school_id,
            created_by=by,
            student=student,
            category=category,
            term=term,
            reason=reason,
            visit=visit,
        )
    audit.note(
        "request",
        exemption,
        by=by,
        reason=reason,
        changes={
            "student": [None, str(student.pk)],
            "category": [None, category.code],
            "visit": [None, str(visit.pk) if visit else None],
        },
    )
    return exemption


def is_exemption_asked(student_id: uuid.UUID, category: CareCategory, term: Term) -> bool:
    """Whether one was asked for this term and neither refused nor withdrawn."""
    return Exemption.objects.filter(
        student_id=student_id, category=category, term=term, refused_at=None, withdrawn_at=None
    ).exists()


@transaction.atomic
def approve_exemption(*, by: User, exemption_id: uuid.UUID) -> Exemption:
    exemption = _to_answer(by, exemption_id)
    exemption.approved_at, exemption.approved_by = timezone.now(), by
    exemption.save(update_fields=["approved_at", "approved_by"])
    audit.note("approve", exemption, by=by, changes={"approved": [False, True]})
    return exemption


@transaction.atomic
def refuse_exemption(*, by: User, exemption_id: uuid.UUID) -> Exemption:
    exemption = _to_answer(by, exemption_id)
    exemption.refused_at, exemption.refused_by = timezone.now(), by
    exemption.save(update_fields=["refused_at", "refused_by"])
    audit.note("refuse", exemption, by=by, changes={"refused": [False, True]})
    return exemption


@transaction.atomic
def withdraw_exemption(*, by: User, exemption_id: uuid.UUID, reason: str) -> Exemption:
    """The family changed its mind: from now on the visit is owed again."""
    exemption = (
        Exemption.objects.select_for_update(of=("self",))
        .select_related("term")
        .get(pk=exemption_id)
    )
    checks.check_withdrawable(
        exemption, closes_on=exemption.term.window_closes_on, today=timezone.localdate()
    )
    exemption.withdrawn_at, exemption.withdrawn_by = timezone.now(), by
    exemption.withdraw_reason = reason
    exemption.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    audit.note("withdraw", exemption, by=by, reason=reason, changes={"withdrawn": [False, True]})
    return exemption


def _to_answer(by: User, exemption_id: uuid.UUID) -> Exemption:
    exemption = Exemption.objects.select_for_update().get(pk=exemption_id)
    checks.check_unanswered(exemption)
    checks.check_second_person(exemption, by.pk)
    return exemption

"""Who may do what: one policy per kind of record, and the gate that asks it.

Nothing is open by default. A view without a policy, or a verb that its policy does not name,
is refused to everyone.
"""

import datetime
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from school.people.models import CommitteeMembership, Post, User
from school.people.roles import (
    COMMITTEE,
    GRANTS,
    MAY_KNOW_ALL,
    SECOND_FACTOR,
    WHOLE_SCHOOL,
    Permission,
    PostKind,
)

M = TypeVar("M", bound=Model)
Offer = Callable[[User, QuerySet[Any]], QuerySet[Any]]

COLLECTION_VERBS = {"list", "create", "export", "count_open"}
RECENT = datetime.timedelta(minutes=10)
"""For so long a sign-in, or a password given again, opens what takes a step up."""


@dataclass(frozen=True)
class Standing:
    """What a person is today: the posts held, and what follows from them."""

    posts: tuple[Post, ...]
    is_committee: bool
    permissions: frozenset[Permission]

    @property
    def sees_whole_school(self) -> bool:
        return any(post.kind in WHOLE_SCHOOL for post in self.posts)

    @property
    def may_know_all(self) -> bool:
        """Whether every child's circumstances may be known."""
        return any(post.kind in MAY_KNOW_ALL for post in self.posts)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a post held today demands one (sign_in.py asks)."""
        return any(post.kind in SECOND_FACTOR for post in self.posts)

    def classes(self, *kinds: str) -> set[uuid.UUID]:
        """The classes in which one of these posts is held."""
        return {
            post.school_class_id
            for post in self.posts
            if post.kind in kinds and post.school_class_id is not None
        }

    @property
    def own_classes(self) -> set[uuid.UUID]:
        """The classes whose children's circumstances may be known: homeroom and deputy."""
        return self.classes(PostKind.HOMEROOM_TEACHER, PostKind.DEPUTY_HOMEROOM)

    @property
    def met_classes(self) -> set[uuid.UUID]:
        """The classes met in any post; a grade leader meets the cohort's (policy)."""
        return self.own_classes | self.classes(PostKind.SUBJECT_TEACHER)

    @property
    def led_cohorts(self) -> set[int]:
        return {
            post.cohort_year
            for post in self.posts
            if post.kind == PostKind.GRADE_LEADER and post.cohort_year is not None
        }

    def holds(self, *kinds: str) -> bool:
        return any(post.kind in kinds for post in self.posts)


def standing(user: User) -> Standing:
    """Asked once per request: the user object is loaded anew for each."""
    known = getattr(user, "_standing", None)
    if known is not None:
        return cast(Standing, known)
    today = timezone.localdate()
    posts: tuple[Post, ...] = ()
    if user.staff_id is not None:
        posts = tuple(
            Post.objects.believed()
            .on(today)
            .filter(school_id=user.school_id, staff_id=user.staff_id)
            .select_related("school_class")
            .order_by("starts_on", "id")
        )
        is_committee = False
    else:
        is_committee = (
            CommitteeMembership.objects.believed()
            .on(today)
            .filter(school_id=user.school_id, user=user)
            .exists()
        )
    granted = frozenset().union(*(GRANTS[post.kind] for post in posts))
    found = Standing(posts, is_committee, granted | COMMITTEE if is_committee else granted)
    user._standing = found  # type: ignore[attr-defined]
    return found


def may(user: User, permission: str) -> bool:
    return permission in standing(user).permissions


class Policy(Generic[M]):
    """Answers for one kind of record: which rows, and which verbs."""

    of: ClassVar[type[Model] | None] = None
    """The kind of record of which others may ask this policy what is `reached`; named by one policy
    for each kind that carries evidence.
    """
    needs: ClassVar[Mapping[str, Permission]] = {}
    """Verb (a view's action) -> the permission it takes."""
    steps_up: ClassVar[frozenset[str]] = frozenset()
    """Verbs that take a recent sign-in besides: see `check_recent`."""

    def visible(self, user: User, rows: QuerySet[M]) -> QuerySet[M]:
        """The rows, of the user's school, whose existence this user may know of."""
        return rows.none()

    def fits(self, user: User, verb: str, row: M) -> bool:
        """Whether this user stands right to this very row, for this verb."""
        return True

    def allows(self, user: User, verb: str, row: M | None = None) -> bool:
        needed = self.needs.get(verb)
        if needed is None or not may(user, needed):
            return False
        return row is None or self.fits(user, verb, row)

    def abilities(self, user: User, row: M) -> list[str]:
        """What to offer this user on this row. State is the row's own affair."""
        verbs = [verb for verb in self.needs if verb not in COLLECTION_VERBS]
        return [verb for verb in verbs if self.allows(user, verb, row)]


def reached(user: User, model: type[M]) -> QuerySet[M]:
    """The rows of this kind that the user may read by the policy that is `of` it; without one, or
    without any verb that reads, none.
    """
    rows = model._default_manager.filter(school_id=user.school_id)
    policy = next((one() for one in _all_policies() if one.of is model), None)
    if policy is None or not any(policy.allows(user, verb) for verb in ("list", "retrieve")):
        return rows.none()
    return policy.visible(user, rows)


def _all_policies() -> list[type[Policy[Any]]]:
    found: list[type[Policy[Any]]] = [Policy]
    for policy in found:
        found += policy.__subclasses__()
    return found


class SchoolWide(Policy[M]):
    """Whoever may do anything with these rows may know of every one of the school."""

    def visible(self, user: User, rows: QuerySet[M]) -> QuerySet[M]:
        return rows


def check_recent(request: Request) -> None:
    """Step-up: this person proved who they are within the last minutes. 403 says what to do.

    Signing in counts, and so does every way of reauthenticating that django-allauth knows:
    password or second factor.
    """
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    if time.time() - latest >= RECENT.total_seconds():
        raise StepUpRequired(
            _("Confirm with your password that it is you, then try again."), "step_up_required"
        )


class StepUpRequired(PermissionDenied):
    """Allowed, but the sign-in is too old for this."""


class PolicyGate(BasePermission):
    """DRF's question, put to the view's policy."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return self._asks(request, view)

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        return self._asks(request, view, obj)

    def _asks(self, request: Request, view: Any, row: Any = None) -> bool:
        policy = getattr(view, "policy", None)
        if policy is None or not isinstance(request.user, User):
            return False
        if view.action is None:  # a method that the route does not have: 405, not 403
            return True
        allowed = bool(policy.allows(request.user, view.action, row))
        if allowed and row is None and view.action in policy.steps_up:
            check_recent(request)
        return allowed


class RecordViewSet(GenericViewSet[Any]):
    """Shows what the policy lets the user see. A hidden row answers 404, not 403."""

    policy: ClassVar[Policy[Any]]
    permission_classes = [PolicyGate]
    lookup_value_regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

    @property
    def user(self) -> User:
        return cast(User, self.request.user)  # PolicyGate let no one else in

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        return self.policy.visible(self.user, rows.filter(school_id=self.user.school_id))


def any_row(user: User, rows: QuerySet[M]) -> QuerySet[M]:
    """The offer of every row of the school."""
    return rows


class OfferedRow(serializers.PrimaryKeyRelatedField[Any]):
    """An input that names a row on offer to this user; any other does not exist."""

    def __init__(self, offer: Offer, **kwargs: Any) -> None:
        self.offer = offer
        kwargs.setdefault("pk_field", serializers.UUIDField())
        super().__init__(**kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        rows = cast("QuerySet[Any]", super().get_queryset())
        user = self.context["request"].user
        return self.offer(user, rows.filter(school_id=user.school_id))

"""Accounts as their administrator and their owner see them: links, sessions, second factor."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from school.people import queries
from school.people.models import (
    CommitteeMembership,
    Invitation,
    Post,
    Session,
    StaffMember,
    User,
)


@dataclass(frozen=True)
class SecondFactor:
    since: datetime.datetime | None
    codes_left: int


def accounts(on: datetime.date) -> QuerySet[User]:
    """With everything that an administrator sees of an account, and no record of a child."""
    sessions = Session.objects.filter(user=OuterRef("pk"), expire_date__gt=timezone.now())
    memberships = CommitteeMembership.objects.believed().filter(user=OuterRef("pk"))
    posts = Post.objects.believed().filter(staff=OuterRef("staff"))
    return (
        User.objects.select_related("staff", "school")
        .annotate(
            sessions=Coalesce(
                Subquery(
                    sessions.order_by().values("user").annotate(n=Count("pk")).values("n"),
                    output_field=IntegerField(),
                ),
                0,
            ),
            seen_at=Subquery(sessions.order_by("-seen_at").values("seen_at")[:1]),
            has_second_factor=Exists(
                Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
            ),
            is_committee=Exists(memberships.on(on)),
            was_somebody=Exists(posts.filter(ends_on__lt=on))
            | Exists(memberships.filter(ends_on__lt=on)),
            will_be_somebody=Exists(posts.filter(starts_on__gt=on))
            | Exists(memberships.filter(starts_on__gt=on)),
        )
        .prefetch_related(
            Prefetch(
                "staff__posts", Post.objects.believed().on(on).order_by("starts_on"), to_attr="held"
            ),
            Prefetch(
                "invitations",
                Invitation.objects.filter(used_at=None, ended_at=None),
                to_attr="open_links",
            ),
        )
    )


def without_account(on: datetime.date) -> QuerySet[StaffMember]:
    """Staff who cannot sign in yet, with the posts of the day in `held`."""
    return queries.staff(on).filter(user=None)


def account_names(like: Iterable[str]) -> set[str]:
    """The account names that begin so; they are unique over all schools."""
    wanted = Q(pk=None)
    for start in set(like):
        wanted |= Q(username__startswith=start)
    return set(User.objects.filter(wanted).values_list("username", flat=True))


def open_invitation(
    token_sha256: str, now: datetime.datetime, *, lock: bool = False
) -> Invitation | None:
    """The invitation that this link still opens."""
    rows = Invitation.objects.filter(
        token_sha256=token_sha256,
        used_at=None,
        ended_at=None,
        expires_at__gt=now,
        account__is_active=True,
    ).select_related("account__school", "account__staff")
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def own_sessions(user: User) -> QuerySet[Session]:
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")


def second_factor(user: User) -> SecondFactor:
    """What this person has set up."""
    rows = {row.type: row for row in Authenticator.objects.filter(user=user)}
    totp = rows.get(Authenticator.Type.TOTP)
    codes = rows.get(Authenticator.Type.RECOVERY_CODES)
    return SecondFactor(
        since=totp.created_at if totp else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )

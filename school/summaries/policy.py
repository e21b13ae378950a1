"""Who reads, writes, approves and publishes summaries; whom a figure may be asked about."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from school.people.access import Policy, SchoolWide, may, standing
from school.people.models import SchoolClass, StaffMember, User
from school.people.roles import GRANTS, Permission
from school.shared.figures import Figure
from school.summaries.models import (
    Publication,
    PublicationOpinion,
    PublicationQuestion,
    SummarySection,
    TermSummary,
)
from school.summaries.rules import chain

STEPS_UP = frozenset({Permission.CONCERN_HANDLE, Permission.SUPERVISION_KEEP})
"""Records that take one of these open after a step up, go out in no file, and are counted for the
whole school alone: a number about few is nearly a name.
"""
RESTRICTED = STEPS_UP | {
    Permission.CIRCUMSTANCE_READ,
    Permission.CIRCUMSTANCE_REVEAL,
    Permission.OBLIGATION_READ,
    Permission.VISIT_READ,
}
"""Opening records that take one of these is written to the audit log."""
LESSONS = frozenset(
    {
        Permission.LESSON_READ,
        Permission.OBSERVATION_READ,
        Permission.STRATEGY_READ,
        Permission.COVERAGE_READ,
    }
)
"""Records that take one of these are of the whole school for whoever looks after its lessons."""


class TermSummaryPolicy(SchoolWide[TermSummary]):
    needs = {
        "list": Permission.SUMMARY_READ,
        "retrieve": Permission.SUMMARY_READ,
        "create": Permission.SUMMARY_REQUEST,
        "edit_section": Permission.SUMMARY_WRITE,
        "submit": Permission.SUMMARY_WRITE,
        "request_changes": Permission.SUMMARY_REVIEW,
        "approve": Permission.SUMMARY_REVIEW,
        "publish": Permission.SUMMARY_PUBLISH,
        "withdraw": Permission.SUMMARY_PUBLISH,
    }

    def abilities(self, user: User, row: TermSummary, *, signs_alone: bool = False) -> list[str]:
        """Authority and state together: what a button on this row would do right now."""
        offered = [v for v in super().abilities(user, row) if v in chain.TAKES[row.state]]
        held, who = posts_held(user), str(user.pk)
        if "approve" in offered and not chain.may_approve(
            row.chain, posts=held, who=who, authors=row.authors, requester=str(row.created_by_id)
        ):
            offered.remove("approve")
        if "request_changes" in offered and not chain.may_send_back(row.chain, held):
            offered.remove("request_changes")
        if signs_alone:
            offered = [verb for verb in offered if verb not in ("edit_section", "submit")]
        return offered

    def writes(self, user: User, writers: Collection[str]) -> bool:
        """Who asks for summaries writes any item; the other writers, the items of their posts."""
        if not may(user, Permission.SUMMARY_WRITE):
            return False
        return may(user, Permission.SUMMARY_REQUEST) or standing(user).holds(*writers)

    def edits(
        self,
        user: User,
        summary: TermSummary,
        section: SummarySection,
        writers: Collection[str],
        *,
        signs_alone: bool,
    ) -> bool:
        """Whether to offer this person this item's text right now."""
        is_open = "edit_section" in chain.TAKES[summary.state]
        return is_open and not signs_alone and self.writes(user, writers)


def posts_held(user: User) -> set[str]:
    """The posts that let this person take a step of the chain."""
    return {post.kind for post in standing(user).posts}


class PublicationPolicy(SchoolWide[Publication]):
    needs = {
        "list": Permission.PUBLICATION_READ,
        "export": Permission.PUBLICATION_READ,
        "retrieve": Permission.PUBLICATION_READ,
        "document": Permission.PUBLICATION_READ,
    }


class QuestionPolicy(SchoolWide[PublicationQuestion]):
    """All of the committee and those who answer see all questions; nobody else sees any."""

    needs = {
        "list": Permission.QUESTION_READ,
        "create": Permission.QUESTION_ASK,
        "withdraw": Permission.QUESTION_ASK,
        "answer": Permission.QUESTION_ANSWER,
        "withdraw_answer": Permission.QUESTION_ANSWER,
    }

    def fits(self, user: User, verb: str, row: PublicationQuestion) -> bool:
        return verb != "withdraw" or row.created_by_id == user.pk

    def names_askers(self, user: User) -> bool:
        """The school answers a member of the committee, not the parent of a certain child."""
        return standing(user).is_committee


class OpinionPolicy(SchoolWide[PublicationOpinion]):
    needs = {
        "list": Permission.QUESTION_READ,
        "create": Permission.QUESTION_ASK,
        "withdraw": Permission.QUESTION_ASK,
    }

    def fits(self, user: User, verb: str, row: PublicationOpinion) -> bool:
        return verb != "withdraw" or row.created_by_id == user.pk


def post_of(user: User) -> str:
    """The post in which this person answers: the first that may."""
    return next(
        post.kind
        for post in standing(user).posts
        if Permission.QUESTION_ANSWER in GRANTS[post.kind]
    )


@dataclass(frozen=True)
class Asked:
    """Whom a figure is asked about; all None is the whole school."""

    grade: int | None = None
    school_class_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None


class FigurePolicy(Policy[Any]):
    """Directors ask about the whole school; the others about their class or their own work."""

    needs = {
        "list": Permission.FIGURE_READ,
        "records": Permission.FIGURE_READ,
        "export_records": Permission.FIGURE_READ,
    }

    def sees_value(self, user: User, figure: Figure, whom: Asked) -> bool:
        """The numbers of a category are restricted like its records."""
        if not may(user, figure.value_needs):
            return False
        if figure.value_needs in STEPS_UP and whom != Asked():
            return False
        return figure.value_needs not in RESTRICTED or self._reaches(user, whom)

    def opens(self, user: User, figure: Figure, whom: Asked) -> bool:
        """Two posts join their permissions, never their scopes: the rows must be within reach."""
        return (
            self.sees_value(user, figure, whom)
            and may(user, figure.records_need)
            and (
                self._reaches(user, whom)
                or (figure.records_need in LESSONS and may(user, Permission.COVERAGE_READ))
            )
        )

    @staticmethod
    def _reaches(user: User, whom: Asked) -> bool:
        """Whether every record within this scope is one that this person may know of."""
        if may(user, Permission.FIGURE_READ_SCHOOL):
            return True
        if whom.school_class_id is not None:
            return whom.school_class_id in standing(user).own_classes
        return whom.staff_id is not None and whom.staff_id == user.staff_id

    def lets_out(self, user: User, figure: Figure, whom: Asked) -> bool:
        """Whether the records may leave as a file."""
        return not self.takes_step_up(figure) and self.opens(user, figure, whom)

    def takes_step_up(self, figure: Figure) -> bool:
        return figure.records_need in STEPS_UP

    def is_restricted(self, figure: Figure) -> bool:
        return figure.records_need in RESTRICTED

    def narrowed(self, user: User, asked: Asked) -> Asked:
        """What is asked, within this person's reach; 404 beyond it."""
        who = standing(user)
        if who.sees_whole_school or may(user, Permission.FIGURE_READ_SCHOOL):
            self._check_exists(user, asked)
            return asked
        own = user.staff_id
        if asked.grade is not None or (asked.staff_id is not None and asked.staff_id != own):
            raise Http404
        classes = who.own_classes if may(user, Permission.CIRCUMSTANCE_READ) else set()
        if asked.school_class_id is not None:
            if asked.school_class_id not in classes:
                raise Http404
            return asked
        if asked.staff_id is not None or not classes:
            return Asked(staff_id=own)
        first = next(post for post in who.posts if post.school_class_id in classes)
        return Asked(school_class_id=first.school_class_id)

    @staticmethod
    def _check_exists(user: User, asked: Asked) -> None:
        """A class or a person of another school does not exist."""
        for pk, rows in (
            (asked.school_class_id, SchoolClass.objects),
            (asked.staff_id, StaffMember.objects),
        ):
            if pk is not None and not rows.filter(school_id=user.school_id, pk=pk).exists():
                raise Http404

"""How a paper travels: which step is whose, what is passed over, and which verb a state takes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from school.shared.errors import RuleBroken
from school.summaries.models import SummaryState

Step = dict[str, Any]
"""{position, label, posts, state: waiting|current|done|passed_over, by, by_name, at}"""
State = SummaryState

TAKES: Mapping[Any, frozenset[str]] = {
    State.COMPILING: frozenset({"create"}),
    State.DRAFT: frozenset({"create", "edit_section", "submit"}),
    State.CHANGES_REQUESTED: frozenset({"create", "edit_section", "submit"}),
    State.IN_REVIEW: frozenset({"request_changes", "approve"}),
    State.APPROVED: frozenset({"request_changes", "publish"}),
    State.PUBLISHED: frozenset({"withdraw"}),
    State.WITHDRAWN: frozenset(),
}
"""State -> the verbs that may change a summary in it."""


def check_takes(state: str, verb: str) -> None:
    if verb not in TAKES[State(state)]:
        raise RuleBroken("wrong_state", _("The summary is not in a state that allows this."))


def is_being_written(state: str) -> bool:
    """Whether gates matter: the texts may still change."""
    return state in (State.COMPILING, State.DRAFT, State.CHANGES_REQUESTED)


def first_route(steps: Sequence[Step]) -> list[Step]:
    return [{**step, "state": "waiting", "by": None, "by_name": "", "at": None} for step in steps]


def onward(
    chain: Sequence[Step], holders: Mapping[str, Collection[str]], authors: Collection[str]
) -> tuple[list[Step], list[Step]]:
    """The chain with its next waiting step made current, and the steps passed over on the way.

    A step that nobody can take is passed over: nobody holds its posts, or all who do wrote in
    the paper. The last step never is. `holders` maps a post to accounts.
    """
    found = [dict(step) for step in chain]
    passed: list[Step] = []
    waiting = [step for step in found if step["state"] == "waiting"]
    for step in waiting:
        able = {who for post in step["posts"] for who in holders.get(post, ())} - set(authors)
        if able or step is found[-1]:
            step["state"] = "current"
            break
        step["state"] = "passed_over"
        passed.append(step)
    return found, passed


def current(chain: Sequence[Step]) -> Step | None:
    return next((step for step in chain if step["state"] == "current"), None)


def is_last(chain: Sequence[Step], step: Step) -> bool:
    return bool(step["position"] == max(one["position"] for one in chain))


def is_author(
    chain: Sequence[Step], step: Step, *, who: str, authors: Collection[str], requester: str
) -> bool:
    """Asking for a summary is not writing it: it keeps nobody from the sign-off, but from the
    reviews before it, so that two people besides the writers read the paper.
    """
    return who in authors or (who == requester and not is_last(chain, step))


def check_approver(
    chain: Sequence[Step],
    *,
    posts: Collection[str],
    who: str,
    authors: Collection[str],
    requester: str,
) -> Step:
    """The step that this person takes. Raises when it is another's, or the paper is their own."""
    step = current(chain)
    if step is None or not set(posts) & set(step["posts"]):
        raise RuleBroken("not_your_step", _("The summary is with somebody else at the moment."))
    if is_author(chain, step, who=who, authors=authors, requester=requester):
        raise RuleBroken(
            "author_cannot_approve", _("Nobody approves what they wrote or submitted themselves.")
        )
    return step


def may_approve(
    chain: Sequence[Step],
    *,
    posts: Collection[str],
    who: str,
    authors: Collection[str],
    requester: str,
) -> bool:
    step = current(chain)
    return (
        step is not None
        and bool(set(posts) & set(step["posts"]))
        and not is_author(chain, step, who=who, authors=authors, requester=requester)
    )


def may_send_back(chain: Sequence[Step], posts: Collection[str]) -> bool:
    """Whoever takes the current step or one after it; of a signed paper, whoever signs."""
    ahead = [step for step in chain if step["state"] in ("current", "waiting")] or chain[-1:]
    return any(set(posts) & set(step["posts"]) for step in ahead)


def check_reviewer(chain: Sequence[Step], posts: Collection[str]) -> None:
    if not may_send_back(chain, posts):
        raise RuleBroken("not_your_step", _("The summary is with somebody else at the moment."))


def check_signer_stays_free(
    chain: Sequence[Step], holders: Mapping[str, Collection[str]], who: str
) -> None:
    """The only person who can sign in the end must not become an author."""
    if is_sole_signer(chain, holders, who):
        raise RuleBroken(
            "signer_cannot_write",
            _("You sign this summary in the end, so somebody else has to write and submit it."),
        )


def is_sole_signer(chain: Sequence[Step], holders: Mapping[str, Collection[str]], who: str) -> bool:
    if not chain:
        return False
    able = {one for post in chain[-1]["posts"] for one in holders.get(post, ())}
    return able == {who}

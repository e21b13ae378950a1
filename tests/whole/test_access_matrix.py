"""Who gets what from every route: the table that the head of moral education can read.

404: may not know that it exists. 403: may not do it. 400, 409, 428: let in, and the empty or
untimely request is refused for another reason. Every probe is rolled back.
"""

import time
import uuid

import pytest

from config.api import router
from school.people import access
from school.people.access import Policy
from tests.conftest import just_signed_in
from tests.whole import activities, growing
from tests.whole.matrix import CAST, MATRIX
from tests.whole.routes import routes
from tests.whole.tried import by_resource, undone

registry = router.registry
pytestmark = pytest.mark.usefixtures("now")


def answer(client, method, path):
    """The status of the request, as if it had never been made."""
    with undone():
        body = {} if method == "get" else {"data": {}}
        return getattr(client, method)(path, **body).status_code


def differences(cast, world, table=MATRIX):
    """Every cell whose answer is not the one in the table."""
    found = []
    for (route, method), (path, expected) in table.items():
        for name, code in zip(CAST, expected, strict=True):
            got = answer(cast[name], method, world.address(path))
            if got != code:
                found.append(f"{method} {route} as {name}: {got}, not {code}")
    return found


def test_the_table_names_every_route_and_no_other():
    assert set(MATRIX) == routes()


def test_every_member_of_the_cast_gets_what_the_table_says(cast, world):
    assert differences(cast, world) == []


# What is open to somebody who has yet to set up the second factor that the post demands.
FIRST = {
    "me",
    "me-second-factor",
    "me-second-factor-prepare",
    "me-second-factor-confirm",
    "sign-in",
    "links-open",
    "links-accept",
    "calendar",
}
DEMANDED = {"stranger", "admin", "principal", "moral_director", "teaching_director"}


def test_whose_post_demands_a_second_factor_does_nothing_before_it_is_set_up(cast, world, settings):
    """One row for every cell: 403 and the code that leads to the set-up page, or as it was."""
    settings.SECOND_FACTOR = True
    held_back = {
        key: (
            path,
            tuple(
                403 if name in DEMANDED and key[0] not in FIRST else code
                for name, code in zip(CAST, expected, strict=True)
            ),
        )
        for key, (path, expected) in MATRIX.items()
    }

    assert differences(cast, world, held_back) == []
    refused = cast["principal"].get("/api/v1/terms/")
    assert refused.json()["code"] == "second_factor_required"


def test_whoever_has_shown_it_gets_what_the_table_says(cast, world, settings, request):
    settings.SECOND_FACTOR = True
    for name in DEMANDED:
        session = cast[name].session
        session["account_authentication_methods_user"] = str(request.getfixturevalue(name).pk)
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session.save()

    assert differences(cast, world) == []


@pytest.mark.parametrize(
    "addresses",
    **by_resource(sorted({path for path, _ in MATRIX.values() if "{" in path}), lambda path: path),
)
def test_a_row_of_another_school_looks_like_one_that_never_was(
    as_user, stranger, world, addresses, subtests
):
    """Z-04: the same bytes, but for the request's own id."""
    client = just_signed_in(as_user, stranger)

    def said(method, path):
        with undone():
            answer = getattr(client, method)(path)
        if not answer.headers["Content-Type"].endswith("json"):
            return answer.status_code, None
        body = answer.json()
        if isinstance(body, dict):
            body.pop("request_id", None)
        return answer.status_code, body

    for address in addresses:
        with subtests.test(address=address):
            method = next(m for (_, m), (path, _) in MATRIX.items() if path == address)
            absent = address.format(**dict.fromkeys(world.rows, uuid.UUID(int=7)))
            assert said(method, world.address(address)) == said(method, absent)


def _policies():
    found, waiting = [], [Policy]
    while waiting:
        for policy in waiting.pop().__subclasses__():
            found.append(policy)
            waiting.append(policy)
    return sorted(found, key=lambda p: p.__name__)


# Those whose loss would hurt most.
DEAREST = [
    "AccountPolicy",
    "StudentPolicy",
    "CircumstancePolicy",
    "CareProposalPolicy",
    "ChildFilePolicy",
    "VisitCompanionPolicy",
    "VisitPolicyPolicy",
    "HomeVisitPolicy",
    "FollowUpPolicy",
    "ExemptionPolicy",
    "TermSummaryPolicy",
    "PublicationPolicy",
    "RosterImportPolicy",
    "ConcernPolicy",
    "PointClassPolicy",
    "PointBatchPolicy",
    "PointEntryPolicy",
    "PointAccountPolicy",
    "AmbassadorRoundPolicy",
    "AmbassadorNominationPolicy",
    "CourtesyAmbassadorPolicy",
    "PointAppealPolicy",
    "LessonSessionPolicy",
    "LessonBookingPolicy",
    "CalendarFeedPolicy",
    "RubricVersionPolicy",
    "ObservationPolicy",
    "StrategyCardPolicy",
    "CoveragePolicy",
    "MentorPairPolicy",
    "MentorTalkPolicy",
    "ActionStepPolicy",
    "EvidencePolicy",
    "AwardPolicy",
    "NominationPolicy",
    *activities.DEAREST,
    *growing.DEAREST,
]


@pytest.mark.parametrize("name", DEAREST)
def test_without_this_policy_the_table_does_not_hold(name, cast, world, monkeypatch):
    """Z-16, the negative control: a policy that lets everybody through is noticed.

    Only the rows of its own routes are asked, each of which holds with the policy in place.
    """
    policy = {p.__name__: p for p in _policies()}[name]
    ruled = [base for _, viewset, base in registry if type(viewset.policy) is policy]
    table = {
        key: row for key, row in MATRIX.items() if any(key[0].startswith(f"{b}-") for b in ruled)
    }
    assert differences(cast, world, table) == []
    monkeypatch.setattr(policy, "visible", lambda self, user, rows: rows, raising=False)
    monkeypatch.setattr(policy, "allows", lambda self, user, verb, row=None: True)

    assert differences(cast, world, table) != []


def test_every_policy_names_verbs_that_are_served():
    """A verb that no view has would be a rule about nothing."""
    served = {}
    for _, viewset, _ in registry:
        verbs = {v for v in dir(viewset) if hasattr(getattr(viewset, v), "mapping")}
        verbs |= {
            v for v in ("list", "create", "retrieve", "partial_update") if hasattr(viewset, v)
        }
        served.setdefault(type(viewset.policy), set()).update(verbs)

    for policy, verbs in served.items():
        assert set(policy.needs) == verbs, policy.__name__


def test_the_gate_refuses_what_no_policy_names(rf, homeroom):
    class Unruled:
        policy = access.Policy()
        action = "list"

    request = rf.get("/")
    request.user = homeroom

    assert not access.PolicyGate().has_permission(request, Unruled())

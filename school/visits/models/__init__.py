"""Why a family is visited, what the school asks for, and the visits that were made.

Django looks for models here; so does everybody else.
"""

from school.visits.models.care import CareCategory, Circumstance, Exemption
from school.visits.models.concerns import Concern, ConcernKind, ConcernStep
from school.visits.models.handovers import VisitHandOver
from school.visits.models.proposals import CareProposal, ProposalKind
from school.visits.models.requirements import VisitPolicyRule, VisitPolicyVersion
from school.visits.models.rounds import Missed, RoundMember, RoundStop, VisitRound
from school.visits.models.set_aside import VisitSetAside
from school.visits.models.visits import (
    Channel,
    FollowUp,
    HomeVisit,
    Outcome,
    Receiver,
    VisitCompanion,
    VisitPurpose,
    VisitRevision,
)

__all__ = [
    "CareCategory",
    "CareProposal",
    "Channel",
    "Circumstance",
    "Concern",
    "ConcernKind",
    "ConcernStep",
    "Exemption",
    "FollowUp",
    "HomeVisit",
    "Missed",
    "Outcome",
    "ProposalKind",
    "Receiver",
    "RoundMember",
    "RoundStop",
    "VisitCompanion",
    "VisitHandOver",
    "VisitPolicyRule",
    "VisitPolicyVersion",
    "VisitPurpose",
    "VisitRevision",
    "VisitRound",
    "VisitSetAside",
]

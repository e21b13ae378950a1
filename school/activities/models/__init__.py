"""Kinds, programmes, groups, activities, pairs of teacher and pupil, what parents ask.

Django looks for models here; so does everybody else.
"""

from school.activities.models.activities import (
    MOST_HOURS,
    MOST_PEOPLE,
    Activity,
    ActivityClass,
    ActivityDomain,
    ActivityEvidence,
    ActivityReflection,
    ActivityStaff,
    ActivityState,
    PartRole,
    ResearchLevel,
)
from school.activities.models.families import Consultation, ParentingPiece, PieceState
from school.activities.models.groups import Group, GroupKind, GroupMember, GroupTopic
from school.activities.models.kinds import ActivityKind, Area
from school.activities.models.programmes import (
    Colour,
    Programme,
    ProgrammeKind,
    ProgrammePhase,
    ProgrammeTopic,
)
from school.activities.models.pupils import ContactWay, PairEnded, PupilContact, PupilPair

__all__ = [
    "MOST_HOURS",
    "MOST_PEOPLE",
    "Activity",
    "ActivityClass",
    "ActivityDomain",
    "ActivityEvidence",
    "ActivityKind",
    "ActivityReflection",
    "ActivityStaff",
    "ActivityState",
    "Area",
    "Colour",
    "Consultation",
    "ContactWay",
    "Group",
    "GroupKind",
    "GroupMember",
    "GroupTopic",
    "PairEnded",
    "ParentingPiece",
    "PartRole",
    "PieceState",
    "Programme",
    "ProgrammeKind",
    "ProgrammePhase",
    "ProgrammeTopic",
    "PupilContact",
    "PupilPair",
    "ResearchLevel",
]

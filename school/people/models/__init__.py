"""The school, its calendar, its people, and where each of them stands on which day.

Django looks for models here; so does everybody else.
"""

from school.people.models.accounts import CommitteeMembership, User, UserManager
from school.people.models.calendar import AcademicYear, Holiday, School, Stage, Term, TermStage
from school.people.models.places import (
    Beginning,
    Ending,
    LeaveCover,
    Placement,
    Post,
    PostBeginning,
    PostEnding,
    SchoolClass,
    StaffLeave,
    StaffMember,
    Student,
)
from school.people.models.rosters import RosterImport
from school.people.models.sign_in import Invitation, Session
from school.people.models.year import Resplit, RollOver

__all__ = [
    "AcademicYear",
    "Beginning",
    "CommitteeMembership",
    "Ending",
    "Holiday",
    "Invitation",
    "LeaveCover",
    "Placement",
    "Post",
    "PostBeginning",
    "PostEnding",
    "Resplit",
    "RollOver",
    "RosterImport",
    "School",
    "SchoolClass",
    "Session",
    "StaffLeave",
    "StaffMember",
    "Stage",
    "Student",
    "Term",
    "TermStage",
    "User",
    "UserManager",
]

"""The school, its calendar, its people, and where each of them stands on which day.

Django looks for models here; so does everybody else.
"""

from school.people.models.accounts import CommitteeMembership, User, UserManager
from school.people.models.calendar import AcademicYear, Holiday, School, Stage, Term, TermStage
from school.people.models.places import Placement, Post, SchoolClass, StaffMember, Student
from school.people.models.rosters import RosterImport

__all__ = [
    "AcademicYear",
    "CommitteeMembership",
    "Holiday",
    "Placement",
    "Post",
    "RosterImport",
    "School",
    "SchoolClass",
    "StaffMember",
    "Stage",
    "Student",
    "Term",
    "TermStage",
    "User",
    "UserManager",
]

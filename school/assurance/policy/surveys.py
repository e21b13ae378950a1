"""Surveys hold counts and no person; the offices read them."""

from school.assurance.models import Survey
from school.people.access import SchoolWide
from school.people.roles import Permission


class SurveyPolicy(SchoolWide[Survey]):
    of = Survey
    needs = {
        "list": Permission.SURVEY_READ,
        "export": Permission.SURVEY_READ,
        "retrieve": Permission.SURVEY_READ,
        "create": Permission.SURVEY_KEEP,
        "partial_update": Permission.SURVEY_KEEP,
        "enter_results": Permission.SURVEY_KEEP,
        "void": Permission.SURVEY_KEEP,
    }

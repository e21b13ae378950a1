"""The report that the product was made for: entered as records, it compiles itself."""

import pytest
from django.utils import translation

from school.people.roles import PostKind
from school.summaries.actions import compiling
from tests.conftest import just_signed_in
from tests.factories import people
from tests.summaries.conftest import compile_all
from tests.whole.seed_report import OUTSTANDING_PARENTS, VISITORS, Cast, Report

pytestmark = pytest.mark.usefixtures("now")

STATED = {
    "organisation": {
        "awards.titles": "8项",
        "awards.titles_by_level": "省级1项、市级7项",
        "leading_group.members": "2人",
    },
    "study_and_discussion": {"study.phases": "3个阶段", "study.topics": "3个话题"},
    "love_and_duty": {"pupil_pairs.active": "1对", "recognitions.deeds": "1件"},
    "civil_conduct": {"programmes.by_kind:theme_month": "4个"},
    "national_defence": {
        "programmes.by_kind:colour_month": "4个",
        "programmes.activities": "第1届国防节4次",
        "groups.by_kind:camp": "3个",
        "groups.topics": "5个话题",
        "visitors.received": f"{VISITORS}人次",
    },
    "growth_plans": {"portfolios.kept": "100%（5/5人）"},
    "fertile_soil": {"trainings.held": "4次", "trainings.by_month": "9月2次"},
    "double_excellence": {"activities.by_kind:backbone_talk": "1次"},
    "two_classrooms": {
        "awards.teachers": "6项",
        "awards.teachers_by_grade": "区级一等奖2项、区级二等奖3项",
        "awards.teacher_winners": "5人",
        "awards.teacher_places": "6人次",
    },
    "three_levels": {"research.by_level": "常规教研1次、提高教研1次、主题教研1次"},
    "three_in_one": {
        "groups.by_kind:platform": "3个",
        "groups.by_kind:volunteers": "1个",
        "recognitions.by_kind:outstanding_parents": f"{OUTSTANDING_PARENTS}人",
        "family.trainings_by_kind": "专业型班主任培训1次、成长型家长培训1次",
    },
    "parent_training": {
        "consultations.answered": "100%（1/1项）",
        "surveys.returned": "96.3%（462/480份）",
        "surveys.satisfaction": "94.5%（430/455份）",
    },
    "safety": {"declarations.accidents": "0起", "declarations.cases": "0起"},
}
"""Item of the form -> what its figures say, by token. A text is found in what the token shows."""


@pytest.fixture
def report(
    term, principal, moral_director, teaching_director, teacher, homeroom, other_homeroom, two_hats,
    lin, maple, cedar,
):  # fmt: skip
    staff = people.StaffMember(school=term.school, name="栾老师")
    people.Post(staff=staff, kind=PostKind.SUBJECT_TEACHER, school_class=cedar, subject="英语")
    fifth = people.User(school=term.school, username="fifth", staff=staff)
    teachers = [homeroom, teacher, other_homeroom, two_hats, fifth]
    with translation.override("zh-hans"):
        Report(
            Cast(principal, moral_director, teaching_director, teachers, lin, maple), term
        ).enter()
        made = compiling.request_summary(by=moral_director, term=term)
        compile_all(made)
    return made


def sections(client, summary):
    paper = client.get(f"/api/v1/summaries/{summary.pk}/", headers={"Accept-Language": "zh-hans"})
    assert paper.status_code == 200
    return {one["code"]: one for one in paper.json()["sections"]}


def test_the_compiled_summary_states_every_figure_of_the_report_in_its_item(
    report, as_user, principal
):
    found = sections(as_user(principal), report)

    wrong = []
    for item, stated in STATED.items():
        shown = {one["token"]: one["value_text"] for one in found[item]["tokens"]}
        wrong += [
            f"{item} {token}: {shown.get(token)}, not {text}"
            for token, text in stated.items()
            if text not in (shown.get(token) or "")
        ]
    assert wrong == []


def test_the_public_reads_what_the_school_made_known_itself_in_full(report):
    """Two first prizes are no small number about somebody; where people count it is guarded."""
    values = {section.code: section.values for section in report.sections.all()}

    prizes = values["two_classrooms"]["awards.teachers_by_grade"]
    assert "区级一等奖2项" in prizes["public_text"]
    assert values["safety"]["declarations.accidents"]["public_text"] == "0起"
    assert values["national_defence"]["groups.by_kind:camp"]["public_text"] == "3个"
    assert values["love_and_duty"]["pupil_pairs.active"]["public_text"] == "少于5对"


def test_every_number_of_the_report_opens_to_its_records(
    report, as_user, principal, moral_director
):
    """Which child has a teacher beside it is the moral director's to know, not the principal's."""
    clients = [just_signed_in(as_user, one) for one in (principal, moral_director)]
    opened = 0
    for section in sections(clients[0], report).values():
        for one in section["tokens"]:
            if one["records_count"]:
                asked = {"key": one["key"]} if one["key"] else {}
                answers = [
                    client.get(f"/api/v1/figures/{one['figure']}/records/", asked)
                    for client in clients
                ]
                counts = {each.json()["count"] for each in answers if each.status_code == 200}
                assert counts == {one["records_count"]}, one
                opened += 1
    assert opened > 60


def test_what_nobody_recorded_is_told_as_a_gap(report, as_user, principal):
    """Item 2 is the one of which the report of the time had a heading and not a word."""
    gaps = [code for code, one in sections(as_user(principal), report).items() if one["is_gap"]]

    assert gaps == ["special_activities"]

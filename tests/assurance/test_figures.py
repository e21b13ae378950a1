"""The figures of assurance, each with its records; the digest."""

import pytest

from school.assurance.actions import inspections, leading, pledges, supervision
from school.assurance.digest import LINES
from school.assurance.figures import FIGURES
from school.assurance.models import LeadingTask
from school.shared.digests import Asked
from school.shared.figures import one_reading
from school.summaries import catalogue
from tests.assurance.acts import (
    DAY,
    declare,
    enter,
    finding,
    form,
    group,
    inspect,
    kind,
    open_round,
    person,
    recheck,
    rectify,
    results,
    sign,
    survey,
    task,
    version,
)
from tests.conftest import TODAY
from tests.factories import people
from tests.figures import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
BY_CODE = {one.code: one for one in FIGURES}
COUNT = {line.code.partition(".")[2]: line.count for line in LINES}


@pytest.fixture
def read(term, principal):
    """A figure's value, once it is checked against the records behind it."""

    def ask(code, as_of=TODAY, viewer=None, of=term, **cut):
        scope = catalogue.scope(of, as_of=as_of, **cut)
        figure = BY_CODE[code]
        with one_reading():
            reading = figure.read(scope)
            value = reading.value(figure.kind)
        check(figure, value, figure.read(scope), viewer or principal)
        return value

    return ask


def cells(value):
    return {one["key"]: one["value"] for one in value}


# ---- pledges -------------------------------------------------------------------------------


def test_signed_of_those_who_must_each_pledge_by_itself(
    read, school, principal, moral_director, teacher, homeroom, term
):
    assert read("pledges.signed") is None
    ethics = open_round(principal, term)
    safety = version(principal, form=form(principal, "safety", "安全责任状", "safety"))
    open_round(principal, term, version=safety, opens_on=TODAY, due_on=TODAY + DAY)
    assert read("pledges.signed") == {"part": 0, "whole": 6}
    sign(teacher, ethics)
    sign(homeroom, ethics)
    assert read("pledges.signed") == {"part": 2, "whole": 6}
    assert cells(read("pledges.by_form")) == {"ethics": 2, "safety": 0}
    assert read("pledges.signed", staff_id=teacher.staff_id) == {"part": 1, "whole": 2}
    assert read("pledges.signed", grade=3) is None
    assert read("pledges.signed", as_of=TODAY - DAY) == {"part": 0, "whole": 3}
    person(school, "new", "王新老师", starts_on=TODAY)
    assert read("pledges.signed") == {"part": 2, "whole": 8}
    person(school, "gone", "李老师", ends_on=TODAY - DAY)
    assert read("pledges.signed") == {"part": 2, "whole": 8}


def test_a_round_taken_back_or_of_another_term_counts_nowhere(read, principal, teacher, term):
    row = open_round(principal, term)
    other = people.Term(
        school=principal.school,
        ordinal=2,
        window_opens_on=TODAY + 100 * DAY,
        window_closes_on=TODAY + 200 * DAY,
    )
    assert read("pledges.signed") == {"part": 0, "whole": 1}
    assert read("pledges.signed", of=other) is None
    pledges.void_round(by=principal, round_id=row.pk, reason="写错")
    assert read("pledges.signed") is None


# ---- inspections ---------------------------------------------------------------------------


def test_inspections_and_what_became_of_their_findings(
    read, principal, moral_director, teacher, homeroom
):
    kind(principal, "canteen", "食堂检查")
    back = {"inspected_on": TODAY - 9 * DAY}
    row = inspect(
        principal,
        finding(teacher, deadline=TODAY - DAY),
        finding(homeroom, deadline=TODAY - DAY),
        finding(teacher, deadline=TODAY),
        **back,
    )
    inspect(moral_director)
    late, put_right, _open = row.findings.order_by("created_at")
    assert read("inspections.held") == 2
    assert cells(read("inspections.by_kind")) == {"canteen": 0, "safety": 2}
    assert read("inspections.held", as_of=TODAY - DAY) == 1
    assert read("inspections.held", staff_id=moral_director.staff_id) == 1
    assert read("inspections.findings") == 3
    assert read("inspections.findings", staff_id=homeroom.staff_id) == 1
    assert read("inspections.overdue") == 2
    rectify(homeroom, put_right)
    assert read("inspections.rectified") == {"part": 0, "whole": 3}
    assert read("inspections.overdue") == 1
    recheck(principal, put_right)
    assert read("inspections.rectified") == {"part": 1, "whole": 3}
    assert read("inspections.rectified", as_of=TODAY - DAY) == {"part": 0, "whole": 3}
    assert read("inspections.findings", grade=3) == 0
    inspections.void_finding(by=principal, finding_id=late.pk, reason="误记")
    assert read("inspections.rectified") == {"part": 1, "whole": 2}
    assert BY_CODE["inspections.overdue"].is_inside


def test_no_finding_no_share(read, principal):
    inspect(principal)
    assert read("inspections.rectified") is None


# ---- supervision ---------------------------------------------------------------------------


def test_what_came_in_by_nature_and_answered(read, principal, secretary, teacher):
    for nature in ("praise", "praise", "complaint"):
        row = enter(secretary, nature=nature)
    mistaken = enter(secretary)
    supervision.void_item(by=secretary, item_id=mistaken.pk, reason="重复")
    assert read("supervision.items") == 3
    assert cells(read("supervision.by_nature")) == {"praise": 2, "suggestion": 0, "complaint": 1}
    assert read("supervision.answered") == {"part": 0, "whole": 3}
    supervision.assign_item(by=secretary, item_id=row.pk, handler=secretary.staff)
    supervision.answer_item(by=secretary, item_id=row.pk, handling="谈话", replied_on=TODAY)
    assert read("supervision.answered") == {"part": 1, "whole": 3}
    assert read("supervision.items", staff_id=teacher.staff_id) == 0
    assert read("supervision.answered", grade=3) is None


def test_a_list_behind_supervision_holds_no_word_and_no_name(principal, secretary, teacher, term):
    enter(secretary, concerned=teacher.staff)
    reading = BY_CODE["supervision.items"].read(catalogue.scope(term, as_of=TODAY))
    shown = BY_CODE["supervision.items"].show(reading.records().page(0, 5), principal)

    said = str(shown)
    assert "批评" not in said
    assert teacher.staff.name not in said


# ---- surveys -------------------------------------------------------------------------------


def test_shares_of_surveys_are_of_questionnaires_and_of_answers(read, moral_director):
    assert read("surveys.returned") is None
    first, second = survey(moral_director), survey(moral_director)
    survey(moral_director)  # not entered yet
    results(moral_director, first)
    results(
        moral_director,
        second,
        issued=10,
        returned=9,
        valid=8,
        counts={1: [1, 1, 0, 3, 3], 2: [8, 0, 0]},
    )
    assert read("surveys.held") == 2
    assert read("surveys.returned") == {"part": 54, "whole": 60}
    assert read("surveys.satisfaction") == {"part": 40, "whole": 46}
    assert read("surveys.held", as_of=TODAY - 11 * DAY) == 0


def test_an_answer_is_named_with_the_survey_and_a_signer_with_the_round_that_opens(
    principal, moral_director, teacher, term
):
    asked = survey(moral_director)
    results(moral_director, asked)
    pledged = open_round(principal, term)
    sign(teacher, pledged)
    for code, opened in (("surveys.satisfaction", asked), ("pledges.signed", pledged)):
        rows = BY_CODE[code].read(catalogue.scope(term, as_of=TODAY)).records().page(0, 9)
        shown = [one["id"] for one in BY_CODE[code].show(rows, principal)]
        assert {one.split(":")[1] for one in shown} == {str(opened.pk)}


def test_of_few_valid_answers_no_share_is_told(read, moral_director):
    results(
        moral_director,
        survey(moral_director),
        returned=4,
        valid=4,
        counts={1: [0, 0, 0, 0, 4], 2: [4, 0, 0]},
    )
    assert read("surveys.returned") == {"part": 4, "whole": 50}
    assert read("surveys.satisfaction") is None


# ---- the leading group ---------------------------------------------------------------------


def test_members_of_the_day_and_tasks_that_are_due(read, principal, teacher, term):
    of = group(principal)
    one = leading.add_member(
        by=principal, group_id=of.pk, part="member", staff=teacher.staff, starts_on=of.starts_on
    )
    leading.add_member(
        by=principal, group_id=of.pk, part="deputy", name="家长代表", starts_on=TODAY
    )
    assert read("leading_group.members") == 2
    assert read("leading_group.members", as_of=TODAY - DAY) == 1
    leading.end_member(by=principal, group_id=of.pk, member_id=one.pk, ends_on=TODAY - DAY)
    assert read("leading_group.members") == 1

    assert read("leading_group.tasks_done") is None
    for n in range(3):
        task(principal, of, teacher, what=f"任务{n}", due_on=TODAY + n * DAY)
    assert read("leading_group.tasks_done") == {"part": 0, "whole": 1}
    done = LeadingTask.objects.get(what="任务0")
    leading.finish_task(by=teacher, task_id=done.pk, done_on=TODAY, outcome="好")
    assert read("leading_group.tasks_done") == {"part": 1, "whole": 1}
    assert read("leading_group.tasks_done", staff_id=principal.staff_id) is None


# ---- declarations --------------------------------------------------------------------------


def test_without_a_signature_there_is_no_number(read, principal, teacher, term, move_on):
    assert read("declarations.accidents") is None
    declare(principal, term, number=0)
    assert read("declarations.accidents") == 0
    assert read("declarations.cases") is None
    move_on(2)
    declare(principal, term, number=2)
    day = TODAY + 2 * DAY
    assert read("declarations.accidents", as_of=day) == 2
    assert read("declarations.accidents", as_of=TODAY) == 0
    assert read("declarations.accidents", as_of=TODAY - DAY) is None
    assert read("declarations.accidents", as_of=day, staff_id=teacher.staff_id) is None


def test_what_is_signed_after_the_term_stands_for_it(read, principal, term, move_on):
    move_on(100)
    after = TODAY + 100 * DAY
    assert after > term.window_closes_on
    declare(principal, term, kind="public_security_cases", text="本学期未发生。")

    assert read("declarations.cases", as_of=after) == 0
    assert read("declarations.cases", as_of=term.window_closes_on) is None


# ---- who is asked, who is told -------------------------------------------------------------


def test_the_school_alone_is_told_of_what_is_the_schools(as_user, principal, teacher, term):
    def codes(user):
        found = as_user(user).get("/api/v1/figures/").json()["results"]
        return {one["code"] for one in found} & BY_CODE.keys()

    assert codes(principal) == BY_CODE.keys()
    assert codes(teacher) == {
        *("pledges.signed", "pledges.by_form", "inspections.held", "inspections.by_kind"),
        *("inspections.findings", "inspections.rectified", "inspections.overdue"),
        *("leading_group.members", "leading_group.tasks_done"),
    }


def test_records_of_supervision_take_a_step_up_and_leave_in_no_file(
    as_user, principal, moral_director, secretary
):
    enter(secretary)
    url = "/api/v1/figures/supervision.items/records/"
    assert as_user(moral_director).get(url).status_code == 403
    assert as_user(principal).get(url).json()["code"] == "step_up_required"
    export = as_user(principal).post(f"{url}export/", {"as": "csv"}, format="json")
    assert export.status_code == 403


# ---- the digest ----------------------------------------------------------------------------


@pytest.fixture
def asked(principal, secretary, moral_director, teacher, homeroom):
    users = (principal, secretary, moral_director, teacher, homeroom)
    return Asked(
        school_id=teacher.school_id,
        day=TODAY,
        last=TODAY + 6 * DAY,
        readers={user.pk: user.staff_id for user in users},
    )


def test_a_pledge_waits_for_who_signs_and_for_who_signs_beside(
    asked, principal, moral_director, teacher, homeroom, term
):
    row = open_round(principal, term)
    bound = dict.fromkeys((moral_director.pk, teacher.pk, homeroom.pk), 1)
    assert COUNT["pledges"](asked) == bound
    for user in (moral_director, teacher, homeroom):
        sign(user, row)
    assert COUNT["pledges"](asked) == {}
    assert COUNT["countersign"](asked) == {principal.pk: 1, moral_director.pk: 2}
    pledges.countersign(by=moral_director, round_id=row.pk, staff=[teacher.staff, homeroom.staff])
    assert COUNT["countersign"](asked) == {principal.pk: 1}


def test_findings_wait_for_their_owners_and_then_for_who_went_round(asked, principal, teacher):
    row = inspect(
        principal,
        finding(teacher, deadline=TODAY + 6 * DAY),
        finding(teacher, deadline=TODAY + 7 * DAY),
    )
    assert COUNT["findings"](asked) == {teacher.pk: 1}
    rectify(teacher, row.findings.order_by("deadline").first())
    assert COUNT["findings"](asked) == {}
    assert COUNT["rechecks"](asked) == {principal.pk: 1}
    recheck(principal, row.findings.order_by("deadline").first())
    assert COUNT["rechecks"](asked) == {}


def test_supervision_waits_for_the_offices_then_for_its_handler_never_for_whom_it_concerns(
    asked, principal, secretary, moral_director
):
    row = enter(secretary, concerned=principal.staff)
    assert COUNT["supervision"](asked) == {secretary.pk: 1}
    supervision.assign_item(by=secretary, item_id=row.pk, handler=moral_director.staff)
    assert COUNT["supervision"](asked) == {moral_director.pk: 1}
    supervision.answer_item(by=moral_director, item_id=row.pk, handling="谈话", replied_on=TODAY)
    assert COUNT["supervision"](asked) == {}


def test_tasks_wait_for_their_owners(asked, principal, teacher):
    of = group(principal)
    row = task(principal, of, teacher, due_on=TODAY + 6 * DAY)
    task(principal, of, teacher, due_on=TODAY + 7 * DAY)
    assert COUNT["tasks"](asked) == {teacher.pk: 1}
    leading.finish_task(by=teacher, task_id=row.pk, done_on=TODAY, outcome="好")
    assert COUNT["tasks"](asked) == {}


def test_every_line_says_its_number_in_words():
    assert all(str(line.says(3)).count("3") == 1 for line in LINES)

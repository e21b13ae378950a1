"""Assurance in the promises about everything: rows of the world, of the table, good bodies.

In the world a finding and a task are the subject teacher's; an item of supervision, entered by the
parents' committee, is looked into by the director of moral education.
"""

import datetime

import time_machine

from school.assurance.actions import leading, supervision
from tests.assurance import acts
from tests.conftest import NOW
from tests.whole.given import given

ROUND = "/api/v1/pledge-rounds/{pledge_round}/"
INSPECTION = "/api/v1/inspections/{inspection}/"
FINDING = "/api/v1/findings/{finding}/"
ITEM = "/api/v1/supervision-items/{supervision_item}/"
SURVEY = "/api/v1/surveys/{survey}/"
GROUP = "/api/v1/leading-groups/{leading_group}/"
TASK = "/api/v1/leading-tasks/{leading_task}/"
# fmt: off
ROWS = {
    # route, method                        address  nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("pledge-forms-list", "get"): ("/api/v1/pledge-forms/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-forms-list", "post"): ("/api/v1/pledge-forms/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("pledge-versions-list", "get"): ("/api/v1/pledge-versions/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-versions-list", "post"): ("/api/v1/pledge-versions/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("pledge-versions-detail", "get"): ("/api/v1/pledge-versions/{pledge_version}/", (401, 404, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-rounds-list", "get"): ("/api/v1/pledge-rounds/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-rounds-list", "post"): ("/api/v1/pledge-rounds/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("pledge-rounds-export", "post"): ("/api/v1/pledge-rounds/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("pledge-rounds-detail", "get"): (ROUND, (401, 404, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-rounds-sign", "post"): (ROUND + "sign/", (401, 404, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("pledge-rounds-countersign", "post"): (ROUND + "countersign/", (401, 404, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("pledge-rounds-void", "post"): (ROUND + "void/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("pledge-signers-list", "get"): ("/api/v1/pledge-signers/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("pledge-signers-export", "post"): ("/api/v1/pledge-signers/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("inspection-kinds-list", "get"): ("/api/v1/inspection-kinds/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("inspection-kinds-list", "post"): ("/api/v1/inspection-kinds/", (401, 400, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("inspection-kinds-change", "post"): ("/api/v1/inspection-kinds/{inspection_kind}/change/", (401, 404, 403, 403, 403, 200, 200, 200, 403, 403, 403, 403)),
    ("inspections-list", "get"): ("/api/v1/inspections/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("inspections-list", "post"): ("/api/v1/inspections/", (401, 400, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("inspections-export", "post"): ("/api/v1/inspections/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("inspections-detail", "get"): (INSPECTION, (401, 404, 403, 404, 403, 200, 200, 200, 404, 404, 200, 404)),
    ("inspections-detail", "patch"): (INSPECTION, (401, 404, 403, 404, 403, 428, 428, 428, 404, 404, 403, 404)),
    ("inspections-add-finding", "post"): (INSPECTION + "findings/", (401, 404, 403, 404, 403, 400, 400, 400, 404, 404, 403, 404)),
    ("inspections-void", "post"): (INSPECTION + "void/", (401, 404, 403, 404, 403, 400, 400, 400, 404, 404, 403, 404)),
    ("findings-list", "get"): ("/api/v1/findings/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("findings-export", "post"): ("/api/v1/findings/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("findings-detail", "get"): (FINDING, (401, 404, 403, 404, 403, 200, 200, 200, 404, 404, 200, 404)),
    ("findings-detail", "patch"): (FINDING, (401, 404, 403, 404, 403, 428, 428, 428, 404, 404, 403, 404)),
    ("findings-rectify", "post"): (FINDING + "rectify/", (401, 404, 403, 404, 403, 400, 400, 400, 404, 404, 400, 404)),
    ("findings-recheck", "post"): (FINDING + "recheck/", (401, 404, 403, 404, 403, 400, 400, 400, 404, 404, 403, 404)),
    ("findings-void", "post"): (FINDING + "void/", (401, 404, 403, 404, 403, 400, 400, 400, 404, 404, 403, 404)),
    # Reading the words takes a recent sign-in; the cast has just signed in.
    ("supervision-items-list", "get"): ("/api/v1/supervision-items/", (401, 200, 403, 403, 200, 200, 200, 200, 403, 403, 403, 403)),
    ("supervision-items-list", "post"): ("/api/v1/supervision-items/", (401, 400, 403, 403, 400, 400, 400, 400, 403, 403, 403, 403)),
    ("supervision-items-detail", "get"): (ITEM, (401, 404, 403, 403, 200, 200, 200, 404, 403, 403, 403, 403)),
    ("supervision-items-assign", "post"): (ITEM + "assign/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("supervision-items-answer", "post"): (ITEM + "answer/", (401, 404, 403, 403, 403, 400, 400, 404, 403, 403, 403, 403)),
    ("supervision-items-reveal", "post"): (ITEM + "reveal/", (401, 404, 403, 403, 400, 400, 400, 404, 403, 403, 403, 403)),
    ("supervision-items-void", "post"): (ITEM + "void/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("surveys-list", "get"): ("/api/v1/surveys/", (401, 200, 403, 403, 403, 200, 200, 200, 403, 403, 403, 403)),
    ("surveys-list", "post"): ("/api/v1/surveys/", (401, 400, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("surveys-export", "post"): ("/api/v1/surveys/export/", (401, 400, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("surveys-detail", "get"): (SURVEY, (401, 404, 403, 403, 403, 200, 200, 200, 403, 403, 403, 403)),
    ("surveys-detail", "patch"): (SURVEY, (401, 404, 403, 403, 403, 403, 428, 428, 403, 403, 403, 403)),
    ("surveys-enter-results", "post"): (SURVEY + "results/", (401, 404, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("surveys-void", "post"): (SURVEY + "void/", (401, 404, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("leading-groups-list", "get"): ("/api/v1/leading-groups/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("leading-groups-list", "post"): ("/api/v1/leading-groups/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("leading-groups-detail", "get"): (GROUP, (401, 404, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("leading-groups-detail", "patch"): (GROUP, (401, 404, 403, 403, 403, 428, 428, 403, 403, 403, 403, 403)),
    ("leading-groups-add-member", "post"): (GROUP + "members/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("leading-groups-end-member", "post"): (GROUP + "end-member/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("leading-tasks-list", "get"): ("/api/v1/leading-tasks/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("leading-tasks-list", "post"): ("/api/v1/leading-tasks/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("leading-tasks-export", "post"): ("/api/v1/leading-tasks/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("leading-tasks-detail", "get"): (TASK, (401, 404, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("leading-tasks-detail", "patch"): (TASK, (401, 404, 403, 403, 403, 428, 428, 403, 403, 403, 403, 403)),
    ("leading-tasks-finish", "post"): (TASK + "finish/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 400, 403)),
    ("leading-tasks-reopen", "post"): (TASK + "reopen/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("leading-tasks-void", "post"): (TASK + "void/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("declarations-list", "get"): ("/api/v1/declarations/", (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("declarations-list", "post"): ("/api/v1/declarations/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("declarations-export", "post"): ("/api/v1/declarations/export/", (401, 400, 403, 400, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("declarations-detail", "get"): ("/api/v1/declarations/{declaration}/", (401, 404, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
}
# fmt: on
NOT_TAKEN_ALONG = {
    "/api/v1/pledge-forms/": "a handful of titles; the rounds are exported",
    "/api/v1/pledge-versions/": "texts, read and printed whole",
    "/api/v1/inspection-kinds/": "a handful of words; the inspections are exported",
    "/api/v1/supervision-items/": "what people confide: it never leaves as a list",
    "/api/v1/leading-groups/": "a group or two with their members; the tasks are exported",
}
"""Lists without a file, and why."""

WHY = "登记有误"
FOUND = {
    "item": "消防栓",
    "what": "缺水带",
    "severity": "high",
    "owner": "{colleague}",
    "deadline": "2026-12-01",
}
ASKED = [
    {"kind": "choice", "text": "您常用", "options": ["电话", "家访"]},
    {"kind": "scale", "text": "您满意吗？", "is_satisfaction": True},
]
GIVEN = dict(
    [
        given(
            "principal",
            "/api/v1/pledge-forms/",
            "",
            {"code": "duty", "kind": "other", "title": "值班责任书"},
        ),
        given(
            "principal",
            "/api/v1/pledge-versions/",
            "",
            {
                "form": "{pledge_form}",
                "text": "一、依法执教。",
                "effective_from": "2026-12-01",
                "layers": [
                    {
                        "name": "教师",
                        "posts": ["subject_teacher"],
                        "countersigner_posts": ["principal"],
                    }
                ],
            },
        ),
        given(
            "teacher",
            "/api/v1/pledge-rounds/{id}/sign/",
            "{pledge_round}",
            {"sha256": "0" * 64},
        ),
        given("principal", "/api/v1/pledge-rounds/{id}/void/", "{pledge_round}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/inspection-kinds/",
            "",
            {"code": "laboratory", "name": "实验室检查"},
        ),
        given(
            "principal",
            "/api/v1/inspection-kinds/{id}/change/",
            "{inspection_kind}",
            {"name": "安全检查"},
        ),
        given(
            "principal",
            "/api/v1/inspections/",
            "",
            {
                "kind": "{inspection_kind}",
                "inspected_on": "2026-11-20",
                "area": "教学楼",
                "inspectors": ["{colleague}"],
                "outcome": "总体良好",
                "findings": [FOUND],
            },
        ),
        given(
            "principal",
            "/api/v1/inspections/{id}/",
            "{inspection}",
            {"area": "食堂", "outcome": "较好"},
            "patch",
        ),
        given("principal", "/api/v1/inspections/{id}/findings/", "{inspection}", FOUND),
        given("principal", "/api/v1/inspections/{id}/void/", "{inspection}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/findings/{id}/",
            "{finding}",
            {"item": "灭火器", "what": "过期"},
            "patch",
        ),
        given(
            "teacher",
            "/api/v1/findings/{id}/rectify/",
            "{finding}",
            {"rectified_on": "2026-11-23", "done": "已更换"},
        ),
        given(
            "principal",
            "/api/v1/findings/{id}/recheck/",
            "{finding_rectified}",
            {"rechecked_on": "2026-11-23", "recheck": "ok", "remark": "合格"},
        ),
        given("principal", "/api/v1/findings/{id}/void/", "{finding}", {"reason": WHY}),
        given(
            "committee",
            "/api/v1/supervision-items/",
            "",
            {
                "received_on": "2026-11-20",
                "way": "phone",
                "side": "parent",
                "nature": "praise",
                "about": "老师每天放学送孩子过马路",
            },
        ),
        given(
            "moral_director",
            "/api/v1/supervision-items/{id}/answer/",
            "{supervision_item}",
            {"handling": "已核实", "reply": "谢谢您", "replied_on": "2026-11-23"},
        ),
        given(
            "principal",
            "/api/v1/supervision-items/{id}/reveal/",
            "{supervision_item}",
            {"purpose": "了解情况"},
        ),
        given(
            "principal",
            "/api/v1/supervision-items/{id}/void/",
            "{supervision_item}",
            {"reason": WHY},
        ),
        given(
            "moral_director",
            "/api/v1/surveys/",
            "",
            {
                "title": "家长满意度调查",
                "whom": "parents",
                "opened_on": "2026-11-02",
                "closed_on": "2026-11-13",
                "questions": ASKED,
            },
        ),
        given(
            "moral_director",
            "/api/v1/surveys/{id}/",
            "{survey}",
            {"title": "学生问卷", "questions": ASKED, "findings": "愿意多活动"},
            "patch",
        ),
        given(
            "moral_director",
            "/api/v1/surveys/{id}/results/",
            "{survey}",
            {
                "issued": 50,
                "returned": 45,
                "valid": 40,
                "counts": [
                    {"question": 1, "counts": [0, 1, 3, 16, 18]},
                    {"question": 2, "counts": [10, 20, 5]},
                ],
                "findings": "希望多见面",
            },
        ),
        given("moral_director", "/api/v1/surveys/{id}/void/", "{survey}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/leading-groups/",
            "",
            {"name": "安全工作领导小组", "starts_on": "2026-09-01"},
        ),
        given(
            "principal",
            "/api/v1/leading-groups/{id}/",
            "{leading_group}",
            {"name": "文明创建小组"},
            "patch",
        ),
        given(
            "principal",
            "/api/v1/leading-groups/{id}/members/",
            "{leading_group}",
            {
                "name": "家委会主任",
                "part": "deputy",
                "duty": "家校联络",
                "starts_on": "2026-09-01",
            },
        ),
        given(
            "principal",
            "/api/v1/leading-tasks/",
            "",
            {
                "group": "{leading_group}",
                "what": "整理师德档案",
                "indicator": "教师队伍好",
                "department": "德育处",
                "owner": "{colleague}",
                "due_on": "2026-12-01",
            },
        ),
        given(
            "principal",
            "/api/v1/leading-tasks/{id}/",
            "{leading_task}",
            {"what": "整理档案", "indicator": "队伍好", "department": "教务处"},
            "patch",
        ),
        given(
            "teacher",
            "/api/v1/leading-tasks/{id}/finish/",
            "{leading_task}",
            {"done_on": "2026-11-23", "outcome": "已归档"},
        ),
        given(
            "principal",
            "/api/v1/leading-tasks/{id}/reopen/",
            "{leading_task_done}",
            {"reason": "缺三份"},
        ),
        given("principal", "/api/v1/leading-tasks/{id}/void/", "{leading_task}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/declarations/",
            "",
            {
                "term": "{term}",
                "kind": "negative_list",
                "item": "体罚学生",
                "answer": "none",
                "text": "经核查，本学期未发生。",
            },
        ),
    ]
)
"""(method, path of the document) -> who, address, a body that is taken."""


@time_machine.travel(NOW, tick=False)
def rows(term, principal, moral_director, committee, teacher):
    """A round nobody has signed; two findings, one put right; an item that is looked into; a survey
    without results; a group with two tasks, one done; a declaration.
    """
    open_round = acts.open_round(principal, term)
    inspection = acts.inspect(principal, acts.finding(teacher))
    other = acts.inspect(principal, acts.finding(teacher, item="门锁"))
    acts.rectify(teacher, other.findings.get())
    item = acts.enter(committee)
    supervision.assign_item(by=principal, item_id=item.pk, handler=moral_director.staff)
    group = acts.group(principal)
    leading.add_member(
        by=principal,
        group_id=group.pk,
        part="head",
        staff=principal.staff,
        starts_on=datetime.date(2026, 9, 1),
    )
    done = acts.task(principal, group, teacher, what="签订责任书")
    leading.finish_task(by=teacher, task_id=done.pk, done_on=NOW.date(), outcome="已签订")
    return {
        "pledge_form": open_round.version.form,
        "pledge_version": open_round.version,
        "pledge_round": open_round,
        "inspection_kind": inspection.kind,
        "inspection": inspection,
        "finding": inspection.findings.get(),
        "finding_rectified": other.findings.get(),
        "supervision_item": item,
        "survey": acts.survey(moral_director),
        "leading_group": group,
        "leading_task": acts.task(principal, group, teacher),
        "leading_task_done": done,
        "declaration": acts.declare(principal, term),
    }

"""Bad input gets a plain answer: the corpus against every writable text field of the API.

The fields are read from the OpenAPI document, so that a new one cannot be forgotten.
"""

import copy
import json
import uuid
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings

from tests import hostile
from tests.whole import activities, assured, growing, pairs, proofs
from tests.whole.tried import Clients, by_resource, undone

pytestmark = pytest.mark.usefixtures("now")
DOCUMENT = yaml.safe_load((Path(settings.ROOT) / "docs/openapi.yaml").read_text(encoding="utf-8"))

RULE = {
    "category": "economic_hardship",
    "visits_required": 1,
    "accepted_channels": ["on_site"],
    "due_week": None,
    "grace_days": 30,
    "responsible_post": "homeroom_teacher",
}
VISIT = {
    "student": "{student}",
    "visited_on": "2026-11-21",
    "channel": "on_site",
    "outcome": "declined",
    "integrity": True,
    "purposes": ["economic_hardship"],
    "exemption": {"categories": ["economic_hardship"], "reason": "家长希望不上门"},
    "narrative": "在家写作业",
    "agreed": {"what": "每周谈一次", "owner": "{owner}", "due_on": "2026-12-01"},
    "suggestion": "多开家长会",
}
# (method, path of the document) -> who, address, a body that is taken.
GIVEN = {
    ("post", "/api/v1/accounts/"): (
        "admin",
        "/api/v1/accounts/",
        {"full_name": "王家长", "username": "wangjiazhang"},
    ),
    ("post", "/api/v1/circumstances/"): (
        "moral_director",
        "/api/v1/circumstances/",
        {
            "student": "{other}",
            "category": "economic_hardship",
            "starts_on": "2026-09-01",
            "source": "民政认定",
            "note": "低保",
        },
    ),
    ("post", "/api/v1/circumstances/{id}/end/"): (
        "moral_director",
        "/api/v1/circumstances/{circumstance}/end/",
        {"ends_on": "2026-11-01", "reason": "已脱困"},
    ),
    ("post", "/api/v1/circumstances/{id}/reveal/"): (
        "principal",
        "/api/v1/circumstances/{circumstance}/reveal/",
        {"purpose": "制定帮扶方案"},
    ),
    ("post", "/api/v1/care-proposals/"): (
        "homeroom",
        "/api/v1/care-proposals/",
        {
            "kind": "start",
            "student": "{other}",
            "category": "economic_hardship",
            "starts_on": "2026-09-01",
            "basis": "民政认定",
            "note": "低保",
        },
    ),
    ("post", "/api/v1/care-proposals/{id}/reveal/"): (
        "principal",
        "/api/v1/care-proposals/{proposal}/reveal/",
        {"purpose": "认定复核"},
    ),
    ("post", "/api/v1/care-proposals/{id}/send-back/"): (
        "principal",
        "/api/v1/care-proposals/{proposal}/send-back/",
        {"reason": "请补充依据"},
    ),
    ("post", "/api/v1/exemptions/{id}/withdraw/"): (
        "homeroom",
        "/api/v1/exemptions/{exemption}/withdraw/",
        {"reason": "家长改变主意"},
    ),
    ("post", "/api/v1/visit-companions/{id}/deny/"): (
        "teacher",
        "/api/v1/visit-companions/{companion}/deny/",
        {"reason": "当天我在上课"},
    ),
    ("post", "/api/v1/exemptions/"): (
        "homeroom",
        "/api/v1/exemptions/",
        {"student": "{student}", "category": "economic_hardship", "reason": "随父母外出"},
    ),
    ("post", "/api/v1/follow-ups/{id}/close/"): (
        "homeroom",
        "/api/v1/follow-ups/{follow_up}/close/",
        {"result": "已谈两次"},
    ),
    ("post", "/api/v1/home-visits/"): ("homeroom", "/api/v1/home-visits/", VISIT),
    ("patch", "/api/v1/home-visits/{id}/"): (
        "homeroom",
        "/api/v1/home-visits/{visit}/",
        {"narrative": "改过", "suggestion": "改过", "agreed": VISIT["agreed"], "purposes": []},
    ),
    ("post", "/api/v1/home-visits/{id}/reveal/"): (
        "principal",
        "/api/v1/home-visits/{visit}/reveal/",
        {"purpose": "家长来访"},
    ),
    ("post", "/api/v1/home-visits/{id}/void/"): (
        "homeroom",
        "/api/v1/home-visits/{visit}/void/",
        {"reason": "记错了人"},
    ),
    ("post", "/api/v1/roster-imports/{id}/undo/"): (
        "teaching_director",
        "/api/v1/roster-imports/{roster_import}/undo/",
        {"reason": "选错了文件"},
    ),
    ("post", "/api/v1/summaries/{id}/approve/"): (
        "principal",
        "/api/v1/summaries/{summary}/approve/",
        {"comment": "同意"},
    ),
    ("post", "/api/v1/summaries/{id}/request-changes/"): (
        "principal",
        "/api/v1/summaries/{summary}/request-changes/",
        {"comment": "请补充"},
    ),
    ("patch", "/api/v1/summaries/{id}/sections/{section_id}/"): (
        "moral_director",
        "/api/v1/summaries/{summary}/sections/{section}/",
        {"text": "本学期走访有序。"},
    ),
    ("post", "/api/v1/summaries/{id}/submit/"): (
        "moral_director",
        "/api/v1/summaries/{summary}/submit/",
        {"comment": "请审核"},
    ),
    ("post", "/api/v1/summaries/{id}/withdraw/"): (
        "principal",
        "/api/v1/summaries/{summary}/withdraw/",
        {"reason": "有误"},
    ),
    ("post", "/api/v1/visit-policies/"): (
        "moral_director",
        "/api/v1/visit-policies/",
        {"title": "新要求", "effective_from": "2027-02-01", "rules": [RULE]},
    ),
    ("patch", "/api/v1/visit-policies/{id}/"): (
        "moral_director",
        "/api/v1/visit-policies/{draft}/",
        {"title": "改名", "rules": [RULE]},
    ),
}


WHY = "工作需要"
TERM = {
    "window_opens_on": "2027-07-11",
    "window_closes_on": "2028-01-31",
    "stages": [{"stage": "primary", "starts_on": "2027-09-01", "ends_on": "2028-01-28"}],
    "holidays": [{"name": "国庆节", "starts_on": "2027-10-01", "ends_on": "2027-10-07"}],
}
RESPLIT = {
    "cohort_year": 2024,
    "starts_on": "2026-11-30",
    "classes": 7,
    "rows": [{"student_number": "20240201", "number": 2}],
}
KEEPER = "teaching_director"


def _keeping(path, body, address="{student}"):
    """A row of the table below: an act of whoever keeps children, posts and the calendar."""
    return ("post", path), (KEEPER, path.replace("{id}", address), body)


GIVEN |= dict(
    [
        _keeping(
            "/api/v1/students/",
            {
                "student_number": "20249999",
                "name": "曲可欣",
                "school_class": "{maple}",
                "starts_on": "2026-11-20",
                "reason": WHY,
            },
        ),
        *(
            _keeping(f"/api/v1/students/{{id}}/{verb}/", {"last_day": "2026-11-20", "reason": WHY})
            for verb in ("transfer-out", "suspend", "graduate")
        ),
        _keeping(
            "/api/v1/students/{id}/move/",
            {"school_class": "{parallel}", "starts_on": "2026-11-20", "reason": WHY},
        ),
        _keeping(
            "/api/v1/students/{id}/readmit/",
            {"school_class": "{parallel}", "starts_on": "2026-11-20", "reason": WHY},
            "{gone}",
        ),
        _keeping("/api/v1/students/{id}/take-back-leaving/", {"reason": WHY}, "{gone}"),
        _keeping(
            "/api/v1/school-classes/{id}/homeroom/",
            {"staff": "{colleague}", "starts_on": "2026-11-20", "reason": WHY},
            "{maple}",
        ),
        _keeping(
            "/api/v1/staff/",
            {
                "staff_number": "0099",
                "name": "綦老师",
                "kind": "subject_leader",
                "subject": "语文",
                "starts_on": "2026-11-20",
                "reason": WHY,
            },
        ),
        _keeping(
            "/api/v1/staff/{id}/appoint/",
            {
                "kind": "prep_leader",
                "subject": "语文",
                "starts_on": "2026-11-20",
                "reason": WHY,
            },
            "{colleague}",
        ),
        _keeping(
            "/api/v1/staff/{id}/end-post/",
            {"post": "{post}", "last_day": "2026-11-20", "reason": WHY},
            "{colleague}",
        ),
        _keeping(
            "/api/v1/staff/{id}/grant-leave/",
            {"starts_on": "2026-11-30", "ends_on": "2026-12-04", "reason": WHY},
            "{colleague}",
        ),
        _keeping(
            "/api/v1/staff/{id}/return-from-leave/",
            {"leave": "{leave}", "returns_on": "2027-01-06", "reason": WHY},
            "{colleague}",
        ),
        _keeping(
            "/api/v1/staff/{id}/leave-school/",
            {"last_day": "2026-11-27", "reason": WHY},
            "{colleague}",
        ),
        _keeping("/api/v1/terms/", {"first_year": 2027, "ordinal": 1, **TERM}),
        (
            ("patch", "/api/v1/terms/{id}/"),
            (
                KEEPER,
                "/api/v1/terms/{term}/",
                {
                    **TERM,
                    "window_opens_on": "2026-07-11",
                    "window_closes_on": "2027-01-31",
                    "stages": [
                        {"stage": "primary", "starts_on": "2026-09-01", "ends_on": "2027-01-29"}
                    ],
                    "holidays": [
                        {"name": "国庆节", "starts_on": "2026-10-01", "ends_on": "2026-10-07"}
                    ],
                },
            ),
        ),
        _keeping("/api/v1/resplits/check/", RESPLIT),
        _keeping("/api/v1/resplits/", {**RESPLIT, "digest": "0" * 64, "reason": WHY}),
        _keeping("/api/v1/roll-overs/", {"year": 2027, "digest": "0" * 64}),
    ]
)


GENERAL = {
    "visits_required": 1,
    "accepted_channels": ["on_site"],
    "on_site_percent": None,
    "due_term": 2,
    "grace_days": 30,
}
PAPER = {"publication": "{publication}"}
CONCERN = "/api/v1/concerns/{concern}/"
ROUND = {"planned_on": "2026-11-28", "area": "河东片", "members": ["{owner}"]}
GIVEN[("post", "/api/v1/visit-policies/")][2]["general"] = GENERAL
GIVEN[("patch", "/api/v1/visit-policies/{id}/")][2]["general"] = GENERAL
GIVEN[("patch", "/api/v1/home-visits/{id}/")][2].update(
    outcome="declined",
    purposes=["economic_hardship"],
    exemption=VISIT["exemption"],
    set_aside={
        "made_from": 1,
        "purposes": ["economic_hardship"],
        "narrative": "另一台手机上写的",
        "suggestion": "另一台手机上写的",
    },
)
GIVEN |= {
    ("post", "/api/v1/concerns/"): (
        "homeroom",
        "/api/v1/concerns/",
        {
            "student": "{student}",
            "noticed_on": "2026-11-20",
            "kind": "care",
            "account": "孩子一个人在家",
            "step_taken": "送到姑姑家",
            "told": "德育主任",
        },
    ),
    ("post", "/api/v1/concerns/{id}/close/"): (
        "moral_director",
        f"{CONCERN}close/",
        {"result": "家长已回来"},
    ),
    ("post", "/api/v1/concerns/{id}/reveal/"): ("principal", f"{CONCERN}reveal/", {"purpose": WHY}),
    ("post", "/api/v1/concerns/{id}/steps/"): (
        "moral_director",
        f"{CONCERN}steps/",
        {"taken_on": "2026-11-21", "what": "与家长通话"},
    ),
    ("post", "/api/v1/mailbox/confirm/"): (
        "homeroom",
        "/api/v1/mailbox/confirm/",
        {"code": "12345678"},
    ),
    ("post", "/api/v1/publication-opinions/"): (
        "committee",
        "/api/v1/publication-opinions/",
        {**PAPER, "stance": "agrees", "text": "写得清楚"},
    ),
    ("post", "/api/v1/publication-questions/"): (
        "committee",
        "/api/v1/publication-questions/",
        {**PAPER, "figure": "", "text": "这一项怎么算的？"},
    ),
    ("post", "/api/v1/publication-questions/{id}/answer/"): (
        "principal",
        "/api/v1/publication-questions/{question}/answer/",
        {"text": "有的家庭另约了时间。"},
    ),
    ("post", "/api/v1/publication-questions/{id}/withdraw-answer/"): (
        "principal",
        "/api/v1/publication-questions/{question}/withdraw-answer/",
        {"reason": WHY},
    ),
    ("post", "/api/v1/visit-hand-overs/"): (
        "moral_director",
        "/api/v1/visit-hand-overs/",
        {
            "students": ["{student}"],
            "to": "{colleague}",
            "starts_on": "2026-11-23",
            "reason": WHY,
        },
    ),
    ("post", "/api/v1/visit-hand-overs/{id}/take-back/"): (
        "moral_director",
        "/api/v1/visit-hand-overs/{hand_over}/take-back/",
        {"from_on": "2026-11-23", "reason": WHY},
    ),
    ("post", "/api/v1/point-batches/"): (
        "teacher",
        "/api/v1/point-batches/",
        {
            "item": "{item}",
            "students": ["{student}"],
            "occurred_on": "2026-11-19",
            "note": "在走廊里",
        },
    ),
    ("post", "/api/v1/point-classes/{id}/goal/"): (
        "homeroom",
        "/api/v1/point-classes/{maple}/goal/",
        {"title": "一百句谢谢", "target": 100},
    ),
    ("post", "/api/v1/point-entries/{id}/reverse/"): (
        "moral_director",
        "/api/v1/point-entries/{entry}/reverse/",
        {"reason": WHY},
    ),
    ("post", "/api/v1/point-appeals/"): (
        "homeroom",
        "/api/v1/point-appeals/",
        {"entry": "{second_entry}", "raised_by_whom": "family", "reason": WHY},
    ),
    ("post", "/api/v1/point-appeals/{id}/answer/"): (
        "homeroom",
        "/api/v1/point-appeals/{appeal}/answer/",
        {"answer": "当时我在场"},
    ),
    ("post", "/api/v1/point-appeals/{id}/decide/"): (
        "moral_director",
        "/api/v1/point-appeals/{answered_appeal}/decide/",
        {"outcome": "upheld", "decision": WHY},
    ),
    ("post", "/api/v1/visit-rounds/"): (
        "moral_director",
        "/api/v1/visit-rounds/",
        {**ROUND, "students": ["{student}"]},
    ),
    ("patch", "/api/v1/visit-rounds/{id}/"): (
        "moral_director",
        "/api/v1/visit-rounds/{round}/",
        {**ROUND, "students": ["{student}"]},
    ),
}

# ---- civility ------------------------------------------------------------------------------
ITEM = "/api/v1/point-items/{point_item}/"
SELECTION = {"title": "文明礼仪使者", "criteria": "有一件具体的事迹"}
ITEM_VERSION = {
    "effective_from": "2026-11-23",
    "name": "拾金不昧",
    "domain": "school",
    "kind": "recognition",
    "recorder": "teacher",
    "least": 2,
    "most": 2,
    "needs_note": False,
}
GIVEN |= {
    ("post", "/api/v1/point-items/"): (
        "moral_director",
        "/api/v1/point-items/",
        {**ITEM_VERSION, "code": "SCH-02"},
    ),
    ("post", "/api/v1/point-items/{id}/revise/"): (
        "moral_director",
        f"{ITEM}revise/",
        {**ITEM_VERSION, "is_open": True, "why": WHY},
    ),
    ("post", "/api/v1/point-limits/"): (
        "moral_director",
        "/api/v1/point-limits/",
        {
            "effective_from": "2026-11-23",
            "student_day": 6,
            "teacher_day": 120,
            "undo_minutes": 5,
            "allows_deductions": False,
            "why": WHY,
        },
    ),
    ("post", "/api/v1/theme-months/"): (
        "moral_director",
        "/api/v1/theme-months/",
        {
            "title": "历史传统教育月",
            "colour": "red",
            "slogan": "知来路",
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-31",
            "items": ["{point_item}"],
        },
    ),
    ("post", "/api/v1/contest-items/"): (
        "moral_director",
        "/api/v1/contest-items/",
        {"code": "JL-01", "name": "课间纪律", "full_marks": 10, "is_per_head": True},
    ),
    ("post", "/api/v1/contest-items/{id}/change/"): (
        "moral_director",
        "/api/v1/contest-items/{contest_item}/change/",
        {"name": "改名"},
    ),
    ("post", "/api/v1/contest-checks/"): (
        "teacher",
        "/api/v1/contest-checks/",
        {
            "school_class": "{maple}",
            "item": "{contest_item}",
            "checked_on": "2026-11-20",
            "faults": 2,
            "note": "窗台有灰",
        },
    ),
    ("post", "/api/v1/contest-checks/{id}/void/"): (
        "teacher",
        "/api/v1/contest-checks/{contest_check}/void/",
        {"reason": "看错了班"},
    ),
    ("post", "/api/v1/contest-weeks/{id}/reopen/"): (
        "moral_director",
        "/api/v1/contest-weeks/{contest_week}/reopen/",
        {"reason": WHY},
    ),
    ("post", "/api/v1/ambassador-rounds/"): (
        "moral_director",
        "/api/v1/ambassador-rounds/",
        {**SELECTION, "places_a_class": 1, "nominations_until": "2026-12-11"},
    ),
    ("post", "/api/v1/ambassador-rounds/{id}/change/"): (
        "moral_director",
        "/api/v1/ambassador-rounds/{drafted}/change/",
        SELECTION,
    ),
    ("post", "/api/v1/ambassador-nominations/"): (
        "teacher",
        "/api/v1/ambassador-nominations/",
        {"selection": "{selection}", "student": "{other}", "deed": "扶起摔倒的同学"},
    ),
}

LESSON = {
    "kind": "{lesson_kind}",
    "taught_on": "2026-11-20",
    "period": 7,
    "subject": "语文",
    "topic": "草船借箭",
    "place": "录播教室",
}
GIVEN |= {
    ("post", "/api/v1/lesson-kinds/"): (
        KEEPER,
        "/api/v1/lesson-kinds/",
        {"code": "relay", "name": "接力课堂", "default_seats": 5},
    ),
    ("post", "/api/v1/lesson-kinds/{id}/change/"): (
        KEEPER,
        "/api/v1/lesson-kinds/{lesson_kind}/change/",
        {"name": "研讨课"},
    ),
    ("post", "/api/v1/lesson-campaigns/"): (
        KEEPER,
        "/api/v1/lesson-campaigns/",
        {
            "name": "名师展示周",
            "theme": "课堂提问",
            "starts_on": "2026-12-01",
            "ends_on": "2026-12-07",
            "kinds": ["{lesson_kind}"],
        },
    ),
    ("post", "/api/v1/lesson-campaigns/{id}/change/"): (
        KEEPER,
        "/api/v1/lesson-campaigns/{campaign}/change/",
        {"name": "改名", "theme": "改过"},
    ),
    ("post", "/api/v1/lessons/"): (
        "teacher",
        "/api/v1/lessons/",
        {**LESSON, "out_of_school": {"host_name": "綦老师", "organiser": "区教研室"}},
    ),
    ("patch", "/api/v1/lessons/{id}/"): (
        "teacher",
        "/api/v1/lessons/{lesson}/",
        {"subject": "数学", "topic": "改过", "place": "三楼"},
    ),
    ("post", "/api/v1/lessons/{id}/cancel/"): (
        "teacher",
        "/api/v1/lessons/{lesson}/cancel/",
        {"reason": "外出教研"},
    ),
    ("post", "/api/v1/lessons/{id}/reflect/"): (
        "teacher",
        "/api/v1/lessons/{given_lesson}/reflect/",
        {"reflection": "提问太碎", "changed": "并成一个大问题"},
    ),
    ("post", "/api/v1/relay-chains/"): (
        "teacher",
        "/api/v1/relay-chains/",
        {"topic": "整本书阅读", "subject": "语文"},
    ),
    ("post", "/api/v1/bookings/"): (
        "moral_director",
        "/api/v1/bookings/",
        {"lesson": "{lesson}", "note": "坐后排"},
    ),
    ("post", "/api/v1/bookings/{id}/answer/"): (
        "teacher",
        "/api/v1/bookings/{booking}/answer/",
        {"accepts": False, "answer": "坐不下了"},
    ),
}
GIVEN |= pairs.GIVEN
GIVEN |= proofs.GIVEN
GIVEN |= activities.GIVEN
GIVEN |= assured.GIVEN
GIVEN |= growing.GIVEN


RECORD = "/api/v1/observations/{record}/"
GIVEN |= {
    ("post", "/api/v1/rubrics/"): (KEEPER, "/api/v1/rubrics/", {"code": "B", "name": "听课单"}),
    ("post", "/api/v1/rubrics/{id}/change/"): (
        KEEPER,
        "/api/v1/rubrics/{rubric}/change/",
        {"name": "改名"},
    ),
    ("patch", "/api/v1/rubric-versions/{id}/"): (
        KEEPER,
        "/api/v1/rubric-versions/{rubric_draft}/",
        {
            "criteria": [
                {
                    "code": "seen",
                    "section": "学生学习",
                    "text": "看到学生在做什么",
                    "kind": "checklist",
                    "weight": "10",
                    "options": ["独立思考"],
                }
            ],
            "grades": [{"name": "优", "at_least": "90"}],
            "why": WHY,
        },
    ),
    ("post", "/api/v1/observation-limits/"): (
        KEEPER,
        "/api/v1/observation-limits/",
        {
            "effective_from": "2026-11-23",
            "grace_days": 7,
            "unseen_weeks": 8,
            "mentor_lessons_count": True,
            "similarity_from": "0.60",
            "why": WHY,
        },
    ),
    ("patch", "/api/v1/observations/{id}/"): (
        "teacher",
        "/api/v1/observations/{record_draft}/",
        {
            "suggestion": "少讲一点",
            "highlights": "学生先写",
            "board": "清楚",
            "participation": "人人举手",
            "notes": [{"client_id": str(uuid.UUID(int=1)), "text": "复习导入"}],
            "strategies": [{"text": "先独立想30秒"}],
            "scores": [{"criterion": "goal", "level": 3, "text": "有几个没听懂"}],
        },
    ),
    ("post", "/api/v1/observations/{id}/reflect/"): (
        "homeroom",
        f"{RECORD}reflect/",
        {"reflection": "下次先让学生写"},
    ),
    ("post", "/api/v1/observations/{id}/reopen/"): (
        "teacher",
        f"{RECORD}reopen/",
        {"reason": "人数记错了"},
    ),
    ("post", "/api/v1/strategy-tags/"): (KEEPER, "/api/v1/strategy-tags/", {"name": "小组合作"}),
    ("post", "/api/v1/strategy-tags/{id}/change/"): (
        KEEPER,
        "/api/v1/strategy-tags/{strategy_tag}/change/",
        {"name": "合作"},
    ),
}


def _resolve(schema):
    while True:
        if "$ref" in schema:
            schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        elif len(schema.get("allOf", [])) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


def _texts(schema, path=()):
    """The paths of every free text below a schema: strings without a format or choices."""
    schema = _resolve(schema)
    if schema.get("type") == "object":
        for name, part in schema.get("properties", {}).items():
            yield from _texts(part, (*path, name))
    elif schema.get("type") == "array":
        yield from _texts(schema["items"], (*path, 0))
    elif schema.get("type") == "string" and not {"format", "enum"} & schema.keys():
        yield path


def _letters(schema, path):
    """How many letters the field at this path takes."""
    for step in path:
        schema = _resolve(schema)
        schema = schema["items"] if step == 0 else schema["properties"][step]
    return _resolve(schema).get("maxLength")


def _writable():
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield (method, path), list(_texts(content["application/json"]["schema"]))


WRITABLE = dict(_writable())
FIELDS = [(key, path) for key, paths in WRITABLE.items() for path in paths]
LETTERS = {
    (key, path): _letters(
        DOCUMENT["paths"][key[1]][key[0]]["requestBody"]["content"]["application/json"]["schema"],
        path,
    )
    for key, path in FIELDS
}
# Codes of a closed list travel as text: anything that is not on the list is refused.
CODES = {
    "code",
    "criterion",
    "figure",
    "username",
    "category",
    "categories",
    "accepted_channels",
    "purposes",
    "student_number",
    "staff_number",
    "sha256",
    *growing.CODES,
}
# What the committee reads is proofread like a paper: 100 % is too sure, {{ }} is left over.
PROOFREAD = {("post", "/api/v1/publication-questions/{id}/answer/")}
FREE = [(k, p) for k, p in FIELDS if not CODES & {part for part in p if isinstance(part, str)}]


def grouped(fields):
    return by_resource(fields, lambda one: one[0][1])


OPERATIONS = by_resource(GIVEN, lambda key: key[1])


def _fill(value, world):
    if isinstance(value, dict):
        return {name: _fill(part, world) for name, part in value.items()}
    if isinstance(value, list):
        return [_fill(part, world) for part in value]
    if isinstance(value, str) and value.startswith("{"):
        name = value.strip("{}")
        if name == "owner":
            return str(world.rows["account"].staff_id)
        if name == "other":
            return str(world.rows["exemption"].student_id)
        return str(world.rows[name].pk)
    return value


def _put(body, path, value):
    body = copy.deepcopy(body)
    place = body
    for step in path[:-1]:
        place = place[step]
    if isinstance(place, list) and not place:
        place.append(value)
    else:
        place[path[-1]] = value
    return body


class Sender:
    """Sends a body to an operation as the person who may, and counts every row."""

    def __init__(self, request, as_user, world):
        self.clients, self.world = Clients(request, as_user), world

    def __call__(self, key, path=(), value=None, body=None):
        who, address, given = GIVEN[key]
        body = _fill(given, self.world) if body is None else body
        if path:
            body = _put(body, path, value)
        client = self.clients(who)
        # A lone surrogate travels in JSON as an escape, as a hostile client would send it.
        return client.generic(
            key[0].upper(),
            self.world.address(address),
            json.dumps(body).encode(),
            content_type="application/json",
            HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()),
            HTTP_IF_MATCH='"1"',
        )

    def tried(self, key, path=(), value=None):
        """The same, and what it did is taken back."""
        self.clients(GIVEN[key][0])
        with undone():
            return self(key, path, value)

    @staticmethod
    def rows():
        models = [
            m
            for label in settings.CONTEXTS
            for m in apps.get_app_config(label.split(".")[1]).get_models()
            if m.__name__ != "Session"  # who asks has signed in; that is not the request's doing
        ]
        return {m.__name__: m.objects.count() for m in models}


@pytest.fixture
def send(request, as_user, world):
    return Sender(request, as_user, world)


def test_every_operation_with_text_is_tried():
    assert {key for key, paths in WRITABLE.items() if paths} == set(GIVEN)


@pytest.mark.parametrize("keys", **OPERATIONS)
def test_the_bodies_tried_are_good_ones(send, keys, subtests):
    """Otherwise a refusal below would prove nothing."""
    for key in keys:
        with subtests.test(key=key):
            answer = send.tried(key)
            assert answer.status_code in (200, 201, 409), answer.content.decode()


@pytest.mark.parametrize("fields", **grouped(FIELDS))
def test_text_that_breaks_documents_is_refused_everywhere(send, fields, subtests):
    texts = {**hostile.REFUSED, "H-10 too long": hostile.TOO_LONG[:60_000]}
    before = send.rows()

    for key, path in fields:
        with subtests.test(key=key, path=path):
            for name, value in texts.items():
                answer = send(key, path, value)
                assert answer.status_code == 400, (name, answer.content.decode()[:300])
                assert answer["Content-Type"] == "application/problem+json"
                assert answer.json()["errors"][0]["field"].startswith(str(path[0])), name

    assert send.rows() == before


@pytest.mark.parametrize("fields", **grouped(FREE))
def test_text_that_looks_dangerous_is_text_everywhere(send, fields, subtests):
    """Each is the first of its kind: what it made is taken back. Short fields get its beginning."""
    for key, path in fields:
        with subtests.test(key=key, path=path):
            for name, value in hostile.STORED_AS_TEXT.items():
                answer = send.tried(key, path, value[: LETTERS[key, path]])
                if key in PROOFREAD and answer.status_code == 400:
                    assert answer.json()["errors"][0]["code"] in ("absolute", "residue"), name
                else:
                    assert answer.status_code in (200, 201, 404, 409, 412), (
                        name,
                        answer.content.decode(),
                    )


NOT_OURS = ("id", "school", "created_by", "version", "state", "is_late", "role", "points_total")


@pytest.mark.parametrize("keys", **OPERATIONS)
def test_a_field_that_is_not_ours_to_give_is_refused(send, keys, subtests):
    """Z-07: refused by name, not ignored."""
    before = send.rows()

    for key in keys:
        given = _fill(GIVEN[key][2], send.world)
        with subtests.test(key=key):
            for extra in NOT_OURS:
                answer = send(key, body={**given, extra: str(uuid.uuid4())})

                # A reveal may name a version to be read; that is no version given to a row.
                is_asked_for = (key[1].endswith("home-visits/{id}/reveal/"), extra)
                code = "invalid" if is_asked_for == (True, "version") else "unknown_field"
                assert answer.status_code == 400, extra
                assert {"field": extra, "code": code}.items() <= answer.json()["errors"][0].items()

    assert send.rows() == before


@pytest.mark.parametrize("fields", **grouped(FIELDS))
def test_a_value_of_the_wrong_type_is_refused(send, fields, subtests):
    for key, path in fields:
        with subtests.test(key=key, path=path):
            for value in (1, 1.5, {}, [1], True):
                assert send(key, path, value).status_code == 400, value


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (("post", "/api/v1/home-visits/"), "student"),
        (("post", "/api/v1/circumstances/"), "student"),
        (("post", "/api/v1/exemptions/"), "student"),
    ],
)
def test_a_child_of_another_school_or_class_does_not_exist(send, key, name, stranger, song):
    """Z-08: the same answer for another school's child, a child out of reach, and none at all."""
    from tests.factories import people

    foreign = people.Student(school=stranger.school)
    before = send.rows()
    unknown = [str(foreign.pk), str(uuid.uuid4())]
    if GIVEN[key][0] == "homeroom":
        unknown.append(str(song.pk))

    errors = []
    for pk in unknown:
        body = _fill(GIVEN[key][2], send.world) | {name: pk}
        for told in (
            "purposes",
            "exemption",
        ):  # an error of their own: who may not know of the child
            body.pop(told, None)
        answer = send(key, body=body)
        assert answer.status_code == 400
        errors.append([(e["field"], e["code"]) for e in answer.json()["errors"]])

    assert errors == [errors[0]] * len(errors)
    assert name in {field for field, _ in errors[0]}
    assert send.rows() == before


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-24", "visit_in_future"),
        ("2025-01-01", "out_of_term"),
        ("2099-12-31", "visit_in_future"),
        ("1999-12-31", "invalid"),
        ("9999-12-31", "invalid"),
        ("2026-13-01", "invalid"),
        ("２０２６-11-01", "invalid"),
        ("2026-1-1", "invalid"),
        (20261101, "invalid"),
        (None, "null"),
    ],
)
def test_a_day_outside_the_term_is_refused(send, day, code):
    answer = send(("post", "/api/v1/home-visits/"), ("visited_on",), day)

    assert answer.status_code == 400
    assert (answer.json()["errors"][0]["field"], answer.json()["errors"][0]["code"]) == (
        "visited_on",
        code,
    )


SEARCHED = [
    ("principal", "students", "q"),
    ("principal", "staff", "q"),
    ("admin", "accounts", "q"),
    ("homeroom", "visitable-students", "q"),
    ("teacher", "strategies", "q"),
    ("teacher", "awards", "q"),
    ("teacher", "evidence", "q"),
]


@pytest.mark.parametrize(("who", "route", "name"), SEARCHED)
@pytest.mark.parametrize("value", ["%", "_", "\\", "'", '"', "--", "* OR 1=1"])
def test_a_search_is_literal(request, as_user, world, who, route, name, value):
    """H-11: what is found holds the mark itself; most names hold none."""
    client = as_user(request.getfixturevalue(who))

    answer = client.get(f"/api/v1/{route}/", {name: value})

    assert answer.status_code == 200
    assert all(value in row.get("username", "") for row in answer.json()["results"])


@pytest.mark.parametrize(("who", "route", "name"), SEARCHED)
def test_a_search_that_is_too_long_is_refused(request, as_user, world, who, route, name):
    client = as_user(request.getfixturevalue(who))

    assert client.get(f"/api/v1/{route}/", {name: "长" * 8000}).status_code == 400

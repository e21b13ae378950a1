"""What a new school opens to colleagues and looks at lessons by: a list to begin with."""

from typing import Any

LIMITS: dict[str, Any] = {"grace_days": 7, "unseen_weeks": 8}

KINDS: tuple[dict[str, Any], ...] = (
    {
        "code": "leader_open",
        "name": "干部开放课",
        "default_seats": 10,
        "rubric": "growing",
    },
    {
        "code": "master_feature",
        "name": "名师特色课",
        "default_seats": 20,
        "rubric": "growing",
    },
    {
        "code": "newcomer_efficient",
        "name": "新秀高效课",
        "default_seats": 10,
        "rubric": "hundred",
    },
    {
        "code": "all_staff_effective",
        "name": "全员提效课",
        "default_seats": 5,
        "rubric": "hundred",
    },
    {"code": "booked", "name": "预约课堂", "default_seats": 3, "rubric": "hundred"},
    {"code": "relay", "name": "接力课堂", "default_seats": 10, "rubric": "growing"},
    {"code": "drop_in", "name": "推门课", "is_announced": False},
    {
        "code": "backbone_showcase",
        "name": "骨干教师展示课",
        "default_seats": 20,
        "rubric": "growing",
    },
    {"code": "open", "name": "公开课", "default_seats": 20, "rubric": "hundred"},
)
"""`rubric` is the code of the one that the kind chooses; without one nothing is scored."""

TAGS: tuple[str, ...] = (
    "课堂导入",
    "问题设计",
    "小组合作",
    "动手操作",
    "思维可视化",
    "读写结合",
    "分层练习",
    "当堂反馈",
)

QUOTAS: tuple[dict[str, Any], ...] = (
    {"post_kind": "principal", "period": "term", "at_least": 20},
    {"post_kind": "vice_principal", "period": "term", "at_least": 20},
    {"post_kind": "teaching_director", "period": "term", "at_least": 30},
    {"post_kind": "research_director", "period": "term", "at_least": 20},
    {"post_kind": "moral_director", "period": "term", "at_least": 14},
    {"post_kind": "subject_leader", "period": "term", "at_least": 15},
    {"post_kind": "subject_teacher", "period": "term", "at_least": 10},
    {"years_up_to": 3, "period": "term", "at_least": 15},
)
"""Of several that apply to a person the highest holds, not the sum."""


def _scale(code: str, section: str, text: str, weight: int, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "section": section,
        "text": text,
        "kind": "scale",
        "levels": 5,
        "weight": weight,
        **more,
    }


RUBRICS: tuple[dict[str, Any], ...] = (
    {
        "code": "hundred",
        "name": "课堂教学评课表",
        "bonus_most": 5,
        "grades": (
            {"name": "优", "at_least": 90},
            {"name": "良", "at_least": 80},
            {"name": "合格", "at_least": 60},
            {"name": "待改进", "at_least": 0},
        ),
        "criteria": (
            _scale("aim_clear", "教学目标", "目标具体，学生听得懂、做得到", 6),
            _scale("aim_fits", "教学目标", "合乎课标和这个班的学情", 4),
            _scale("content_right", "教学内容", "内容准确，抓住重点", 6),
            _scale("content_step", "教学内容", "难点拆得开，层次清楚", 5),
            _scale("content_life", "教学内容", "联系学生的生活", 4),
            _scale("flow_structure", "教学过程", "环节清楚，时间用在学生身上", 8),
            _scale("flow_questions", "教学过程", "问题有价值，等得住，追得深", 9),
            _scale("flow_practice", "教学过程", "练习有层次，当堂有反馈", 8),
            _scale("way_think", "方法策略", "学生先想、先试、先说", 9),
            _scale("way_together", "方法策略", "合作有分工，人人有事做", 8),
            _scale("way_all", "方法策略", "照顾到不同的学生，随班的孩子也在学", 8),
            _scale("way_tools", "方法策略", "板书、学具、技术用得恰当", 5),
            _scale("self_language", "教师素养", "语言清楚，评价具体", 5),
            _scale("self_respond", "教师素养", "应变自然，尊重每个学生", 5),
            _scale("result", "教学效果", "大多数学生当堂达成目标", 10),
            _scale("style", "个性加分", "有自己的特色", 5, is_bonus=True),
            {
                "code": "hands",
                "section": "课堂观察",
                "text": "主动举手的学生",
                "kind": "count",
            },
            {
                "code": "board",
                "section": "课堂观察",
                "text": "板书",
                "kind": "text",
            },
        ),
    },
    {
        "code": "growing",
        "name": "发展性听课单（不打分）",
        "bonus_most": 0,
        "grades": (),
        "criteria": (
            {
                "code": "learning",
                "section": "学生学习",
                "text": "看到学生在做什么",
                "kind": "checklist",
                "options": ("独立思考", "同伴互讲", "动手操作", "当堂改错", "提出问题"),
            },
            {
                "code": "speakers",
                "section": "学生学习",
                "text": "发言的学生",
                "kind": "count",
            },
            {
                "code": "waiting",
                "section": "教师教学",
                "text": "提问后等了多久",
                "kind": "text",
            },
            {
                "code": "culture",
                "section": "课堂文化",
                "text": "说错了的孩子得到了什么",
                "kind": "text",
            },
        ),
    },
)
"""The first makes a total of 100, bonus apart; the second serves the talk about the lesson."""

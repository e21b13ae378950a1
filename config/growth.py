"""What plans of a new school are made of, by career stage: a list to begin with."""

from typing import Any


def _text(key: str, title: str, hint: str = "", *, is_required: bool = False) -> dict[str, Any]:
    return {"key": key, "title": title, "hint": hint, "kind": "text", "is_required": is_required}


def _list(key: str, title: str, hint: str = "", *, is_required: bool = False) -> dict[str, Any]:
    return {**_text(key, title, hint, is_required=is_required), "kind": "list"}


GOALS = {**_text("goals", "目标与措施", is_required=True), "kind": "goals"}
BOOKS = _list("books", "打算读的书", "每行一本")
HELP = _text("help", "希望学校给予的帮助", "培训、师傅、时间、资料")
STRENGTHS = _text("strengths", "我的长处", "写具体的事", is_required=True)
GAPS = _text("gaps", "我的不足", "写最想改变的一两处", is_required=True)


def _years(direction: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        STRENGTHS,
        GAPS,
        _text("direction", "三年后我要成为怎样的老师", direction, is_required=True),
        GOALS,
        *more,
        BOOKS,
        HELP,
    ]


def _term(*more: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _text("now", "本学期从哪里起步", "对照上学期，写实际情况", is_required=True),
        GOALS,
        *more,
        BOOKS,
        HELP,
    ]


TEMPLATES: tuple[dict[str, Any], ...] = (
    {
        "stage": "novice",
        "horizon": "years",
        "title": "新手教师三年发展规划",
        "blocks": _years(
            "站稳课堂、管好班级、读懂学生",
            _list("basics", "要过关的基本功", "如：板书、备课、评课、家访、班会"),
        ),
    },
    {
        "stage": "novice",
        "horizon": "term",
        "title": "新手教师学期计划",
        "blocks": _term(
            _text("mentor", "跟师傅学什么", "每月一件事", is_required=True),
            _list("lessons", "要磨的课", "课题、时间"),
        ),
    },
    {
        "stage": "competent",
        "horizon": "years",
        "title": "胜任教师三年发展规划",
        "blocks": _years(
            "课堂有效、班级有序、开始有自己的做法",
            _text("question", "想研究的一个小问题", "从自己的课堂里来"),
        ),
    },
    {
        "stage": "competent",
        "horizon": "term",
        "title": "胜任教师学期计划",
        "blocks": _term(
            _text("change", "课堂上要改的一件事", "改什么、怎样看出变化", is_required=True)
        ),
    },
    {
        "stage": "mature",
        "horizon": "years",
        "title": "成熟教师三年发展规划",
        "blocks": _years(
            "形成教学特色，能带一个同伴或一个小组",
            _text("feature", "我的教学特色", "一句话说清，再举一个例子", is_required=True),
            _text("question", "研究的课题", "问题、方法、成果的样子"),
        ),
    },
    {
        "stage": "mature",
        "horizon": "term",
        "title": "成熟教师学期计划",
        "blocks": _term(
            _text("guide", "带谁、带什么", "徒弟、备课组或同伴"),
            _text("share", "要拿出来分享的", "展示课、讲座、案例"),
        ),
    },
    {
        "stage": "expert",
        "horizon": "years",
        "title": "专家型教师三年发展规划",
        "blocks": _years(
            "凝练教学主张，建好团队，让经验留得下来",
            _text("belief", "我的教学主张", is_required=True),
            _text("team", "带一支怎样的团队", "工作室、课题组、片区教研", is_required=True),
            _list("works", "要留下的成果", "课例、文章、课程"),
        ),
    },
    {
        "stage": "expert",
        "horizon": "term",
        "title": "专家型教师学期计划",
        "blocks": _term(
            _text("team", "本学期的团队活动", "主题、次数、分工", is_required=True),
            _text("share", "要拿出来分享的", "示范课、讲座、文章"),
        ),
    },
)
"""Required blocks cannot be left out of a plan that is handed in."""

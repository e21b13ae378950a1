"""What a new school may notice, check and aim at: a catalogue to begin with, all of it editable."""

from typing import Any

LIMITS: dict[str, Any] = {
    "student_day": 10,
    "teacher_day": 300,
    "undo_minutes": 10,
    "allows_deductions": False,
}


def _item(
    code: str,
    name: str,
    domain: str,
    recorder: str,
    least: int,
    most: int | None = None,
    **more: Any,
) -> dict[str, Any]:
    version = {
        "name": name,
        "domain": domain,
        "kind": "recognition",
        "recorder": recorder,
        "least": least,
        "most": least if most is None else most,
        "needs_note": False,
        "cap_day": None,
        "cap_week": None,
        "cap_month": None,
    }
    return {"code": code, **version, **more}


ITEMS: tuple[dict[str, Any], ...] = (
    _item("SCH-01", "主动问好、礼貌用语", "school", "teacher", 1, cap_day=1),
    _item("SCH-02", "拾金不昧", "school", "teacher", 2),
    _item("SCH-03", "上下楼梯靠右、文明集会", "school", "teacher", 1, cap_week=2),
    _item("SCH-04", "帮助同学", "school", "teacher", 2, cap_week=4, needs_note=True),
    _item("SCH-05", "爱护公物、主动捡拾垃圾", "school", "teacher", 1, cap_week=2),
    _item("SCH-06", "值日、岗位尽责", "school", "homeroom", 1, cap_week=2),
    _item("HOM-01", "自己的事自己做、做家务", "home", "homeroom", 1, cap_week=3),
    _item("HOM-02", "孝敬长辈的具体行动", "home", "homeroom", 2, cap_week=2, needs_note=True),
    _item("HOM-03", "亲子阅读打卡", "home", "homeroom", 1, cap_week=3),
    # Two points an hour: the note names the organisation and how long it was.
    _item("COM-01", "志愿服务", "community", "homeroom", 2, 6, cap_month=6, needs_note=True),
    _item("COM-02", "垃圾分类、文明出行", "community", "homeroom", 1, cap_week=2, needs_note=True),
    _item("REM-01", "提醒", "school", "teacher", 0, kind="reminder"),
)
"""Acts at home and in the community come from the families; the homeroom teacher records them."""

CONTEST_ITEMS: tuple[dict[str, Any], ...] = (
    {"code": "HYG", "name": "卫生", "is_per_head": False, "full_marks": 10},
    {"code": "DIS", "name": "纪律", "is_per_head": True, "full_marks": 10},
    {"code": "EXE", "name": "两操", "is_per_head": True, "full_marks": 10},
    {"code": "COU", "name": "礼仪", "is_per_head": True, "full_marks": 10},
    {"code": "ASM", "name": "集会", "is_per_head": True, "full_marks": 10},
    {"code": "BRD", "name": "板报", "is_per_head": False, "full_marks": 10},
)
"""Faults of the room are the class's; those of children are more where there are more children."""

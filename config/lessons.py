"""The kinds of lessons that a new school opens to colleagues: a list to begin with."""

from typing import Any

KINDS: tuple[dict[str, Any], ...] = (
    {"code": "leader_open", "name": "干部开放课", "default_seats": 10},
    {"code": "master_feature", "name": "名师特色课", "default_seats": 20},
    {"code": "newcomer_efficient", "name": "新秀高效课", "default_seats": 10},
    {"code": "all_staff_effective", "name": "全员提效课", "default_seats": 5},
    {"code": "booked", "name": "预约课堂", "default_seats": 3},
    {"code": "relay", "name": "接力课堂", "default_seats": 10},
    {"code": "drop_in", "name": "推门课", "is_announced": False},
    {"code": "backbone_showcase", "name": "骨干教师展示课", "default_seats": 20},
    {"code": "open", "name": "公开课", "default_seats": 20},
)

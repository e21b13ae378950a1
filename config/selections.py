"""What a new school selects people and deeds for: a list to begin with.

文明礼仪使者 are chosen by their classes and stand in `civility`.
"""

from typing import Any

KINDS: tuple[dict[str, Any], ...] = (
    {"code": "moving_deeds", "name": "感动校园的人与事", "whom": "deed"},
    {"code": "outstanding_parents", "name": "优秀家长", "whom": "parent"},
    {"code": "good_neighbours", "name": "身边好人", "whom": "parent"},
    {"code": "ten_best_teachers", "name": "十佳教师", "whom": "staff"},
    {"code": "ethics_models", "name": "师德标兵", "whom": "staff"},
    {"code": "four_good_pupils", "name": "“四好少年”", "whom": "pupil"},
)

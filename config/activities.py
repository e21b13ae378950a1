"""What a new school does beyond lessons and visits: its kinds of activity, a list to begin with."""

from typing import Any

STAFF, PUPILS, FAMILIES = "is_for_staff", "is_for_pupils", "is_for_families"


def _kind(code: str, name: str, area: str, *true: str) -> dict[str, Any]:
    """`true`: whom it is for, and what it asks for besides day, topic and who."""
    return {"code": code, "name": name, "area": area, **dict.fromkeys(true, True)}


LEVEL, DOMAIN, HOURS = "asks_research_level", "asks_domain", "asks_hours"
HEADS, GUESTS, ISSUE = "asks_headcount", "asks_visitors", "asks_issue"
CLASSES, OUTCOME, REFLECTION = "asks_classes", "asks_outcome", "asks_reflection"

KINDS: tuple[dict[str, Any], ...] = (
    # 师德
    _kind("oath", "重温誓词", "ethics", STAFF, REFLECTION),
    _kind("ethics_check", "师德自查", "ethics", STAFF, REFLECTION),
    _kind("ethics_talk", "师德报告", "ethics", STAFF, OUTCOME, REFLECTION),
    _kind("gratitude_talk", "感恩大家谈", "ethics", STAFF, OUTCOME),
    _kind("staff_congress", "教代会", "other", STAFF, OUTCOME),
    # 大学习: 学习, 讨论, 汇报
    _kind("study_session", "集中学习", "study", STAFF, REFLECTION),
    _kind("discussion", "专题讨论", "study", STAFF, OUTCOME),
    _kind("study_report", "汇报展示", "study", STAFF, OUTCOME),
    # 教研
    _kind("research", "教研活动", "research", STAFF, LEVEL, OUTCOME),
    _kind("reflective_study", "参省式校本研修", "research", STAFF, OUTCOME, REFLECTION),
    _kind("studio_session", "名师工作室活动", "research", STAFF, OUTCOME),
    _kind("group_research", "群体研究", "research", STAFF, OUTCOME),
    _kind("backbone_talk", "骨干小讲坛", "research", STAFF, OUTCOME),
    # 培训
    _kind("special_training", "专题培训", "training", STAFF, HOURS, OUTCOME),
    _kind("new_teacher_training", "新教师培训", "training", STAFF, HOURS),
    _kind("outside_study", "外出学习", "training", STAFF, HOURS, OUTCOME, REFLECTION),
    _kind("growth_task", "成长任务", "training", STAFF, OUTCOME),
    # 德育
    _kind("theme_month", "主题教育月活动", "moral", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("colour_month", "主题色彩月活动", "moral", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("habits", "好习惯塑造好人生", "moral", PUPILS, DOMAIN, HEADS, CLASSES, OUTCOME),
    _kind("etiquette_forum", "文明礼仪论坛", "moral", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("low_carbon", "低碳小达人", "moral", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("guinness", "吉尼斯小擂台", "moral", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("mascot", "吉祥物评选", "moral", PUPILS, HEADS, OUTCOME),
    _kind("red_tour", "红色旅游团", "moral", PUPILS, FAMILIES, HEADS, CLASSES, OUTCOME),
    # 国防
    _kind("defence_festival", "国防节分项活动", "defence", PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("camp_session", "国防训练营活动", "defence", PUPILS, HEADS, CLASSES),
    _kind("obstacle_course", "障碍训练", "defence", PUPILS, HEADS, CLASSES),
    _kind("map_course", "夺宝奇兵识图越野", "defence", PUPILS, HEADS, CLASSES),
    _kind("institute_session", "少年军事研究院活动", "defence", PUPILS, HEADS, OUTCOME),
    # 家校
    _kind("parent_school", "家长学校授课", "family", FAMILIES, HEADS, CLASSES),
    _kind("family_education", "科学家教进万家", "family", FAMILIES, HEADS, OUTCOME),
    _kind("class_teacher_training", "专业型班主任培训", "family", STAFF, HOURS),
    _kind("parent_training", "成长型家长培训", "family", FAMILIES, HOURS, HEADS),
    _kind("volunteering", "家长志愿者服务", "family", FAMILIES, HEADS, OUTCOME),
    _kind("platform_activity", "家校社平台活动", "family", FAMILIES, HEADS, OUTCOME),
    _kind("family_festival", "家庭文化节活动", "family", FAMILIES, PUPILS, HEADS, OUTCOME),
    _kind("family_books", "家庭藏书推介", "family", FAMILIES, PUPILS, HEADS, CLASSES),
    _kind("book_drift", "图书漂流", "family", FAMILIES, PUPILS, HEADS, CLASSES),
    _kind("reading_show", "读书展风采", "family", FAMILIES, PUPILS, HEADS, CLASSES, OUTCOME),
    _kind("photo_exhibition", "亲子摄影展", "family", FAMILIES, PUPILS, HEADS, CLASSES),
    _kind("greeting_cards", "亲子贺卡", "family", FAMILIES, PUPILS, HEADS, CLASSES),
    _kind("consultation_day", "家长咨询日", "family", FAMILIES, HEADS),
    # 安全
    _kind("safety_drill", "安全演练", "safety", PUPILS, STAFF, HEADS, CLASSES, OUTCOME),
    _kind("safety_lesson", "安全教育", "safety", PUPILS, HEADS, CLASSES),
    _kind("patrol", "护导与放学护送", "safety", STAFF, OUTCOME),
    # 其他
    _kind("equipment_training", "设备使用培训", "training", STAFF, HOURS),
    _kind("reception", "接待来访", "other", STAFF, HEADS, GUESTS, OUTCOME),
    _kind("printed_paper", "校刊出刊", "other", PUPILS, FAMILIES, ISSUE),
)

"""What a new school pledges and inspects: a list to begin with."""

from typing import Any

LEADERS = ("vice_principal",)
HEADS = (
    "moral_director",
    "teaching_director",
    "research_director",
    "brigade_counselor",
    "union_chair",
)
TEACHERS = (
    "grade_leader",
    "subject_leader",
    "prep_leader",
    "homeroom_teacher",
    "deputy_homeroom",
    "subject_teacher",
    "school_doctor",
    "administrator",
)
LAYERS: tuple[dict[str, Any], ...] = (
    {"name": "校级领导", "posts": LEADERS, "countersigner_posts": ("principal",)},
    {"name": "部门负责人", "posts": HEADS, "countersigner_posts": ("principal", *LEADERS)},
    {
        "name": "教职工",
        "posts": TEACHERS,
        "countersigner_posts": ("moral_director", "teaching_director"),
    },
)
"""Layer by layer: each signs with those above."""

PLEDGES: tuple[dict[str, Any], ...] = (
    {
        "code": "ethics",
        "kind": "ethics",
        "title": "教师职业道德责任书",
        "text": (
            "为履行教师职责，我向学校和家长承诺：\n"
            "一、爱国守法，依法执教，言行符合教师身份。\n"
            "二、关爱每一名学生，尊重人格，不讽刺、不歧视、不体罚或变相体罚。\n"
            "三、认真备课、上课、批改和辅导，不敷衍塞责。\n"
            "四、公平对待学生，不以成绩给学生排名张榜。\n"
            "五、为人师表，语言文明，衣着得体，课堂上不使用手机办私事。\n"
            "六、廉洁从教，不收受家长礼金礼品，不参加家长宴请，不组织或参与有偿补课。\n"
            "七、保护学生和家庭的隐私，不外传学生信息。\n"
            "八、虚心接受家长和社会监督，有错即改。\n"
            "如有违反，愿按学校规定承担责任。"
        ),
    },
    {
        "code": "safety",
        "kind": "safety",
        "title": "安全责任状",
        "text": (
            "为保障师生安全，按照“谁主管、谁负责，谁在岗、谁负责”的要求，我承诺：\n"
            "一、熟悉学校安全预案和本岗位职责，按时参加安全培训与演练。\n"
            "二、上课、课间、放学和外出活动时履行看护职责，不擅自离岗。\n"
            "三、发现隐患立即报告，并在本人职责内当场处置；整改按期完成。\n"
            "四、学生受伤或突发疾病时先救护、再报告，并及时联系家长。\n"
            "五、爱护设施设备，规范使用水、电、燃气和实验器材。\n"
            "六、不迟报、不漏报、不瞒报。\n"
            "本责任状在本学期内有效。"
        ),
    },
)

INSPECTION_KINDS: tuple[tuple[str, str], ...] = (
    ("safety", "安全排查"),
    ("standard_school", "标准化学校检查"),
    ("equipment", "设备器材检查"),
    ("epidemic", "卫生防疫检查"),
    ("canteen", "食堂检查"),
    ("duty", "护导值班检查"),
)

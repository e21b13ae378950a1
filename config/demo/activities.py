"""What the demo school does beyond lessons: two terms of programmes, activities, groups and pairs."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from config.activities import KINDS
from config.demo.calendar import DAY, TermDates
from config.demo.people import MENTOR, TEACHER, DemoSchool, Pupil, moment
from config.demo.points import school_days
from school.activities.models import (
    Activity,
    ActivityClass,
    ActivityKind,
    ActivityReflection,
    ActivityStaff,
    Consultation,
    ContactWay,
    Group,
    GroupMember,
    GroupTopic,
    ParentingPiece,
    PartRole,
    Programme,
    ProgrammePhase,
    ProgrammeTopic,
    PupilContact,
    PupilPair,
)
from school.people.models import SchoolClass, StaffMember, User

ALL, GRADE, SOME, NOBODY = "all", "grade", "some", "nobody"
"""Which colleagues are named in an activity."""


@dataclass(frozen=True)
class Event:
    """On the nth teaching day of each term: in the first and in the second it is about these."""

    on: int
    kind: str
    by: str
    topics: tuple[str, str]
    who: str = NOBODY
    of: str = ""
    """The programme or the group, by name."""
    classes: tuple[int, ...] = ()
    """Grades whose classes took part."""
    more: dict[str, Any] = field(default_factory=dict)


EVENTS: tuple[Event, ...] = (
    Event(1, "oath", "moral_director", ("重温教师誓词", "开学第一天，再读誓词"), ALL),
    Event(3, "ethics_check", "moral_director", ("对照十项准则自查", "寻找差距"), ALL),
    Event(6, "ethics_talk", "principal", ("做孩子记得住的老师", "一位老教师的三十年"), ALL),
    Event(46, "gratitude_talk", "union_chair", ("不变的承诺：感恩大家谈", "谢谢你，同事"), ALL),
    Event(60, "staff_congress", "union_chair", ("绩效考核办法表决", "年度工作审议"), ALL),
    Event(5, "study_session", "principal", ("学原文，谈体会", "课标里的新说法"), ALL, "大学习"),
    Event(
        25, "discussion", "teaching_director", ("作业怎样少而有用", "课堂里谁在学"), ALL, "大学习"
    ),
    Event(48, "study_report", "teaching_director", ("汇报课与才艺展示", "一人一得"), ALL, "大学习"),
    Event(
        8,
        "research",
        "homeroom-3-1",
        ("集体备课：第二单元", "集体备课：古诗"),
        GRADE,
        more={"research_level": "routine", "outcome": "统一了单元目标和两处难点的讲法"},
    ),
    Event(
        15,
        "research",
        "specialist-2",
        ("计算教学的错题", "量感怎样教"),
        GRADE,
        more={"research_level": "routine", "outcome": "错题分三类，各设计一道变式"},
    ),
    Event(
        22,
        "research",
        "teaching_director",
        ("一节课磨三遍", "同课异构回头看"),
        SOME,
        more={"research_level": "improvement", "outcome": "第二稿删去了两个环节"},
    ),
    Event(
        36,
        "research",
        "research_director",
        ("课堂教学策略：等待的三秒", "让学生先说"),
        ALL,
        more={"research_level": "themed", "outcome": "每人带走一条策略，两周后交流"},
    ),
    Event(
        50,
        "research",
        "homeroom-5-1",
        ("期中之后补什么", "毕业班复习的节奏"),
        GRADE,
        more={"research_level": "routine", "outcome": "列出各班要补的四个点"},
    ),
    Event(
        29,
        "reflective_study",
        "research_director",
        ("拿一段理论照照自己的课", "我问得太多了吗"),
        SOME,
        more={"outcome": "每人写下一处要改的地方"},
    ),
    Event(
        33,
        "studio_session",
        "homeroom-5-1",
        ("整本书阅读的任务单", "习作评改一课"),
        SOME,
        "语文名师工作室",
        more={"outcome": "定稿三份任务单"},
    ),
    Event(
        41,
        "group_research",
        "specialist-2",
        ("数学阅读小组第二次研讨", "画图策略小课题"),
        SOME,
        "数学阅读研究小组",
        more={"outcome": "收齐八个课例"},
    ),
    Event(
        54,
        "backbone_talk",
        "homeroom-6-2",
        ("小讲坛：我的班会课", "小讲坛：作文讲评"),
        ALL,
        more={"outcome": "三位老师说要借教案"},
    ),
    Event(
        10,
        "special_training",
        "teaching_director",
        ("板书与课件怎样配合", "学习单设计"),
        ALL,
        "沃土工程",
        more={"hours": 4, "outcome": "每人交一份改过的课件"},
    ),
    Event(
        31,
        "special_training",
        "teaching_director",
        ("课堂提问的层次", "当堂反馈的办法"),
        ALL,
        "沃土工程",
        more={"hours": 4, "outcome": "现场改了六个问题"},
    ),
    Event(
        52,
        "special_training",
        "research_director",
        ("小课题从哪里来", "怎样写教学案例"),
        SOME,
        "沃土工程",
        more={"hours": 3, "outcome": "报出五个小课题"},
    ),
    Event(
        4,
        "new_teacher_training",
        "teaching_director",
        ("第一个月怎样过", "期初常规"),
        SOME,
        "沃土工程",
        more={"hours": 6},
    ),
    Event(
        38,
        "outside_study",
        f"specialist-{MENTOR}",
        ("赴济南听课", "区数学年会"),
        SOME,
        "沃土工程",
        more={"hours": 8, "venue": "济南", "outcome": "带回两节课的录像和一份设计"},
    ),
    Event(
        44,
        "class_teacher_training",
        "moral_director",
        ("班主任怎样谈话", "家访前的准备"),
        SOME,
        more={"hours": 3},
    ),
    Event(
        12,
        "theme_month",
        "brigade_counselor",
        ("讲英雄的故事", "清明祭扫"),
        classes=(3, 4),
        more={"headcount": 160, "outcome": "每班选出一位小讲解员"},
    ),
    Event(
        28,
        "colour_month",
        "brigade_counselor",
        ("红歌班班唱", "健康操比赛"),
        classes=(1, 2, 3, 4, 5, 6),
        more={"headcount": 478, "outcome": "十二个班全部登台"},
    ),
    Event(
        18,
        "habits",
        "homeroom-2-1",
        ("整理自己的书包", "排队不用人提醒"),
        classes=(2,),
        more={"domain": "school", "headcount": 79, "outcome": "书包整理比上月快了一半"},
    ),
    Event(
        34,
        "habits",
        "homeroom-4-1",
        ("为家人做一顿早饭", "周末家务单"),
        classes=(4,),
        more={"domain": "family", "headcount": 81, "outcome": "收到六十张照片"},
    ),
    Event(
        49,
        "habits",
        "brigade_counselor",
        ("海边净滩", "社区图书角整理"),
        classes=(5, 6),
        more={"domain": "community", "headcount": 64, "outcome": "捡拾垃圾三十余袋"},
    ),
    Event(
        40,
        "etiquette_forum",
        "moral_director",
        ("同学之间怎样说不", "餐桌上的礼仪"),
        classes=(5, 6),
        more={"headcount": 120, "outcome": "学生提出八条约定"},
    ),
    Event(
        43,
        "low_carbon",
        "specialist-10",
        ("旧物新生", "一度电能做什么"),
        classes=(5, 6),
        more={"headcount": 96, "outcome": "展出作品四十件"},
    ),
    Event(
        47,
        "guinness",
        "specialist-12",
        ("吉尼斯小擂台：跳绳", "吉尼斯小擂台：背古诗"),
        classes=(1, 2, 3, 4, 5, 6),
        more={"headcount": 230, "outcome": "刷新三项校纪录"},
    ),
    Event(
        20,
        "defence_festival",
        "brigade_counselor",
        ("军体拳展演", "升旗仪式队列"),
        of="国防节",
        classes=(3, 4),
        more={"headcount": 158, "outcome": "两个年级同场展演"},
    ),
    Event(
        21,
        "defence_festival",
        "specialist-13",
        ("红歌会", "军歌嘹亮"),
        of="国防节",
        classes=(1, 2),
        more={"headcount": 155, "outcome": "家长来了二十多位"},
    ),
    Event(
        22,
        "defence_festival",
        "brigade_counselor",
        ("走近海军", "军舰模型展"),
        of="国防节",
        classes=(5, 6),
        more={"headcount": 160, "outcome": "海军叔叔讲了三个故事"},
    ),
    Event(
        23,
        "defence_festival",
        "moral_director",
        ("军营寄理想", "给战士写信"),
        of="国防节",
        classes=(5, 6),
        more={"headcount": 160, "outcome": "寄出一百六十封信"},
    ),
    Event(
        26,
        "camp_session",
        "specialist-11",
        ("低年级旗语操", "低年级队列"),
        of="训练营低年级组",
        classes=(1, 2),
        more={"headcount": 60},
    ),
    Event(
        27,
        "camp_session",
        "specialist-11",
        ("中年级军体拳", "中年级军体拳复训"),
        of="训练营中年级组",
        classes=(3, 4),
        more={"headcount": 60},
    ),
    Event(
        30,
        "camp_session",
        "specialist-12",
        ("高年级方队", "高年级方队会操"),
        of="训练营高年级组",
        classes=(5, 6),
        more={"headcount": 60},
    ),
    Event(
        42,
        "map_course",
        "specialist-12",
        ("夺宝奇兵：校园定向", "夺宝奇兵：公园定向"),
        classes=(6,),
        more={"headcount": 78},
    ),
    Event(
        37,
        "institute_session",
        "specialist-15",
        ("舰船小组开题", "航空小组汇报"),
        of="少年军事研究院",
        more={"headcount": 24, "outcome": "五个方向各定一个题目"},
    ),
    Event(
        24,
        "parent_school",
        "moral_director",
        ("小学阶段的阅读", "怎样陪写作业"),
        classes=(1, 2),
        more={"headcount": 110},
    ),
    Event(
        39,
        "parent_training",
        "moral_director",
        ("成长型家长：先听后说", "成长型家长：手机的约定"),
        more={"headcount": 64, "hours": 2},
    ),
    Event(
        45,
        "family_festival",
        "union_chair",
        ("家庭文化节开幕", "家庭趣味运动会"),
        of="家庭文化节",
        more={"headcount": 210, "outcome": "六十个家庭登台"},
    ),
    Event(
        16,
        "family_books",
        "homeroom-1-1",
        ("我家的书架", "我家的书架"),
        classes=(1,),
        more={"headcount": 76},
    ),
    Event(
        32,
        "book_drift",
        "homeroom-3-2",
        ("一本书走过十个家", "图书漂流第二站"),
        classes=(3,),
        more={"headcount": 78},
    ),
    Event(
        51,
        "reading_show",
        "homeroom-5-2",
        ("读书展风采", "课本剧"),
        classes=(5,),
        more={"headcount": 82, "outcome": "十二个节目"},
    ),
    Event(
        35,
        "photo_exhibition",
        "homeroom-4-2",
        ("亲子摄影：秋天的海", "亲子摄影：春天的山"),
        classes=(4,),
        more={"headcount": 58},
    ),
    Event(
        56,
        "greeting_cards",
        "specialist-14",
        ("给长辈的贺卡", "给妈妈的贺卡"),
        classes=(1, 2),
        more={"headcount": 150},
    ),
    Event(
        53,
        "consultation_day",
        "school_doctor",
        ("家长咨询日", "家长咨询日"),
        more={"headcount": 17},
    ),
    Event(
        14,
        "safety_drill",
        "moral_director",
        ("消防疏散演练", "地震疏散演练"),
        SOME,
        classes=(1, 2, 3, 4, 5, 6),
        more={"headcount": 478, "outcome": "全校三分四十秒撤到操场"},
    ),
    Event(
        9,
        "patrol",
        "moral_director",
        ("秋季护导排班与要求", "雨天放学护送"),
        SOME,
        more={"outcome": "两个路口各加一人"},
    ),
    Event(
        19,
        "reception",
        "principal",
        ("市参事班来校考察", "外区校长来访"),
        more={"headcount": 62, "outcome": "看了训练营和两节课"},
    ),
    Event(
        45,
        "printed_paper",
        "brigade_counselor",
        ("《少年军事研究院》出刊", "《少年军事研究院》出刊"),
        more={"issue": 6},
    ),
    Event(
        13,
        "growth_task",
        "research_director",
        ("读一本教育随笔", "写一个教学案例"),
        SOME,
        "沃土工程",
        more={"outcome": "交流了九本书"},
    ),
    Event(
        11,
        "equipment_training",
        "specialist-15",
        ("一体机怎样用", "录播教室怎样用"),
        SOME,
        more={"hours": 2},
    ),
    Event(
        17,
        "mascot",
        "brigade_counselor",
        ("绿色月吉祥物征集", "吉祥物投票"),
        more={"headcount": 206, "outcome": "选出“小海燕”"},
    ),
    Event(
        50,
        "red_tour",
        "moral_director",
        ("激情奔跑游神州：海军博物馆", "激情奔跑游神州：台儿庄"),
        classes=(5,),
        more={"headcount": 86, "outcome": "三十个家庭同行"},
    ),
    Event(
        31,
        "obstacle_course",
        "specialist-12",
        ("障碍训练", "障碍训练复训"),
        of="训练营高年级组",
        classes=(5, 6),
        more={"headcount": 60},
    ),
    Event(
        47,
        "family_education",
        "school_doctor",
        ("科学家教进社区", "科学家教进社区"),
        more={"headcount": 52, "outcome": "留下十九个问题"},
    ),
    Event(
        7,
        "volunteering",
        "moral_director",
        ("家长护学岗", "家长护学岗"),
        of="家长志愿者队",
        more={"headcount": 24, "outcome": "早晚两班，无一缺岗"},
    ),
    Event(
        35,
        "platform_activity",
        "principal",
        ("与社区共建读书角", "请社区民警进校"),
        of="家校社共育平台",
        more={"headcount": 40, "outcome": "每月一次，轮流做东"},
    ),
    Event(
        2,
        "safety_lesson",
        "moral_director",
        ("开学第一课：过马路", "开学第一课：防溺水"),
        classes=(1, 2, 3, 4, 5, 6),
        more={"headcount": 478},
    ),
)
MONTHS: tuple[tuple[str, str, str], ...] = (
    ("革命楷模教育月", "蓝色和谐月", "blue"),
    ("历史传统教育月", "红色理想月", "red"),
    ("生活礼仪学习月", "金色健康月", "gold"),
    ("向文明使者学习月", "绿色活力月", "green"),
)
GROUPS: tuple[tuple[str, str, str, tuple[str, ...], int | None], ...] = (
    ("studio", "语文名师工作室", "homeroom-5-1", ("整本书阅读", "习作评改"), None),
    ("study", "数学阅读研究小组", "specialist-2", ("画图策略",), None),
    (
        "institute",
        "少年军事研究院",
        "specialist-15",
        ("舰船", "航空", "轻武器", "军史", "国防科技"),
        24,
    ),
    ("volunteers", "家长志愿者队", "moral_director", (), 46),
    ("platform", "家长学校", "moral_director", (), None),
    ("platform", "家庭文化节组委会", "union_chair", (), None),
    ("platform", "家校社共育平台", "principal", (), None),
    ("camp", "训练营低年级组", "specialist-11", ("旗语操",), 60),
    ("camp", "训练营中年级组", "specialist-11", ("军体拳",), 60),
    ("camp", "训练营高年级组", "specialist-12", ("军训方队",), 60),
)
REFLECTIONS = (
    "我在课上说得太多，学生等不到自己想。下周先试一次停三秒。",
    "同一道题三位老师讲法不同，我最想借的是先让学生画图的那一种。",
    "原来我一直在看举手的那几个孩子。回去把座位走一遍。",
    "方案写得太满，删掉一半以后，课反而清楚了。",
    "听完才明白，难点不在题，在孩子没有读懂句子。",
    "我把三条策略贴在讲台上，一周只试一条。",
)
WORDS = (
    "一起收拾了图书角，他说最喜欢讲船的书。",
    "聊了周末做的事，笑得很开心。",
    "陪着把两道应用题重新读了一遍，后一道是自己做出来的。",
    "在操场走了两圈，说想参加训练营。",
    "送了一本字帖，约好每天写三行。",
)
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "写作业拖拉",
        "孩子写作业总要催，一写就是一晚上，怎么办？",
        "先和孩子一起把作业分成几小段，每段二十分钟，做完休息五分钟；家长只看时间，不在旁边指点。",
    ),
    (
        "不愿意读书",
        "一年级的孩子不爱看书，只想听故事。",
        "听也是读。每天睡前听十五分钟，慢慢换成家长读一页、孩子读一页。",
    ),
    ("二孩相处", "老大总觉得我们偏心弟弟。", "每周留半天只陪老大一个人，去哪里由他定。"),
    (
        "手机",
        "放学后能不能给孩子玩手机？",
        "可以约定时间和地方：在客厅、写完作业以后、二十分钟，大人也照着做。",
    ),
    (
        "胆小",
        "孩子上课从来不举手。",
        "回家请孩子给您当一次老师，讲今天学的一件事。敢在家讲，才敢在课上讲。",
    ),
    ("入睡晚", "十点半还不肯睡。", ""),
)


def make_activities(demo: DemoSchool, draw: random.Random) -> None:
    _Activities(demo, draw).make()


class _Activities:
    def __init__(self, demo: DemoSchool, draw: random.Random) -> None:
        self.demo, self.draw, self.today = demo, draw, demo.calendar.today
        self.teachers = [
            member for key, member in demo.staff.items() if key.startswith(("homeroom", "special"))
        ]
        self.kinds: dict[str, ActivityKind] = {}
        self.groups: dict[str, Group] = {}

    def user(self, staff: StaffMember) -> User:
        return self.demo.accounts[staff.staff_number]

    def make(self) -> None:
        finished, running = self.demo.calendar.finished, self.demo.calendar.running
        self._kinds(finished)
        self._groups(finished)
        for dates in (finished, running):
            programmes = self._programmes(dates)
            days = school_days(dates, dates.ends_on)
            for event in EVENTS:
                self._event(event, dates, days[event.on : event.on + 1], programmes)
        self._pairs(finished, running)
        self._consultations(finished, running)

    def _kinds(self, dates: TermDates) -> None:
        at, by = moment(dates.opens_on, 9), self.demo.users["teaching_director"]
        for position, kind in enumerate(KINDS, 1):
            self.kinds[kind["code"]] = ActivityKind(
                school=self.demo.school,
                position=position,
                created_at=at,
                created_by=by,
                **kind,
            )
        ActivityKind.objects.bulk_create(self.kinds.values())

    def _groups(self, dates: TermDates) -> None:
        at, by = moment(dates.starts_on, 10), self.demo.users["teaching_director"]
        base = {"school": self.demo.school, "created_at": at, "created_by": by}
        for kind, name, leader, topics, headcount in GROUPS:
            group = Group.objects.create(
                **base,
                kind=kind,
                name=name,
                leader=self.demo.staff[leader],
                headcount=headcount,
                starts_on=dates.starts_on,
            )
            self.groups[name] = group
            for title in topics:
                GroupTopic.objects.create(**base, group=group, title=title)
            for member in self.draw.sample(self.teachers, 4):
                if member != group.leader:
                    GroupMember.objects.create(
                        **base, group=group, staff=member, starts_on=dates.starts_on
                    )

    # -- programmes

    def _programmes(self, dates: TermDates) -> dict[str, Programme]:
        month = (dates.ends_on - dates.starts_on) // 4
        for number, (theme, colour_name, colour) in enumerate(MONTHS):
            span = {
                "starts_on": dates.starts_on + number * month,
                "ends_on": dates.starts_on + (number + 1) * month - DAY,
            }
            self._programme(dates, kind="theme_month", name=theme, **span)
            self._programme(dates, kind="colour_month", name=colour_name, colour=colour, **span)
        whole = {"starts_on": dates.starts_on, "ends_on": dates.ends_on}
        edition = dates.first_year - 2023
        found = {
            "大学习": self._programme(dates, kind="study", name="“全教会”大学习", **whole),
            "沃土工程": self._programme(dates, kind="project", name="“沃土”工程", **whole),
            "国防节": self._programme(
                dates, kind="festival", name="国防节", edition=edition, **whole
            ),
            "家庭文化节": self._programme(
                dates, kind="festival", name="家庭文化节", edition=edition, **whole
            ),
        }
        study, third = found["大学习"], (dates.ends_on - dates.starts_on) // 3
        base = {"school": study.school, "created_by": study.created_by, "programme": study}
        for number, name in enumerate(("学习", "讨论", "汇报")):
            ProgrammePhase.objects.create(
                **base,
                created_at=study.created_at,
                name=name,
                starts_on=dates.starts_on + number * third,
                ends_on=dates.starts_on + (number + 1) * third - DAY
                if number < 2
                else dates.ends_on,
            )
        for title in ("好教师的样子", "作业少而有用", "每个孩子都在学"):
            ProgrammeTopic.objects.create(**base, created_at=study.created_at, title=title)
        return found

    def _programme(self, dates: TermDates, **given: Any) -> Programme:
        return Programme.objects.create(
            school=self.demo.school,
            created_at=moment(dates.starts_on, 11),
            created_by=self.demo.users["moral_director"],
            **given,
        )

    # -- activities

    def _event(
        self,
        event: Event,
        dates: TermDates,
        days: Sequence[datetime.date],
        programmes: dict[str, Programme],
    ) -> None:
        """Held when its day has come; up to a month ahead it is planned."""
        if not days or days[0] > self.today + 30 * DAY:
            return
        day, kind = days[0], self.kinds[event.kind]
        organiser = self.demo.staff[event.by]
        is_held = day <= self.today
        given = {"venue": "报告厅" if event.who == ALL else ""} | event.more
        if not is_held:
            given = {"venue": given["venue"]}
            if kind.asks_research_level:
                given["research_level"] = event.more["research_level"]
        programme, at = programmes.get(event.of), moment(min(day, self.today), 16, 20)
        if event.kind in ("theme_month", "colour_month"):
            programme = Programme.objects.get(
                school=self.demo.school, kind=event.kind, starts_on__lte=day, ends_on__gte=day
            )
        by = self.user(organiser)
        activity = Activity.objects.create(
            school=self.demo.school,
            created_at=at if is_held else at - DAY,
            created_by=by,
            kind=kind,
            programme=programme,
            phase=programme.phases.filter(starts_on__lte=day, ends_on__gte=day).first()
            if programme
            else None,
            group=self.groups.get(event.of),
            topic=event.topics[dates.ordinal - 1],
            happened_on=day,
            organiser=organiser,
            state="held" if is_held else "planned",
            **given,
        )
        self._who(event, activity, by, at)
        ActivityClass.objects.bulk_create(
            ActivityClass(
                school=self.demo.school,
                created_at=at,
                created_by=by,
                activity=activity,
                school_class=school_class,
            )
            for school_class in self._classes(event)
        )

    def _classes(self, event: Event) -> list[SchoolClass]:
        return [team.row for team in self.demo.classes if team.grade in event.classes]

    def _who(self, event: Event, activity: Activity, by: User, at: datetime.datetime) -> None:
        chosen: dict[str, list[StaffMember]] = {
            ALL: self.teachers,
            GRADE: self.draw.sample(self.teachers, 6),
            SOME: self.draw.sample(self.teachers, 9),
            NOBODY: [],
        }
        is_held = activity.state == "held"
        parts = [
            ActivityStaff(
                school=self.demo.school,
                created_at=at,
                created_by=by,
                activity=activity,
                staff=member,
                role=PartRole.SPEAKER
                if event.kind == "backbone_talk" and n == 0
                else PartRole.PARTICIPANT,
                attended=self.draw.random() < 0.94 if is_held else None,
            )
            for n, member in enumerate(chosen[event.who])
        ]
        ActivityStaff.objects.bulk_create(parts)
        if not is_held or not activity.kind.asks_reflection:
            return
        came = [one.staff for one in parts if one.attended]
        for staff in self.draw.sample(came, min(len(came), 4)):
            ActivityReflection.objects.create(
                school=self.demo.school,
                created_at=at,
                created_by=self.user(staff),
                activity=activity,
                staff=staff,
                text=self.draw.choice(REFLECTIONS),
                is_private=self.draw.random() < 0.3,
            )

    # -- children

    def _pairs(self, finished: TermDates, running: TermDates) -> None:
        """Two children of each class with somebody who teaches it; those of the first since spring."""
        for number, team in enumerate(self.demo.classes):
            dates = finished if number % 3 == 0 else running
            begins = dates.starts_on + 12 * DAY
            here = [one for one in team.pupils if self._was_in(one, team.row, begins)]
            if begins > self.today or len(here) < 2:
                continue
            teachers = [team.homeroom, team.deputy]
            if self.demo.staff[f"specialist-{TEACHER}"] in team.others:
                teachers[1] = self.demo.staff[f"specialist-{TEACHER}"]
            for pupil, teacher in zip(self.draw.sample(here, 2), teachers, strict=True):
                pair = PupilPair.objects.create(
                    school=self.demo.school,
                    created_at=moment(begins, 17),
                    created_by=self.user(teacher),
                    teacher=teacher,
                    student=pupil.row,
                    starts_on=begins,
                )
                self._contacts(pair, begins)

    def _was_in(self, pupil: Pupil, school_class: SchoolClass, day: datetime.date) -> bool:
        now, then = pupil.class_on(self.today), pupil.class_on(day)
        return now is not None and then is not None and now == then == school_class

    def _contacts(self, pair: PupilPair, begins: datetime.date) -> None:
        day = begins + self.draw.randint(4, 12) * DAY
        while day <= self.today:
            words = self.draw.choice(("", *WORDS))
            PupilContact.objects.create(
                school=self.demo.school,
                created_at=moment(day, 17, 10),
                created_by=pair.created_by,
                pair=pair,
                contacted_on=day,
                way=self.draw.choice(ContactWay.values),
                minutes=self.draw.choice((None, 10, 15, 20, 30)),
                has_words=bool(words),
                words=words,
            )
            day += self.draw.randint(12, 26) * DAY

    # -- families

    def _consultations(self, finished: TermDates, running: TermDates) -> None:
        doctor = self.user(self.demo.staff["school_doctor"])
        for dates in (finished, running):
            for number, (topic, question, answer) in enumerate(QUESTIONS):
                day = dates.starts_on + (5 + 9 * number) * DAY
                if day > self.today:
                    continue
                answered_on = min(day + 2 * DAY, self.today) if answer else None
                Consultation.objects.create(
                    school=self.demo.school,
                    created_at=moment(day, 15),
                    created_by=doctor,
                    asked_on=day,
                    topic=topic,
                    question=question,
                    answer=answer,
                    answered_on=answered_on,
                    answered_at=moment(answered_on, 16) if answered_on else None,
                    answered_by=doctor if answered_on else None,
                    is_shared=bool(answer) and number < 3,
                )
        for number, (title, sent_to) in enumerate(
            (
                ("陪孩子读书的三年", "家教周报"),
                ("饭桌上的十分钟", "现代家长"),
                ("慢一点也没关系", "家教周报"),
            )
        ):
            sent = finished.starts_on + (30 + 20 * number) * DAY
            ParentingPiece.objects.create(
                school=self.demo.school,
                created_at=moment(sent, 14),
                created_by=self.demo.users["moral_director"],
                title=title,
                sent_to=sent_to,
                sent_on=sent,
                state=("published", "declined", "sent")[number],
                settled_on=sent + 40 * DAY if number < 2 else None,
            )

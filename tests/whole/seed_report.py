"""The school of the report that the product was made for, entered as records: no total is typed.

Everything goes through the actions, as its people would enter it.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from config import furnishing
from school.activities.actions import activities, families, groups, programmes, pupils
from school.activities.models import ActivityKind, PupilPair
from school.assurance.actions import (
    declarations,
    inspections,
    leading,
    pledges,
    supervision,
    surveys,
)
from school.assurance.models import Finding, InspectionKind, PledgeForm, PledgeRound
from school.growth.actions import plans, portfolios
from school.growth.models import GrowthPlan, PlanSubmission, PlanTemplate
from school.recognition.actions import awards, selections
from school.recognition.models import Award, SelectionKind
from tests.factories import observation
from tests.factories.evidence import Evidence

TITLES = (
    *(("青岛市规范化学校", "municipal"), ("青岛市依法治教示范校", "municipal")),
    *(("青岛市军民共建先进单位", "municipal"), ("青岛市艺术示范校", "municipal")),
    *(("青岛市绿色学校", "municipal"), ("山东省少年军校示范校", "provincial")),
    *(("青岛市国防教育先进单位", "municipal"), ("青岛市红旗大队", "municipal")),
)
VISITORS = 63
DEFENCE_DAY = ("拳拳爱国心军体拳", "唱响红歌", "欢乐海军节", "军营寄理想")
TOPICS_OF_ARMS = ("军事历史", "军事动态", "军事武器", "军事人物", "军事影音")
OUTSTANDING_PARENTS = 10
GUARDIANS = "本校校长、德育主任与家长代表共同商定。"


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2026, month, number)


@dataclass
class Cast:
    """Who enters what; `teachers` are five who give lessons."""

    principal: Any
    moral_director: Any
    teaching_director: Any
    teachers: list[Any]
    lin: Any
    maple: Any


class Report:
    """Enters the report of one term."""

    def __init__(self, cast: Cast, term: Any) -> None:
        self.cast, self.term, self.by = cast, term, cast.moral_director

    def enter(self) -> None:
        furnishing.furnish_school(by=self.cast.principal, term=self.term)
        self.organisation()
        self.ethics()
        self.management()
        self.children()
        self.teachers()
        self.families()
        self.safety()

    # ---- parts -----------------------------------------------------------------------------

    def held(self, code: str, topic: str, on: datetime.date, **more: Any) -> Any:
        kind = ActivityKind.objects.get(code=code)
        given = {"outcome": "形成三条改进办法"} if kind.asks_outcome else {}
        given |= {"headcount": 40} if kind.asks_headcount else {}
        return activities.record_activity(
            by=self.by, kind=kind, topic=topic, happened_on=on, **given | more
        )

    def inspected(self, code: str, area: str, *found: str) -> None:
        rows = [
            {
                "item": what,
                "what": what,
                "severity": "medium",
                "owner": self.owner,
                "deadline": day(11, 30),
            }
            for what in found
        ]
        inspections.record_inspection(
            by=self.by,
            kind=InspectionKind.objects.get(code=code),
            inspected_on=day(11, 10),
            area=area,
            inspectors=[self.by.staff],
            outcome="已逐项反馈",
            findings=rows,
        )

    @property
    def owner(self) -> Any:
        return self.cast.teachers[0].staff

    def award(self, by: Any, title: str, level: str, grade: str = "none", **more: Any) -> Award:
        given = {
            "recipient": "teacher",
            "nature": "contest",
            "issuer": "市南区教育体育局",
            "awarded_on": day(10, 12),
            "staff": [by.staff],
            "evidence": [Evidence(school=by.school, created_by=by)],
        }
        row = awards.declare_award(by=by, title=title, level=level, grade=grade, **given | more)
        awards.verify_award(by=self.cast.teaching_director, award_id=row.pk, expected=row.version)
        return row

    # ---- chapter by chapter ----------------------------------------------------------------

    def organisation(self) -> None:
        for title, level in TITLES:
            self.award(
                self.by,
                title,
                level,
                recipient="school",
                nature="title",
                issuer="省、市有关部门",
                staff=[],
            )
        group = leading.form_group(
            by=self.cast.principal,
            name="精神文明创建工作领导小组",
            starts_on=day(9, 1),
            ends_on=None,
        )
        for part, user in (("head", self.cast.principal), ("deputy", self.by)):
            leading.add_member(
                by=self.cast.principal,
                group_id=group.pk,
                part=part,
                starts_on=day(9, 1),
                staff=user.staff,
                duty="抓总" if part == "head" else "分管德育",
            )
        task = leading.set_task(
            by=self.cast.principal,
            group=group,
            what="修订德育制度",
            owner=self.by.staff,
            due_on=day(11, 30),
        )
        leading.finish_task(
            by=self.by, task_id=task.pk, done_on=day(11, 18), outcome="已修订", evidence=[]
        )
        declarations.sign_declaration(
            by=self.cast.principal, term=self.term, kind="guiding_line", text="一三五七工作思路"
        )
        study = programmes.plan_programme(
            by=self.by,
            kind="study",
            name="“全教会”大学习",
            starts_on=day(9, 1),
            ends_on=day(11, 20),
            phases=[
                {"name": "学习", "starts_on": day(9, 1), "ends_on": day(9, 30)},
                {"name": "讨论", "starts_on": day(10, 8), "ends_on": day(10, 31)},
                {"name": "汇报", "starts_on": day(11, 1), "ends_on": day(11, 20)},
            ],
            topics=[
                {"title": "从全教会精神中反思自我教学实践"},
                {"title": "理想与实践的矛盾"},
                {"title": "如何解决实践中的问题"},
            ],
        )
        for code, topic, on in (
            ("study_session", "学习全教会精神", day(9, 16)),
            ("discussion", "理想与实践的矛盾", day(10, 14)),
            ("study_report", "课堂展示与师生才艺", day(11, 11)),
        ):
            self.held(code, topic, on, programme=study)

    def ethics(self) -> None:
        self.held("oath", "重温誓词，寻找差距", day(9, 9))
        self.held("gratitude_talk", "不变的承诺", day(9, 23))
        for form in PledgeForm.objects.order_by("code"):
            row = pledges.open_round(
                by=self.cast.principal,
                version=form.versions.get(),
                term=self.term,
                opens_on=day(9, 3),
                due_on=day(11, 30),
            )
            for teacher in self.cast.teachers[:2]:
                self.sign(row, teacher)
        pair = pupils.pair_up(
            by=self.by, student=self.cast.lin, starts_on=day(9, 8), teacher=self.owner
        )
        pupils.record_contact(
            by=self.cast.teachers[0],
            pair=PupilPair.objects.get(pk=pair.pk),
            contacted_on=day(10, 20),
            way="talk",
            minutes=20,
        )
        deeds = self.selection("moving_deeds", "感动台湛的人与事", places=1)
        self.select(deeds, ["雨夜送伞的门卫师傅"])
        item = supervision.enter_item(
            by=self.cast.principal,
            received_on=day(10, 9),
            way="phone",
            side="parent",
            nature="praise",
            about="感谢老师课后辅导",
        )
        supervision.assign_item(
            by=self.cast.principal, item_id=item.pk, handler=self.cast.principal.staff
        )
        supervision.answer_item(
            by=self.cast.principal,
            item_id=item.pk,
            handling="已转告本人",
            replied_on=day(10, 10),
            reply="已回复致谢",
        )

    def sign(self, row: PledgeRound, teacher: Any) -> None:
        pledges.sign_pledge(by=teacher, round_id=row.pk, sha256=row.version.sha256)

    def management(self) -> None:
        self.inspected("equipment", "实验室", "显微镜损坏两台")
        self.inspected("standard_school", "综合实践教室")
        self.held("staff_congress", "修订绩效考核办法", day(9, 20))

    def children(self) -> None:
        months = (
            ("革命楷模教育月", 9),
            ("历史传统教育月", 10),
            ("生活礼仪学习月", 11),
            ("向文明使者学习月", 11),
        )
        for name, month in months:
            programmes.plan_programme(
                by=self.by,
                kind="theme_month",
                name=name,
                starts_on=day(month, 1),
                ends_on=day(month, 30),
            )
        for colour, name in (
            ("blue", "蓝色和谐教育月"),
            ("red", "红色理想教育月"),
            ("gold", "金色健康教育月"),
            ("green", "绿色活力教育月"),
        ):
            programmes.plan_programme(
                by=self.by,
                kind="colour_month",
                name=name,
                colour=colour,
                starts_on=day(11, 1),
                ends_on=day(11, 30),
            )
        self.held("habits", "好习惯塑造好人生", day(10, 16), domain="family")
        festival = programmes.plan_programme(
            by=self.by,
            kind="festival",
            name="国防节",
            edition=1,
            starts_on=day(10, 8),
            ends_on=day(10, 31),
        )
        for number, topic in enumerate(DEFENCE_DAY):
            self.held("defence_festival", topic, day(10, 12 + number), programme=festival)
        self.held("reception", "市辅导员培训班来校参观", day(10, 22), headcount=VISITORS)
        institute = ("institute", "少年军事研究院", TOPICS_OF_ARMS)
        camps = [("camp", name, ()) for name in ("旗语操队", "军体拳队", "军训方队")]
        for kind, name, topics in (institute, *camps):
            groups.found_group(
                by=self.by,
                kind=kind,
                name=name,
                leader=self.by.staff,
                starts_on=day(9, 1),
                headcount=24,
                topics=topics,
            )
        self.held("printed_paper", "少年军校刊物", day(11, 5), issue=1)

    def teachers(self) -> None:
        first, second, third, fourth, fifth = self.cast.teachers
        cup = "“耕耘杯”优质课评选"
        won = self.award(first, cup, "district", "first")
        self.award(second, cup, "district", "first")
        for teacher in (third, fourth, fifth):
            self.award(teacher, cup, "district", "second")
        self.award(
            first,
            cup,
            "municipal",
            "second",
            issuer="青岛市教育局",
            awarded_on=day(11, 6),
            progression_of=won,
        )
        for month in (9, 10, 11):
            self.held(
                "special_training",
                "青年教师专题培训",
                day(month, 10),
                hours=4,
                participants=[{"staff": teacher.staff} for teacher in self.cast.teachers],
            )
        self.held("reflective_study", "把自己的课与理论相比较", day(10, 21))
        self.held("backbone_talk", "课堂提问的艺术", day(11, 4))
        for number, level in enumerate(("routine", "improvement", "themed")):
            self.held("research", "课堂教学策略", day(10, 13 + number), research_level=level)
        for code in ("leader_open", "master_feature", "newcomer_efficient", "all_staff_effective"):
            kind = observation.LessonKind(school=self.by.school, code=code)
            observation.LessonSession(
                host=first.staff, kind=kind, taught_on=day(11, 9), period=1 + KINDS[code]
            )
        for kind in ("studio", "study"):
            groups.found_group(
                by=self.by,
                kind=kind,
                name="名师工作室" if kind == "studio" else "课题群体研究",
                leader=first.staff,
                starts_on=day(9, 1),
            )
        for teacher in self.cast.teachers:
            portfolios.open_portfolio(by=teacher, staff=teacher.staff)
            self.plan(teacher)

    def plan(self, teacher: Any) -> None:
        template = PlanTemplate.objects.filter(stage="competent", horizon="term").latest(
            "created_at"
        )
        plan = plans.make_plan(by=teacher, template=template, horizon="term", term=self.term)
        answers = {
            block["key"]: "把课堂提问练扎实，每周写一篇反思。"
            for block in template.blocks
            if block["is_required"] and block["kind"] == "text"
        }
        plans.write_plan(
            by=teacher, plan_id=plan.pk, expected=plan.version, changes={"answers": answers}
        )
        plans.set_goal(
            by=teacher,
            plan=GrowthPlan.objects.get(pk=plan.pk),
            dimension="learning",
            words="参加培训十二学时",
            measure="count",
            counter="training_hours",
            target=12,
            due_on=day(11, 20),
        )
        plans.submit_plan(by=teacher, plan_id=plan.pk)
        plans.review_plan(
            by=self.cast.teaching_director,
            submission_id=PlanSubmission.objects.get(plan=plan).pk,
            outcome="approved",
            words="目标具体。",
            ratings={},
        )

    def families(self) -> None:
        programmes.plan_programme(
            by=self.by,
            kind="festival",
            name="家庭文化节",
            edition=3,
            starts_on=day(11, 1),
            ends_on=day(11, 20),
        )
        parents = self.selection("outstanding_parents", "优秀家长", places=OUTSTANDING_PARENTS)
        self.select(parents, [f"初家长{number}" for number in range(OUTSTANDING_PARENTS)])
        names = ("家庭读书交流平台", "家校社区联动教育平台", "亲子交流平台")
        for kind, name in (
            *(("platform", name) for name in names),
            ("volunteers", "家长教育志愿者团队"),
        ):
            groups.found_group(
                by=self.by,
                kind=kind,
                name=name,
                leader=self.by.staff,
                starts_on=day(9, 1),
                headcount=30,
            )
        self.held("class_teacher_training", "班主任沟通技巧", day(9, 17), hours=3)
        self.held("parent_training", "成长型家长课堂", day(10, 17), hours=2)
        for number, code in enumerate(
            ("family_books", "book_drift", "reading_show", "photo_exhibition", "greeting_cards")
        ):
            self.held(code, "书香伴成长", day(10, 24 + number))
        families.take_down(
            by=self.by,
            asked_on=day(10, 11),
            topic="作业拖拉",
            question="孩子写作业总拖到很晚，怎么办？",
            answer="先一起定好开始的时间，分段完成，家长不催不替。",
            answered_on=day(10, 13),
        )
        survey = surveys.add_survey(
            by=self.by,
            title="家长满意度问卷",
            whom="parents",
            opened_on=day(11, 2),
            closed_on=day(11, 9),
            questions=[
                {
                    "text": "您对学校工作是否满意？",
                    "kind": "scale",
                    "is_satisfaction": True,
                }
            ],
        )
        surveys.enter_results(
            by=self.by,
            survey_id=survey.pk,
            issued=480,
            returned=462,
            valid=455,
            counts={1: [1, 4, 20, 180, 250]},
            findings="课后服务再丰富些",
        )

    def safety(self) -> None:
        self.inspected("safety", "全校拉网式排查", "楼梯扶手松动")
        finding = Finding.objects.get(what="楼梯扶手松动")
        inspections.rectify(
            by=self.cast.teachers[0],
            finding_id=finding.pk,
            rectified_on=day(11, 12),
            done="已加固",
            evidence=[],
        )
        inspections.recheck(
            by=self.by,
            finding_id=finding.pk,
            rechecked_on=day(11, 13),
            recheck="ok",
            remark="牢固",
        )
        self.held("safety_drill", "消防疏散演练", day(11, 9))
        for kind in ("accidents", "public_security_cases"):
            declarations.sign_declaration(
                by=self.cast.principal, term=self.term, kind=kind, text="本学期如实声明", number=0
            )

    # ---- selections ------------------------------------------------------------------------

    def selection(self, code: str, title: str, *, places: int) -> Any:
        return selections.announce_selection(
            by=self.by,
            kind=SelectionKind.objects.get(code=code),
            title=title,
            starts_on=day(10, 8),
            ends_on=day(11, 30),
            criteria=GUARDIANS,
            places=places,
        )

    def select(self, chosen: Any, names: list[str]) -> None:
        rows = [
            selections.nominate(
                by=self.cast.teachers[1], selection=chosen, deed="长期热心公益", name=name
            )
            for name in names
        ]
        for row in rows:
            selections.confirm_nomination(by=self.by, nomination_id=row.pk, expected=row.version)
        selections.close_selection(
            by=self.by,
            selection_id=chosen.pk,
            decided_on=day(11, 20),
            selected=[row.pk for row in rows],
        )


KINDS = {"leader_open": 0, "master_feature": 1, "newcomer_efficient": 2, "all_staff_effective": 3}
"""Kinds of open lesson, and in which period one of each is given."""

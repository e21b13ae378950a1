"""Portfolios of every teacher: plans of two terms and of three years, goals, reflections, reviews.

What they did is not written here: it stands in the lessons, pairs, visits, activities and awards.
"""

import datetime
import random
from typing import Any

from config import growth
from config.demo.calendar import DAY, TermDates
from config.demo.lessons import PAIRED
from config.demo.people import DemoSchool, moment
from school.growth.models import (
    Goal,
    GoalStep,
    GrowthPlan,
    GrowthPortfolio,
    PlanReview,
    PlanSubmission,
    PlanTemplate,
    Reflection,
)
from school.growth.queries import acts, documents, plans
from school.growth.rules.documents import canonical, sha256
from school.people.models import StaffMember, Term, User

MOTTOES = (
    "把每一节常态课上好",
    "慢一点，等每个孩子开口",
    "先做学生，再做先生",
    "教学相长，日有所进",
    "用心听课，用情育人",
    "让每一堂课都有一次真思考",
)
ANSWERS: dict[str, tuple[str, ...]] = {
    "strengths": ("普通话好，和孩子亲近，备课肯下功夫。", "班级常规稳，家长信任，作业批得细。"),
    "gaps": ("提问太碎，等学生的时间不够。", "课上得出来，写不出来，案例积累少。"),
    "direction": (
        "课堂站得稳，能独立带好一个班，家长放心。",
        "有自己的教学特色，能带一位青年教师。",
    ),
    "now": (
        "上学期听课偏少，课后反思写得断断续续，本学期从这两件事起步。",
        "上学期的汇报课时间没有控制好，本学期从精讲多练起步。",
    ),
    "mentor": ("九月学备课，十月学提问，十一月学评课，十二月学复习。",),
    "change": ("把一连串小问题并成一个大问题，看学生说的句子是不是变长了。",),
    "feature": ("情境贯穿一节课。比如《观潮》，从听潮声开始，到写潮声结束。",),
    "belief": ("少讲多学，以写促读。",),
    "team": ("带本学科三位青年教师，每月一次同课研讨，每学期一次汇报。",),
    "guide": ("带一位徒弟，重点是板书和课堂提问。",),
    "share": ("一节展示课，一次校内讲座。",),
    "question": ("怎样让中等生在课堂上多开口？",),
    "help": ("希望外出听课一次，请教研室来听一节课。", "希望有固定的集体备课时间。"),
}
LISTS: dict[str, tuple[str, ...]] = {
    "books": ("给教师的建议", "静悄悄的革命", "教学勇气", "第五十六号教室的奇迹", "爱弥儿"),
    "basics": ("板书", "备课", "评课", "家访", "班会"),
    "lessons": ("观潮", "角的度量", "爬山虎的脚"),
    "works": ("课例集一册", "文章两篇", "校本课程一门"),
}
COUNTED: tuple[tuple[str, str, str, int], ...] = (
    ("teaching", "听课并写下看到的提效策略", "observations", 8),
    ("teaching", "上公开课，请同事来听", "lessons", 1),
    ("learning", "参加培训", "training_hours", 4),
    ("research", "参加教研活动", "research", 4),
    ("ethics", "写教学反思", "reflections", 3),
)
MILESTONES: tuple[tuple[str, str, str], ...] = (
    ("class", "开好一次主题班会", "家长也来了十几位"),
    ("research", "写成一篇教学案例", "收进了学校的案例集"),
    ("guidance", "指导学生办成一次班级读书会", "每个孩子都讲了一本书"),
    ("ethics", "走访本班每一户需要走访的家庭", "都走到了"),
)
STEPS = ("每两周约一节课", "听完当天写反思", "月底与师傅或同伴谈一次")
REFLECTIONS: tuple[tuple[str, str], ...] = (
    (
        "一节没上完的课",
        "最后两个环节没有上。回头看，提问太碎，时间都花在对答案上。下次先留五分钟让学生自己写。",
    ),
    (
        "今天他举手了",
        "平时从不开口的孩子今天举了手。不是我问得好，是同桌先说了一半。以后多让同桌先说。",
    ),
    ("听课回来", "听了一节接力课，第三位老师把前两节的问题接了下去。原来一节课可以这样往前走。"),
    ("作业为什么多", "数了数，一周有三次作业是在补课上没讲清的。减作业要从课堂减起。"),
    ("家访之后", "到家里才知道他放学后要照看妹妹。作业改成在校完成，两周下来都交齐了。"),
    ("评课时的沉默", "评课没人说不足。我先说了自己的两处失误，话才多起来。"),
    ("板书", "拍下一周的板书来看，没有一次写到最后。板书是给学生留下的路，不能只写开头。"),
    ("等三秒", "今天数着等，等到第三秒，又有四只手举起来。"),
    ("错题里的宝贝", "把全班的错题摆在一起，其实只有三种错法。按三种来讲，半节课就够了。"),
    ("主题班会", "准备了很多话，孩子们说得比我好。下次少准备一点自己的话。"),
)
REVIEWS = (
    "目标具体，数量合适。听课请安排在前半学期。",
    "方向清楚。建议把“写案例”落实到一节课上。",
    "同意。学期中我来听一节，一起看变化。",
)
RETURNED = "请把“多听课”写成听谁的、听几节，再交一次。"
HANDED_IN, ANSWERED = 12, 5
"""Days after the term began, and days until the office answered."""


def make_portfolios(demo: DemoSchool, draw: random.Random) -> None:
    _Portfolios(demo, draw).make()


class _Portfolios:
    """The last two teachers' copies of the running term wait, one before them was returned, and
    one has not handed in yet.
    """

    def __init__(self, demo: DemoSchool, draw: random.Random) -> None:
        self.demo, self.draw = demo, draw
        self.today = demo.calendar.today
        self.office = demo.users["teaching_director"]
        self.teachers = [
            member for key, member in demo.staff.items() if key.startswith(("homeroom", "special"))
        ]
        novices = {mentee for _mentor, mentee in PAIRED}
        stages = ("competent", "mature", "competent", "expert")
        self.stages = {
            member.pk: "novice" if key in novices else stages[place % len(stages)]
            for place, (key, member) in enumerate(demo.staff.items())
        }

    def user(self, staff: StaffMember) -> User:
        return self.demo.accounts[staff.staff_number]

    def make(self) -> None:
        finished, running = self.demo.calendar.finished, self.demo.calendar.running
        self.templates = self._templates(finished.opens_on)
        self.folders = {one.pk: self._folder(one, finished) for one in self.teachers}
        years = [self._years(staff, finished) for staff in self.teachers]
        self._hand_in(years, finished, is_running=False)
        for dates, term in ((finished, self.demo.finished), (running, self.demo.running)):
            if dates.starts_on + 3 * DAY <= self.today:
                self._term(dates, term, is_running=dates is running)
        for staff in self.teachers:
            self._reflect(staff)

    def _templates(self, day: datetime.date) -> dict[tuple[str, str], PlanTemplate]:
        rows = [
            PlanTemplate(
                school=self.demo.school,
                created_by=self.office,
                created_at=moment(day, 9),
                number=1,
                **{**one, "blocks": list(one["blocks"])},
            )
            for one in growth.TEMPLATES
        ]
        PlanTemplate.objects.bulk_create(rows)
        return {(row.stage, row.horizon): row for row in rows}

    def _folder(self, staff: StaffMember, dates: TermDates) -> GrowthPortfolio:
        return GrowthPortfolio.objects.create(
            school=self.demo.school,
            created_by=self.user(staff),
            created_at=moment(dates.starts_on, 8),
            staff=staff,
            motto=self.draw.choice(MOTTOES) if self.draw.random() < 0.8 else "",
        )

    # ---- plans ----

    def _plan(
        self, staff: StaffMember, horizon: str, day: datetime.date, **days: Any
    ) -> GrowthPlan:
        template = self.templates[self.stages[staff.pk], horizon]
        return GrowthPlan.objects.create(
            school=self.demo.school,
            created_by=self.user(staff),
            created_at=moment(day, 16),
            portfolio=self.folders[staff.pk],
            horizon=horizon,
            template=template,
            answers=self._answers(template),
            self_ratings={"ethics": 4, "teaching": self.draw.randint(2, 4), "learning": 3},
            version=2,
            **days,
        )

    def _answers(self, template: PlanTemplate) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for block in template.blocks:
            key = block["key"]
            if block["kind"] == "text":
                told[key] = self.draw.choice(ANSWERS[key])
            elif block["kind"] == "list":
                told[key] = sorted(self.draw.sample(LISTS[key], 2))
        return told

    def _years(self, staff: StaffMember, dates: TermDates) -> GrowthPlan:
        first = datetime.date(dates.first_year, 9, 1)
        last = datetime.date(dates.first_year + 3, 8, 31)
        plan = self._plan(staff, "years", dates.starts_on, starts_on=first, ends_on=last)
        self._goal(
            plan, "research", "三年完成教研积累", dates.starts_on, counter="research", target=20
        )
        self._goal(plan, "class", "带出一个家长放心的班", dates.starts_on, measure="text")
        return plan

    def _goal(
        self, plan: GrowthPlan, dimension: str, words: str, day: datetime.date, **more: Any
    ) -> Goal:
        measure = "count" if "counter" in more else more.pop("measure", "milestone")
        return Goal.objects.create(
            school=self.demo.school,
            created_by=plan.created_by,
            created_at=moment(day, 16, 30),
            plan=plan,
            dimension=dimension,
            words=words,
            measure=measure,
            **more,
        )

    def _term(self, dates: TermDates, term: Term, *, is_running: bool) -> None:
        day = min(dates.starts_on + 3 * DAY, self.today)
        made = []
        for staff in self.teachers:
            plan = self._plan(staff, "term", day, term=term)
            self._goals(plan, dates, day)
            made.append(plan)
        self._hand_in(made, dates, is_running=is_running)

    def _goals(self, plan: GrowthPlan, dates: TermDates, day: datetime.date) -> None:
        for dimension, words, counter, target in self.draw.sample(COUNTED, 3):
            goal = self._goal(plan, dimension, words, day, counter=counter, target=target)
            if self.draw.random() < 0.4:
                self._step(goal, day)
        dimension, words, outcome = self.draw.choice(MILESTONES)
        reached = dates.starts_on + self.draw.randint(40, 110) * DAY
        is_reached = reached <= self.today and self.draw.random() < 0.7
        self._goal(
            plan,
            dimension,
            words,
            day,
            reached_on=reached if is_reached else None,
            outcome=outcome if is_reached else "",
        )

    def _step(self, goal: Goal, day: datetime.date) -> None:
        done = day + self.draw.randint(14, 40) * DAY
        GoalStep.objects.create(
            school=self.demo.school,
            created_by=goal.created_by,
            created_at=goal.created_at,
            goal=goal,
            words=self.draw.choice(STEPS),
            done_on=done if done <= self.today else None,
        )

    def _hand_in(self, made: list[GrowthPlan], dates: TermDates, *, is_running: bool) -> None:
        """All on one day, so that everybody's acts are gathered once."""
        day = dates.starts_on + HANDED_IN * DAY
        if day > self.today:
            return
        silent = 1 if is_running else 0
        handed = made[: len(made) - silent]
        rows = list(
            plans.with_goals(
                plans.plans()
                .filter(pk__in=[plan.pk for plan in handed])
                .order_by("created_at", "pk")
            )
        )
        with documents.in_chinese():
            progress = plans.progress(rows, day)
            told = acts.gathered(
                self.demo.school.pk,
                {row.portfolio.staff_id for row in rows},
                min(plans.days_of(row)[0] for row in rows),
                day,
            )
            contents = [
                canonical(documents.frozen(row, progress, told[row.portfolio.staff_id], day))
                for row in rows
            ]
        copies = [
            PlanSubmission(
                school=self.demo.school,
                created_by=row.created_by,
                created_at=moment(day, 15, 20),
                plan=row,
                number=1,
                content=content,
                sha256=sha256(content),
            )
            for row, content in zip(rows, contents, strict=True)
        ]
        PlanSubmission.objects.bulk_create(copies)
        answered = day + ANSWERED * DAY
        if answered <= self.today:
            self._answer(copies, answered, waiting=2 if is_running else 0)

    def _answer(self, copies: list[PlanSubmission], day: datetime.date, *, waiting: int) -> None:
        answered = copies[: len(copies) - waiting]
        PlanReview.objects.bulk_create(
            PlanReview(
                school=self.demo.school,
                created_by=self.office,
                created_at=moment(day, 10, 10),
                submission=copy,
                outcome="returned" if waiting and copy is answered[-1] else "approved",
                words=RETURNED if waiting and copy is answered[-1] else self.draw.choice(REVIEWS),
                ratings={"teaching": self.draw.randint(2, 4)} if self.draw.random() < 0.3 else {},
            )
            for copy in answered
        )

    # ---- reflections ----

    def _reflect(self, staff: StaffMember) -> None:
        first = self.demo.calendar.finished.starts_on
        days = (self.today - first).days
        for title, text in self.draw.sample(REFLECTIONS, self.draw.randint(3, 6)):
            day = first + self.draw.randint(0, max(days, 0)) * DAY
            Reflection.objects.create(
                school=self.demo.school,
                created_by=self.user(staff),
                created_at=moment(day, 17, 40),
                portfolio=self.folders[staff.pk],
                reflected_on=day,
                title=title,
                text=text,
                visibility=self.draw.choices(("private", "reviewer", "school"), (6, 2, 2))[0],
            )

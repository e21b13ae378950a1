"""What the demo school answers for: two terms of pledges, inspections, supervision and surveys, the
leading group with its tasks, and what the principal declared.
"""

import datetime
import random
from typing import Any

from config.assurance import INSPECTION_KINDS, LAYERS, PLEDGES
from config.demo.calendar import DAY, TermDates
from config.demo.people import TEACHER, DemoSchool, moment
from config.demo.points import school_days
from school.assurance.models import (
    Declaration,
    Finding,
    Inspection,
    InspectionInspector,
    InspectionKind,
    LeadingGroup,
    LeadingMember,
    LeadingTask,
    PledgeForm,
    PledgeLayer,
    PledgeRound,
    PledgeSignature,
    PledgeVersion,
    Rectification,
    SupervisionItem,
    Survey,
    SurveyCount,
    SurveyQuestion,
)
from school.assurance.queries import pledges
from school.assurance.rules.pledges import SignerState, digest
from school.people.models import StaffMember, Term, User

UNSIGNED = 0.06
"""Of those who must, so many have not signed the running term's pledges yet."""

INSPECTIONS: tuple[tuple[int, str, str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        2,
        "safety",
        "教学楼、操场",
        "moral_director",
        "开学前拉网式排查，发现问题已分派。",
        (
            ("消防栓", "三楼东侧消防栓缺一根水带", "high", "admin"),
            ("单杠", "操场单杠固定螺丝松动", "medium", "brigade_counselor"),
        ),
    ),
    (6, "canteen", "食堂", "school_doctor", "留样、晨检记录齐全。", ()),
    (
        14,
        "standard_school",
        "功能教室",
        "teaching_director",
        "台账齐全，科学教室需整理。",
        (("实验柜", "两只实验柜没有标签", "low", f"specialist-{TEACHER}"),),
    ),
    (
        24,
        "equipment",
        "计算机教室",
        "teaching_director",
        "设备完好率较高。",
        (("投影", "二年级一班投影偏色", "low", "admin"),),
    ),
    (34, "epidemic", "各班教室", "school_doctor", "通风消毒记录完整。", ()),
    (
        44,
        "safety",
        "校门、走廊",
        "moral_director",
        "放学护导到位，一处照明要修。",
        (("照明", "西走廊应急灯不亮", "medium", "admin"),),
    ),
    (
        54,
        "duty",
        "校门口",
        "moral_director",
        "护导教师按时到岗。",
        (("护导岗", "南门护导岗缺值班标志", "low", "brigade_counselor"),),
    ),
)
"""Teaching day, kind, where, who went round, outcome, findings with who puts them right."""

DONE = {
    "消防栓": "已配齐水带并试压",
    "单杠": "已更换螺丝并加固",
    "实验柜": "已补贴标签，更新目录",
    "投影": "已更换灯泡",
    "照明": "已更换应急灯电池",
    "护导岗": "已补做标志牌",
}

ITEMS: tuple[tuple[int, str, str, str, str, str, str], ...] = (
    (
        9,
        "phone",
        "parent",
        "praise",
        "放学下雨，老师把孩子一个个送到家长手上，想谢谢她。",
        "已在教师会上转达。",
        "谢谢您告诉我们，已转达给老师。",
    ),
    (
        21,
        "box",
        "pupil",
        "suggestion",
        "希望午休时图书角也开着。",
        "与图书管理老师商定午休开放二十分钟。",
        "从下周一起，午休图书角开放。",
    ),
    (
        33,
        "letter",
        "parent",
        "complaint",
        "作业群里点名说谁没有交作业，孩子很难受。",
        "与年级组核实，已提醒不在群里点名，改为单独联系。",
        "已核实并改正，今后不在群里点名。",
    ),
    (
        51,
        "visit",
        "society",
        "praise",
        "社区说，志愿活动里老师带着孩子把楼道打扫得很干净。",
        "已转达少先队。",
        "",
    ),
)
"""Teaching day, way, side, nature, words, handling, reply."""

QUESTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("scale", "您对学校的教育教学工作总体满意吗？", ()),
    ("choice", "您最希望学校怎样与您联系？", ("家访", "电话", "到校面谈", "家长会")),
    ("text", "您对学校的建议", ()),
)

TASKS: tuple[tuple[int, str, str, str, str], ...] = (
    (10, "修订创建工作实施方案", "领导班子建设好", "办公室", "principal"),
    (25, "整理师德建设档案", "教师队伍建设好", "德育处", "moral_director"),
    (40, "完善少先队活动阵地资料", "活动阵地建设好", "少先队", "brigade_counselor"),
    (60, "汇总教研与培训记录", "教师队伍建设好", "教科室", "research_director"),
    (75, "校园环境整治自查", "校园环境建设好", "总务处", "teaching_director"),
)
"""Teaching day on which it is due, what, indicator, department, owner."""

MEMBERS = (
    ("principal", "head", "全面负责"),
    ("moral_director", "deputy", "德育与师德，日常推进"),
    ("teaching_director", "member", "教学与标准化学校"),
    ("union_chair", "member", "教代会与师德监督"),
    ("brigade_counselor", "office", "资料与活动"),
)


def make_assurance(demo: DemoSchool, draw: random.Random) -> None:
    since = demo.calendar.finished.starts_on
    forms = _pledges(demo, since)
    kinds = _kinds(demo, since)
    group = _group(demo, since)
    for term, dates in (
        (demo.finished, demo.calendar.finished),
        (demo.running, demo.calendar.running),
    ):
        days = school_days(dates, demo.calendar.today)
        is_over = term == demo.finished
        if not days:
            continue
        for version in forms:
            _sign(demo, term, version, days, is_over, draw)
        _inspect(demo, kinds, days)
        _supervise(demo, days)
        _survey(demo, days, is_over, draw)
        _divide(demo, group, dates, days)
        _declare(demo, term, days, is_over)


def _by(demo: DemoSchool, who: str) -> tuple[StaffMember, User]:
    staff = demo.staff[who]
    return staff, demo.accounts[staff.staff_number]


def _made(demo: DemoSchool, by: User, day: datetime.date, hour: int = 16) -> dict[str, Any]:
    at = moment(day, hour, 10)
    return {"school": demo.school, "created_by": by, "created_at": at}


# ---- what a school begins with ---------------------------------------------------------------


def _pledges(demo: DemoSchool, since: datetime.date) -> list[PledgeVersion]:
    _staff, by = _by(demo, "principal")
    made = _made(demo, by, since - 10 * DAY, 9)
    versions = []
    for one in PLEDGES:
        form = PledgeForm.objects.create(
            **made, code=one["code"], kind=one["kind"], title=one["title"]
        )
        version = PledgeVersion.objects.create(
            **made,
            form=form,
            number=1,
            text=one["text"],
            sha256=digest(one["text"]),
            effective_from=since - 10 * DAY,
        )
        PledgeLayer.objects.bulk_create(
            PledgeLayer(
                **made,
                version=version,
                number=number,
                name=layer["name"],
                posts=sorted(layer["posts"]),
                countersigner_posts=sorted(layer["countersigner_posts"]),
            )
            for number, layer in enumerate(LAYERS, 1)
        )
        versions.append(version)
    return versions


def _kinds(demo: DemoSchool, since: datetime.date) -> dict[str, InspectionKind]:
    _staff, by = _by(demo, "principal")
    made = _made(demo, by, since - 10 * DAY, 9)
    rows = [
        InspectionKind(**made, code=code, name=name, position=place)
        for place, (code, name) in enumerate(INSPECTION_KINDS, 1)
    ]
    return {row.code: row for row in InspectionKind.objects.bulk_create(rows)}


def _group(demo: DemoSchool, since: datetime.date) -> LeadingGroup:
    _staff, by = _by(demo, "principal")
    made = _made(demo, by, since, 10)
    group = LeadingGroup.objects.create(**made, name="文明校园创建工作领导小组", starts_on=since)
    LeadingMember.objects.bulk_create(
        LeadingMember(
            **made, group=group, staff=demo.staff[who], part=part, duty=duty, starts_on=since
        )
        for who, part, duty in MEMBERS
    )
    LeadingMember.objects.create(
        **made,
        group=group,
        name=demo.users["committee"].full_name,
        part="deputy",
        duty="家长委员会代表",
        starts_on=since + 14 * DAY,
    )
    return group


# ---- a term ----------------------------------------------------------------------------------


def _sign(
    demo: DemoSchool,
    term: Term,
    version: PledgeVersion,
    days: list[datetime.date],
    is_over: bool,
    draw: random.Random,
) -> None:
    """Nearly all sign within two weeks, each with those above."""
    _staff, by = _by(demo, "principal")
    opens_on = days[0]
    row = PledgeRound.objects.create(
        **_made(demo, by, opens_on, 8),
        version=version,
        term=term,
        opens_on=opens_on,
        due_on=opens_on + 20 * DAY,
    )
    lines = pledges.lines([pledges.rounds().get(pk=row.pk)], demo.calendar.today)[row.pk]
    beside = {1: "principal", 2: "principal", 3: "moral_director"}
    until = min(demo.calendar.today, opens_on + 14 * DAY)
    signatures = []
    for line in lines:
        bound = line.signer.bound_on
        is_left_out = draw.random() < (0 if is_over else UNSIGNED)
        if line.signer.state == SignerState.LEFT or is_left_out or bound > until:
            continue
        account = demo.accounts[line.staff.staff_number]
        day = bound + draw.randrange((until - bound).days + 1) * DAY
        other = beside[line.signer.layer]
        has_both = other not in (None, "") and demo.staff[other].pk != line.staff.pk
        signatures.append(
            PledgeSignature(
                **_made(demo, account, day, draw.randrange(7, 19)),
                round=row,
                staff=line.staff,
                text_sha256=version.sha256,
                countersigned_at=moment(min(day + DAY, until), 20) if has_both else None,
                countersigned_by=_by(demo, other)[1] if has_both else None,
            )
        )
    PledgeSignature.objects.bulk_create(signatures)


def _inspect(demo: DemoSchool, kinds: dict[str, InspectionKind], days: list[datetime.date]) -> None:
    today = demo.calendar.today
    for place, kind, area, who, outcome, findings in INSPECTIONS:
        if place >= len(days):
            continue
        day = days[place]
        staff, by = _by(demo, who)
        made = _made(demo, by, day)
        row = Inspection.objects.create(
            **made, kind=kinds[kind], inspected_on=day, area=area, outcome=outcome
        )
        InspectionInspector.objects.create(**made, inspection=row, staff=staff)
        for item, what, severity, owner in findings:
            finding = Finding.objects.create(
                **made,
                inspection=row,
                item=item,
                what=what,
                severity=severity,
                owner=demo.staff[owner],
                deadline=day + 7 * DAY,
            )
            rectified, rechecked = day + 5 * DAY, day + 8 * DAY
            if rectified > today:
                continue
            is_seen = rechecked <= today
            Rectification.objects.create(
                **_made(demo, _by(demo, owner)[1], rectified, 15),
                finding=finding,
                rectified_on=rectified,
                done=DONE[item],
                rechecked_on=rechecked if is_seen else None,
                rechecked_at=moment(rechecked, 16, 40) if is_seen else None,
                rechecked_by=by if is_seen else None,
                recheck="ok" if is_seen else "",
            )


def _supervise(demo: DemoSchool, days: list[datetime.date]) -> None:
    """Written down by the principal, looked into by the director of moral education."""
    _staff, by = _by(demo, "principal")
    handler, handler_account = _by(demo, "moral_director")
    for place, way, side, nature, about, handling, reply in ITEMS:
        if place >= len(days):
            continue
        day = days[place]
        replied = day + 6 * DAY
        is_answered = replied <= demo.calendar.today
        SupervisionItem.objects.create(
            **_made(demo, by, day),
            received_on=day,
            way=way,
            side=side,
            nature=nature,
            about=about,
            handler=handler,
            assigned_at=moment(day, 17),
            assigned_by=by,
            handling=handling if is_answered else "",
            reply=reply if is_answered else "",
            replied_on=replied if is_answered else None,
            replied_at=moment(replied, 17) if is_answered else None,
            replied_by=handler_account if is_answered else None,
        )


def _survey(
    demo: DemoSchool, days: list[datetime.date], is_over: bool, draw: random.Random
) -> None:
    """In the middle of a term; in the running one as soon as three weeks have gone."""
    place = 50 if is_over else min(15, len(days) - 1)
    if place >= len(days):
        return
    _staff, by = _by(demo, "moral_director")
    closed = days[place]
    opened = days[max(place - 10, 0)]
    issued = len(demo.pupils)
    returned = issued - draw.randrange(12, 40)
    valid = returned - draw.randrange(3, 10)
    row = Survey.objects.create(
        **_made(demo, by, opened, 9),
        title="家长满意度调查",
        whom="parents",
        opened_on=opened,
        closed_on=closed,
        issued=issued,
        returned=returned,
        valid=valid,
        entered_at=moment(closed, 16, 30),
        entered_by=by,
        findings="家长最看重与老师面对面的交流；希望提前一周通知家长会。",
    )
    made = _made(demo, by, closed)
    for number, (kind, text, options) in enumerate(QUESTIONS, 1):
        question = SurveyQuestion.objects.create(
            **made,
            survey=row,
            number=number,
            kind=kind,
            text=text,
            options=list(options),
            is_satisfaction=kind == "scale",
        )
        weights = {"scale": (1, 2, 7, 38, 52), "choice": (30, 25, 25, 20)}.get(kind, ())
        chosen = [valid * weight // 100 for weight in weights]
        SurveyCount.objects.bulk_create(
            SurveyCount(**made, question=question, option=option, count=count)
            for option, count in enumerate(chosen, 1)
        )


def _divide(
    demo: DemoSchool, group: LeadingGroup, dates: TermDates, days: list[datetime.date]
) -> None:
    _staff, by = _by(demo, "principal")
    taught = school_days(dates, dates.ends_on)
    for place, what, indicator, department, owner in TASKS:
        due = taught[min(place, len(taught) - 1)]
        staff, account = _by(demo, owner)
        done = due - 2 * DAY
        is_done = done <= demo.calendar.today
        LeadingTask.objects.create(
            **_made(demo, by, days[0], 11),
            group=group,
            what=what,
            indicator=indicator,
            department=department,
            owner=staff,
            due_on=due,
            done_on=done if is_done else None,
            done_at=moment(done, 17) if is_done else None,
            done_by=account if is_done else None,
            outcome="已完成并归档。" if is_done else "",
        )


def _declare(demo: DemoSchool, term: Term, days: list[datetime.date], is_over: bool) -> None:
    """At the term's end, and once in the running one as far as it has gone."""
    _staff, by = _by(demo, "principal")
    signed_on = days[-1] if is_over else days[len(days) // 2]
    span = "本学期" if is_over else "开学以来"
    for kind, text in (
        ("accidents", f"{span}未发生安全责任事故。"),
        ("public_security_cases", f"{span}未发生治安案件。"),
    ):
        Declaration.objects.create(
            **_made(demo, by, signed_on, 17), term=term, kind=kind, number=0, text=text
        )

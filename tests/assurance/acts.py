"""What happens in the tests of assurance, by the actions of the school."""

import datetime
import uuid

from school.assurance.actions import (
    declarations,
    inspections,
    leading,
    pledges,
    supervision,
    surveys,
)
from school.assurance.models import InspectionKind, PledgeForm
from school.evidence.models import Evidence
from school.people.roles import PostKind
from tests.conftest import TODAY
from tests.factories import people

DAY = datetime.timedelta(days=1)
TEXT = "一、依法执教。\n二、关爱学生。"
LAYERS = (
    {
        "name": "部门负责人",
        "posts": ["moral_director", "teaching_director"],
        "countersigner_posts": ["principal"],
    },
    {
        "name": "教师",
        "posts": ["homeroom_teacher", "subject_teacher"],
        "countersigner_posts": ["moral_director"],
    },
)
QUESTIONS = (
    {"kind": "scale", "text": "您对学校工作满意吗？", "is_satisfaction": True},
    {"kind": "choice", "text": "您最常用的沟通方式", "options": ["电话", "家访", "到校"]},
    {"kind": "text", "text": "您的建议"},
)


def form(by, code="ethics", title="教师职业道德责任书", kind="ethics"):
    found = PledgeForm.objects.filter(school=by.school, code=code).first()
    return found or pledges.add_form(by=by, code=code, kind=kind, title=title)


def version(by, **more):
    return pledges.publish_version(
        **{
            "by": by,
            "form": form(by),
            "text": TEXT,
            "effective_from": datetime.date(2026, 9, 1),
            "layers": LAYERS,
            **more,
        }
    )


def open_round(by, term, **more):
    if "version" not in more:
        more["version"] = version(by)
    return pledges.open_round(
        **{
            "by": by,
            "term": term,
            "opens_on": datetime.date(2026, 9, 7),
            "due_on": datetime.date(2026, 9, 30),
            **more,
        }
    )


def sign(user, row):
    return pledges.sign_pledge(by=user, round_id=row.pk, sha256=row.version.sha256)


def kind(by, code="safety", name="安全排查"):
    found = InspectionKind.objects.filter(school=by.school, code=code).first()
    return found or inspections.add_kind(by=by, code=code, name=name)


def finding(owner, **more):
    return {
        "item": "消防栓",
        "what": "三楼消防栓缺水带",
        "severity": "high",
        "owner": owner.staff,
        "deadline": TODAY + 7 * DAY,
        **more,
    }


def inspect(by, *findings, **more):
    return inspections.record_inspection(
        **{
            "by": by,
            "kind": kind(by),
            "inspected_on": TODAY,
            "area": "教学楼",
            "inspectors": [by.staff],
            "findings": findings,
            **more,
        }
    )


def rectify(by, row, **more):
    return inspections.rectify(
        **{"by": by, "finding_id": row.pk, "rectified_on": TODAY, "done": "已配齐水带", **more}
    )


def recheck(by, row, said="ok", **more):
    return inspections.recheck(
        **{"by": by, "finding_id": row.pk, "rechecked_on": TODAY, "recheck": said, **more}
    )


def enter(by, **more):
    return supervision.enter_item(
        **{
            "by": by,
            "received_on": TODAY,
            "way": "phone",
            "side": "parent",
            "nature": "complaint",
            "about": "老师当众批评孩子",
            **more,
        }
    )


def survey(by, **more):
    return surveys.add_survey(
        **{
            "by": by,
            "title": "家长满意度调查",
            "whom": "parents",
            "opened_on": TODAY - 20 * DAY,
            "closed_on": TODAY - 10 * DAY,
            "questions": QUESTIONS,
            **more,
        }
    )


def results(by, row, **more):
    surveys.enter_results(
        **{
            "by": by,
            "survey_id": row.pk,
            "issued": 50,
            "returned": 45,
            "valid": 40,
            "counts": {1: [0, 1, 3, 16, 18], 2: [10, 20, 5]},
            "findings": "家长希望多见面",
            **more,
        }
    )


def group(by, **more):
    return leading.form_group(
        **{
            "by": by,
            "name": "文明校园创建工作领导小组",
            "starts_on": datetime.date(2026, 9, 1),
            **more,
        }
    )


def task(by, of, owner, **more):
    return leading.set_task(
        **{
            "by": by,
            "group": of,
            "what": "整理师德档案",
            "owner": owner.staff,
            "due_on": TODAY + 3 * DAY,
            **more,
        }
    )


def declare(by, term, number=0, **more):
    return declarations.sign_declaration(
        **{
            "by": by,
            "term": term,
            "kind": "accidents",
            "number": number,
            "text": "本学期未发生安全责任事故。",
            **more,
        }
    )


def file(by, title="现场照片", **more):
    return Evidence.objects.create(
        **{
            "school": by.school,
            "created_by": by,
            "title": title,
            "kind": "photo",
            "happened_on": TODAY,
            "content_type": "image/jpeg",
            "size": 1000,
            "sha256": uuid.uuid4().hex * 2,
            "original_name": "photo.jpg",
            **more,
        }
    )


def person(school, username, name, kind=PostKind.SUBJECT_TEACHER, **post):
    staff = people.StaffMember(school=school, name=name)
    people.Post(staff=staff, kind=kind, **post)
    return people.User(school=school, username=username, staff=staff)

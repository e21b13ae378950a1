"""Two serious concerns: one that is open, and one of last term that was looked after and closed."""

import datetime

from config.demo.calendar import DAY
from config.demo.people import DemoSchool, moment
from school.visits.actions import concerns
from school.visits.models import Concern, ConcernKind, ConcernStep, HomeVisit


def make_concerns(demo: DemoSchool) -> None:
    """Reported by the class teacher after a visit, as the product itself would write them."""
    teacher, director = demo.users["homeroom"], demo.users["moral_director"]
    visits = list(
        HomeVisit.objects.filter(created_by=teacher, voided_at=None).order_by("-visited_on", "id")
    )
    first, second = visits[0], visits[-1]
    today = demo.calendar.today
    open_ = concerns.report_concern(
        by=teacher,
        student=first.student,
        visit=first,
        noticed_on=first.visited_on,
        kind=ConcernKind.CARE,
        account="傍晚去时孩子一个人在家，锅是凉的。孩子说妈妈上夜班，这周有三晚自己睡。",
        step_taken="陪到邻居阿姨来，和妈妈通了电话，约好夜班时送到姑姑家。",
        told="当晚告诉了德育主任。",
    )
    closed = concerns.report_concern(
        by=teacher,
        student=second.student,
        visit=second,
        noticed_on=second.visited_on,
        kind=ConcernKind.DISTRESS,
        account="孩子最近不肯出房门，说“谁也不想见”。家里刚有变故，奶奶很着急。",
        step_taken="没有追问，留了校医的联系办法，请奶奶这两天多陪着。",
        told="德育主任、校医。",
    )
    concerns.add_step(
        by=director,
        concern_id=closed.pk,
        taken_on=min(second.visited_on + 2 * DAY, today),
        what="校医和班主任一起去看了孩子，孩子愿意每周三到心理室坐一会儿。",
    )
    concerns.close_concern(
        by=director, concern_id=closed.pk, result="孩子已恢复到校，心理室继续每两周见一次。"
    )
    _backdate(open_, first.visited_on)
    _backdate(closed, second.visited_on)
    Concern.objects.filter(pk=closed.pk).update(
        closed_at=moment(min(second.visited_on + 14 * DAY, today - DAY), 16, 20)
    )
    ConcernStep.objects.filter(concern=closed).update(
        created_at=moment(min(second.visited_on + 2 * DAY, today - DAY), 17, 5)
    )


def _backdate(concern: Concern, day: datetime.date) -> None:
    Concern.objects.filter(pk=concern.pk).update(created_at=moment(day, 20, 40))

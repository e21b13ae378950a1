"""What the demo school won, with a drawn certificate for each, and two selections.

Written by the actions of the product and dated back to the days on which a school would do it.
"""

import datetime
import io

from PIL import Image, ImageDraw

from config import selections as selected
from config.demo.calendar import DAY
from config.demo.people import DemoSchool, moment
from school.evidence.actions import add_evidence
from school.evidence.files import Taken
from school.evidence.models import Evidence, EvidenceKind, MediaType
from school.people.models import StaffMember, User
from school.recognition.actions import awards as actions
from school.recognition.actions import selections
from school.recognition.models import Award, Nomination, Selection, SelectionKind
from school.shared import typeface

CITY, DISTRICT = "青岛市教育局", "青岛市市南区教育和体育局"
CUP = "“耕耘杯”优质课评选"

GRADES = {"first": "一等奖", "second": "二等奖", "third": "三等奖"}

TITLES: tuple[tuple[str, str, str, int], ...] = (
    ("山东省绿色学校", "provincial", "山东省生态环境厅、山东省教育厅", 9),
    ("青岛市文明校园", "municipal", "青岛市精神文明建设委员会", 6),
    ("青岛市规范化学校", "municipal", CITY, 12),
    ("青岛市家庭教育示范校", "municipal", "青岛市妇女联合会、青岛市教育局", 5),
    ("青岛市少先队红旗大队", "municipal", "共青团青岛市委员会", 4),
    ("青岛市国防教育示范学校", "municipal", "青岛市国防教育办公室", 7),
    ("青岛市语言文字规范化示范校", "municipal", "青岛市语言文字工作委员会", 8),
    ("青岛市安全文明校园", "municipal", CITY, 3),
)
"""Name, level, issuer, and how many years ago."""

Won = tuple[tuple[str, ...], str, str, str, str, str, int]
"""Winners, name, nature, level, grade, issuer, and how many days into the term."""

LAST_TERM: tuple[Won, ...] = (
    (("homeroom-3-2",), "青年教师基本功比赛", "contest", "district", "second", DISTRICT, 37),
    (("specialist-5",), "信息技术与教学融合优质课", "contest", "municipal", "third", CITY, 62),
    (
        ("specialist-11", "homeroom-4-2"),
        "实验教学案例评选",
        "paper",
        "district",
        "first",
        DISTRICT,
        74,
    ),
)
TEACHERS: tuple[Won, ...] = (
    (("specialist-5",), CUP, "contest", "district", "first", DISTRICT, 20),
    (("homeroom-3-2",), CUP, "contest", "district", "first", DISTRICT, 20),
    (("specialist-0",), CUP, "contest", "district", "second", DISTRICT, 20),
    (("homeroom-4-2",), CUP, "contest", "district", "second", DISTRICT, 20),
    (("specialist-11",), CUP, "contest", "district", "second", DISTRICT, 20),
    (("specialist-5",), CUP, "contest", "municipal", "second", CITY, 48),
    (
        ("homeroom-3-2", "specialist-7"),
        "学科德育案例评选",
        "paper",
        "district",
        "first",
        DISTRICT,
        34,
    ),
    (("homeroom-6-1",), "班主任工作论文评比", "paper", "municipal", "third", CITY, 41),
)
"""Of the running term; the sixth is what the first went on to win."""

PARENTS: tuple[tuple[str, str], ...] = (
    ("王先生", "每周三早上在校门口护导，三年没有缺过一次。"),
    ("李女士", "把自家的书搬来，办起了班级图书漂流角。"),
    ("孙先生", "带着工具给两个班修好了课桌椅。"),
    ("徐女士", "为家长学校讲了四次亲子沟通。"),
    ("邵先生", "组织海边捡垃圾，二十多个家庭一起去。"),
    ("崔女士", "陪着新市民家庭办妥了孩子的入学手续。"),
    ("董女士", "每天放学后在社区给孩子们讲故事。"),
    ("袁先生", "带孩子们参观自己工作的造船厂。"),
    ("栾女士", "记录班里孩子的成长，做成一本相册。"),
    ("迟先生", "运动会上当了一天的志愿裁判。"),
)
DEEDS: tuple[tuple[str, str], ...] = (
    ("一把伞", "下大雨那天，高年级的孩子把伞留给了没带伞的一年级同学，自己跑回了家。"),
    ("清晨六点的校门", "保安师傅每天提前一小时到岗，把门前的积水扫干净。"),
    ("走廊尽头的灯", "有老师连着一个月在放学后陪孩子们补课，走廊尽头的灯总是最后熄。"),
)


def make_awards(demo: DemoSchool) -> None:
    _Awards(demo).make()


class _Awards:
    def __init__(self, demo: DemoSchool) -> None:
        self.demo, self.today = demo, demo.calendar.today
        self.office = demo.users["teaching_director"]
        self.principal = demo.users["principal"]
        self.large, self.small = typeface.medium(64), typeface.medium(30)

    def make(self) -> None:
        for title, level, issuer, years in TITLES:
            self._title(title, level, issuer, years)
        calendar = self.demo.calendar
        for given in LAST_TERM:
            self._won(calendar.finished.starts_on, *given)
        won = [self._won(calendar.running.starts_on, *given) for given in TEACHERS]
        if won[0] and won[5]:
            Award.objects.filter(pk=won[5].pk).update(progression_of=won[0])
        self._waits()
        for kind in selected.KINDS:
            selections.add_kind(by=self.principal, **kind)
        self._parents()
        self._deeds()

    # -- awards

    def _title(self, title: str, level: str, issuer: str, years: int) -> None:
        day = datetime.date(self.today.year - years, 6, 18)
        row = actions.declare_award(
            by=self.office,
            recipient="school",
            title=title,
            nature="title",
            level=level,
            issuer=issuer,
            awarded_on=day,
            evidence=[self._scan(self.office, title, self.demo.school.name, "", issuer, day)],
        )
        self._verified(row, self.principal, self.demo.calendar.finished.starts_on)

    def _won(
        self,
        begins: datetime.date,
        keys: tuple[str, ...],
        title: str,
        nature: str,
        level: str,
        grade: str,
        issuer: str,
        days: int,
    ) -> Award | None:
        """By the first of its winners, once the day has come."""
        day = begins + days * DAY
        if day >= self.today - 4 * DAY:
            return None
        row = self._declared(keys, title, nature, level, grade, issuer, day)
        self._verified(row, self.office, day + 3 * DAY)
        return row

    def _declared(
        self,
        keys: tuple[str, ...],
        title: str,
        nature: str,
        level: str,
        grade: str,
        issuer: str,
        day: datetime.date,
    ) -> Award:
        winners = [self.demo.staff[key] for key in keys]
        by = self._user(winners[0])
        name = "、".join(one.name for one in winners)
        return actions.declare_award(
            by=by,
            recipient="teacher",
            staff=winners,
            title=title,
            nature=nature,
            level=level,
            grade=grade,
            issuer=issuer,
            awarded_on=day,
            evidence=[self._scan(by, title, name, GRADES[grade], issuer, day)],
        )

    def _waits(self) -> None:
        """Won nine days ago, declared, and nobody has looked at it yet."""
        title, day = "“一师一优课”评选", self.today - 9 * DAY
        self._declared(("homeroom-3-2",), title, "contest", "district", "second", DISTRICT, day)

    def _verified(self, row: Award, by: User, day: datetime.date) -> None:
        actions.verify_award(by=by, award_id=row.pk, expected=row.version)
        Award.objects.filter(pk=row.pk).update(
            created_at=moment(day, 16, 10), decided_at=moment(day + DAY, 10, 25)
        )
        proofs = row.proofs.values("evidence_id")
        Evidence.objects.filter(pk__in=proofs).update(created_at=moment(day, 16, 5))

    def _user(self, staff: StaffMember) -> User:
        return self.demo.accounts[staff.staff_number]

    def _scan(
        self, by: User, title: str, name: str, grade: str, issuer: str, day: datetime.date
    ) -> Evidence:
        """A certificate that nobody ever gave: a frame, four lines and a seal."""
        page = Image.new("RGB", (1200, 850), "#fbf6e6")
        draw = ImageDraw.Draw(page)
        for inset, width in ((30, 10), (52, 3)):
            draw.rectangle(
                (inset, inset, 1200 - inset, 850 - inset), outline="#a8201a", width=width
            )
        draw.text((600, 150), "证  书", fill="#a8201a", font=self.large, anchor="mm")
        for height, words in ((290, name), (370, title), (440, grade)):
            draw.text((600, height), words, fill="#2b2b2b", font=self.small, anchor="mm")
        draw.text((1090, 650), issuer, fill="#2b2b2b", font=self.small, anchor="rm")
        draw.text((1090, 710), f"{day:%Y-%m-%d}", fill="#2b2b2b", font=self.small, anchor="rm")
        draw.ellipse((880, 580, 1060, 760), outline="#c8342c", width=5)
        made = io.BytesIO()
        page.save(made, "JPEG", quality=80)
        return add_evidence(
            by=by,
            file=Taken(made.getvalue(), MediaType.JPEG, f"{title}.jpg"),
            title=f"{title}证书",
            kind=EvidenceKind.CERTIFICATE,
            happened_on=day,
        )

    # -- selections

    def _announced(self, code: str, starts_on: datetime.date, **more: object) -> Selection:
        kind = SelectionKind.objects.get(school=self.demo.school, code=code)
        return selections.announce_selection(
            by=self.principal,
            kind=kind,
            starts_on=starts_on,
            ends_on=starts_on + 30 * DAY,
            places=10,
            **more,  # type: ignore[arg-type]
        )

    def _nominated(self, row: Selection, name: str, deed: str, *, confirmed: bool) -> Nomination:
        made = selections.nominate(by=self.office, selection=row, name=name, deed=deed)
        if confirmed:
            selections.confirm_nomination(
                by=self.principal, nomination_id=made.pk, expected=made.version
            )
        return made

    def _parents(self) -> None:
        """Over, in the days of the family festival; all but two agreed to be named."""
        begins = self.demo.calendar.running.starts_on
        if begins + 40 * DAY >= self.today:
            return
        row = self._announced(
            "outstanding_parents",
            begins,
            title="第三届家庭文化节优秀家长",
            edition=3,
            criteria="关心集体，言传身教，有一件具体的事。",
        )
        Selection.objects.filter(pk=row.pk).update(ends_on=self.today)
        made = [self._nominated(row, *parent, confirmed=True) for parent in PARENTS]
        selections.close_selection(
            by=self.principal,
            selection_id=row.pk,
            decided_on=begins + 35 * DAY,
            selected=[one.pk for one in made],
        )
        Selection.objects.filter(pk=row.pk).update(ends_on=begins + 30 * DAY)
        for one in made[:-2]:
            selections.record_consent(by=self.principal, nomination_id=one.pk, consent="given")
            selections.publish_recognition(by=self.principal, nomination_id=one.pk)
        selections.record_consent(by=self.principal, nomination_id=made[-2].pk, consent="refused")

    def _deeds(self) -> None:
        """Running: one is confirmed, two wait for a second person."""
        row = self._announced(
            "moving_deeds",
            self.today - 12 * DAY,
            title="感动校园的人与事",
            criteria="一件真实的小事，打动过身边的人。",
        )
        for place, deed in enumerate(DEEDS):
            self._nominated(row, *deed, confirmed=place == 0)

"""Mentor pairs in the promises about everything: rows of the world, of the table, good bodies.

In the world the child's homeroom teacher is the mentor of the class's subject teacher.
"""

import datetime

import time_machine

from school.mentoring.actions import agreements, pairs, talks
from school.mentoring.rules.agreements import Duty
from school.people.roles import PostKind
from tests.conftest import NOW
from tests.factories import people
from tests.whole.given import given

PAIR = "/api/v1/mentor-pairs/{pair}/"
TALK = "/api/v1/mentor-talks/{talk}/"
STEP = "/api/v1/mentor-steps/{action_step}/"
# fmt: off
ROWS = {
    # route, method                        address  nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("mentor-pairs-list", "get"): ("/api/v1/mentor-pairs/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("mentor-pairs-list", "post"): ("/api/v1/mentor-pairs/", (401, 403, 403, 403, 403, 403, 403, 400, 403, 403, 403, 403)),
    ("mentor-pairs-export", "post"): ("/api/v1/mentor-pairs/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("mentor-pairs-detail", "get"): (PAIR, (401, 404, 403, 403, 403, 200, 200, 200, 200, 404, 200, 404)),
    ("mentor-pairs-timeline", "get"): (PAIR + "timeline/", (401, 404, 403, 403, 403, 200, 403, 200, 200, 404, 200, 404)),
    ("mentor-pairs-growth", "get"): (PAIR + "growth/", (401, 404, 403, 403, 403, 403, 403, 200, 200, 404, 200, 404)),
    ("mentor-pairs-propose", "post"): (PAIR + "agreements/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-accept", "post"): (PAIR + "accept/", (401, 404, 403, 403, 403, 403, 403, 403, 400, 404, 400, 404)),
    ("mentor-pairs-sign", "post"): (PAIR + "sign/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("mentor-pairs-change-mentor", "post"): (PAIR + "change-mentor/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-suspend", "post"): (PAIR + "suspend/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-resume", "post"): (PAIR + "resume/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-withdraw", "post"): (PAIR + "withdraw/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-request-exit", "post"): (PAIR + "exits/", (401, 404, 403, 403, 403, 400, 403, 400, 400, 404, 400, 404)),
    ("mentor-pairs-withdraw-exit", "post"): (PAIR + "withdraw-exit/", (401, 404, 403, 403, 403, 409, 403, 409, 409, 404, 409, 404)),
    ("mentor-pairs-decide-exit", "post"): (PAIR + "decide-exit/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("mentor-pairs-complete", "post"): (PAIR + "complete/", (401, 404, 403, 403, 403, 409, 403, 409, 403, 404, 403, 404)),
    ("mentor-pairs-evaluate", "post"): (PAIR + "evaluations/", (401, 404, 403, 403, 403, 400, 403, 400, 400, 404, 400, 404)),
    ("mentor-pairs-excuse", "post"): (PAIR + "excuses/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-withdraw-excuse", "post"): (PAIR + "withdraw-excuse/", (401, 404, 403, 403, 403, 400, 403, 400, 403, 404, 403, 404)),
    ("mentor-pairs-see-notices", "post"): (PAIR + "see-notices/", (401, 404, 403, 403, 403, 403, 403, 403, 200, 404, 200, 404)),
    ("mentor-months-list", "get"): ("/api/v1/mentor-months/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("mentor-months-export", "post"): ("/api/v1/mentor-months/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("mentor-talks-list", "get"): ("/api/v1/mentor-talks/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("mentor-talks-list", "post"): ("/api/v1/mentor-talks/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("mentor-talks-detail", "get"): (TALK, (401, 404, 403, 403, 403, 200, 200, 200, 200, 404, 200, 404)),
    ("mentor-talks-read", "post"): (TALK + "read/", (401, 404, 403, 403, 403, 403, 403, 403, 200, 404, 200, 404)),
    ("mentor-talks-reveal", "post"): (TALK + "reveal/", (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("mentor-talks-release", "post"): (TALK + "release/", (401, 404, 403, 403, 403, 403, 403, 403, 400, 404, 400, 404)),
    ("mentor-talks-void", "post"): (TALK + "void/", (401, 404, 403, 403, 403, 403, 403, 403, 400, 404, 403, 404)),
    ("mentor-steps-list", "get"): ("/api/v1/mentor-steps/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("mentor-steps-list", "post"): ("/api/v1/mentor-steps/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("mentor-steps-detail", "get"): (STEP, (401, 404, 403, 403, 403, 200, 200, 200, 200, 404, 200, 404)),
    ("mentor-steps-read", "post"): (STEP + "read/", (401, 404, 403, 403, 403, 403, 403, 403, 200, 404, 200, 404)),
    ("mentor-steps-move", "post"): (STEP + "move/", (401, 404, 403, 403, 403, 403, 403, 403, 400, 404, 400, 404)),
    ("mentor-steps-close", "post"): (STEP + "close/", (401, 404, 403, 403, 403, 403, 403, 403, 400, 404, 400, 404)),
}
# fmt: on
NOT_TAKEN_ALONG = {
    "/api/v1/mentor-pairs/{id}/timeline/": "one pair's story, beside the pair",
    "/api/v1/mentor-talks/": "days and minutes; what was said is the two's, and leaves nowhere",
    "/api/v1/mentor-steps/": "the same",
}
"""Lists without a file, and why."""

DUTIES = [Duty("mentor_observes", "month", 1), Duty("talk", "month", 1)]
MONTHLY = [{"kind": "talk", "period": "month", "at_least": 1}]
WHY = "按学校安排"
GIVEN = dict(
    [
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/",
            "",
            {
                "mentor": "{colleague}",
                "mentee": "{owner}",
                "field": "subject",
                "subject": "数学",
                "form": "entry",
                "starts_on": "2027-08-01",
                "ends_on": "2028-07-10",
                "goals": "站稳课堂",
                "duties": MONTHLY,
            },
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/agreements/",
            "{pair}",
            {"goals": "进阶", "duties": MONTHLY, "effective_from": "2026-12-01"},
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/change-mentor/",
            "{pair}",
            {"mentor": "{novice}", "starts_on": "2026-12-01", "reason": WHY},
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/suspend/",
            "{pair}",
            {"starts_on": "2026-11-23", "reason": WHY},
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/withdraw/",
            "{pair_draft}",
            {"reason": WHY},
        ),
        given(
            "teacher",
            "/api/v1/mentor-pairs/{id}/exits/",
            "{pair}",
            {"reason": WHY, "last_day": "2026-12-31"},
        ),
        given(
            "principal",
            "/api/v1/mentor-pairs/{id}/decide-exit/",
            "{pair_leaving}",
            {"is_approved": True, "decision": "同意"},
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/complete/",
            "{pair_over}",
            {"reason": WHY},
        ),
        given(
            "principal",
            "/api/v1/mentor-pairs/{id}/evaluations/",
            "{pair_over}",
            {"side": "school", "grade": "good", "text": "每月都有记录"},
        ),
        given(
            "teaching_director",
            "/api/v1/mentor-pairs/{id}/excuses/",
            "{pair}",
            {"month": "2026-10-01", "reason": WHY},
        ),
        given(
            "homeroom",
            "/api/v1/mentor-talks/",
            "",
            {
                "pair": "{pair}",
                "talked_on": "2026-11-20",
                "minutes": 40,
                "topic": "课堂节奏",
                "content": "提问后等三秒",
            },
        ),
        given("principal", "/api/v1/mentor-talks/{id}/reveal/", "{talk}", {"purpose": "核实投诉"}),
        given("homeroom", "/api/v1/mentor-talks/{id}/void/", "{talk}", {"reason": "记错了"}),
        given(
            "teacher",
            "/api/v1/mentor-steps/",
            "",
            {"pair": "{pair}", "text": "提问后等三秒", "check_on": "2026-12-07"},
        ),
        given(
            "teacher",
            "/api/v1/mentor-steps/{id}/close/",
            "{action_step}",
            {"outcome": "done", "result": "举手的多了"},
        ),
    ]
)
"""(method, path of the document) -> who, address, a body that is taken."""


@time_machine.travel(NOW, tick=False)
def rows(school, teaching_director, principal, mentor, mentee):
    """A pair in force with a talk and a step; a draft; one that is to end; one that is over."""
    novice = people.StaffMember(school=school, name="曲新老师")
    people.Post(staff=novice, kind=PostKind.SUBJECT_TEACHER, subject="语文")
    novice_user = people.User(school=school, username="novice", staff=novice)

    def draft(other, field, **more):
        return pairs.draft_pair(
            **{
                "by": teaching_director,
                "mentor": mentor.staff,
                "mentee": other.staff,
                "field": field,
                "subject": "语文" if field == "subject" else "",
                "form": "entry",
                "starts_on": datetime.date(2026, 9, 1),
                "ends_on": datetime.date(2027, 7, 10),
                "goals": "站稳课堂",
                "duties": DUTIES,
            }
            | more
        )

    def signed(other, field, **more):
        made = draft(other, field, **more)
        for one in (mentor, other):
            agreements.accept_agreement(by=one, pair_id=made.pk, number=1)
        agreements.sign_agreement(by=principal, pair_id=made.pk, number=1)
        return made

    pair = signed(mentee, "subject")
    leaving = signed(novice_user, "subject")
    pairs.request_exit(
        by=novice_user, pair_id=leaving.pk, reason=WHY, last_day=datetime.date(2026, 12, 31)
    )
    talk = talks.record_talk(
        by=mentor,
        pair=pair,
        talked_on=datetime.date(2026, 11, 20),
        minutes=40,
        topic="课堂节奏",
        content="提问后等三秒",
    )
    return {
        "novice": novice,
        "pair": pair,
        "pair_draft": draft(mentee, "class_teacher"),
        "pair_leaving": leaving,
        "pair_over": signed(novice_user, "class_teacher", ends_on=datetime.date(2026, 11, 23)),
        "talk": talk,
        "action_step": talks.agree_step(
            by=mentee, pair=pair, text="先停三秒", check_on=datetime.date(2026, 12, 1)
        ),
    }

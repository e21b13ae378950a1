"""Activities in the promises about everything: rows of the world, of the table, good bodies.

In the world the child's homeroom teacher organises, and the class's subject teacher was there and
is paired with the child.
"""

import datetime

from tests.factories import activities as made
from tests.whole.given import given

KIND = "/api/v1/activity-kinds/{activity_kind}/"
PROGRAMME = "/api/v1/programmes/{programme}/"
ACTIVITY = "/api/v1/activities/{activity}/"
PLAN = "/api/v1/activities/{activity_plan}/"
REFLECTION = "/api/v1/activity-reflections/{activity_reflection}/"
GROUP = "/api/v1/activity-groups/{activity_group}/"
PAIR = "/api/v1/pupil-pairs/{pupil_pair}/"
CONTACT = "/api/v1/pupil-contacts/{pupil_contact}/"
CONSULTATION = "/api/v1/consultations/{consultation}/"
PIECE = "/api/v1/parenting-pieces/{parenting_piece}/"
# fmt: off
ROWS = {
    # route, method                        address  nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("activity-kinds-list", "get"): ("/api/v1/activity-kinds/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activity-kinds-list", "post"): ("/api/v1/activity-kinds/", (401, 400, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("activity-kinds-change", "post"): (KIND + "change/", (401, 404, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403)),
    ("programmes-list", "get"): ("/api/v1/programmes/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("programmes-list", "post"): ("/api/v1/programmes/", (401, 400, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("programmes-detail", "get"): (PROGRAMME, (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("programmes-detail", "patch"): (PROGRAMME, (401, 404, 403, 403, 403, 403, 428, 428, 403, 403, 403, 403)),
    ("programmes-void", "post"): (PROGRAMME + "void/", (401, 404, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("activities-list", "get"): ("/api/v1/activities/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activities-list", "post"): ("/api/v1/activities/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("activities-export", "post"): ("/api/v1/activities/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("activities-detail", "get"): (ACTIVITY, (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activities-detail", "patch"): (ACTIVITY, (401, 404, 403, 403, 403, 403, 428, 428, 428, 403, 403, 403)),
    ("activities-hold", "post"): (PLAN + "hold/", (401, 404, 403, 403, 403, 403, 200, 200, 200, 403, 403, 403)),
    ("activities-cancel", "post"): (PLAN + "cancel/", (401, 404, 403, 403, 403, 403, 400, 400, 400, 403, 403, 403)),
    ("activities-void", "post"): (ACTIVITY + "void/", (401, 404, 403, 403, 403, 403, 400, 400, 400, 403, 403, 403)),
    ("activities-take-part", "post"): (ACTIVITY + "take-part/", (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activities-step-back", "post"): (ACTIVITY + "step-back/", (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 409, 200)),
    ("activities-confirm-attendance", "post"): (ACTIVITY + "confirm-attendance/", (401, 404, 403, 403, 403, 403, 400, 400, 400, 403, 403, 403)),
    ("activity-reflections-list", "get"): ("/api/v1/activity-reflections/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activity-reflections-list", "post"): ("/api/v1/activity-reflections/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("activity-reflections-detail", "get"): (REFLECTION, (401, 404, 403, 403, 403, 404, 404, 404, 200, 404, 200, 404)),
    ("activity-reflections-detail", "patch"): (REFLECTION, (401, 404, 403, 403, 403, 404, 404, 404, 403, 404, 428, 404)),
    ("activity-groups-list", "get"): ("/api/v1/activity-groups/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activity-groups-list", "post"): ("/api/v1/activity-groups/", (401, 400, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("activity-groups-detail", "get"): (GROUP, (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("activity-groups-detail", "patch"): (GROUP, (401, 404, 403, 403, 403, 403, 428, 428, 428, 403, 403, 403)),
    ("activity-groups-add-member", "post"): (GROUP + "members/", (401, 404, 403, 403, 403, 403, 400, 400, 400, 403, 403, 403)),
    ("activity-groups-end-membership", "post"): (GROUP + "end-membership/", (401, 404, 403, 403, 403, 403, 400, 400, 400, 403, 403, 403)),
    ("activity-groups-close", "post"): (GROUP + "close/", (401, 404, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("activity-groups-void", "post"): (GROUP + "void/", (401, 404, 403, 403, 403, 403, 400, 400, 403, 403, 403, 403)),
    ("pupil-pairs-list", "get"): ("/api/v1/pupil-pairs/", (401, 200, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200)),
    ("pupil-pairs-list", "post"): ("/api/v1/pupil-pairs/", (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 400, 400)),
    ("pupil-pairs-detail", "get"): (PAIR, (401, 404, 403, 403, 403, 403, 200, 403, 200, 404, 200, 404)),
    ("pupil-pairs-end", "post"): (PAIR + "end/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 404, 400, 404)),
    ("pupil-pairs-void", "post"): ("/api/v1/pupil-pairs/{new_pupil_pair}/void/", (401, 404, 403, 403, 403, 403, 200, 403, 200, 404, 200, 404)),
    ("pupil-contacts-list", "get"): ("/api/v1/pupil-contacts/", (401, 200, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200)),
    ("pupil-contacts-list", "post"): ("/api/v1/pupil-contacts/", (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 400, 400)),
    ("pupil-contacts-read", "post"): (CONTACT + "read/", (401, 404, 403, 403, 403, 403, 403, 403, 200, 404, 200, 404)),
    ("pupil-contacts-void", "post"): (CONTACT + "void/", (401, 404, 403, 403, 403, 403, 403, 403, 403, 404, 200, 404)),
    ("consultations-list", "get"): ("/api/v1/consultations/", (401, 200, 403, 403, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("consultations-list", "post"): ("/api/v1/consultations/", (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("consultations-export", "post"): ("/api/v1/consultations/export/", (401, 400, 403, 403, 400, 400, 400, 400, 400, 400, 400, 400)),
    ("consultations-detail", "get"): (CONSULTATION, (401, 404, 403, 403, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("consultations-answer", "post"): (CONSULTATION + "answer/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("consultations-share", "post"): (CONSULTATION + "share/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("consultations-void", "post"): (CONSULTATION + "void/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("parenting-pieces-list", "get"): ("/api/v1/parenting-pieces/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("parenting-pieces-list", "post"): ("/api/v1/parenting-pieces/", (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("parenting-pieces-settle", "post"): (PIECE + "settle/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("parenting-pieces-void", "post"): (PIECE + "void/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
}
# fmt: on
NOT_TAKEN_ALONG = {
    "/api/v1/activity-kinds/": "a handful of words; the activities are exported",
    "/api/v1/programmes/": "read as wholes; their activities are exported",
    "/api/v1/activity-reflections/": "a colleague's own words, for the organiser at most",
    "/api/v1/activity-groups/": "read as wholes; their activities are exported",
    "/api/v1/pupil-pairs/": "which children have somebody beside them, is nobody's list",
    "/api/v1/pupil-contacts/": "the same",
    "/api/v1/parenting-pieces/": "a handful of titles",
}
"""Lists without a file, and why."""

WITHOUT_A_CHILD = {
    ("ActivityKind", "position"): "the order of the kinds of activity",
    ("ActivityKindChangeRequest", "position"): "the same",
}
"""What test_no_ranking excepts, and why."""

DEAREST = [
    "ActivityPolicy",
    "ActivityReflectionPolicy",
    "GroupPolicy",
    "PupilPairPolicy",
    "PupilContactPolicy",
    "ConsultationPolicy",
]
OFFICE, WHY = "moral_director", "记重了"
PHASE = {"name": "讨论", "starts_on": "2026-11-02", "ends_on": "2026-11-20"}
GIVEN = dict(
    [
        given(
            OFFICE,
            "/api/v1/activity-kinds/",
            "",
            {"code": "salon", "name": "读书沙龙", "area": "study", "is_for_staff": True},
        ),
        given(
            OFFICE,
            "/api/v1/activity-kinds/{id}/change/",
            "{activity_kind}",
            {"name": "改名"},
        ),
        given(
            OFFICE,
            "/api/v1/programmes/",
            "",
            {
                "kind": "study",
                "name": "全教会大学习",
                "slogan": "学而思",
                "starts_on": "2026-11-01",
                "ends_on": "2026-11-30",
                "phases": [PHASE],
                "topics": [{"title": "教育公平"}],
            },
        ),
        given(
            OFFICE,
            "/api/v1/programmes/{id}/",
            "{programme}",
            {
                "name": "改名",
                "slogan": "改过",
                "phases": [PHASE],
                "topics": [{"title": "教育公平"}],
            },
            "patch",
        ),
        given(OFFICE, "/api/v1/programmes/{id}/void/", "{programme}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/activities/",
            "",
            {
                "kind": "{activity_kind}",
                "happened_on": "2026-11-20",
                "topic": "心存感恩",
                "venue": "报告厅",
                "unit": "德育处",
                "outcome": "人人写下一句谢谢",
            },
        ),
        given(
            "homeroom",
            "/api/v1/activities/{id}/",
            "{activity}",
            {"topic": "改过", "venue": "三楼", "unit": "工会", "outcome": "改过"},
            "patch",
        ),
        given(
            "homeroom",
            "/api/v1/activities/{id}/hold/",
            "{activity_plan}",
            {"outcome": "人人写下一句谢谢"},
        ),
        given("homeroom", "/api/v1/activities/{id}/cancel/", "{activity_plan}", {"reason": WHY}),
        given("homeroom", "/api/v1/activities/{id}/void/", "{activity}", {"reason": WHY}),
        given(
            "homeroom",
            "/api/v1/activity-reflections/",
            "",
            {"activity": "{activity}", "text": "先听学生说完"},
        ),
        given(
            "teacher",
            "/api/v1/activity-reflections/{id}/",
            "{activity_reflection}",
            {"text": "改过"},
            "patch",
        ),
        given(
            OFFICE,
            "/api/v1/activity-groups/",
            "",
            {
                "kind": "studio",
                "name": "数学名师工作室",
                "purpose": "带新人",
                "leader": "{owner}",
                "starts_on": "2026-11-02",
                "topics": ["提问"],
            },
        ),
        given(
            "homeroom",
            "/api/v1/activity-groups/{id}/",
            "{activity_group}",
            {"name": "改名", "purpose": "改过", "topics": ["写作"]},
            "patch",
        ),
        given(OFFICE, "/api/v1/activity-groups/{id}/void/", "{activity_group}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/pupil-contacts/",
            "",
            {
                "pair": "{pupil_pair}",
                "contacted_on": "2026-11-20",
                "way": "talk",
                "words": "他想学画画",
            },
        ),
        given(
            "homeroom",
            "/api/v1/consultations/",
            "",
            {
                "asked_on": "2026-11-20",
                "topic": "写作业",
                "question": "总要催怎么办",
                "answer": "先定时间",
            },
        ),
        given(
            "homeroom",
            "/api/v1/consultations/{id}/answer/",
            "{consultation}",
            {"answer": "先一起定时间"},
        ),
        given("homeroom", "/api/v1/consultations/{id}/void/", "{consultation}", {"reason": WHY}),
        given(
            "homeroom",
            "/api/v1/parenting-pieces/",
            "",
            {"title": "陪读三年", "sent_to": "家教周报", "sent_on": "2026-11-20"},
        ),
        given(
            "homeroom", "/api/v1/parenting-pieces/{id}/void/", "{parenting_piece}", {"reason": WHY}
        ),
    ]
)
"""(method, path of the document) -> who, address, a body that is taken."""


def rows(school, homeroom, teacher, maple, student, other):
    """`student` and `other`: two children of the maple class."""
    kind = made.ActivityKind(school=school, asks_outcome=True, asks_classes=True)
    by = {"organiser": homeroom.staff, "created_by": homeroom, "kind": kind}
    activity = made.Activity(**by)
    made.ActivityStaff(activity=activity, staff=teacher.staff, created_by=homeroom)
    made.ActivityClass(activity=activity, school_class=maple)
    plan = made.Activity(
        **by, state="planned", happened_on=datetime.date(2026, 11, 23), topic="备课组交流"
    )
    programme = made.Programme(school=school)
    made.ProgrammePhase(programme=programme)
    made.ProgrammeTopic(programme=programme)
    group = made.Group(leader=homeroom.staff)
    made.GroupMember(group=group, staff=teacher.staff)
    made.GroupTopic(group=group)
    pair = made.PupilPair(teacher=teacher.staff, student=student, created_by=teacher)
    return {
        "activity_kind": kind,
        "programme": programme,
        "activity": activity,
        "activity_plan": plan,
        "activity_reflection": made.ActivityReflection(
            activity=activity, staff=teacher.staff, created_by=teacher
        ),
        "activity_group": group,
        "pupil_pair": pair,
        "new_pupil_pair": made.PupilPair(teacher=teacher.staff, student=other, created_by=teacher),
        "pupil_contact": made.PupilContact(
            pair=pair, created_by=teacher, words="他想学画画", has_words=True
        ),
        "consultation": made.answered(school, homeroom, is_shared=True),
        "parenting_piece": made.ParentingPiece(school=school),
    }

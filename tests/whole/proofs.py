"""Evidence, awards and selections in the promises about everything: rows of the world, of the
table, good bodies.

In the world the subject teacher brought a scan, won an award that waits and one that is verified,
and nominated parents: one waits, one is selected, one is published.
"""

from school.recognition.models import Nomination
from tests.factories import evidence, recognition
from tests.whole.given import given

SCAN = "/api/v1/evidence/{scan}/"
WAITING = "/api/v1/awards/{award_waiting}/"
VERIFIED = "/api/v1/awards/{award_verified}/"
SELECTED = "/api/v1/selections/{people_selection}/"
NOMINATED = "/api/v1/nominations/{people_nomination}/"
KIND = "/api/v1/selection-kinds/{selection_kind}/"
# fmt: off
ROWS = {
    # route, method                        address  nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("evidence-list", "get"): ("/api/v1/evidence/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("evidence-list", "post"): ("/api/v1/evidence/", (401, 415, 403, 403, 403, 415, 415, 415, 415, 415, 415, 415)),
    ("evidence-export", "post"): ("/api/v1/evidence/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("evidence-detail", "get"): (SCAN, (401, 404, 403, 403, 403, 200, 200, 200, 404, 404, 200, 404)),
    ("evidence-detail", "patch"): (SCAN, (401, 404, 403, 403, 403, 428, 428, 428, 404, 404, 428, 404)),
    ("evidence-withdraw", "post"): (SCAN + "withdraw/", (401, 404, 403, 403, 403, 400, 400, 400, 404, 404, 400, 404)),
    ("evidence-content", "get"): (SCAN + "content/", (401, 404, 403, 403, 403, 200, 200, 200, 404, 404, 200, 404)),
    ("awards-list", "get"): ("/api/v1/awards/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("awards-list", "post"): ("/api/v1/awards/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("awards-export", "post"): ("/api/v1/awards/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("awards-detail", "get"): (WAITING, (401, 404, 403, 403, 403, 200, 200, 200, 404, 404, 200, 404)),
    ("awards-detail", "patch"): (WAITING, (401, 404, 403, 403, 403, 403, 403, 403, 404, 404, 428, 404)),
    ("awards-verify", "post"): (WAITING + "verify/", (401, 404, 403, 403, 403, 428, 428, 428, 403, 403, 403, 403)),
    ("awards-reject", "post"): (WAITING + "reject/", (401, 404, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("awards-send-back", "post"): (VERIFIED + "send-back/", (401, 404, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("awards-void", "post"): (WAITING + "void/", (401, 404, 403, 403, 403, 400, 400, 400, 404, 404, 400, 404)),
    ("selection-kinds-list", "get"): ("/api/v1/selection-kinds/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("selection-kinds-list", "post"): ("/api/v1/selection-kinds/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("selection-kinds-change", "post"): (KIND + "change/", (401, 404, 403, 403, 403, 200, 200, 403, 403, 403, 403, 403)),
    ("selections-list", "get"): ("/api/v1/selections/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("selections-list", "post"): ("/api/v1/selections/", (401, 400, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("selections-detail", "get"): (SELECTED, (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("selections-detail", "patch"): (SELECTED, (401, 404, 403, 403, 403, 428, 428, 403, 403, 403, 403, 403)),
    ("selections-close", "post"): (SELECTED + "close/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("selections-void", "post"): (SELECTED + "void/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("nominations-list", "get"): ("/api/v1/nominations/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("nominations-list", "post"): ("/api/v1/nominations/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("nominations-detail", "get"): (NOMINATED, (401, 404, 403, 403, 403, 200, 200, 404, 404, 404, 200, 404)),
    ("nominations-detail", "patch"): (NOMINATED, (401, 404, 403, 403, 403, 403, 403, 404, 404, 404, 428, 404)),
    ("nominations-confirm", "post"): (NOMINATED + "confirm/", (401, 404, 403, 403, 403, 428, 428, 403, 403, 403, 403, 403)),
    ("nominations-void", "post"): (NOMINATED + "void/", (401, 404, 403, 403, 403, 400, 400, 404, 404, 404, 400, 404)),
    ("nominations-consent", "post"): (NOMINATED + "consent/", (401, 404, 403, 403, 403, 400, 400, 403, 403, 403, 403, 403)),
    ("nominations-mend", "post"): (NOMINATED + "mend/", (401, 404, 403, 403, 403, 428, 428, 403, 403, 403, 403, 403)),
    ("nominations-publish", "post"): (NOMINATED + "publish/", (401, 404, 403, 403, 403, 409, 409, 403, 403, 403, 403, 403)),
    ("recognitions-list", "get"): ("/api/v1/recognitions/", (401, 200, 403, 403, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("recognitions-export", "post"): ("/api/v1/recognitions/export/", (401, 400, 403, 403, 400, 400, 400, 400, 400, 400, 400, 400)),
}
# fmt: on
NOT_TAKEN_ALONG = {
    "/api/v1/selection-kinds/": "a handful of words",
    "/api/v1/selections/": "a handful of announcements",
    "/api/v1/nominations/": "working papers; what was published is exported",
}
"""Lists without a file, and why."""
WITHOUT_A_CHILD = {
    ("Award", "level"): "the district's, the city's: where an award was given",
    ("AwardRef", "level"): "the same",
    ("NewAwardRequest", "level"): "the same",
    ("PatchedAwardChangeRequest", "level"): "the same",
    ("SelectionKind", "position"): "the order of the kinds of selections",
    ("SelectionKindChangeRequest", "position"): "the same",
}

WHY = "按学校安排"
AWARD = {
    "title": "教学论文评比",
    "nature": "paper",
    "level": "municipal",
    "grade": "second",
    "issuer": "市教育科学研究院",
    "awarded_on": "2026-11-20",
    "certificate_number": "2026-017",
}
SELECTION = {
    "title": "感动校园的人与事",
    "starts_on": "2026-11-01",
    "ends_on": "2026-11-30",
    "criteria": "一件真实的事",
    "places": 10,
}
GIVEN = dict(
    [
        given("teacher", "/api/v1/evidence/{id}/", "{scan}", {"title": "区级证书"}, "patch"),
        given("teacher", "/api/v1/evidence/{id}/withdraw/", "{scan}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/awards/",
            "",
            {**AWARD, "recipient": "teacher", "staff": ["{colleague}"]},
        ),
        given("teacher", "/api/v1/awards/{id}/", "{award_waiting}", AWARD, "patch"),
        given("principal", "/api/v1/awards/{id}/reject/", "{award_waiting}", {"reason": WHY}),
        given("principal", "/api/v1/awards/{id}/send-back/", "{award_verified}", {"reason": WHY}),
        given("teacher", "/api/v1/awards/{id}/void/", "{award_waiting}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/selection-kinds/",
            "",
            {"code": "readers", "name": "书香家庭", "whom": "parent"},
        ),
        given(
            "principal",
            "/api/v1/selection-kinds/{id}/change/",
            "{selection_kind}",
            {"name": "好家长"},
        ),
        given("principal", "/api/v1/selections/", "", {**SELECTION, "kind": "{selection_kind}"}),
        given(
            "principal",
            "/api/v1/selections/{id}/",
            "{people_selection}",
            {"title": "第四届", "criteria": "热心"},
            "patch",
        ),
        given("principal", "/api/v1/selections/{id}/void/", "{people_selection}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/nominations/",
            "",
            {"selection": "{people_selection}", "name": "李女士", "deed": "常年护导"},
        ),
        given(
            "teacher",
            "/api/v1/nominations/{id}/",
            "{people_nomination}",
            {"name": "王女士", "deed": "常年护导"},
            "patch",
        ),
        given("teacher", "/api/v1/nominations/{id}/void/", "{people_nomination}", {"reason": WHY}),
        given(
            "principal",
            "/api/v1/nominations/{id}/mend/",
            "{people_selected}",
            {"name": "张女士", "deed": "常年护导"},
        ),
    ]
)
"""(method, path of the document) -> who, address, a body that is taken."""


def rows(school, teacher, principal):
    selection = recognition.Selection(school=school)
    published = recognition.Selection(
        school=school,
        title="第二届",
        edition=2,
        decided_on="2026-11-20",
        closed_at="2026-11-20T08:00Z",
        closed_by=principal,
    )
    moment = {"consent_at": "2026-11-21T08:00Z", "published_at": "2026-11-21T09:00Z"}
    chosen = {
        "selection": published,
        "created_by": teacher,
        "state": "selected",
        "confirmed_at": "2026-11-19T08:00Z",
        "confirmed_by": principal,
    }
    recognition.Nomination(
        **chosen, consent="given", consent_by=principal, published_by=principal, **moment
    )
    nomination = recognition.Nomination(selection=selection, created_by=teacher)
    return {
        "scan": evidence.Evidence(school=school, created_by=teacher),
        "award_waiting": recognition.award(teacher, teacher.staff, title="说课评选"),
        "award_verified": recognition.award(teacher, teacher.staff, verified_by=principal),
        "selection_kind": selection.kind,
        "people_selection": selection,
        "people_nomination": Nomination.objects.get(pk=nomination.pk),
        "people_selected": recognition.Nomination(**chosen),
    }

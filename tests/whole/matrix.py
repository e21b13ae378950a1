"""The table: a route and its method, an address, and what each member of the cast gets.

The columns: nobody signed in; the moral director of another school; a homeroom teacher until last
term; the administrator; a member of the parents' committee; the principal; the directors of moral
education and of teaching; the child's homeroom teacher; another class's; a subject teacher of the
child's class, who came along on the visit; and a homeroom teacher of another class who teaches the
child's.
"""

CAST = (
    "nobody",
    "stranger",
    "former",
    "admin",
    "committee",
    "principal",
    "moral_director",
    "teaching_director",
    "homeroom",
    "other_homeroom",
    "teacher",
    "two_hats",
)
VISIT = "/api/v1/home-visits/{visit}/"
SUMMARY = "/api/v1/summaries/{summary}/"
# fmt: off
MATRIX = {
    # route, method                        address          nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("me", "get"):                        ("/api/v1/me/",                       (401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("schema", "get"):                    ("/api/v1/schema/",                   (401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("terms-list", "get"):                ("/api/v1/terms/",                    (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("school-classes-list", "get"):       ("/api/v1/school-classes/",           (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("staff-list", "get"):                ("/api/v1/staff/",                    (401, 200, 403, 200, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("students-list", "get"):             ("/api/v1/students/",                 (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("students-detail", "get"):           ("/api/v1/students/{student}/",       (401, 404, 403, 403, 403, 200, 200, 200, 200, 404, 200, 200)),
    ("accounts-list", "get"):             ("/api/v1/accounts/",                 (401, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403)),
    ("accounts-activate", "post"):        ("/api/v1/accounts/{account}/activate/",   (401, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403)),
    ("accounts-deactivate", "post"):      ("/api/v1/accounts/{account}/deactivate/", (401, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403)),
    ("roster-imports-list", "get"):       ("/api/v1/roster-imports/",           (401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403)),
    ("roster-imports-list", "post"):      ("/api/v1/roster-imports/",           (401, 403, 403, 403, 403, 403, 403, 415, 403, 403, 403, 403)),
    ("roster-imports-check", "post"):     ("/api/v1/roster-imports/check/",     (401, 403, 403, 403, 403, 403, 403, 415, 403, 403, 403, 403)),
    ("roster-imports-template", "get"):   ("/api/v1/roster-imports/template/?as=csv", (401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403)),
    ("care-categories-list", "get"):      ("/api/v1/care-categories/",          (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("circumstances-list", "get"):        ("/api/v1/circumstances/",            (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("circumstances-list", "post"):       ("/api/v1/circumstances/",            (401, 400, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403)),
    ("circumstances-end", "post"):        ("/api/v1/circumstances/{circumstance}/end/",    (401, 404, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403)),
    ("circumstances-reveal", "post"):     ("/api/v1/circumstances/{circumstance}/reveal/", (401, 404, 403, 403, 403, 400, 400, 403, 400, 404, 403, 404)),
    ("visit-policies-list", "get"):       ("/api/v1/visit-policies/",           (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("visit-policies-list", "post"):      ("/api/v1/visit-policies/",           (401, 400, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403)),
    ("visit-policies-detail", "get"):     ("/api/v1/visit-policies/{published}/",    (401, 404, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("visit-policies-detail", "patch"):   ("/api/v1/visit-policies/{draft}/",        (401, 404, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403)),
    ("visit-policies-publish", "post"):   ("/api/v1/visit-policies/{draft}/publish/", (401, 404, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403)),
    ("visitable-students-list", "get"):   ("/api/v1/visitable-students/",       (401, 200, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200)),
    ("obligations-list", "get"):          ("/api/v1/obligations/",              (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("home-visits-list", "get"):          ("/api/v1/home-visits/",              (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 200, 200)),
    ("home-visits-list", "post"):         ("/api/v1/home-visits/",              (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 400, 400)),
    ("home-visits-detail", "get"):        (VISIT,                               (401, 404, 403, 403, 403, 200, 200, 403, 200, 404, 200, 404)),
    ("home-visits-detail", "patch"):      (VISIT,                               (401, 404, 403, 403, 403, 403, 403, 403, 428, 404, 403, 404)),
    ("home-visits-history", "get"):       (VISIT + "history/",                  (401, 404, 403, 403, 403, 200, 200, 403, 200, 404, 403, 404)),
    ("home-visits-reveal", "post"):       (VISIT + "reveal/",                   (401, 404, 403, 403, 403, 400, 400, 403, 400, 404, 403, 404)),
    ("home-visits-void", "post"):         (VISIT + "void/",                     (401, 404, 403, 403, 403, 403, 400, 403, 400, 404, 403, 404)),
    ("follow-ups-list", "get"):           ("/api/v1/follow-ups/",               (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 200, 200)),
    ("follow-ups-close", "post"):         ("/api/v1/follow-ups/{follow_up}/close/", (401, 404, 403, 403, 403, 403, 400, 403, 400, 404, 403, 404)),
    ("exemptions-list", "get"):           ("/api/v1/exemptions/",               (401, 200, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("exemptions-list", "post"):          ("/api/v1/exemptions/",               (401, 400, 403, 403, 403, 403, 400, 403, 400, 400, 403, 400)),
    ("exemptions-approve", "post"):       ("/api/v1/exemptions/{exemption}/approve/", (401, 404, 403, 403, 403, 200, 200, 403, 403, 403, 403, 403)),
    ("exemptions-refuse", "post"):        ("/api/v1/exemptions/{exemption}/refuse/",  (401, 404, 403, 403, 403, 200, 200, 403, 403, 403, 403, 403)),
    ("figures-list", "get"):              ("/api/v1/figures/?term=current",     (401, 404, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("figures-records", "get"):           ("/api/v1/figures/visits.coverage/records/", (401, 404, 403, 403, 403, 200, 200, 403, 200, 200, 403, 200)),
    ("summaries-list", "get"):            ("/api/v1/summaries/",                (401, 200, 403, 403, 403, 200, 200, 200, 403, 403, 403, 403)),
    ("summaries-list", "post"):           ("/api/v1/summaries/",                (401, 400, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("summaries-detail", "get"):          (SUMMARY,                             (401, 404, 403, 403, 403, 200, 200, 200, 403, 403, 403, 403)),
    ("summaries-section", "patch"):       (SUMMARY + "sections/{section}/",     (401, 404, 403, 403, 403, 428, 428, 428, 403, 403, 403, 403)),
    ("summaries-submit", "post"):         (SUMMARY + "submit/",                 (401, 404, 403, 403, 403, 409, 409, 409, 403, 403, 403, 403)),
    ("summaries-request-changes", "post"): (SUMMARY + "request-changes/",       (401, 404, 403, 403, 403, 400, 400, 400, 403, 403, 403, 403)),
    ("summaries-approve", "post"):        (SUMMARY + "approve/",                (401, 404, 403, 403, 403, 409, 409, 409, 403, 403, 403, 403)),
    ("summaries-publish", "post"):        (SUMMARY + "publish/",                (401, 403, 403, 403, 403, 409, 403, 403, 403, 403, 403, 403)),
    ("summaries-withdraw", "post"):       (SUMMARY + "withdraw/",               (401, 403, 403, 403, 403, 400, 403, 403, 403, 403, 403, 403)),
    ("publications-list", "get"):         ("/api/v1/publications/",             (401, 200, 403, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("publications-detail", "get"):       ("/api/v1/publications/{publication}/",          (401, 404, 403, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    ("publications-document", "get"):     ("/api/v1/publications/{publication}/document/", (401, 404, 403, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
}
# fmt: on

"""What is true after each act, and what is refused."""

import datetime

import pytest
from django.utils import timezone

from school.shared.errors import InputRefused, RuleBroken, Stale
from school.shared.models import AuditEntry
from school.visits import models
from school.visits.actions import care, visits
from tests.factories import people

OCTOBER, NOVEMBER = datetime.date(2026, 10, 14), datetime.date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("now", "term")


def recorded(by, student, **more):
    given = {
        "visited_on": NOVEMBER,
        "channel": "on_site",
        "outcome": "done",
        "integrity": True,
    }
    return visits.record_visit(by=by, student=student, **{**given, **more})


def verbs():
    return list(AuditEntry.objects.order_by("at").values_list("verb", flat=True))


# ---- visits --------------------------------------------------------------------------------


def test_a_visit_is_recorded_with_all_its_parts(homeroom, teacher, lin, hardship):
    visit = recorded(
        homeroom,
        lin,
        purposes=[hardship, hardship],
        companions=[teacher.staff],
        narrative="孩子每天自己走回家，傍晚一个人写作业。",
        agreed={"what": "每周五辅导", "owner": homeroom.staff, "due_on": NOVEMBER},
    )

    assert [one.category for one in visit.purposes.all()] == [hardship]
    assert [one.staff for one in visit.companions.all()] == [teacher.staff]
    assert visit.follow_ups.get().owner == homeroom.staff
    assert (visit.version, visit.is_late) == (1, False)
    revision = visit.revisions.get()
    assert revision.narrative == visit.narrative
    assert visit.narrative not in str(revision.snapshot)


def test_the_audit_log_never_holds_the_narrative(homeroom, lin):
    visit = recorded(homeroom, lin, narrative="只说给该知道的人")
    visits.amend_visit(
        by=homeroom, visit_id=visit.pk, expected=1, changes={"narrative": "改过的纪要"}
    )

    told = str(list(AuditEntry.objects.values_list("changes", "reason")))
    assert "只说给" not in told
    assert "改过的" not in told
    assert verbs() == ["record", "amend"]


def test_an_entry_after_a_week_is_late(homeroom, lin):
    assert recorded(homeroom, lin, visited_on=datetime.date(2026, 11, 15)).is_late
    assert not recorded(homeroom, lin, visited_on=datetime.date(2026, 11, 16)).is_late


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (datetime.date(2026, 11, 24), "visit_in_future"),
        (datetime.date(2026, 7, 10), "out_of_term"),
        (datetime.date(2000, 1, 1), "out_of_term"),
    ],
)
def test_a_day_outside_every_window_is_refused(homeroom, lin, on, code):
    with pytest.raises(InputRefused) as refused:
        recorded(homeroom, lin, visited_on=on)

    assert (refused.value.field, refused.value.code) == ("visited_on", code)
    assert not models.HomeVisit.objects.exists()


def test_a_child_that_was_not_here_yet_was_not_visited(homeroom, school, maple):
    child = people.Student(school=school)
    people.Placement(student=child, school_class=maple, starts_on=datetime.date(2026, 11, 21))

    with pytest.raises(InputRefused) as refused:
        recorded(homeroom, child)
    assert refused.value.code == "not_at_school"


def test_an_amendment_keeps_what_stood_before(homeroom, lin, hardship):
    visit = recorded(homeroom, lin, narrative="第一稿")

    visits.amend_visit(
        by=homeroom,
        visit_id=visit.pk,
        expected=1,
        changes={"channel": "phone", "purposes": [hardship]},
    )

    visit.refresh_from_db()
    first, second = visit.revisions.all()
    assert (visit.channel, visit.version) == ("phone", 2)
    assert (first.snapshot["channel"], second.snapshot["channel"]) == ("on_site", "phone")
    assert second.snapshot["changed"] == ["channel", "purposes"]
    assert first.narrative == "第一稿"


def test_an_amendment_that_changes_nothing_leaves_no_trace(homeroom, lin):
    visit = recorded(homeroom, lin)

    visits.amend_visit(by=homeroom, visit_id=visit.pk, expected=1, changes={"channel": "on_site"})
    assert models.HomeVisit.objects.get().version == 1
    assert verbs() == ["record"]


def test_an_amendment_of_an_older_version_is_refused(homeroom, lin):
    visit = recorded(homeroom, lin)
    visits.amend_visit(by=homeroom, visit_id=visit.pk, expected=1, changes={"channel": "phone"})

    with pytest.raises(Stale):
        visits.amend_visit(by=homeroom, visit_id=visit.pk, expected=1, changes={"channel": "video"})
    assert models.HomeVisit.objects.get().channel == "phone"


def test_voiding_keeps_the_row_and_happens_once(homeroom, lin):
    visit = recorded(homeroom, lin)

    visits.void_visit(by=homeroom, visit_id=visit.pk, reason="记错了孩子")
    with pytest.raises(RuleBroken):
        visits.void_visit(by=homeroom, visit_id=visit.pk, reason="再来一次")

    visit = models.HomeVisit.objects.get()
    assert (visit.voided_by, visit.void_reason) == (homeroom, "记错了孩子")
    assert visit.revisions.last().snapshot["voided"] is True


def test_a_voided_visit_is_not_amended(homeroom, lin):
    visit = recorded(homeroom, lin)
    visits.void_visit(by=homeroom, visit_id=visit.pk, reason="记错了孩子")

    with pytest.raises(RuleBroken):
        visits.amend_visit(by=homeroom, visit_id=visit.pk, expected=2, changes={"channel": "phone"})


def test_opening_a_narrative_is_logged_with_its_purpose(principal, homeroom, lin):
    visit = recorded(homeroom, lin, narrative="母亲腰伤，暂时不能上班")

    assert visits.reveal_visit(by=principal, visit_id=visit.pk, purpose="安排资助") == (
        "母亲腰伤，暂时不能上班"
    )
    entry = AuditEntry.objects.get(verb="reveal")
    assert (entry.actor, entry.reason, entry.record_id) == (principal.pk, "安排资助", visit.pk)


def test_a_follow_up_closes_once(homeroom, lin):
    agreed = {"what": "每周五辅导", "owner": homeroom.staff, "due_on": NOVEMBER}
    follow_up = recorded(homeroom, lin, agreed=agreed).follow_ups.get()

    visits.close_follow_up(by=homeroom, follow_up_id=follow_up.pk, result="已辅导五次")
    with pytest.raises(RuleBroken):
        visits.close_follow_up(by=homeroom, follow_up_id=follow_up.pk, result="再来一次")
    assert models.FollowUp.objects.get().result == "已辅导五次"


# ---- circumstances -------------------------------------------------------------------------


def test_a_second_circumstance_on_the_same_days_is_refused(in_need, moral_director, lin, hardship):
    with pytest.raises(RuleBroken) as refused:
        care.register_circumstance(
            by=moral_director, student=lin, category=hardship, starts_on=OCTOBER, source="家长"
        )
    assert refused.value.code == "circumstance_overlaps"


def test_ending_one_closes_the_row_and_keeps_what_was_believed(in_need, moral_director):
    before = timezone.now() - datetime.timedelta(seconds=1)

    ended = care.end_circumstance(
        by=moral_director, circumstance_id=in_need.pk, ends_on=OCTOBER, reason="已脱困"
    )

    facts = models.Circumstance.objects
    assert list(facts.believed()) == [ended]
    assert list(facts.believed(before)) == [in_need]
    assert (ended.ends_on, ended.note) == (OCTOBER, in_need.note)


@pytest.mark.parametrize("ends_on", [datetime.date(2026, 2, 28), datetime.date(2020, 1, 1)])
def test_it_does_not_end_before_it_begins(in_need, moral_director, ends_on):
    with pytest.raises(InputRefused):
        care.end_circumstance(
            by=moral_director, circumstance_id=in_need.pk, ends_on=ends_on, reason="改错"
        )


# ---- requirements and exemptions -----------------------------------------------------------


def asks(category, **changes):
    return {
        "category": category,
        "visits_required": 1,
        "accepted_channels": ["on_site"],
        "due_week": None,
        "grace_days": 30,
        "responsible_post": "homeroom_teacher",
        **changes,
    }


def test_a_requirement_is_drafted_amended_published_and_then_fixed(moral_director, hardship):
    draft = care.draft_policy(
        by=moral_director, title="五必访", effective_from=OCTOBER, rules=[asks(hardship)]
    )
    care.amend_policy(
        by=moral_director, version_id=draft.pk, rules=[asks(hardship, visits_required=2)]
    )
    published = care.publish_policy(by=moral_director, version_id=draft.pk)

    assert published.number == 1
    assert published.rules.get().visits_required == 2
    with pytest.raises(RuleBroken) as refused:
        care.amend_policy(by=moral_director, version_id=draft.pk, title="改")
    assert refused.value.code == "policy_published"


def test_a_requirement_asks_each_category_once_and_at_least_one(moral_director, hardship):
    with pytest.raises(InputRefused):
        care.draft_policy(
            by=moral_director,
            title="五必访",
            effective_from=OCTOBER,
            rules=[asks(hardship), asks(hardship)],
        )
    empty = care.draft_policy(by=moral_director, title="空", effective_from=OCTOBER, rules=[])
    with pytest.raises(RuleBroken):
        care.publish_policy(by=moral_director, version_id=empty.pk)


def test_an_exemption_takes_a_second_person(in_need, homeroom, moral_director, lin, hardship, term):
    asked = care.request_exemption(
        by=homeroom, student=lin, category=hardship, term=term, reason="家长婉拒"
    )
    with pytest.raises(RuleBroken) as refused:
        care.approve_exemption(by=homeroom, exemption_id=asked.pk)
    assert refused.value.code == "second_person"

    care.approve_exemption(by=moral_director, exemption_id=asked.pk)
    with pytest.raises(RuleBroken):
        care.refuse_exemption(by=moral_director, exemption_id=asked.pk)


def test_an_exemption_is_asked_for_once_and_again_after_a_refusal(
    in_need, homeroom, moral_director, lin, hardship, term
):
    given = {"by": homeroom, "student": lin, "category": hardship, "term": term}
    asked = care.request_exemption(**given, reason="家长婉拒")
    with pytest.raises(RuleBroken) as refused:
        care.request_exemption(**given, reason="家长婉拒")
    assert refused.value.code == "exemption_exists"

    care.refuse_exemption(by=moral_director, exemption_id=asked.pk)
    care.request_exemption(**given, reason="家长再次书面婉拒")


def test_an_exemption_needs_something_to_be_exempt_from(homeroom, lin, hardship, term):
    with pytest.raises(InputRefused):
        care.request_exemption(
            by=homeroom, student=lin, category=hardship, term=term, reason="家长婉拒"
        )

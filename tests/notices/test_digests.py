"""One digest for each person and week, of own matters alone, and nobody named in it."""

import datetime
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from school.notices import queries, render
from school.notices.actions import digests
from school.notices.models import Digest
from school.people.access import may
from school.people.models import Holiday, User
from school.shared.models import AuditEntry
from school.summaries.actions import questions
from school.visits.models import CareProposal, Concern, Exemption, FollowUp, VisitRound
from tests.background import ROOT
from tests.conftest import NOW
from tests.factories import people
from tests.factories import visits as rows

pytestmark = pytest.mark.usefixtures("now", "term")
DIGESTS = "/api/v1/digests/"
TUESDAY = NOW + datetime.timedelta(days=1)


def require(by, *children, name="特困生", purpose="送温暖"):
    """The school asks for a visit to each of them."""
    category = rows.CareCategory(school=by.school, name=name, purpose=purpose)
    for child in children:
        rows.Circumstance(student=child, category=category, approved_by=by)
    rows.policy(by.school, by, categories=[category])


MONDAY = datetime.date(2026, 11, 23)


def of(user):
    return Digest.objects.get(person=user, week_of=MONDAY)


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_it_counts_own_matters_alone(world, homeroom, teacher, moral_director, principal):
    digests.make_due()

    of_a_director = {
        "visits.exemptions": 1,
        "visits.proposals": 1,
        "visits.concerns": 1,
        "civility.appeals_to_decide": 1,
        "recognition.to_verify": 1,
        "recognition.to_confirm": 1,
        "summaries.questions": 1,
    }
    of_the_office = {
        "civility.nominations": 1,
        "civility.contest_weeks": 2,
        "assurance.pledges": 1,
        "assurance.supervision": 1,
    }
    of_the_principal = {"mentoring.exits": 1, "assurance.rechecks": 1}
    assert of(principal).counts == of_a_director | of_the_principal
    assert of(moral_director).counts == of_a_director | of_the_office
    assert of(teacher).counts == {
        "visits.companions": 1,
        "observation.drafts": 1,
        "mentoring.to_accept": 1,
        "assurance.pledges": 1,
        "assurance.tasks": 1,
    }
    assert "visits.exemptions" not in of(homeroom).counts


def test_families_are_counted_once_and_for_whoever_is_to_visit_them(
    term, maple, cedar, lin, song, homeroom, other_homeroom
):
    require(homeroom, lin, song)

    digests.make_due()

    assert of(homeroom).counts["visits.owed"] == 1
    assert of(other_homeroom).counts["visits.owed"] == 1


def test_a_follow_up_is_counted_when_it_is_due_by_sunday(world, homeroom):
    FollowUp.objects.update(due_on=datetime.date(2026, 11, 29))
    digests.make_due()
    assert of(homeroom).counts["visits.follow_ups"] == 1

    Digest.objects.filter(week_of=MONDAY).delete()
    FollowUp.objects.update(due_on=datetime.date(2026, 11, 30))
    digests.make_due()
    assert "visits.follow_ups" not in of(homeroom).counts


def test_a_withdrawn_request_waits_for_nobody(world, moral_director):
    Exemption.objects.update(withdrawn_at=NOW, withdrawn_by=moral_director, withdraw_reason="改期")

    digests.make_due()

    assert "visits.exemptions" not in of(moral_director).counts


def test_a_proposal_is_counted_for_whoever_takes_its_next_step(
    world, school, maple, cedar, homeroom, moral_director, principal
):
    leader, other = (
        people.User(
            school=school,
            username=f"leads{one.cohort_year}",
            staff=people.StaffMember(school=school),
        )
        for one in (maple, cedar)
    )
    for user, led in ((leader, maple), (other, cedar)):
        people.Post(staff=user.staff, kind="grade_leader", cohort_year=led.cohort_year)

    def counted():
        Digest.objects.filter(week_of=MONDAY).delete()
        digests.make_due()
        told = (homeroom, leader, other, moral_director, principal)
        return [of(user).counts.get("visits.proposals", 0) for user in told]

    assert counted() == [0, 1, 0, 0, 0]
    CareProposal.objects.update(checked_at=NOW, checked_by=leader)
    assert counted() == [0, 0, 0, 1, 1]
    CareProposal.objects.update(created_by=principal)
    assert counted() == [0, 0, 0, 1, 0]
    CareProposal.objects.update(
        sent_back_at=NOW, sent_back_by=moral_director, send_back_reason="缺依据"
    )
    assert counted() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(("planned_on", "counted"), [(22, 0), (23, 1), (29, 1), (30, 0)])
def test_a_round_of_this_week_is_counted_for_who_goes(
    world, teacher, moral_director, planned_on, counted
):
    VisitRound.objects.update(planned_on=datetime.date(2026, 11, planned_on))

    digests.make_due()

    assert of(teacher).counts.get("visits.rounds", 0) == counted
    assert "visits.rounds" not in of(moral_director).counts


def test_a_round_that_is_over_is_not_counted(world, teacher, moral_director):
    VisitRound.objects.update(
        planned_on=MONDAY,
        started_at=NOW,
        started_by=teacher,
        closed_at=NOW,
        closed_by=teacher,
    )

    digests.make_due()

    assert "visits.rounds" not in of(teacher).counts


def test_a_concern_is_a_number_for_who_follows_it_up(world, homeroom, moral_director):
    digests.make_due()
    assert "visits.concerns" not in of(homeroom).counts

    Digest.objects.filter(week_of=MONDAY).delete()
    Concern.objects.update(closed_at=NOW, closed_by=moral_director)
    digests.make_due()
    assert "visits.concerns" not in of(moral_director).counts


def test_however_often_it_runs_there_is_one_a_person_and_week(homeroom, moral_director):
    made = [digests.make_due() for _ in range(3)]

    assert made == [2, 0, 0]
    assert Digest.objects.count() == 2


def test_the_database_keeps_it_to_one(homeroom):
    digests.make_due()

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(
            school=homeroom.school, person=homeroom, week_of=datetime.date(2026, 11, 23)
        )


def test_before_half_past_seven_on_monday_there_is_none(homeroom):
    with at(NOW.replace(hour=7, minute=29)):
        assert digests.make_due() == 0
    with at(NOW.replace(hour=7, minute=30)):
        assert digests.make_due() == 1


def test_a_beat_that_was_down_until_thursday_makes_one_late(homeroom):
    with at(NOW + datetime.timedelta(days=3)):
        assert digests.make_due() == 1
        assert digests.make_due() == 0

    assert of(homeroom).week_of == datetime.date(2026, 11, 23)


def test_a_week_that_was_missed_is_not_made_up(homeroom):
    with at(NOW + datetime.timedelta(days=14)):
        digests.make_due()

    assert [one.week_of for one in Digest.objects.all()] == [datetime.date(2026, 12, 7)]


def test_a_week_on_holiday_has_none(term, homeroom):
    Holiday.objects.create(
        school=term.school,
        term=term,
        name="休整周",
        starts_on=datetime.date(2026, 11, 23),
        ends_on=datetime.date(2026, 11, 27),
    )

    assert digests.make_due() == 0


def test_the_vacation_has_none(homeroom):
    with at(datetime.datetime(2027, 2, 8, 9, tzinfo=NOW.tzinfo)):
        assert digests.make_due() == 0


def test_who_left_and_who_is_on_the_committee_gets_none(former, committee, admin, homeroom):
    User.objects.filter(pk=admin.pk).update(is_active=False)

    digests.make_due()

    assert {one.person_id for one in Digest.objects.all()} == {homeroom.pk}


def test_a_person_reads_the_own_ones_and_no_others(as_user, homeroom, teacher):
    digests.make_due()
    client = as_user(homeroom)

    (mine,) = client.get(DIGESTS).json()["results"]

    assert mine["id"] == str(of(homeroom).pk)
    assert (mine["week_of"], mine["week_ends"]) == ("2026-11-23", "2026-11-29")
    assert client.post(f"{DIGESTS}{of(teacher).pk}/read/").status_code == 404


def test_reading_is_marked_once(as_user, homeroom):
    digests.make_due()
    digest = of(homeroom)
    client = as_user(homeroom)

    first = client.post(f"{DIGESTS}{digest.pk}/read/").json()["read_at"]
    with at(TUESDAY):
        again = as_user(homeroom).post(f"{DIGESTS}{digest.pk}/read/").json()["read_at"]

    assert first == again is not None
    assert AuditEntry.objects.filter(record_id=digest.pk, verb="read").count() == 1
    assert client.get(DIGESTS, {"unread": "true"}).json()["count"] == 0


def test_the_sentences_are_in_the_readers_language(as_user, world, moral_director):
    digests.make_due()

    said = {}
    for language in ("zh-Hans", "en"):
        answer = as_user(moral_director).get(DIGESTS, headers={"Accept-Language": language})
        said[language] = [line["says"] for line in answer.json()["results"][0]["lines"]]

    assert said["en"] == [
        "Requests for exemption to decide: 1",
        "Proposals for the register to check or confirm: 1",
        "Serious concerns not closed yet: 1",
        "Appeals to decide: 1",
        "Nominations to review: 1",
        "Contest weeks to close by Friday: 2",
        "Awards to verify: 1",
        "Nominations to confirm: 1",
        "Pledges to sign: 1",
        "Matters of supervision that wait for you: 1",
        "Questions of the parents' committee to answer: 1",
    ]
    assert said["zh-Hans"] == [
        "免访申请待审批 1 件",
        "关爱认定待复核或待确认 1 件",
        "重点关注未结案 1 件",
        "待决定的积分复核 1 件",
        "待审核的礼仪使者提名 1 件",
        "周五前待结算的班级评比 2 周",
        "待核实的荣誉与获奖：1 项",
        "待确认的提名：1 个",
        "待您签订的责任书：1 份",
        "待您办理的师德监督事项：1 件",
        "家委会提问待答复 1 个",
    ]


def test_a_line_that_is_gone_is_left_out(homeroom):
    assert list(render.lines({"visits.gone": 3})) == []


def test_a_digest_of_a_school_costs_no_query_a_person(
    school, maple, homeroom, django_assert_num_queries
):
    with django_assert_num_queries(117):
        digests.make_due()
    for number in range(8):
        staff = people.StaffMember(school=school)
        people.Post(staff=staff, school_class=maple)
        people.User(school=school, username=f"more{number}", staff=staff)

    Digest.objects.filter(week_of=MONDAY).delete()
    with django_assert_num_queries(117):
        digests.make_due()


# ---- nobody is named ---------------------------------------------------------------------------

SURNAMES = "于曲姜矫初牟衣"
GIVEN = "沐宸语桐一诺芮彤铭轩梓涵"
names = st.builds(
    lambda surname, given: surname + "".join(given),
    st.sampled_from(SURNAMES),
    st.lists(st.sampled_from(GIVEN), min_size=1, max_size=2),
)
words = st.text("特困单亲随班学困新市民留守助学暖心", min_size=2, max_size=5)


@trying(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    children=st.lists(st.tuples(names, st.integers(10_000, 99_999_999)), min_size=1, max_size=6),
    category=words,
    purpose=words,
    language=st.sampled_from(["zh-hans", "en"]),
)
def test_whatever_the_school_holds_no_digest_names_anybody(
    db, now, children, category, purpose, language
):
    """Neither the stored row, nor the page's sentences, nor the mail, in either language."""
    with transaction.atomic():
        school = people.School()
        people.Term(school=school)
        school_class = people.SchoolClass(school=school)
        staff = people.StaffMember(school=school, name="初宸轩")
        people.Post(staff=staff, kind="homeroom_teacher", school_class=school_class)
        user = people.User(school=school, username="initial", staff=staff)
        pupils = []
        for name, number in children:
            if number in {int(p.student_number) for p in pupils}:
                continue
            pupil = people.Student(school=school, name=name, student_number=str(number))
            people.Placement(student=pupil, school_class=school_class)
            pupils.append(pupil)
        require(user, *pupils, name=category, purpose=purpose)
        digests.make_week(school.pk, timezone.localdate())
        digest = Digest.objects.get(person=user)

        mail = render.digest(digest, language)
        with translation.override(language):
            shown = [one.says + one.link for one in render.lines(digest.counts)]
        told = "\n".join([json.dumps(digest.counts), *shown, mail.subject, mail.text, mail.html])

        assert digest.counts["visits.owed"] == len(pupils)
        secret = {category, purpose, staff.name}
        secret |= {p.name for p in pupils} | {p.student_number for p in pupils}
        assert [word for word in secret if word in told] == []
        transaction.set_rollback(True)


def test_every_line_speaks_both_languages_and_names_a_page():
    for line in queries.LINES:
        for number in (1, 2):
            with translation.override("en"):
                english = line.says(number)
            with translation.override("zh-hans"):
                chinese = line.says(number)
            assert str(number) in english
            assert str(number) in chinese
            assert english != chinese


def pages():
    """Path of the client -> the permission that its route needs, its page as it is written, what it
    is asked by.
    """
    client = ROOT / "frontend" / "src"
    written = (client / "app" / "router.tsx").read_text(encoding="utf-8")
    found = {}
    for block in written.split("createRoute({")[1:]:
        path = re.search(r"path: '([^']+)'", block)
        file = re.search(r"import\('@/([^']+)'\)", block)
        needs = re.search(r"needs: '(\w+)'", block)
        asked = re.search(r"validateSearch: v\.object\(\{([^}]*)\}\)", block)
        folder = (client / file[1]).parent
        found[path[1]] = (
            needs and needs[1],
            "".join(one.read_text(encoding="utf-8") for one in sorted(folder.glob("*.ts*"))),
            re.findall(r"(\w+):", asked[1]) if asked else [],
        )
    return found


def needed_by(link):
    """The permission that opens what this link shows; it fails if the client has no such page."""
    address = urlsplit(link)
    needs, written, asked = pages()[address.path]
    views = parse_qs(address.query)
    assert set(views) <= set(asked), link
    for (view,) in views.values():
        part = re.search(rf"\b{view}: \['(\w+)'", written)
        assert part or re.search(rf"\b{view}\b", written), link
        needs = part[1] if part else needs
    return needs


@pytest.mark.parametrize("line", queries.LINES, ids=lambda line: line.code)
def test_every_line_leads_to_a_page_of_the_client(line):
    assert needed_by(line.link) is not None or line.link == "/"


def test_whoever_gets_a_line_may_open_its_page(world):
    digests.make_due()

    told = [(one.person, code) for one in Digest.objects.all() for code in one.counts]

    assert len(told) > 10
    for person, code in told:
        needs = needed_by(queries.BY_CODE[code].link)
        assert needs is None or may(person, needs), (person.username, code)


def test_the_committees_questions_are_counted_for_those_who_answer(
    publication,
    committee,
    principal,
    moral_director,
    teaching_director,
    homeroom,
):
    questions.ask(by=committee, publication=publication, text="下学期还公布吗？")

    digests.make_due()

    assert of(principal).counts["summaries.questions"] == 1
    assert of(teaching_director).counts["summaries.questions"] == 1
    assert "summaries.questions" not in of(homeroom).counts

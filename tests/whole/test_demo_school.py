"""The demo school: its size, its figures and its texts, and that one seed makes one school."""

import datetime
import io
import json
from collections import Counter

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from config.demo import names, texts
from config.demo.calendar import DAY, calendar_for
from config.demo.load import AlreadyLoadedError, load
from config.demo.people import ACCOUNTS, ZONE
from config.demo.rounds import SATURDAY
from school.activities.models import (
    Activity,
    ActivityKind,
    Area,
    Consultation,
    PupilContact,
    PupilPair,
)
from school.activities.rules import activities, families, kinds
from school.civility.models import (
    AmbassadorRound,
    ClassGoal,
    ContestWeek,
    PointAppeal,
    PointEntry,
    PointItemVersion,
    Seat,
    ThemeMonth,
)
from school.civility.queries.classes import progress
from school.civility.queries.ledger import findings
from school.notices.models import Digest
from school.people import queries as people
from school.people.models import (
    Invitation,
    Placement,
    Post,
    School,
    StaffLeave,
    StaffMember,
    Student,
    Term,
    User,
)
from school.people.roles import GRANTS, Permission, PostKind
from school.people.rules.accounts import IDLE_AFTER
from school.summaries import catalogue
from school.summaries.actions import reviewing, setup
from school.summaries.models import (
    Publication,
    PublicationOpinion,
    PublicationQuestion,
    SummaryState,
    TermSummary,
)
from school.summaries.rules.gates import GatesFailed
from school.visits.actions import visits as written
from school.visits.models import (
    CareProposal,
    Circumstance,
    Concern,
    Exemption,
    FollowUp,
    HomeVisit,
    Outcome,
    VisitCompanion,
    VisitHandOver,
    VisitRound,
)
from school.visits.queries import obligations as boards
from school.visits.queries import proposals
from school.visits.rules.confirmations import answer_of
from school.visits.rules.obligations import State
from school.visits.rules.proposals import Step, state_of, waits_for
from school.visits.rules.rounds import RoundState, state_of_round
from tests.conftest import TODAY

REAL_SCHOOLS = ("台湛路", "台东六路", "滨河路", "应村", "茅塘", "石潭")
"""Schools that exist, and the cast's own: none of them is the demo school."""


@pytest.fixture
def demo(db, now):
    """The demo school as it stands on the tests' day."""
    return load(TODAY).demo


def _value(term, code):
    figure = catalogue.BY_CODE[code]
    asked = catalogue.scope(term, as_of=TODAY)
    return figure.read(asked).value(figure.kind)


def _obligations(term, **known):
    return boards.board(term, as_of=min(TODAY, term.window_closes_on), **known).obligations


def test_the_school_has_the_size_it_says(demo):
    sizes = people.class_sizes(demo.school.pk, TODAY)

    assert len(sizes) == 12
    assert all(37 <= size <= 43 for size in sizes.values())
    assert 470 <= sum(sizes.values()) <= 490
    assert StaffMember.objects.count() == 36
    assert [t.window_closes_on < TODAY for t in Term.objects.all()] == [True, False]


def test_the_school_is_invented(demo):
    told = School.objects.get().name + json.dumps(texts.FINISHED | texts.RUNNING)

    assert not any(real in told for real in REAL_SCHOOLS)
    assert Student.objects.filter(name=names.NAMESAKE).count() == 2
    assert max(Counter(Student.objects.values_list("name", flat=True)).values()) == 2


def test_the_five_categories_have_the_children_they_should(demo):
    believed = Circumstance.objects.believed().on(TODAY)

    found = Counter(believed.values_list("category__name", flat=True))

    assert found == {"特困生": 7, "学困生": 24, "单亲生": 31, "新市民": 96, "随班生": 4}
    assert len(set(believed.values_list("student", flat=True))) < sum(found.values())


@pytest.mark.django_db
def test_one_seed_makes_one_school(now):
    digests = []
    for seed in (2026, 2026, 7):
        with transaction.atomic():
            digests.append(load(TODAY, seed).digest)
            transaction.set_rollback(True)

    assert digests[0] == digests[1] != digests[2]


def test_the_september_round_stands_at_every_step(demo):
    rows = list(CareProposal.objects.all())
    states = Counter(state_of(row) for row in rows)

    assert states["confirmed"] > 100
    assert states["proposed"] >= 3
    assert states["checked"] >= 3
    assert states["sent_back"] >= 1
    for row in rows:
        hands = [row.created_by_id, row.checked_by_id, row.confirmed_by_id, row.sent_back_by_id]
        taken = [hand for hand in hands if hand]
        assert len(set(taken)) == len(taken)
    own = Circumstance.objects.believed().filter(student__in=_children(demo, "homeroom"))
    gone_through = CareProposal.objects.exclude(circumstance=None).values("circumstance")
    assert (
        own.filter(ends_on=None, starts_on__lt="2026-08-01").exclude(pk__in=gone_through).exists()
    )


def _children(demo, username):
    post = Post.objects.get(staff=demo.users[username].staff, kind=PostKind.HOMEROOM_TEACHER)
    placed = Placement.objects.believed().on(TODAY).filter(school_class=post.school_class)
    return placed.values("student")


def test_companions_mostly_confirmed_and_one_denied(demo):
    answers = Counter(answer_of(row) for row in VisitCompanion.objects.all())

    assert answers["denied"] == 1
    assert answers["confirmed"] > 0.9 * sum(answers.values())
    asked = [demo.users[name].staff for name in ("homeroom", "teacher", "mentor")]
    waiting = VisitCompanion.objects.filter(confirmed_at=None, denied_at=None)
    assert waiting.filter(staff__in=asked).exists()


def test_families_that_declined_chose(demo):
    sequels = {c["key"]: c["value"] for c in _value(demo.running, "visits.declined_by_sequel")}

    assert sum(sequels.values()) == _value(demo.running, "visits.declined")
    assert sequels["arranged"] + sequels["met"] > 0


def test_every_day_lies_in_the_window_of_the_running_term():
    for day in range(730):
        today = datetime.date(2026, 1, 1) + day * DAY
        calendar = calendar_for(today)

        assert calendar.running.opens_on <= today <= calendar.running.closes_on
        assert calendar.finished.closes_on + DAY == calendar.running.opens_on
        for term in (calendar.finished, calendar.running):
            assert term.opens_on < term.starts_on < term.ends_on <= term.closes_on


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-07-11", "2026-08-03", "2027-01-31", "2027-02-02"])
def test_it_loads_on_the_awkward_days_of_the_year(day):
    today = datetime.date.fromisoformat(day)
    with time_machine.travel(datetime.datetime.combine(today, datetime.time(8), tzinfo=ZONE)):
        demo = load(today).demo

    assert 470 <= Placement.objects.believed().on(today).count() <= 490
    board = boards.board(demo.finished, as_of=demo.finished.window_closes_on)
    whole = [one for one in board.obligations if one.in_whole]
    assert 0.9 < sum(one.is_settled for one in whole) / len(whole) < 0.98


def test_the_finished_term_is_nearly_but_not_wholly_covered(demo):
    coverage = _value(demo.finished, "visits.coverage")

    assert 0.91 <= coverage["part"] / coverage["whole"] <= 0.97


def test_the_running_term_is_under_way(demo):
    states = Counter(one.state for one in _obligations(demo.running))

    assert states[State.SETTLED] > 60
    assert min(states[s] for s in (State.DUE, State.DUE_SOON, State.OVERDUE, State.EXEMPT)) >= 2


def test_the_homeroom_teacher_has_visits_before_her(demo):
    staff = demo.users["homeroom"].staff

    own = [
        one
        for one in _obligations(demo.running)
        if one.is_open and any(post.staff_id == staff.pk for post in one.responsible)
    ]

    assert len(own) >= 5
    assert any(one.state == State.OVERDUE for one in own)
    assert FollowUp.objects.filter(owner=staff, closed_at=None, due_on__gte=TODAY).exists()


def test_a_teacher_on_leave_has_handed_two_families_over(demo):
    teacher = demo.users["teacher"].staff
    rows = list(VisitHandOver.objects.believed().on(TODAY))
    answered = [one for one in _obligations(demo.running) if one.responsible]
    received = {o.student_id for o in answered if o.responsible[0].staff_id == teacher.pk}

    assert {row.to_staff_id for row in rows} == {teacher.pk}
    assert len(rows) == 2
    assert {row.student_id for row in rows} == received
    assert all(row.reason for row in rows)


@pytest.mark.parametrize("term", ["finished", "running"])
def test_what_went_wrong_is_told_beside_what_was_done(demo, term):
    held = getattr(demo, term)
    rows = HomeVisit.objects.filter(
        visited_on__range=(held.window_opens_on, held.window_closes_on), voided_at=None
    )

    outcomes = Counter(rows.values_list("outcome", flat=True))

    assert set(outcomes) == set(Outcome)
    assert 0.03 <= rows.filter(is_late=True).count() / rows.count() <= 0.07
    assert Exemption.objects.filter(term=held).exclude(approved_at=None).exists()
    promised = FollowUp.objects.filter(visit__in=rows)
    assert promised.filter(closed_at__date__gt=F("due_on")).exists()
    assert not promised.exclude(closed_at=None).filter(result="").exists()


def test_the_visits_keep_the_rules_of_visits(demo):
    held = {
        student: list(Placement.objects.believed().filter(student=student))
        for student in HomeVisit.objects.values_list("student", flat=True).distinct()
    }
    for visit in HomeVisit.objects.prefetch_related("companions", "revisions", "follow_ups"):
        assert any(stay.holds_on(visit.visited_on) for stay in held[visit.student_id])
        assert visit.visited_on <= visit.created_at.astimezone(ZONE).date() < TODAY
        assert visit.created_by.staff_id not in {c.staff_id for c in visit.companions.all()}
        assert [r.version for r in visit.revisions.all()] == [*range(1, visit.version + 1)]
        assert all(one.due_on >= visit.visited_on for one in visit.follow_ups.all())


def test_the_revisions_tell_what_the_actions_would(demo):
    for visit in HomeVisit.objects.filter(version=1)[:40]:
        kept = visit.revisions.get().snapshot

        assert kept == {**written._snapshot(visit), "changed": sorted(written._snapshot(visit))}


def test_what_is_believed_today_is_what_was_written_down(demo, now):
    for term in (demo.finished, demo.running):
        assert _obligations(term) == _obligations(term, known_at=now)


def test_no_two_notes_are_the_same_prose(demo):
    notes = [v.narrative for v in HomeVisit.objects.filter(voided_at=None) if v.narrative]

    assert len(notes) > 250
    assert len(set(notes)) == len(notes)
    assert not any("受益匪浅" in note for note in notes)
    assert len({v.visited_on.weekday() for v in HomeVisit.objects.all()}) == 7
    assert len({v.created_at.astimezone(ZONE).hour for v in HomeVisit.objects.all()}) > 10


# ---- points ----------------------------------------------------------------------------------


def test_two_terms_of_points_add_up(demo):
    entries = PointEntry.objects.filter(reverses=None)
    recognised = entries.filter(kind="recognition")
    children = sum(people.class_sizes(demo.school.pk, TODAY).values())
    gone = [
        (min(TODAY, dates.ends_on) - dates.starts_on).days / 30
        for dates in (demo.calendar.finished, demo.calendar.running)
    ]

    assert list(findings(demo.school.pk)) == []
    assert 2 <= recognised.count() / children / sum(gone) <= 4
    assert set(recognised.values_list("domain", flat=True)) == {"school", "home", "community"}
    assert recognised.exclude(cap="").count() > 10
    assert entries.filter(kind="reminder").exists()
    back = PointEntry.objects.exclude(reverses=None)
    assert back.filter(reason="").exists()
    assert back.exclude(reason="").count() >= 3
    assert not back.filter(recorder=F("created_by")).exclude(reason="").exists()


def test_the_points_keep_the_rules_of_the_ledger(demo):
    held = {}
    for stay in Placement.objects.believed():
        held.setdefault(stay.student_id, []).append(stay)
    spent = Counter()
    for entry in PointEntry.objects.select_related("item_version", "batch"):
        assert any(
            stay.holds_on(entry.occurred_on) and stay.school_class_id == entry.school_class_id
            for stay in held[entry.student_id]
        )
        assert entry.occurred_on.weekday() < 5
        assert entry.occurred_on < TODAY
        assert entry.batch.note or not entry.item_version.needs_note
        spent[entry.student_id, entry.item_version_id, entry.occurred_on] += entry.points
    caps = dict(PointItemVersion.objects.exclude(cap_day=None).values_list("pk", "cap_day"))
    assert caps
    assert all(spent[key] <= caps.get(key[1], 100) for key in spent)


def test_the_year_has_themes_appeals_contests_and_ambassadors(demo):
    assert ThemeMonth.objects.filter(starts_on__gte=demo.running.window_opens_on).count() == 4
    assert set(PointAppeal.objects.values_list("outcome", flat=True)) == {"", "reversed"}
    open_weeks = ContestWeek.objects.filter(closed_at=None)
    assert open_weeks.count() == 1
    closed = ContestWeek.objects.exclude(closed_at=None)
    assert closed.filter(term=demo.running).count() >= 8
    for week in closed:
        grades = set(week.results.values_list("grade", flat=True))
        flags = set(week.results.filter(has_flag=True).values_list("grade", flat=True))
        assert flags == grades
    finished, running = AmbassadorRound.objects.order_by("published_at")
    assert finished.closed_at is not None
    assert not finished.nominations.exists()
    assert finished.ambassadors.filter(consent="given").count() >= 5
    assert running.nominations.exclude(reviewed_at=None).exists()
    assert not running.votes.exists()


def test_the_homeroom_teachers_class_has_seats_and_a_goal(demo):
    placed = Placement.objects.believed().on(TODAY).filter(student__in=_children(demo, "homeroom"))
    own = placed.first().school_class

    assert Seat.objects.filter(school_class=own).count() == placed.count()
    goal = ClassGoal.objects.get(school_class=own, term=demo.running)
    assert 0 < progress(own, demo.running).reached < goal.target


# ---- summaries -------------------------------------------------------------------------------


def test_the_template_has_six_chapters_and_twenty_numbered_items():
    packaged = json.loads(setup.PACKAGED.read_text(encoding="utf-8"))
    items = [item for chapter in packaged["chapters"] for item in chapter["items"]]
    write = {kind for kind, granted in GRANTS.items() if Permission.SUMMARY_WRITE in granted}

    assert [chapter["number"] for chapter in packaged["chapters"]] == [1, 2, 3, 4, 5, 6]
    assert [item["number"] for item in items] == [*range(1, 21), None]
    assert len({item["code"] for item in items}) == len(items)
    assert all(set(item["writers"]) <= write for item in items)
    assert all(
        item[part][x] for item in items for part in ("title", "guidance") for x in ("zh", "en")
    )
    named = {token for item in items for token in item["tokens"]}
    assert {token.partition(":")[0] for token in named} <= catalogue.BY_CODE.keys()


def test_the_finished_term_is_published_by_its_chain(demo):
    publication = Publication.objects.get()

    assert (publication.edition, publication.state) == (1, "current")
    assert publication.term_id == demo.finished.pk
    signed = {demo.staff[one].name for one in ("teaching_director", "principal")}
    assert signed <= {one["name"] for one in publication.content["signed_by"]}


def test_the_running_draft_passes_its_gates_only_with_item_2(demo):
    draft = TermSummary.objects.get(term=demo.running)
    by = demo.users["moral_director"]
    missing = reviewing.find_gates(draft, list(draft.sections.all()))

    assert draft.state == SummaryState.DRAFT
    assert [(gate.code, gate.number) for gate in missing] == [("empty", 2)]
    with pytest.raises(GatesFailed):
        reviewing.submit(by=by, summary_id=draft.pk)

    section = draft.sections.get(code=texts.LEFT_EMPTY)
    reviewing.edit_section(
        by=by,
        summary_id=draft.pk,
        section_id=section.pk,
        expected=section.version,
        text=texts.SPECIAL_ACTIVITIES_WRITTEN_LATER,
    )

    assert reviewing.submit(by=by, summary_id=draft.pk).state == SummaryState.IN_REVIEW


def test_the_draft_says_one_item_does_not_apply(demo):
    draft = TermSummary.objects.get(term=demo.running)

    assert [s.code for s in draft.sections.filter(not_applicable=True)] == ["appraisal"]


# ---- commands --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_prints_how_long_it_took(now):
    out = io.StringIO()

    call_command("load_demo_school", stdout=out)

    assert names.SCHOOL_NAME in out.getvalue()
    assert "loaded in" in out.getvalue()


@pytest.mark.django_db
def test_it_is_not_loaded_twice(now, demo):
    with pytest.raises(AlreadyLoadedError):
        load(TODAY)
    with pytest.raises(CommandError, match="already has a school"):
        call_command("load_demo_school")

    assert School.objects.count() == 1


@pytest.mark.django_db
def test_it_does_not_stand_on_a_day_to_come(now):
    with pytest.raises(CommandError, match="still to come"):
        call_command("load_demo_school", today=TODAY + DAY)


def test_one_account_lies_idle_and_one_waits_for_its_owner(demo):
    today = demo.calendar.today
    idle = [
        user.username
        for user in User.objects.filter(school=demo.school).exclude(last_login=None)
        if today - user.last_login.date() > IDLE_AFTER
    ]

    assert idle == ["mentee"]
    waiting = Invitation.objects.get(account__school=demo.school)
    assert (waiting.used_at, waiting.ended_at) == (None, None)


def test_the_demo_accounts_get_the_password(demo, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "海风吹过澄湾路")
    out = io.StringIO()

    call_command("set_demo_passwords", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == list(ACCOUNTS)
    assert all(
        User.objects.get(username=name).check_password("海风吹过澄湾路") for name in ACCOUNTS
    )
    assert not User.objects.exclude(username__in=ACCOUNTS).first().has_usable_password()


@pytest.mark.django_db
def test_passwords_without_a_demo_school_are_refused():
    with pytest.raises(CommandError, match="load_demo_school"):
        call_command("set_demo_passwords", stdout=io.StringIO())


def test_every_figure_of_both_terms_can_be_read(demo):
    """The school asks for general visits since this year; nothing else is empty."""
    general = {one.code for one in catalogue.FIGURES if one.code.startswith("visits.general")}

    for term, nothing in ((demo.finished, general), (demo.running, set())):
        values = {figure.code: _value(term, figure.code) for figure in catalogue.FIGURES}
        assert {code for code, value in values.items() if value in (None, [])} == nothing


# ---- activities ----------------------------------------------------------------------------


def test_the_activities_keep_the_rules_of_activities(demo):
    for row in Activity.objects.select_related("kind", "programme", "phase"):
        given = {name: getattr(row, name) for name in kinds.ASKED if name != "classes"}
        kinds.check_asked(row.kind, {**given, "classes": list(row.classes.all())})
        activities.check_within(row.programme, row.phase, row.happened_on)
        if row.state == "held":
            kinds.check_complete(row.kind, given)
            assert row.happened_on <= TODAY
        else:
            assert row.happened_on > TODAY
    used = set(Activity.objects.values_list("kind__code", flat=True))
    assert len(used) >= 40
    assert set(ActivityKind.objects.values_list("area", flat=True)) == set(Area.values)


def test_nobody_says_why_a_child_has_a_teacher_beside_it(demo):
    pairs = list(PupilPair.objects.select_related("student"))
    assert len(pairs) >= 16
    names = {one.student.name for one in pairs}
    for contact in PupilContact.objects.all():
        assert contact.has_words == bool(contact.words)
        assert not [name for name in names if name in contact.words]
    families.check_nameless(
        {
            str(one.pk): f"{one.topic}{one.question}{one.answer}"
            for one in Consultation.objects.all()
        },
        dict(Student.objects.values_list("student_number", "name")),
    )


# ---- the committee, the rounds, the concerns, the digests ------------------------------------


def test_the_committee_was_answered_once_and_waits_once(demo):
    answered, waiting = PublicationQuestion.objects.order_by("created_at", "id")

    assert answered.answers.get().created_by == demo.users["moral_director"]
    assert not waiting.answers.exists()
    assert {answered.created_by, waiting.created_by} == {demo.users["committee"]}
    assert answered.publication == Publication.objects.get()
    assert PublicationOpinion.objects.get().created_by == demo.users["committee"]


def test_one_round_is_over_and_one_is_planned(demo):
    over, planned = VisitRound.objects.order_by("planned_on")

    assert (state_of_round(over), state_of_round(planned)) == (
        RoundState.CLOSED,
        RoundState.PLANNED,
    )
    assert over.planned_on < TODAY < planned.planned_on
    assert planned.planned_on.weekday() == SATURDAY
    reasons = list(over.stops.values_list("missed_because", flat=True))
    assert reasons == ["", "", "", "", "", "put_off"]
    met = HomeVisit.objects.filter(visit_round=over, outcome=Outcome.DONE)
    assert met.count() == 5
    assert planned.stops.count() == 5
    assert planned.members.filter(staff=demo.users["homeroom"].staff).exists()


def test_one_concern_is_open_and_one_was_looked_after_and_closed(demo):
    open_, closed = Concern.objects.order_by(F("closed_at").asc(nulls_first=True))

    assert (open_.closed_at, open_.steps.count()) == (None, 0)
    assert (closed.closed_by, closed.steps.count()) == (demo.users["moral_director"], 1)
    assert closed.result
    assert {open_.created_by, closed.created_by} == {demo.users["homeroom"]}
    for term, opened, ended in ((demo.finished, 1, 1), (demo.running, 1, 0)):
        assert _value(term, "visits.concerns_opened") == opened
        assert _value(term, "visits.concerns_closed") == ended


def test_everybody_who_holds_a_post_has_this_weeks_digest(demo):
    told = {one.person.username: one.counts for one in Digest.objects.select_related("person")}
    waiting = Counter(_steps_waited_for(demo))

    assert {one.week_of for one in Digest.objects.all()} == {TODAY - TODAY.weekday() * DAY}
    assert len(told) == StaffMember.objects.count() - 1, "who is on leave holds no post"
    assert told["moral_director"]["visits.concerns"] == 1
    assert told["moral_director"]["summaries.questions"] == 1
    assert told["moral_director"]["visits.proposals"] == waiting[Step.CONFIRM]
    assert told["grade_leader"]["visits.proposals"] == waiting[Step.CHECK]
    assert told["homeroom"]["visits.rounds"] == 1
    assert told["homeroom"]["visits.owed"] >= 5


def _steps_waited_for(demo):
    leaders = proposals.grade_leaders(demo.school.pk, TODAY)
    for one in proposals.undecided(demo.school.pk, TODAY):
        yield waits_for(one, proposals.checkers(one, leaders))


# ---- the school's year -----------------------------------------------------------------------


def test_the_year_has_some_of_each(demo):
    believed = Placement.objects.believed()

    assert believed.filter(began="transferred_in", starts_on__lte=TODAY).exists()
    assert set(believed.exclude(ended="").values_list("ended", flat=True)) == {
        "transferred_out",
        "moved",
        "suspended",
    }
    leave = StaffLeave.objects.believed().on(TODAY).get()
    stands_in = Post.objects.believed().on(TODAY).get(leave=leave)
    assert (stands_in.began, stands_in.kind) == ("standing_in", "homeroom_teacher")
    assert Post.objects.believed().filter(ended="replaced", kind="homeroom_teacher").count() == 1
    homeroom = people.homeroom_teachers(demo.school.pk, TODAY)
    assert len(homeroom) == 12, "every class has a homeroom teacher, stand-ins included"

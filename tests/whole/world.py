"""One row of every kind in the school of the cast, so that every address leads somewhere."""

import datetime
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from school.civility.actions import ledger
from school.civility.actions.appeals import answer_appeal, raise_appeal
from school.notices import models as notices
from school.observation.models import RubricVersion
from school.people.models import RosterImport, StaffLeave
from school.summaries import models as summaries
from school.visits import models as visits
from school.visits.actions.concerns import report_concern
from school.visits.actions.rounds import plan_round
from school.visits.actions.visits import record_visit
from school.visits.rules.obligations import obligation_id
from tests.conftest import just_signed_in
from tests.factories import civility, observation, people
from tests.whole import activities, assured, growing, pairs, proofs
from tests.whole.matrix import CAST


@dataclass
class World:
    rows: dict[str, Any]

    def address(self, path: str) -> str:
        """The path with every `{name}` replaced by the key of that row."""
        return path.format(**{name: row.pk for name, row in self.rows.items()})


@pytest.fixture
def world(
    school,
    term,
    lin,
    maple,
    homeroom,
    teacher,
    moral_director,
    teaching_director,
    principal,
    admin,
    committee,
) -> World:
    """A visit to Lin, a draft of this term, last term's summary."""
    when = timezone.now() - datetime.timedelta(days=30)
    by = {"school": school, "created_at": when}
    hardship = visits.CareCategory.objects.create(
        school=school, code="economic_hardship", name="特困生", purpose="送温暖", position=1
    )
    circumstance = visits.Circumstance.objects.create(
        **by,
        created_by=moral_director,
        student=lin,
        category=hardship,
        starts_on=datetime.date(2026, 9, 1),
        source="民政认定",
        note="低保家庭",
        approved_by=moral_director,
        approved_at=when,
    )
    published = visits.VisitPolicyVersion.objects.create(
        **by, number=1, title="五必访", effective_from=datetime.date(2026, 2, 1)
    )
    visits.VisitPolicyRule.objects.create(
        **by, policy_version=published, category=hardship, accepted_channels=["on_site"]
    )
    visits.VisitPolicyVersion.objects.filter(pk=published.pk).update(
        published_at=when, published_by=moral_director
    )
    draft = visits.VisitPolicyVersion.objects.create(
        **by, number=2, title="修订", effective_from=datetime.date(2027, 2, 1)
    )
    visits.VisitPolicyRule.objects.create(
        **by, policy_version=draft, category=hardship, accepted_channels=["on_site"]
    )
    visit = record_visit(
        by=homeroom,
        student=lin,
        visited_on=datetime.date(2026, 11, 20),
        channel="on_site",
        outcome="done",
        integrity=True,
        purposes=[hardship],
        companions=[teacher.staff],
        narrative="孩子在灯下写作业",
        agreed={
            "what": "每周谈一次",
            "owner": homeroom.staff,
            "due_on": datetime.date(2026, 12, 1),
        },
    )
    follow_up = visits.FollowUp.objects.get(visit=visit)
    planned = plan_round(
        by=moral_director,
        planned_on=datetime.date(2026, 11, 20),
        area="河东片",
        members=[teacher.staff],
        students=[lin],
    )
    companion = visits.VisitCompanion.objects.get(visit=visit)
    proposal = visits.CareProposal.objects.create(
        **by,
        created_by=homeroom,
        student=lin,
        category=hardship,
        kind="stay",
        circumstance=circumstance,
        basis="民政名单仍在册",
        note="祖母患病",
    )
    concern = report_concern(
        by=homeroom,
        student=lin,
        visit=visit,
        noticed_on=datetime.date(2026, 11, 20),
        kind="care",
        account="孩子连着三天一个人在家",
    )
    other = people.Student(school=school, name="曲可欣")
    people.Placement(student=other, school_class=maple)
    exemption = visits.Exemption.objects.create(
        **by, created_by=homeroom, student=other, category=hardship, term=term, reason="随父母外出"
    )
    gone = people.Student(school=school, name="矫可欣")
    people.Placement(
        student=gone, school_class=maple, ends_on=datetime.date(2026, 10, 9), ended="suspended"
    )
    parallel = people.SchoolClass(school=school, number=7)
    leave = StaffLeave.objects.create(
        **by,
        staff=teacher.staff,
        starts_on=datetime.date(2027, 1, 4),
        ends_on=datetime.date(2027, 1, 8),
        reason="产检",
    )
    hand_over = visits.VisitHandOver.objects.create(
        **by,
        created_by=moral_director,
        student=other,
        from_staff=homeroom.staff,
        to_staff=teacher.staff,
        starts_on=datetime.date(2026, 11, 2),
        reason="班主任休产假",
    )
    template = summaries.SummaryTemplate.objects.create(
        **by,
        code="form",
        version=1,
        title={"zh": "总结", "en": "Summary"},
        body={
            "chapters": [
                {
                    "number": 1,
                    "title": {"zh": "一章", "en": "One"},
                    "items": [
                        {
                            "code": "item",
                            "number": 1,
                            "title": {"zh": "一项", "en": "Item"},
                            "guidance": {"zh": "", "en": ""},
                            "writers": ["moral_director"],
                            "tokens": ["visits.coverage"],
                        }
                    ],
                }
            ]
        },
    )
    summary = summaries.TermSummary.objects.create(
        **by,
        created_by=moral_director,
        term=term,
        template=template,
        state="draft",
        as_of=datetime.date(2026, 11, 20),
        authors=[str(moral_director.pk)],
    )
    section = summaries.SummarySection.objects.create(
        **by, summary=summary, code="item", position=1, chapter=1, number=1, work="done"
    )
    past = people.Term(
        school=school,
        ordinal=2,
        academic_year__first_year=2025,
        window_opens_on=datetime.date(2026, 2, 1),
        window_closes_on=datetime.date(2026, 7, 10),
        stage__starts_on=datetime.date(2026, 3, 2),
        stage__ends_on=datetime.date(2026, 7, 10),
    )
    finished = summaries.TermSummary.objects.create(
        **by,
        created_by=moral_director,
        term=past,
        template=template,
        state="published",
        as_of=past.window_closes_on,
    )
    publication = summaries.Publication.objects.create(
        **by,
        created_by=principal,
        term=past,
        summary=finished,
        edition=1,
        title="学期总结",
        content={"chapters": [], "signed_by": []},
        figures={},
        html="<!doctype html><html></html>",
        sha256="0" * 64,
    )
    question = summaries.PublicationQuestion.objects.create(
        **by,
        created_by=committee,
        publication=publication,
        text="为什么没有全部走到？",
        due_on=datetime.date(2026, 10, 30),
    )
    summaries.PublicationAnswer.objects.create(
        **by,
        created_by=principal,
        question=question,
        post="principal",
        text="有的家庭另约了时间。",
        withdrawn_by=principal,
        withdrawn_at=when,
        withdrawn_reason="答得不清楚",
    )
    opinion = summaries.PublicationOpinion.objects.create(
        **by, created_by=committee, publication=publication, stance="agrees"
    )
    digest = notices.Digest.objects.create(
        **by, person=homeroom, week_of=datetime.date(2026, 10, 19), counts={"visits.owed": 1}
    )
    notices.Letter.objects.create(
        **by, person=homeroom, kind="digest", digest=digest, not_before=when, work="done"
    )
    notices.Mailbox.objects.create(
        **by, created_by=homeroom, person=homeroom, address="yu@mail.test", confirmed_at=when
    )
    greeting = civility.item(school, cap_day=1)
    batch = ledger.award(
        by=teacher,
        item=greeting,
        students=[lin],
        occurred_on=datetime.date(2026, 11, 20),
        note="早上在校门口",
    )
    appeal = raise_appeal(
        by=homeroom, entry=batch.entries.get(), raised_by_whom="family", reason="不是她做的"
    )
    earlier = ledger.award(
        by=teacher, item=greeting, students=[lin, other], occurred_on=datetime.date(2026, 11, 18)
    )
    answered = raise_appeal(
        by=homeroom,
        entry=earlier.entries.get(student=other),
        raised_by_whom="student",
        reason="我没有",
    )
    answer_appeal(by=homeroom, appeal_id=answered.pk, answer="问过当时在场的同学")
    roster_import = RosterImport.objects.create(
        **by,
        created_by=admin,
        file_name="名册.xlsx",
        work="done",
        step="ended",
        created=1,
        updated=0,
        skipped=0,
    )
    civility.PointLimits(school=school)
    theme = civility.ThemeMonth(school=school)
    civility.ThemeItem(theme=theme, item=greeting)
    contest_item = civility.ContestItem(school=school)
    contest_week = civility.ContestWeek(term=term)
    contest_check = civility.ContestCheck(
        week=contest_week, school_class=maple, item=contest_item, created_by=teacher
    )
    drafted = civility.AmbassadorRound(term=term, published_at=None)
    selection = civility.AmbassadorRound(term=term, published_by=moral_director)
    nomination = civility.AmbassadorNomination(
        selection=selection, student=lin, school_class=maple, created_by=teacher
    )
    last_round = civility.AmbassadorRound(
        term=term, published_by=moral_director, closed_at=when, closed_by=moral_director
    )
    civility.CourtesyAmbassador(
        selection=last_round,
        student=other,
        school_class=maple,
        consent="given",
        asked_at=when,
        asked_by=homeroom,
    )
    ambassador = civility.CourtesyAmbassador(selection=last_round, student=lin, school_class=maple)
    lesson_kind = observation.LessonKind(school=school)
    campaign = observation.LessonCampaign(school=school)
    observation.CampaignKind(campaign=campaign, kind=lesson_kind)
    chain = observation.RelayChain(school=school, created_by=teacher)
    lesson = observation.LessonSession(
        host=teacher.staff,
        created_by=teacher,
        kind=lesson_kind,
        school_class=maple,
        taught_on=datetime.date(2026, 11, 26),
        period=3,
        seats=1,
        chain=chain,
        chain_position=1,
    )
    handed_on = observation.RelayChain(school=school, created_by=teacher)
    given_lesson = observation.LessonSession(
        host=teacher.staff,
        created_by=teacher,
        kind=lesson_kind,
        campaign=campaign,
        chain=handed_on,
        chain_position=2,
    )
    booking = observation.LessonBooking(session=lesson, guest=homeroom.staff, created_by=homeroom)
    feed = observation.CalendarFeed(staff=homeroom.staff, created_by=homeroom)
    return World(
        {
            **observed(school, maple, homeroom, teacher, teaching_director),
            **pairs.rows(school, teaching_director, principal, homeroom, teacher),
            **proofs.rows(school, teacher, principal),
            **activities.rows(school, homeroom, teacher, maple, lin, other),
            **assured.rows(term, principal, moral_director, committee, teacher),
            **growing.rows(term, teacher, teaching_director),
            "lesson_kind": lesson_kind,
            "campaign": campaign,
            "chain": chain,
            "lesson": lesson,
            "given_lesson": given_lesson,
            "booking": booking,
            "feed": feed,
            "student": lin,
            "maple": maple,
            "parallel": parallel,
            "gone": gone,
            "leave": leave,
            "post": teacher.staff.posts.get(),
            "colleague": teacher.staff,
            "account": homeroom,
            "circumstance": circumstance,
            "published": published,
            "draft": draft,
            "visit": visit,
            "follow_up": follow_up,
            "round": planned,
            "companion": companion,
            "proposal": proposal,
            "concern": concern,
            "exemption": exemption,
            "hand_over": hand_over,
            "obligation": SimpleNamespace(pk=obligation_id(term.pk, lin.pk, hardship.pk)),
            "summary": summary,
            "section": section,
            "publication": publication,
            "question": question,
            "opinion": opinion,
            "digest": digest,
            "item": greeting,
            "batch": batch,
            "entry": batch.entries.get(),
            "appeal": appeal,
            "second_entry": earlier.entries.get(student=lin),
            "answered_appeal": answered,
            "roster_import": roster_import,
            "term": term,
            "hardship": hardship,
            "point_item": greeting,
            "theme": theme,
            "contest_item": contest_item,
            "contest_week": contest_week,
            "contest_check": contest_check,
            "drafted": drafted,
            "selection": selection,
            "nomination": nomination,
            "ambassador": ambassador,
        }
    )


def observed(school, maple, homeroom, teacher, teaching_director):
    """The subject teacher was in a lesson of the homeroom teacher, shared what was seen, and has
    asked whether all may read it; of another lesson there is a draft. A rubric in two versions.
    """
    rubric = observation.Rubric(school=school, created_by=teaching_director)
    version = observation.published(rubric, {"code": "goal"}, by=teaching_director)
    rubric_draft = RubricVersion.objects.create(school=school, rubric=rubric, number=2)
    kind = observation.LessonKind(school=school, code="feature", name="名师特色课", rubric=rubric)
    first, second = (
        observation.LessonSession(
            host=homeroom.staff,
            created_by=homeroom,
            kind=kind,
            school_class=maple,
            taught_on=datetime.date(2026, 11, 20),
            period=period,
        )
        for period in (8, 9)
    )
    by = {"observer": teacher.staff, "created_by": teacher, "rubric_version": version}
    record = observation.observed(first, **by)
    asked_about = observation.ObservedStrategy(observation=record, text="让学生先写")
    return {
        "rubric": rubric,
        "rubric_version": version,
        "rubric_draft": rubric_draft,
        "record": record,
        "record_draft": observation.Observation(session=second, **by),
        "card": observation.StrategyCard(strategy=asked_about, created_by=teacher),
        "strategy": record.strategies.first(),
        "strategy_tag": observation.StrategyTag(school=school),
        "quota": observation.ObservationQuota(school=school),
        "own_limits": observation.ObservationLimits(school=school),
    }


@pytest.fixture
def cast(request, world, as_user):
    """Name in the table -> a client who has just signed in; `nobody` is not signed in."""
    return {
        name: just_signed_in(as_user, None if name == "nobody" else request.getfixturevalue(name))
        for name in CAST
    }

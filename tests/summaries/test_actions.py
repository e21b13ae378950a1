"""What is true after each act on a summary, and what is refused."""

import datetime
from collections import Counter
from dataclasses import replace

import pytest

from school.people.roles import PostKind
from school.shared import leases
from school.shared.errors import InputRefused, RuleBroken, Stale
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.summaries.actions import compiling, publishing, reviewing, setup
from school.summaries.models import (
    ApprovalStep,
    Publication,
    SummaryEvent,
    SummarySection,
    SummaryTemplate,
    TermSummary,
)
from school.summaries.rules.gates import GatesFailed
from tests.factories import people
from tests.summaries.conftest import COVERAGE, approve_all, compile_all, write, write_all

pytestmark = pytest.mark.usefixtures("now")


def events(summary):
    return list(SummaryEvent.objects.filter(summary=summary).values_list("verb", flat=True))


def states(summary):
    return [step["state"] for step in summary.chain]


# ---- asked for -------------------------------------------------------------------------------


def test_a_request_makes_every_item_of_the_template_and_owes_its_compile(summary):
    sections = list(summary.sections.all())

    assert summary.state == "compiling"
    assert [section.number for section in sections] == [*range(1, 21), None]
    assert {section.work for section in sections} == {"requested"}


def test_a_school_adopts_the_template_and_the_chain_once(school):
    setup.adopt_template(school)
    setup.adopt_template(school)
    setup.set_default_chain(school)
    setup.set_default_chain(school)

    assert SummaryTemplate.objects.count() == 1
    assert [step.label["zh"] for step in ApprovalStep.objects.all()] == [
        "科室起草",
        "主任审核",
        "分管副校长审阅",
        "校长签发",
    ]


def _form(school, code):
    return SummaryTemplate.objects.create(
        school=school, code=code, version=1, title={"zh": "总结"}, body={"chapters": []}
    )


def test_the_next_summary_takes_over_a_newer_form_of_the_product(school, moral_director):
    _form(school, "civilized_campus")

    taken = setup.template_for(school, by=moral_director)
    assert taken.version > 1
    assert setup.template_for(school, by=moral_director) == taken


def test_a_form_of_the_schools_own_stays(school, moral_director):
    own = _form(school, "own")

    assert setup.template_for(school, by=moral_director) == own


def test_asking_twice_gives_the_same_summary(summary, term, teaching_director):
    again = compiling.request_summary(by=teaching_director, term=term)

    assert again.pk == summary.pk
    assert TermSummary.objects.count() == 1
    assert SummarySection.objects.count() == 21


def test_a_draft_asked_for_again_is_compiled_anew_and_keeps_its_texts(
    written, term, moral_director
):
    again = compiling.request_summary(by=moral_director, term=term)

    assert (again.pk, again.state, again.compile, again.readings) == (
        written.pk,
        "compiling",
        2,
        None,
    )
    compile_all(again)
    assert again.state == "draft"
    assert again.sections.get(code="love_and_duty").text == COVERAGE


def test_a_summary_in_review_is_not_compiled_again(submitted, term, moral_director):
    again = compiling.request_summary(by=moral_director, term=term)

    assert (again.pk, again.state) == (submitted.pk, "in_review")


def test_a_term_that_has_not_begun_has_no_summary(school, moral_director):
    later = people.Term(
        school=school,
        ordinal=2,
        window_opens_on=datetime.date(2027, 2, 1),
        window_closes_on=datetime.date(2027, 7, 10),
    )

    with pytest.raises(RuleBroken) as broken:
        compiling.request_summary(by=moral_director, term=later)

    assert broken.value.code == "term_not_begun"


# ---- compiled --------------------------------------------------------------------------------


def test_the_last_section_makes_it_a_draft(summary):
    first, *others = summary.sections.all()
    for section in others:
        compiling.compile_section(section.pk)
    summary.refresh_from_db()
    assert summary.state == "compiling"

    compiling.compile_section(first.pk)

    summary.refresh_from_db()
    assert summary.state == "draft"
    assert set(events(summary)) == {"requested", "compiled"}


def test_all_sections_of_a_compile_show_one_reading(draft):
    assert set(draft.readings) == set(catalogue.paper())
    assert draft.as_of == datetime.date(2026, 11, 23)
    values = draft.sections.get(code="love_and_duty").values
    assert values["visits.coverage"]["version"] == draft.readings["visits.coverage"]["version"]


def test_a_section_delivered_twice_is_compiled_once(summary):
    section = summary.sections.first()

    assert compiling.compile_section(section.pk) is True
    assert compiling.compile_section(section.pk) is False


def test_a_worker_of_an_earlier_compile_stores_nothing(summary, term, moral_director):
    section = summary.sections.first()
    token = leases.claim(SummarySection.objects.filter(pk=section.pk))
    compiling._compile_anew(summary, by=moral_director)

    held = SummarySection.objects.select_related("summary__template").get(pk=section.pk)
    assert compiling._finish(held, token, {"from": "before"}) is False
    assert SummarySection.objects.get(pk=section.pk).values == {}


@pytest.fixture
def broken_figure(monkeypatch):
    """One figure of the catalogue cannot be read."""

    def fail(scope):
        raise ZeroDivisionError

    broken = tuple(
        replace(figure, read=fail) if figure.code == "visits.made" else figure
        for figure in catalogue.FIGURES
    )
    monkeypatch.setattr(catalogue, "FIGURES", broken)
    return monkeypatch


def test_a_section_that_cannot_be_compiled_fails_with_a_reason_and_is_asked_for_again(
    summary, term, moral_director, broken_figure
):
    section = summary.sections.first()
    for _attempt in range(compiling.MOST_ERRORS):
        assert compiling.compile_section(section.pk) is False
    section.refresh_from_db()
    assert section.work == "failed"
    assert "ZeroDivisionError" in section.problem

    broken_figure.undo()
    compiling.request_summary(by=moral_director, term=term)

    assert compile_all(summary).state == "draft"


def test_the_tick_sends_what_is_owed_and_held_by_nobody(summary):
    assert compiling.tick() == 21  # eager in tests: the bell does the work itself

    summary.refresh_from_db()
    assert summary.state == "draft"
    assert compiling.tick() == 0


def test_the_tick_gives_up_on_a_section_that_broke_off_too_often(summary):
    section = summary.sections.first()
    SummarySection.objects.filter(pk=section.pk).update(attempt=leases.MOST_ATTEMPTS)

    compiling.tick()

    section.refresh_from_db()
    assert section.work == "failed"
    summary.refresh_from_db()
    assert summary.state == "compiling"


# ---- written ---------------------------------------------------------------------------------


def test_an_edit_raises_the_version_and_names_the_author(draft, moral_director):
    section = write(draft, "organisation", "领导小组按月碰头。", by=moral_director)

    assert (section.version, section.edited_by) == (2, moral_director)
    draft.refresh_from_db()
    assert draft.authors == [str(moral_director.pk)]


def test_an_edit_from_an_old_version_is_stale_and_stores_nothing(draft, moral_director):
    section = write(draft, "organisation", "领导小组按月碰头。", by=moral_director)

    with pytest.raises(Stale) as stale:
        reviewing.edit_section(
            by=moral_director,
            summary_id=draft.pk,
            section_id=section.pk,
            expected=1,
            text="另一段",
        )

    assert stale.value.current["version"] == 2
    section.refresh_from_db()
    assert section.text == "领导小组按月碰头。"


def test_text_and_not_applicable_exclude_each_other(draft, moral_director):
    write(draft, "organisation", "领导小组按月碰头。", by=moral_director)

    with pytest.raises(InputRefused):
        write(draft, "organisation", "还有话说。", by=moral_director, not_applicable=True)


def test_writing_an_item_that_did_not_apply_makes_it_apply(draft, moral_director):
    write(draft, "organisation", by=moral_director, not_applicable=True)
    section = write(draft, "organisation", "领导小组按月碰头。", by=moral_director)

    assert section.not_applicable is False


def test_a_token_new_in_a_text_shows_its_figure_at_once(draft, moral_director):
    section = write(draft, "family_reading", "家访{{visits.made}}。", by=moral_director)

    assert section.text == "家访{{ visits.made }}。"
    assert section.values["visits.made"]["value_text"] == "0次"


def test_nothing_is_edited_in_review(submitted, moral_director):
    with pytest.raises(RuleBroken) as broken:
        write(submitted, "organisation", "再改一改。", by=moral_director)

    assert broken.value.code == "wrong_state"


def test_the_only_signer_does_not_write(draft, principal):
    with pytest.raises(RuleBroken) as broken:
        write(draft, "organisation", "校长亲自写。", by=principal)

    assert broken.value.code == "signer_cannot_write"


# ---- approved --------------------------------------------------------------------------------


def test_an_item_without_text_keeps_the_draft_from_being_submitted(
    written, moral_director, principal
):
    write(written, "special_activities", "", by=moral_director, not_applicable=False)

    with pytest.raises(GatesFailed) as failed:
        reviewing.submit(by=moral_director, summary_id=written.pk)

    assert [(gate.code, gate.number) for gate in failed.value.gates] == [("empty", 2)]


def test_a_child_of_the_school_is_not_named(written, moral_director, principal, lin):
    write(written, "special_activities", "林一诺讲了故事。", by=moral_director)

    with pytest.raises(GatesFailed) as failed:
        reviewing.submit(by=moral_director, summary_id=written.pk)

    assert [gate.code for gate in failed.value.gates] == ["child_named"]


def test_the_chain_is_travelled_step_by_step(
    written, moral_director, teaching_director, vice_principal, principal
):
    reviewing.submit(by=moral_director, summary_id=written.pk)
    written.refresh_from_db()
    assert states(written) == ["done", "current", "waiting", "waiting"]

    for by in (teaching_director, vice_principal, principal):
        reviewing.approve(by=by, summary_id=written.pk, comment="同意")

    written.refresh_from_db()
    assert written.state == "approved"
    assert states(written) == ["done"] * 4
    assert Counter(events(written)) >= Counter({"approved": 2, "signed_off": 1})


def test_a_step_nobody_holds_is_passed_over_and_the_record_says_so(submitted, teaching_director):
    reviewing.approve(by=teaching_director, summary_id=submitted.pk)

    submitted.refresh_from_db()
    assert states(submitted) == ["done", "done", "passed_over", "current"]
    assert "passed_over" in events(submitted)


def test_a_step_whose_holders_all_wrote_is_passed_over(written, moral_director, principal):
    """The moral director is the only director of this school, and wrote the paper."""
    reviewing.submit(by=moral_director, summary_id=written.pk)

    written.refresh_from_db()
    assert states(written) == ["done", "passed_over", "passed_over", "current"]


def test_an_author_does_not_approve(submitted, moral_director):
    with pytest.raises(RuleBroken) as broken:
        reviewing.approve(by=moral_director, summary_id=submitted.pk)

    assert broken.value.code == "author_cannot_approve"


def test_nobody_jumps_the_chain(submitted, principal):
    with pytest.raises(RuleBroken) as broken:
        reviewing.approve(by=principal, summary_id=submitted.pk)

    assert broken.value.code == "not_your_step"


def test_a_deactivated_account_holds_no_step(written, moral_director, teaching_director, principal):
    teaching_director.is_active = False
    teaching_director.save()

    reviewing.submit(by=moral_director, summary_id=written.pk)

    written.refresh_from_db()
    assert states(written) == ["done", "passed_over", "passed_over", "current"]


def test_changes_are_requested_and_every_step_is_taken_anew(
    submitted, teaching_director, moral_director
):
    section = submitted.sections.get(number=2)

    reviewing.request_changes(
        by=teaching_director,
        summary_id=submitted.pk,
        comment="第二项再具体些。",
        sections=[section.pk],
    )

    submitted.refresh_from_db()
    assert submitted.state == "changes_requested"
    assert set(states(submitted)) == {"waiting"}
    named = SummaryEvent.objects.filter(summary=submitted, subject="special_activities")
    assert named.get(verb="changes_requested").comment == "第二项再具体些。"

    write(submitted, "special_activities", "赶海的日子。", by=moral_director)
    reviewing.submit(by=moral_director, summary_id=submitted.pk)
    submitted.refresh_from_db()
    assert submitted.state == "in_review"


def test_every_event_keeps_who_when_and_what_the_text_was(submitted):
    last = SummaryEvent.objects.get(summary=submitted, verb="submitted")
    first = SummaryEvent.objects.get(summary=submitted, verb="requested")

    assert last.created_by is not None
    assert len(last.content_sha256) == 64
    assert last.content_sha256 != first.content_sha256


# ---- published -------------------------------------------------------------------------------


def test_publishing_takes_an_approved_paper(submitted, principal):
    with pytest.raises(RuleBroken) as broken:
        publishing.publish(by=principal, summary_id=submitted.pk)

    assert broken.value.code == "wrong_state"


def test_publishing_twice_makes_one_publication(publication, approved, principal):
    with pytest.raises(RuleBroken):
        publishing.publish(by=principal, summary_id=approved.pk)

    assert Publication.objects.count() == 1


def second_edition(term, moral_director, teaching_director, principal):
    summary = compile_all(compiling.request_summary(by=moral_director, term=term))
    reviewing.submit(by=moral_director, summary_id=summary.pk)
    approve_all(summary, by=[teaching_director, principal])
    return publishing.publish(by=principal, summary_id=summary.pk)


def test_a_second_edition_supersedes_the_first_and_begins_with_its_texts(
    publication, term, moral_director, teaching_director, principal
):
    second = second_edition(term, moral_director, teaching_director, principal)

    publication.refresh_from_db()
    assert (second.edition, second.state) == (2, "current")
    assert publication.state == "superseded"
    assert Publication.objects.filter(state="current").count() == 1


def test_a_withdrawn_publication_leaves_a_tombstone_and_opens_the_term(
    publication, approved, principal, term, moral_director, teaching_director
):
    publishing.withdraw(by=principal, summary_id=approved.pk, reason="数据有误")

    publication.refresh_from_db()
    approved.refresh_from_db()
    assert (publication.state, approved.state) == ("withdrawn", "withdrawn")
    assert publication.withdrawn_reason == "数据有误"
    second = second_edition(term, moral_director, teaching_director, principal)
    assert (second.edition, second.state) == (2, "current")


def test_the_audit_log_tells_of_every_act(publication):
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))

    assert {"request_summary", "edit_section", "submit", "approve", "publish"} <= verbs


def test_a_director_of_another_school_changes_nothing(draft, stranger):
    with pytest.raises(TermSummary.DoesNotExist):
        reviewing.submit(by=stranger, summary_id=draft.pk)


def test_a_writer_who_is_not_the_requester_reviews_nothing_either(
    draft, teaching_director, moral_director, principal
):
    write_all(draft, by=teaching_director)
    reviewing.submit(by=teaching_director, summary_id=draft.pk)

    draft.refresh_from_db()
    # The requester does not review and the other director wrote: the step is passed over.
    assert states(draft) == ["done", "passed_over", "passed_over", "current"]


def test_a_post_without_the_right_to_review_takes_no_step(
    written, school, moral_director, principal
):
    staff = people.StaffMember(school=school)
    people.Post(staff=staff, kind=PostKind.UNION_CHAIR)
    people.User(school=school, staff=staff)
    ApprovalStep.objects.filter(school=school, position=2).update(posts=["union_chair"])

    reviewing.submit(by=moral_director, summary_id=written.pk)

    written.refresh_from_db()
    assert states(written)[1] == "passed_over"

"""The parents' committee asks about a figure; the school answers; both stay."""

import datetime
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from school.people.roles import PostKind
from school.shared.models import AuditEntry
from school.summaries.actions import compiling, publishing, questions, reviewing
from school.summaries.models import PublicationAnswer, PublicationOpinion, PublicationQuestion
from school.summaries.rules.questions import MOST_A_DAY, MOST_REFUSED_A_DAY
from tests.conftest import NOW
from tests.factories import people
from tests.summaries.conftest import approve_all, compile_all

pytestmark = pytest.mark.usefixtures("now", "term")
QUESTIONS = "/api/v1/publication-questions/"
OPINIONS = "/api/v1/publication-opinions/"
COVERAGE_ITEM = 4


def asking(publication, **more):
    return {
        "publication": str(publication.pk),
        "item": COVERAGE_ITEM,
        "figure": "visits.coverage",
        "text": "没走到的家庭，学校打算怎么办？",
        **more,
    }


@pytest.fixture
def question(publication, committee):
    return questions.ask(
        by=committee,
        publication=publication,
        item=COVERAGE_ITEM,
        figure="visits.coverage",
        text="没走到的家庭，学校打算怎么办？",
    )


@pytest.fixture
def second(publication, term, moral_director, teaching_director, principal):
    """The next edition of the same term."""
    summary = compile_all(compiling.request_summary(by=moral_director, term=term))
    reviewing.submit(by=moral_director, summary_id=summary.pk)
    approve_all(summary, by=[teaching_director, principal])
    return publishing.publish(by=principal, summary_id=summary.pk)


@pytest.fixture
def other_parent(school):
    user = people.User(school=school, username="committee2", full_name="另一位家长")
    people.CommitteeMembership(user=user)
    return user


def test_a_question_quotes_the_figure_as_the_paper_shows_it(as_user, committee, publication):
    answer = as_user(committee).post(QUESTIONS, asking(publication))

    assert answer.status_code == 201
    body = answer.json()
    assert (body["about"], body["quoted"]) == ("家访落实率", "本类无应计对象")
    assert (body["state"], body["is_mine"], body["asked_by"]) == ("open", True, "家长代表")
    assert body["due_on"] == "2026-11-30"
    assert body["abilities"] == ["withdraw"]


def test_the_paper_as_a_whole_may_be_asked_about(as_user, committee, publication):
    answer = as_user(committee).post(
        QUESTIONS, {"publication": str(publication.pk), "text": "下学期还公布吗？"}
    )

    assert answer.status_code == 201
    assert (answer.json()["about"], answer.json()["item"]) == ("", None)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"item": 99}, "item", "no_such_item"),
        ({"figure": "visits.channels"}, "figure", "no_such_figure"),
        ({"item": None}, "item", "required"),
        ({"text": "林一诺家为什么没去？"}, "text", "child_named"),
        ({"text": "林 一 诺家为什么没去？"}, "text", "child_named"),
    ],
)
def test_a_question_about_what_is_not_there_or_about_a_child_is_refused(
    as_user, committee, publication, lin, wrong, field, code
):
    answer = as_user(committee).post(QUESTIONS, asking(publication, **wrong))

    assert answer.status_code == 400
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]
    assert not PublicationQuestion.objects.exists()


def test_a_childs_number_keeps_a_question_back(as_user, committee, publication, lin):
    text = f"学号{lin.student_number}的情况？"

    assert as_user(committee).post(QUESTIONS, asking(publication, text=text)).status_code == 400


def test_the_same_gesture_asks_once(as_user, committee, publication):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    client = as_user(committee)

    first = client.post(QUESTIONS, asking(publication), headers=key)
    again = client.post(QUESTIONS, asking(publication), headers=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert PublicationQuestion.objects.count() == 1


def test_after_ten_a_day_it_goes_on_tomorrow(as_user, committee, publication):
    client = as_user(committee)
    for _ in range(MOST_A_DAY):
        assert client.post(QUESTIONS, asking(publication)).status_code == 201

    refused = client.post(QUESTIONS, asking(publication))
    opinion = client.post(OPINIONS, {"publication": str(publication.pk), "stance": "agrees"})

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
    assert opinion.status_code == 429
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        tomorrow = as_user(committee).post(QUESTIONS, asking(publication))
    assert tomorrow.status_code == 201


def test_who_tries_names_is_stopped_after_thirty(as_user, committee, publication, lin):
    client = as_user(committee)
    names_lin = asking(publication, text=f"{lin.name}家去过了吗？")

    for _ in range(MOST_REFUSED_A_DAY):
        assert client.post(QUESTIONS, names_lin).status_code == 400
    for tried in (names_lin, asking(publication)):
        refused = client.post(QUESTIONS, tried)
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many")

    noted = AuditEntry.objects.filter(verb="refuse_words", actor=committee.pk)
    assert noted.count() == MOST_REFUSED_A_DAY
    assert {one.reason for one in noted} == {"child_named"}
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        assert as_user(committee).post(QUESTIONS, asking(publication)).status_code == 201


def test_the_school_answers_and_the_committee_reads_it(
    as_user, committee, moral_director, question
):
    sent = as_user(moral_director).post(
        f"{QUESTIONS}{question.pk}/answer/", {"text": "已另约时间，下月内走完。"}
    )
    assert sent.status_code == 201
    assert "asked_by" not in sent.json()

    (read,) = as_user(committee).get(QUESTIONS).json()["results"]

    assert read["state"] == "answered"
    (answer,) = read["answers"]
    assert (answer["text"], answer["by"]) == ("已另约时间，下月内走完。", "姜主任")
    assert answer["post"]
    assert read["abilities"] == []


def test_the_school_does_not_learn_which_parent_asked(as_user, principal, question):
    body = as_user(principal).get(QUESTIONS).content.decode()

    assert "家长代表" not in body
    assert str(question.created_by_id) not in body


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("林一诺家已经去过了。", "child_named"),
        ("其实只有3户家庭没走到。", "typed_number"),
        ("全部走完了。", "absolute"),
        ("某某老师已经去过。", "residue"),
        ("已经去过,请放心。", "half_width"),
        ("落实率是{{ visits.coverage }}。", "residue"),
    ],
)
def test_an_answer_passes_the_gates_of_a_publication(
    as_user, moral_director, question, lin, text, code
):
    answer = as_user(moral_director).post(f"{QUESTIONS}{question.pk}/answer/", {"text": text})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == code
    assert not PublicationAnswer.objects.exists()


def test_an_answer_may_repeat_a_number_that_the_paper_shows(moral_director, question):
    written = questions.answer(
        by=moral_director, question=question, text="表中的0次是因为数据还没有汇总。"
    )

    assert written.post == PostKind.MORAL_DIRECTOR


def test_question_and_answer_stay_with_the_next_edition(
    as_user, committee, moral_director, publication, question, second
):
    before = publication.html, publication.sha256
    questions.answer(by=moral_director, question=question, text="已另约时间。")
    client = as_user(committee)

    (beside,) = client.get(QUESTIONS, {"publication": str(second.pk)}).json()["results"]

    assert beside["publication"]["edition"] == 1
    assert beside["quoted"] == "本类无应计对象"
    assert beside["answers"][0]["text"] == "已另约时间。"
    publication.refresh_from_db()
    assert (publication.html, publication.sha256) == before
    questions.ask(by=committee, publication=second, text="第二版改了什么？")
    seen = client.get(QUESTIONS, {"publication": str(publication.pk)}).json()["results"]
    assert [one["id"] for one in seen] == [str(question.pk)]


def test_only_the_current_edition_takes_questions(as_user, committee, publication, second):
    client = as_user(committee)

    refused = client.post(QUESTIONS, asking(publication))

    assert (refused.status_code, refused.json()["code"]) == (409, "not_current")
    papers = [client.get(f"/api/v1/publications/{p.pk}/").json() for p in (publication, second)]
    assert [paper["takes_questions"] for paper in papers] == [False, True]


def test_a_member_of_staff_is_not_offered_to_ask(as_user, principal, publication):
    body = as_user(principal).get(f"/api/v1/publications/{publication.pk}/").json()

    assert body["takes_questions"] is False


def test_of_a_withdrawn_edition_the_number_is_quoted_no_more(
    as_user, committee, approved, principal, question
):
    publishing.withdraw(by=principal, summary_id=approved.pk, reason="数据有误")

    (read,) = as_user(committee).get(QUESTIONS).json()["results"]

    assert (read["about"], read["quoted"]) == ("家访落实率", "")


def test_who_asked_may_take_it_back_while_nobody_has_answered(as_user, committee, question):
    client = as_user(committee)

    answer = client.post(f"{QUESTIONS}{question.pk}/withdraw/")

    assert (answer.json()["state"], answer.json()["text"]) == ("withdrawn", "")
    again = client.post(f"{QUESTIONS}{question.pk}/withdraw/")
    assert (again.status_code, again.json()["code"]) == (409, "withdrawn")
    kept = PublicationQuestion.objects.get()
    assert kept.text == "没走到的家庭，学校打算怎么办？"


def test_what_was_answered_stays(as_user, committee, moral_director, question):
    questions.answer(by=moral_director, question=question, text="已另约时间。")

    refused = as_user(committee).post(f"{QUESTIONS}{question.pk}/withdraw/")

    assert (refused.status_code, refused.json()["code"]) == (409, "answered")


def test_another_member_cannot_take_it_back(as_user, other_parent, question):
    assert as_user(other_parent).post(f"{QUESTIONS}{question.pk}/withdraw/").status_code == 403


def test_a_withdrawn_question_takes_no_answer(as_user, committee, moral_director, question):
    questions.withdraw_question(by=committee, question=question)

    refused = as_user(moral_director).post(f"{QUESTIONS}{question.pk}/answer/", {"text": "好的。"})

    assert (refused.status_code, refused.json()["code"]) == (409, "withdrawn")


def test_an_answer_taken_back_leaves_its_mark_and_the_question_waits(
    as_user, committee, moral_director, principal, question
):
    questions.answer(by=moral_director, question=question, text="已另约时间。")

    sent = as_user(principal).post(
        f"{QUESTIONS}{question.pk}/withdraw-answer/", {"reason": "说得不准"}
    )

    assert sent.json()["state"] == "open"
    (read,) = as_user(committee).get(QUESTIONS, {"state": "open"}).json()["results"]
    (mark,) = read["answers"]
    assert (mark["text"], mark["withdrawn_reason"]) == ("", "说得不准")
    again = as_user(principal).post(
        f"{QUESTIONS}{question.pk}/withdraw-answer/", {"reason": "说得不准"}
    )
    assert (again.status_code, again.json()["code"]) == (409, "not_answered")


def test_a_newer_opinion_takes_the_place_of_the_one_before(as_user, committee, publication):
    client = as_user(committee)
    said = {"publication": str(publication.pk)}

    client.post(OPINIONS, {**said, "stance": "concerned", "text": "希望写明没走到的原因。"})
    client.post(OPINIONS, {**said, "stance": "agrees"})

    listed = client.get(OPINIONS, said).json()["results"]
    assert [(o["stance"], o["withdrawn_at"] is None) for o in listed] == [
        ("concerned", False),
        ("agrees", True),
    ]
    assert listed[0]["text"] == ""


def test_a_concern_needs_words(as_user, committee, publication):
    refused = as_user(committee).post(
        OPINIONS, {"publication": str(publication.pk), "stance": "concerned"}
    )

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "text"


def test_the_database_keeps_one_standing_opinion(committee, publication):
    row = {
        "school": publication.school,
        "created_by": committee,
        "publication": publication,
        "stance": "agrees",
    }
    PublicationOpinion.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationOpinion.objects.create(**row)


def test_every_act_stands_in_the_log(committee, moral_director, publication, question):
    written = questions.answer(by=moral_director, question=question, text="已另约时间。")
    questions.withdraw_newest_answer(by=moral_director, question=question, reason="说得不准")
    opinion = questions.record_opinion(
        by=committee, publication=publication, stance="agrees", text=""
    )
    questions.withdraw_opinion(by=committee, opinion=opinion)

    rows = [question.pk, written.pk, opinion.pk]
    logged = AuditEntry.objects.filter(record_id__in=rows).values_list("verb", flat=True)
    assert sorted(logged) == ["answer", "ask", "record_opinion", "withdraw", "withdraw"]


def test_nothing_is_deleted_or_reworded():
    for model in (PublicationQuestion, PublicationAnswer, PublicationOpinion):
        with pytest.raises(TypeError):
            model.objects.all().update(text="")
        with pytest.raises(TypeError):
            model.objects.all().delete()


def test_a_list_costs_the_same_for_one_and_for_many(
    as_user, committee, moral_director, publication, django_assert_num_queries
):
    client = as_user(moral_director)
    counts = []
    for _ in range(2):
        for _ in range(4):
            one = questions.ask(by=committee, publication=publication, text="怎么统计的？")
            questions.answer(by=moral_director, question=one, text="按孩子统计。")
        with django_assert_num_queries(7 if not counts else counts[0], exact=True) as found:
            client.get(QUESTIONS, {"publication": str(publication.pk)})
        counts.append(len(found))

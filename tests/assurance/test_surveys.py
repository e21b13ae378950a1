"""Surveys: counts that fit their questions, and no answer of one person."""

import pytest
from django.db import IntegrityError, transaction

from school.assurance.actions import surveys as actions
from school.assurance.models import Survey, SurveyCount
from tests.assurance.acts import DAY, QUESTIONS, file, results, survey
from tests.assurance.http import code, patch, post
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
SURVEYS = "/api/v1/surveys/"
BODY = {
    "title": "家长满意度调查",
    "whom": "parents",
    "opened_on": "2026-11-02",
    "closed_on": "2026-11-13",
    "questions": list(QUESTIONS),
}
COUNTS = [{"question": 1, "counts": [0, 1, 3, 16, 18]}, {"question": 2, "counts": [10, 20, 5]}]
RESULTS = {"issued": 50, "returned": 45, "valid": 40, "counts": COUNTS, "findings": "希望多见面"}


def url(row, verb=""):
    return f"{SURVEYS}{row.pk}/{verb}"


def test_from_the_questions_to_the_share(as_user, moral_director, principal):
    made = post(as_user(moral_director), SURVEYS, BODY)
    assert (made.status_code, made.json()["satisfaction"]) == (201, None)
    row = Survey.objects.get()
    scan = file(moral_director, "统计表", kind="sheet")
    body = {**RESULTS, "evidence": [str(scan.pk)]}
    entered = post(as_user(moral_director), url(row, "results/"), body)

    assert entered.status_code == 200
    seen = as_user(principal).get(url(row)).json()
    assert seen["satisfaction"] == {"part": 34, "whole": 38}
    assert (seen["issued"], seen["returned"], seen["valid"]) == (50, 45, 40)
    assert [one["title"] for one in seen["evidence"]] == ["统计表"]
    scale, choice, words = seen["questions"]
    assert scale["answered"] == 38
    assert [one["count"] for one in choice["options"]] == [10, 20, 5]
    assert (words["answered"], words["options"]) == (None, [])
    assert "enter_results" not in seen["abilities"]
    assert post(as_user(principal), url(row, "results/"), body).status_code == 403


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"returned": 51}, ("returned", "too_many")),
        ({"valid": 46}, ("valid", "too_many")),
        ({"issued": 0}, ("issued", "min_value")),
        ({"counts": COUNTS[:1]}, ("counts.2", "required")),
        ({"counts": [*COUNTS, COUNTS[0]]}, ("counts", "twice")),
        (
            {"counts": [{"question": 1, "counts": [9, 9, 9, 9, 9]}, COUNTS[1]]},
            ("counts.1", "too_many"),
        ),
        ({"counts": [{"question": 1, "counts": [1]}, COUNTS[1]]}, ("counts.1", "other_options")),
    ],
)
def test_counts_that_do_not_fit_are_refused(as_user, moral_director, more, answer):
    row = survey(moral_director)
    refused = post(as_user(moral_director), url(row, "results/"), {**RESULTS, **more})

    assert code(refused) == answer
    assert not SurveyCount.objects.exists()


def test_results_come_after_the_survey_has_closed(as_user, moral_director):
    row = survey(moral_director, closed_on=TODAY + DAY)
    assert code(post(as_user(moral_director), url(row, "results/"), RESULTS)) == (
        "closed_on",
        "in_future",
    )


def test_results_entered_again_take_the_place_of_the_earlier_ones(moral_director):
    row = survey(moral_director)
    results(moral_director, row)
    results(moral_director, row, counts={1: [0, 0, 0, 0, 40], 2: [40, 0, 0]})

    assert SurveyCount.objects.count() == 8
    assert sum(SurveyCount.objects.values_list("count", flat=True)) == 80


def test_the_database_keeps_what_came_back_within_what_went_out(moral_director):
    row = survey(moral_director)
    results(moral_director, row)
    for wrong in ({"returned": 51}, {"valid": 46}, {"issued": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(pk=row.pk).update(**wrong)


def test_beside_a_record_stand_twenty_files(as_user, moral_director):
    row = survey(moral_director)
    scan = str(file(moral_director, "统计表", kind="sheet").pk)
    client = as_user(moral_director)
    too_many = post(client, url(row, "results/"), {**RESULTS, "evidence": [scan] * 21})
    assert code(too_many) == ("evidence", "max_length")
    most = post(client, url(row, "results/"), {**RESULTS, "evidence": [scan] * 20})
    assert (most.status_code, len(most.json()["evidence"])) == (200, 1)


def test_once_counted_the_questions_stay(as_user, moral_director):
    row = survey(moral_director)
    client = as_user(moral_director)
    changed = patch(client, url(row), {"questions": [QUESTIONS[0]], "title": "改名"}, 1)
    assert (changed.status_code, len(changed.json()["questions"])) == (200, 1)
    half = patch(client, url(row), {"questions": [{"kind": "text"}]}, 2)
    assert code(half) == ("questions.0.text", "required")
    results(moral_director, row, counts={1: [0, 0, 0, 0, 40]})
    assert code(patch(client, url(row), {"title": "再改"}, 3)) == "results_entered"
    words = patch(client, url(row), {"findings": "每月一次开放日"}, 3)
    assert (words.status_code, words.json()["findings"]) == (200, "每月一次开放日")
    assert patch(client, url(row), {"findings": "旧"}, 3).status_code == 412


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"closed_on": "2026-11-01"}, ("closed_on", "before_start")),
        ({"opened_on": "2025-01-01"}, ("opened_on", "too_long_ago")),
        (
            {"opened_on": "2029-01-01", "closed_on": "2029-01-02"},
            ("opened_on", "too_far"),
        ),
        ({"questions": []}, ("questions", "min_length")),
        (
            {"questions": [{"kind": "choice", "text": "选", "options": ["一"]}]},
            ("questions.0.options", "too_few"),
        ),
    ],
)
def test_a_survey_says_what_it_asks_and_when(as_user, moral_director, more, answer):
    assert code(post(as_user(moral_director), SURVEYS, {**BODY, **more})) == answer


def test_an_old_survey_is_mended_and_its_day_stays_near(as_user, moral_director):
    row = survey(moral_director)
    results(moral_director, row)
    Survey.objects.update(opened_on="2024-11-02", closed_on="2024-11-13")
    client = as_user(moral_director)
    assert patch(client, url(row), {"findings": "每月一次开放日"}, 2).status_code == 200

    waiting = survey(moral_director)
    Survey.objects.filter(pk=waiting.pk).update(opened_on="2024-11-02", closed_on="2024-11-13")
    same = patch(client, url(waiting), {"title": "改名", "opened_on": "2024-11-02"}, 1)
    assert same.status_code == 200
    other = patch(client, url(waiting), {"opened_on": "2024-11-03"}, 2)
    assert code(other) == ("opened_on", "too_long_ago")
    ahead = {"opened_on": "2029-01-01", "closed_on": "2029-01-02"}
    assert code(patch(client, url(waiting), ahead, 2)) == ("opened_on", "too_far")


def test_of_few_no_share_is_told(as_user, moral_director):
    row = survey(moral_director)
    results(moral_director, row, returned=4, valid=4, counts={1: [0, 0, 0, 0, 4], 2: [4, 0, 0]})

    assert as_user(moral_director).get(url(row)).json()["satisfaction"] is None


def test_a_survey_taken_back_is_left_out(as_user, moral_director):
    row = survey(moral_director)
    actions.void_survey(by=moral_director, survey_id=row.pk, reason="重复")
    client = as_user(moral_director)

    assert client.get(SURVEYS).json()["count"] == 0
    assert client.get(SURVEYS, {"voided": 1}).json()["count"] == 1
    assert code(post(client, url(row, "results/"), RESULTS)) == "voided"


def test_a_list_costs_the_same_however_long(as_user, moral_director, django_assert_num_queries):
    for extra in (1, 4):
        for _ in range(extra):
            results(moral_director, survey(moral_director))
        client = as_user(moral_director)
        with django_assert_num_queries(8):
            client.get(SURVEYS)

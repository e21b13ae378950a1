"""文明礼仪使者: published criteria, nominations, a review, a vote, and no list of the others."""

import datetime
import json
import uuid

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers

from school.civility import models
from school.civility.actions import ambassadors as actions
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import civility, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
ROUNDS = "/api/v1/ambassador-rounds/"
NOMINATIONS = "/api/v1/ambassador-nominations/"
AMBASSADORS = "/api/v1/ambassadors/"
HONOURS = "/api/v1/honours/"
DAY = datetime.timedelta(days=1)
DRAFT = {
    "title": "文明礼仪使者",
    "criteria": "一学期里有一件具体的文明事迹",
    "places_a_class": 1,
    "nominations_until": "2026-11-30",
}


@pytest.fixture
def selection(term, moral_director):
    return civility.AmbassadorRound(term=term, published_by=moral_director)


@pytest.fixture
def fan(school, maple):
    """Another child of the maple class, later in the register than Lin."""
    child = people.Student(school=school, name="范思远")
    people.Placement(student=child, school_class=maple)
    return child


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


def proposed(selection, student):
    return {"selection": str(selection.pk), "student": str(student.pk), "deed": "送老人过马路"}


def nominate(by, selection, student, accepted_by=None):
    made = actions.nominate(by=by, selection=selection, student=student, deed="送老人过马路")
    if accepted_by:
        actions.accept_nomination(by=accepted_by, selection_id=selection.pk, nomination_id=made.pk)
    return made


def vote(school_class, *chosen, **more):
    return {
        "school_class": str(school_class.pk),
        "held_on": "2026-11-23",
        "voters": 2,
        "chosen": [str(one.pk) for one in chosen],
        **more,
    }


# ---- criteria ------------------------------------------------------------------------------


def test_criteria_are_drafted_changed_and_published(as_user, moral_director, teacher):
    client = as_user(moral_director)
    made = post(client, ROUNDS, DRAFT).json()
    url = f"{ROUNDS}{made['id']}/"
    assert (made["state"], made["abilities"]) == ("draft", ["retrieve", "change", "publish"])
    assert as_user(teacher).get(ROUNDS).json()["count"] == 0
    assert as_user(teacher).get(url).status_code == 404

    post(client, f"{url}change/", {"places_a_class": 2})
    published = post(client, f"{url}publish/").json()
    late = post(client, f"{url}change/", {"places_a_class": 3})
    again = post(client, f"{url}publish/")

    assert (published["state"], published["places_a_class"]) == ("open", 2)
    assert (published["takes_nominations"], published["published_by"]["name"]) == (True, "姜主任")
    assert published["abilities"] == ["retrieve", "close"]
    assert (refused(late), refused(again)) == ("selection_published", "selection_published")
    seen = as_user(teacher).get(ROUNDS).json()["results"]
    assert (seen[0]["criteria"], seen[0]["abilities"]) == (DRAFT["criteria"], ["retrieve"])
    told = AuditEntry.objects.get(verb="change").changes
    assert told == {"places_a_class": [1, 2]}


def test_nominations_end_on_a_day_to_come(as_user, moral_director, term):
    client = as_user(moral_director)
    past = post(client, ROUNDS, {**DRAFT, "nominations_until": "2026-11-22"})
    stale = civility.AmbassadorRound(term=term, published_at=None, nominations_until=TODAY - DAY)

    assert refused(past) == ("nominations_until", "in_past")
    assert refused(post(client, f"{ROUNDS}{stale.pk}/publish/")) == "nominations_are_over"


def test_between_the_terms_nobody_is_selected(as_user, moral_director, term):
    type(term).objects.update(window_opens_on="2026-12-01")

    assert refused(post(as_user(moral_director), ROUNDS, DRAFT)) == "no_term"


# ---- nominations ---------------------------------------------------------------------------


def test_teachers_nominate_children_whom_they_meet(as_user, teacher, selection, lin, song):
    client = as_user(teacher)
    made = post(client, NOMINATIONS, proposed(selection, lin))
    again = post(client, NOMINATIONS, proposed(selection, lin))

    assert made.status_code == 201
    assert made.json()["student"]["school_class"]["name"] == "三年级(2)班"
    assert (made.json()["is_accepted"], made.json()["abilities"]) == (False, ["remove"])
    assert (again.status_code, refused(again)) == (409, "nominated_already")
    stranger_to = post(client, NOMINATIONS, proposed(selection, song))
    assert refused(stranger_to) == ("student", "does_not_exist")


def test_nobody_is_nominated_before_publication_or_after_the_last_day(
    as_user, teacher, moral_director, term, selection, lin
):
    draft = civility.AmbassadorRound(term=term, published_at=None)
    assert refused(post(as_user(moral_director), NOMINATIONS, proposed(draft, lin))) == (
        "selection",
        "does_not_exist",
    )
    models.AmbassadorRound.objects.update(nominations_until=TODAY - DAY)
    late = post(as_user(teacher), NOMINATIONS, proposed(selection, lin))
    assert refused(late) == "nominations_are_over"
    actions.close_selection(by=moral_director, round_id=selection.pk)
    closed = post(as_user(teacher), NOMINATIONS, proposed(selection, lin))
    assert refused(closed) == "selection_closed"


def test_a_child_who_is_in_no_class_today_is_not_nominated(
    as_user, moral_director, school, selection
):
    gone = people.Student(school=school)
    answer = post(as_user(moral_director), NOMINATIONS, proposed(selection, gone))

    assert refused(answer) == ("student", "not_at_school")


def test_a_second_person_accepts(as_user, school, teacher, moral_director, selection, lin, fan):
    counsellor = people.StaffMember(school=school, name="辅导员")
    people.Post(staff=counsellor, kind="brigade_counselor")
    selecting = as_user(people.User(school=school, staff=counsellor))
    own = nominate(moral_director, selection, lin)
    other = nominate(teacher, selection, fan)
    client = as_user(moral_director)

    assert post(client, f"{NOMINATIONS}{own.pk}/accept/").status_code == 403
    accepted = post(client, f"{NOMINATIONS}{other.pk}/accept/").json()
    assert (accepted["is_accepted"], accepted["accepted_by"]["name"]) == (True, "姜主任")
    assert accepted["abilities"] == ["remove"]
    again = post(client, f"{NOMINATIONS}{other.pk}/accept/")
    assert refused(again) == "accepted_already"
    assert post(selecting, f"{NOMINATIONS}{own.pk}/accept/").status_code == 200


def test_a_nomination_is_seen_by_its_writer_the_homeroom_teacher_and_those_who_select(
    as_user, teacher, homeroom, other_homeroom, principal, moral_director, selection, lin
):
    row = nominate(teacher, selection, lin)

    def counts(*cast):
        return [
            as_user(one).get(NOMINATIONS, {"selection": str(selection.pk)}).json()["count"]
            for one in cast
        ]

    assert counts(teacher, homeroom, moral_director) == [1, 1, 1]
    assert counts(other_homeroom, principal) == [0, 0]
    assert post(as_user(homeroom), f"{NOMINATIONS}{row.pk}/remove/").status_code == 403
    assert post(as_user(teacher), f"{NOMINATIONS}{row.pk}/remove/").status_code == 204
    assert not models.AmbassadorNomination.objects.exists()


def test_the_nominations_stand_in_the_order_of_the_register_and_cost_the_same_however_many(
    as_user, school, maple, homeroom, moral_director, selection, lin, django_assert_num_queries
):
    client = as_user(homeroom)
    nominate(moral_director, selection, lin)
    with django_assert_num_queries(7):
        client.get(NOMINATIONS)
    children = [people.Student(school=school) for _ in range(5)]
    for child in reversed(children):
        people.Placement(student=child, school_class=maple)
        nominate(moral_director, selection, child)
    with django_assert_num_queries(7):
        rows = client.get(NOMINATIONS).json()["results"]

    assert [row["student"]["id"] for row in rows] == [str(one.pk) for one in (lin, *children)]


# ---- the vote ------------------------------------------------------------------------------


def test_the_class_chooses_and_the_other_nominations_are_gone(
    as_user, homeroom, teacher, moral_director, selection, lin, fan, maple
):
    winner = nominate(teacher, selection, lin, accepted_by=moral_director)
    nominate(teacher, selection, fan, accepted_by=moral_director)
    url = f"{ROUNDS}{selection.pk}/vote/"
    answer = post(as_user(homeroom), url, vote(maple, winner))

    assert answer.status_code == 200
    assert answer.json()["votes"] == [
        {
            "school_class": {"id": str(maple.pk), "name": "三年级(2)班"},
            "held_on": "2026-11-23",
            "voters": 2,
        }
    ]
    assert not models.AmbassadorNomination.objects.exists()
    row = models.CourtesyAmbassador.objects.get()
    assert (row.student, row.deed, row.consent) == (lin, "送老人过马路", "waiting")
    again = post(as_user(homeroom), url, vote(maple, winner))
    late = post(as_user(teacher), NOMINATIONS, proposed(selection, fan))
    assert (refused(again), refused(late)) == ("voted_already", "voted_already")


def test_a_vote_of_one_class_leaves_the_nominations_of_the_others(
    homeroom, moral_director, principal, selection, lin, song, maple
):
    winner = nominate(homeroom, selection, lin, accepted_by=moral_director)
    nominate(moral_director, selection, song)
    actions.record_vote(
        by=homeroom,
        round_id=selection.pk,
        school_class=maple,
        held_on=TODAY,
        voters=1,
        chosen=[winner.pk],
    )

    assert [one.student for one in models.AmbassadorNomination.objects.all()] == [song]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"held_on": "2026-11-24"}, ("held_on", "in_future")),
        ({"held_on": "2020-08-31"}, ("held_on", "before_publication")),
        ({"voters": 3}, ("voters", "more_than_class")),
        ({"chosen": []}, ("chosen", "empty")),
        ({"chosen": [str(uuid.uuid4())]}, ("chosen.0", "not_accepted")),
        ({"chosen": ["{fan}"]}, ("chosen.0", "not_accepted")),
        ({"chosen": ["{lin}", "{fan}"]}, ("chosen", "too_many")),
    ],
)
def test_what_a_vote_cannot_say(
    as_user, homeroom, teacher, moral_director, selection, lin, fan, maple, change, error
):
    rows = {
        "{lin}": nominate(teacher, selection, lin, accepted_by=moral_director),
        "{fan}": nominate(teacher, selection, fan),
    }
    if "chosen" in change:
        keys = [str(rows[one].pk) if one in rows else one for one in change["chosen"]]
        change = {"chosen": keys}
    body = {**vote(maple, rows["{lin}"]), **change}

    assert refused(post(as_user(homeroom), f"{ROUNDS}{selection.pk}/vote/", body)) == error
    assert models.AmbassadorNomination.objects.count() == 2


def test_a_child_is_chosen_once(as_user, homeroom, moral_director, term, lin, fan, maple):
    two_places = civility.AmbassadorRound(term=term, places_a_class=2, published_by=moral_director)
    row = nominate(moral_director, two_places, lin)
    models.AmbassadorNomination.objects.update(
        reviewed_at=two_places.created_at, reviewed_by=homeroom
    )
    answer = post(as_user(homeroom), f"{ROUNDS}{two_places.pk}/vote/", vote(maple, row, row))

    assert refused(answer) == ("chosen.1", "twice")


def test_only_the_own_class_votes(as_user, homeroom, cedar, teacher, selection, song):
    answer = post(as_user(homeroom), f"{ROUNDS}{selection.pk}/vote/", vote(cedar))
    assert refused(answer) == ("school_class", "does_not_exist")
    assert post(as_user(teacher), f"{ROUNDS}{selection.pk}/vote/", vote(cedar)).status_code == 403


def test_closing_takes_the_nominations_of_classes_that_did_not_vote(
    as_user, moral_director, teacher, selection, lin
):
    nominate(teacher, selection, lin)
    closed = post(as_user(moral_director), f"{ROUNDS}{selection.pk}/close/").json()

    assert (closed["state"], closed["abilities"]) == ("closed", ["retrieve"])
    assert not models.AmbassadorNomination.objects.exists()


def mentions(*words):
    """Every row of every table of the house in which one of the words stands."""
    return {
        (model.__name__, row)
        for label in settings.CONTEXTS
        for model in apps.get_app_config(label.split(".")[1]).get_models()
        for row in map(str, serializers.serialize("python", model.objects.all()))
        if any(word in row for word in words)
    }


def test_who_was_not_chosen_stands_in_no_table_and_no_log(
    as_user, homeroom, teacher, moral_director, selection, lin, fan, maple
):
    """Every table is walked: after the vote the house says of the child what it said before."""
    words = (str(fan.pk), fan.name)
    before = mentions(*words)
    assert {table for table, _ in before} == {"Student", "Placement"}

    winner = post(as_user(teacher), NOMINATIONS, proposed(selection, lin)).json()
    loser = post(as_user(teacher), NOMINATIONS, proposed(selection, fan)).json()
    assert mentions(*words) > before  # the negative control: the walk sees a nomination
    for one in (winner, loser):
        post(as_user(moral_director), f"{NOMINATIONS}{one['id']}/accept/")
    body = {**vote(maple), "chosen": [winner["id"]]}
    assert post(as_user(homeroom), f"{ROUNDS}{selection.pk}/vote/", body).status_code == 200

    assert mentions(*words) == before
    assert mentions(loser["id"]) == set()


def test_no_log_of_a_nomination_or_a_vote_names_any_child(
    as_user, homeroom, teacher, moral_director, selection, lin, fan, maple
):
    winner = nominate(teacher, selection, lin, accepted_by=moral_director)
    nominate(teacher, selection, fan)
    actions.remove_nomination(
        by=teacher,
        selection_id=selection.pk,
        nomination_id=models.AmbassadorNomination.objects.get(student=fan).pk,
    )
    post(as_user(homeroom), f"{ROUNDS}{selection.pk}/vote/", vote(maple, winner))

    entries = AuditEntry.objects.filter(record_id=selection.pk)
    assert set(entries.values_list("verb", flat=True)) == {"nominate", "accept", "remove", "vote"}
    told = json.dumps([entry.changes for entry in entries]) + "".join(
        str(entry.record_id) + entry.reason for entry in AuditEntry.objects.all()
    )
    for one in (lin, fan, winner):
        assert str(one.pk) not in told
    assert lin.name not in told
    assert entries.get(verb="vote").changes == {
        "school_class": [None, str(maple.pk)],
        "voters": [None, 2],
    }


# ---- consent and honours -------------------------------------------------------------------


@pytest.fixture
def chosen(selection, lin, maple):
    return civility.CourtesyAmbassador(selection=selection, student=lin, school_class=maple)


def test_the_homeroom_teacher_records_what_the_family_says(
    as_user, homeroom, moral_director, committee, chosen
):
    url = f"{AMBASSADORS}{chosen.pk}/consent/"
    assert as_user(committee).get(HONOURS).json()["count"] == 0
    assert post(as_user(moral_director), url, {"consent": "given"}).status_code == 403

    given = post(as_user(homeroom), url, {"consent": "given"}).json()
    assert (given["consent"], given["student"]["name"]) == ("given", "林一诺")
    assert as_user(committee).get(HONOURS).json()["count"] == 1
    post(as_user(homeroom), url, {"consent": "refused"})
    assert as_user(committee).get(HONOURS).json()["count"] == 0
    assert refused(post(as_user(homeroom), url, {"consent": "waiting"})) == (
        "consent",
        "invalid_choice",
    )
    told = AuditEntry.objects.filter(verb="consent").order_by("id")
    assert [one.changes["consent"] for one in told] == [["waiting", "given"], ["given", "refused"]]


def test_before_consent_the_chosen_are_known_to_the_class_and_to_those_who_lead(
    as_user, homeroom, other_homeroom, teacher, principal, moral_director, selection, chosen
):
    def counts(*cast):
        return [
            as_user(one).get(AMBASSADORS, {"selection": str(selection.pk)}).json()["count"]
            for one in cast
        ]

    assert counts(homeroom, principal, moral_director) == [1, 1, 1]
    assert counts(other_homeroom, teacher) == [0, 0]


@pytest.mark.parametrize("who", ["committee", "teacher", "teaching_director", "principal"])
def test_honours_are_names_with_consent_and_nothing_else(
    request, as_user, who, selection, homeroom, lin, fan, maple
):
    for child, consent in ((fan, "given"), (lin, "refused")):
        civility.CourtesyAmbassador(
            selection=selection,
            student=child,
            school_class=maple,
            consent=consent,
            asked_at=selection.created_at,
            asked_by=homeroom,
        )
    rows = as_user(request.getfixturevalue(who)).get(HONOURS).json()["results"]

    assert [row["name"] for row in rows] == ["范思远"]
    assert set(rows[0]) == {"id", "name", "school_class", "title", "deed", "chosen_on"}
    assert rows[0]["school_class"]["name"] == "三年级(2)班"


def test_honours_cost_the_same_however_many(
    as_user, committee, school, selection, homeroom, maple, django_assert_num_queries
):
    def honour():
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        civility.CourtesyAmbassador(
            selection=selection,
            student=child,
            school_class=maple,
            consent="given",
            asked_at=selection.created_at,
            asked_by=homeroom,
        )

    honour()
    client = as_user(committee)
    with django_assert_num_queries(7):
        client.get(HONOURS)
    for _ in range(6):
        honour()
    with django_assert_num_queries(7):
        assert client.get(HONOURS).json()["count"] == 7

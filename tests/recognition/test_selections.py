"""Selections: announced, nominated for, confirmed by a second person, decided, published."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from school.recognition.models import Nomination, Selection, SelectionKind
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import people, recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
DAY = datetime.timedelta(days=1)
KINDS, SELECTIONS = "/api/v1/selection-kinds/", "/api/v1/selections/"
NOMINATIONS, PUBLISHED = "/api/v1/nominations/", "/api/v1/recognitions/"


def of(row, verb=""):
    base = {Selection: SELECTIONS, Nomination: NOMINATIONS, SelectionKind: KINDS}[type(row)]
    return f"{base}{row.pk}/{verb}"


def nominated(selection, by, *, confirmed_by=None, **more):
    made = recognition.Nomination(selection=selection, created_by=by, **more)
    if confirmed_by is not None:
        Nomination.objects.filter(pk=made.pk).update(
            state="confirmed", confirmed_at=made.created_at, confirmed_by=confirmed_by
        )
        made.refresh_from_db()
    return made


def close(post, client, selection, *chosen, decided_on=TODAY):
    body = {"decided_on": str(decided_on), "selected": [str(one.pk) for one in chosen]}
    return post(client, of(selection, "close/"), body)


# ---- kinds and selections ------------------------------------------------------------------


def test_kinds_are_the_schools_own(as_user, principal, teacher, post, refused):
    client, body = as_user(principal), {"code": "readers", "name": "书香家庭", "whom": "parent"}

    made = post(client, KINDS, body)

    assert (made.status_code, made.json()["abilities"]) == (201, ["change"])
    assert refused(post(client, KINDS, body)) == ("code", "taken")
    address = f"{KINDS}{made.json()['id']}/change/"
    changed = post(client, address, {"name": "书香之家", "is_active": False}).json()
    assert (changed["name"], changed["is_active"]) == ("书香之家", False)
    assert post(as_user(teacher), KINDS, body).status_code == 403
    assert as_user(teacher).get(KINDS).json()["results"][0]["abilities"] == []


def test_a_selection_is_announced_and_mended_until_it_is_decided(
    as_user, school, principal, teacher, post, patch, refused
):
    kind = recognition.SelectionKind(school=school)
    body = {
        "kind": str(kind.pk),
        "title": "优秀家长",
        "edition": 3,
        "starts_on": "2026-11-01",
        "ends_on": "2026-11-30",
        "criteria": "热心",
        "places": 10,
    }
    client = as_user(principal)

    made = post(client, SELECTIONS, body)

    assert made.status_code == 201, made.content
    assert (made.json()["state"], made.json()["takes_nominations"]) == ("open", True)
    assert made.json()["abilities"] == ["retrieve", "partial_update", "close", "void"]
    row = Selection.objects.get()
    assert refused(patch(client, of(row), {"ends_on": "2026-10-31"}, 1)) == (
        "ends_on",
        "before_start",
    )
    assert patch(client, of(row), {"places": 12}, 1).json()["version"] == 2
    assert patch(client, of(row), {"places": 13}, 1).status_code == 412
    nominated(row, teacher)
    assert refused(patch(client, of(row), {"starts_on": "2026-11-20"}, 2)) == (
        "starts_on",
        "has_nominations",
    )
    assert post(as_user(teacher), SELECTIONS, body).status_code == 403
    assert close(post, client, row).json()["state"] == "closed"
    assert patch(client, of(row), {"places": 1}, 3).json()["code"] == "selection_closed"


# ---- nominations ---------------------------------------------------------------------------


def test_anybody_on_the_staff_nominates_while_it_runs(
    as_user, teacher, parents, post, refused, principal, homeroom
):
    body = {"selection": str(parents.pk), "name": "王女士", "deed": "每周三护导"}
    client = as_user(teacher)

    made = post(client, NOMINATIONS, body)

    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["name"], shown["state"], shown["is_mine"]) == ("王女士", "nominated", True)
    assert shown["abilities"] == ["retrieve", "partial_update", "void"]
    assert refused(post(client, NOMINATIONS, body)) == "nominated_already"
    of_staff = body | {"name": "", "staff": str(homeroom.staff_id)}
    assert refused(post(client, NOMINATIONS, of_staff)) == ("staff", "other_kind")
    Selection.objects.update(ends_on=TODAY - DAY)
    late = body | {"name": "李先生"}
    assert refused(post(client, NOMINATIONS, late)) == "nominations_are_over"
    assert post(as_user(principal), NOMINATIONS, late).status_code == 201
    Selection.objects.update(starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
    assert refused(post(client, NOMINATIONS, body | {"name": "赵"})) == "not_begun"


def test_the_log_names_nobody_who_was_nominated(as_user, teacher, parents, post):
    post(
        as_user(teacher),
        NOMINATIONS,
        {"selection": str(parents.pk), "name": "王女士", "deed": "每周三护导"},
    )

    entry = AuditEntry.objects.get(verb="nominate")
    assert (entry.record_id, entry.changes) == (parents.pk, {})


def test_words_are_mended_until_a_second_person_confirms_them(
    as_user, teacher, principal, vice, parents, post, patch
):
    row = nominated(parents, teacher)
    mine = as_user(teacher)
    assert patch(mine, of(row), {"deed": "每周三、周五护导"}, 1).json()["version"] == 2
    assert post(as_user(principal), of(row, "confirm/"), version=1).status_code == 412
    assert post(mine, of(row, "confirm/"), version=2).status_code == 403

    confirmed = post(as_user(principal), of(row, "confirm/"), version=2)

    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    assert patch(mine, of(row), {"deed": "x"}, 3).json()["code"] == "nomination_confirmed"
    own = nominated(parents, vice)
    assert post(as_user(vice), of(own, "confirm/"), version=1).status_code == 403


def test_nobody_confirms_themselves(as_user, school, teacher, principal, vice, post):
    kind = recognition.SelectionKind(school=school, code="ten", name="十佳教师", whom="staff")
    selection = recognition.Selection(school=school, kind=kind)
    row = nominated(selection, teacher, staff=principal.staff, name="")

    assert post(as_user(principal), of(row, "confirm/"), version=1).status_code == 403
    assert post(as_user(vice), of(row, "confirm/"), version=1).status_code == 200


def test_a_nomination_is_taken_back_until_the_decision(as_user, teacher, principal, parents, post):
    row = nominated(parents, teacher)

    answer = post(as_user(teacher), of(row, "void/"), {"reason": "写错了人"})

    assert answer.status_code == 200
    assert as_user(teacher).get(NOMINATIONS).json()["count"] == 0
    assert as_user(principal).get(NOMINATIONS, {"voided": "true"}).json()["count"] == 1
    again = {"selection": str(parents.pk), "name": row.name, "deed": "x"}
    assert post(as_user(teacher), NOMINATIONS, again).status_code == 201


# ---- the decision --------------------------------------------------------------------------


def test_after_the_decision_nobody_but_the_office_sees_who_was_not_selected(
    as_user, teacher, homeroom, principal, vice, parents, post
):
    chosen = nominated(parents, teacher, confirmed_by=principal)
    other = nominated(parents, teacher, confirmed_by=principal)
    waiting = nominated(parents, homeroom)

    def names(user):
        return {row["id"] for row in as_user(user).get(NOMINATIONS).json()["results"]}

    assert names(teacher) == {str(chosen.pk), str(other.pk)}
    assert names(homeroom) == {str(waiting.pk)}

    answer = close(post, as_user(vice), parents, chosen)

    assert (answer.status_code, answer.json()["selected"]) == (200, 1)
    assert names(teacher) == names(homeroom) == {str(chosen.pk)}
    assert as_user(teacher).get(of(other)).status_code == 404
    assert names(principal) == {str(one.pk) for one in (chosen, other, waiting)}
    entry = AuditEntry.objects.get(verb="close")
    assert entry.changes == {"decided_on": [None, "2026-11-23"], "selected": [None, 1]}
    assert post(as_user(teacher), of(chosen, "void/"), {"reason": "x"}).status_code == 409


def test_only_what_was_confirmed_is_selected_and_no_more_than_places(
    as_user, teacher, principal, parents, post, refused
):
    Selection.objects.update(places=1)
    waiting = nominated(parents, teacher)
    two = [nominated(parents, teacher, confirmed_by=principal) for _ in range(2)]
    client = as_user(principal)

    assert refused(close(post, client, parents, waiting)) == ("selected.0", "not_confirmed")
    assert refused(close(post, client, parents, *two)) == ("selected", "too_many")
    assert refused(close(post, client, parents, two[0], decided_on=TODAY + DAY)) == (
        "decided_on",
        "in_future",
    )
    assert refused(close(post, client, parents, decided_on=datetime.date(2026, 10, 31))) == (
        "decided_on",
        "before_start",
    )
    assert close(post, client, parents, two[0]).status_code == 200
    assert refused(close(post, client, parents, two[1])) == "selection_closed"


def test_a_void_selection_is_gone_for_everybody_else(as_user, teacher, principal, parents, post):
    nominated(parents, teacher)

    answer = post(as_user(principal), of(parents, "void/"), {"reason": "重复发布"})

    assert answer.json()["state"] == "voided"
    assert as_user(teacher).get(SELECTIONS).json()["count"] == 0
    assert as_user(teacher).get(NOMINATIONS).json()["count"] == 0
    again = post(as_user(principal), of(parents, "void/"), {"reason": "x"})
    assert again.json()["code"] == "selection_voided"


# ---- what is published ---------------------------------------------------------------------


def selected(selection, by, confirmed_by, **more):
    made = nominated(selection, by, confirmed_by=confirmed_by, **more)
    Nomination.objects.filter(pk=made.pk).update(state="selected")
    now = made.created_at
    Selection.objects.filter(pk=selection.pk).update(
        decided_on=TODAY, closed_at=now, closed_by=confirmed_by
    )
    made.refresh_from_db()
    return made


def test_it_is_published_with_consent_and_ends_with_a_refusal(
    as_user, teacher, principal, committee, parents, post
):
    row = selected(parents, teacher, principal, name="王女士")
    client, reader = as_user(principal), as_user(committee)
    assert post(client, of(row, "publish/")).json()["code"] == "no_consent"
    given = post(client, of(row, "consent/"), {"consent": "given"}).json()
    assert (given["consent"], "publish" in given["abilities"]) == ("given", True)

    assert post(client, of(row, "publish/")).status_code == 200

    (shown,) = reader.get(PUBLISHED).json()["results"]
    assert shown == {
        "id": str(row.pk),
        "kind": "优秀家长",
        "title": "第三届家庭文化节优秀家长",
        "edition": 3,
        "decided_on": "2026-11-23",
        "name": "王女士",
        "deed": "每周三到校门口护导",
        "published_at": shown["published_at"],
    }
    assert post(client, of(row, "publish/")).json()["code"] == "published_already"
    post(client, of(row, "consent/"), {"consent": "refused"})
    assert reader.get(PUBLISHED).json()["count"] == 0
    assert reader.get(NOMINATIONS).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(published_at=row.created_at, published_by=principal)


def test_a_deed_that_names_a_child_is_not_published(
    as_user, teacher, principal, deeds, lin, song, post, refused
):
    row = selected(deeds, teacher, principal, name="一把伞", deed="把伞让给了林一诺")
    client = as_user(principal)
    post(client, of(row, "consent/"), {"consent": "given"})

    assert post(client, of(row, "publish/")).json()["code"] == "child_named"
    again = {"deed": "林 一诺拿到了伞"}
    assert refused(post(client, of(row, "mend/"), again, version=2)) == ("deed", "child_named")
    mended = {"deed": "一把伞，让给了一个孩子"}
    assert post(client, of(row, "mend/"), mended, version=1).status_code == 412
    answer = post(client, of(row, "mend/"), mended, version=2)

    assert answer.status_code == 200, answer.content
    assert (answer.json()["deed"], answer.json()["version"]) == (mended["deed"], 3)
    assert (answer.json()["consent"], "mend" in answer.json()["abilities"]) == ("given", True)
    entry = AuditEntry.objects.get(verb="mend")
    assert entry.changes == {
        "fields": [None, ["deed"]],
        "deed": ["把伞让给了…", "…，让给了一个孩子"],
    }
    shown = post(client, of(row, "publish/"))
    assert (shown.status_code, "mend" in shown.json()["abilities"]) == (200, False)
    assert refused(post(client, of(row, "mend/"), {"deed": "x"}, version=4)) == "published_already"


def test_the_office_mends_words_of_what_was_selected_alone(
    as_user, teacher, principal, parents, post, refused
):
    row = nominated(parents, teacher, confirmed_by=principal, name="林一诺的妈妈")
    other = nominated(parents, teacher, confirmed_by=principal)
    client, words = as_user(principal), {"name": "一位妈妈"}
    assert refused(post(client, of(row, "mend/"), words, version=1)) == "not_selected"
    close(post, client, parents, row)
    assert refused(post(client, of(other, "mend/"), words, version=2)) == "not_selected"
    assert post(as_user(teacher), of(row, "mend/"), words, version=2).status_code == 403

    answer = post(client, of(row, "mend/"), words, version=2)

    assert (answer.status_code, answer.json()["name"]) == (200, "一位妈妈")
    assert AuditEntry.objects.get(verb="mend").changes == {"fields": [None, ["name"]]}


def test_a_child_that_was_selected_is_named_by_its_own_consent(
    as_user, school, homeroom, other_homeroom, principal, committee, lin, song, post
):
    kind = recognition.SelectionKind(school=school, code="stars", name="好少年", whom="pupil")
    selection = recognition.Selection(school=school, kind=kind)
    row = selected(selection, homeroom, principal, student=lin, name="", deed="林一诺常让座")
    client = as_user(principal)

    assert as_user(other_homeroom).get(NOMINATIONS).json()["count"] == 0
    assert as_user(homeroom).get(NOMINATIONS).json()["count"] == 1
    post(client, of(row, "consent/"), {"consent": "given"})
    assert post(client, of(row, "publish/")).status_code == 200
    assert as_user(committee).get(PUBLISHED).json()["results"][0]["name"] == "林一诺"


def test_who_was_not_selected_is_asked_nothing(as_user, teacher, principal, parents, post):
    row = nominated(parents, teacher, confirmed_by=principal)
    client = as_user(principal)

    assert post(client, of(row, "consent/"), {"consent": "given"}).json()["code"] == "not_selected"
    assert post(client, of(row, "consent/"), {"consent": "not_asked"}).status_code == 400
    assert post(as_user(teacher), of(row, "publish/")).status_code == 403


@pytest.mark.parametrize(("address", "number"), [(NOMINATIONS, 7), (PUBLISHED, 7), (SELECTIONS, 5)])
def test_a_page_takes_the_same_queries_however_long(
    as_user, school, homeroom, principal, address, number, django_assert_num_queries
):
    kind = recognition.SelectionKind(school=school, code="stars", name="好少年", whom="pupil")

    def more():
        selection = recognition.Selection(school=school, kind=kind)
        child = people.Student(school=school)
        selected(selection, homeroom, principal, student=child, name="")
        Nomination.objects.filter(state="selected").update(
            consent="given",
            consent_at="2026-11-23T01:00Z",
            consent_by=principal,
            published_at="2026-11-23T01:00Z",
            published_by=principal,
        )

    client = as_user(principal)
    more()
    with django_assert_num_queries(number):
        assert client.get(address).json()["count"] == 1
    for _ in range(4):
        more()
    with django_assert_num_queries(number):
        assert client.get(address).json()["count"] == 5

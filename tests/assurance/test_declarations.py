"""What the principal declares over a signature, and what nothing computes."""

import pytest
from django.db import IntegrityError, connection

from school.assurance.models import Declaration
from school.people.access import RECENT
from tests.assurance.acts import declare
from tests.assurance.http import code, post
from tests.conftest import just_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
DECLARATIONS = "/api/v1/declarations/"


@pytest.fixture
def body(term):
    return {
        "term": str(term.pk),
        "kind": "accidents",
        "number": 0,
        "text": "本学期未发生安全责任事故。",
    }


def test_the_principal_alone_signs_and_just_signed_in(
    as_user, principal, moral_director, secretary, body, move_on
):
    client = just_signed_in(as_user, principal)
    for user in (moral_director, secretary):
        assert post(just_signed_in(as_user, user), DECLARATIONS, body).status_code == 403
    made = post(client, DECLARATIONS, body)
    assert (made.status_code, made.json()["number"]) == (201, 0)
    assert made.json()["signed_by"]["name"] == "曲校长"
    move_on((RECENT.total_seconds() + 60) / 86400)
    late = post(client, DECLARATIONS, body)
    assert (late.status_code, late.json()["code"]) == (403, "step_up_required")


def test_all_staff_read_what_stands(as_user, principal, teacher, committee, term):
    declare(principal, term, number=0)
    declare(principal, term, number=1, text="更正：发生一起。")
    client = as_user(teacher)

    standing = client.get(DECLARATIONS).json()["results"]
    assert [(one["number"], one["is_replaced"]) for one in standing] == [(1, False)]
    both = client.get(DECLARATIONS, {"replaced": 1}).json()["results"]
    assert [(one["number"], one["is_replaced"]) for one in both] == [(1, False), (0, True)]
    assert as_user(committee).get(DECLARATIONS).status_code == 403


def test_each_item_of_the_negative_list_stands_by_itself(as_user, principal, teacher, term):
    for item, answer in (("体罚学生", "none"), ("有偿补课", "none"), ("体罚学生", "occurred")):
        declare(
            principal,
            term,
            kind="negative_list",
            number=None,
            item=item,
            answer=answer,
            text="经核查。",
        )

    seen = as_user(teacher).get(DECLARATIONS, {"kind": "negative_list"}).json()["results"]
    assert [(one["item"], one["answer"]) for one in seen] == [
        ("体罚学生", "occurred"),
        ("有偿补课", "none"),
    ]


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"number": None}, ("number", "required")),
        ({"number": -1}, ("number", "min_value")),
        ({"item": "体罚"}, ("item", "not_asked")),
        ({"kind": "guiding_line"}, ("number", "not_asked")),
        ({"text": ""}, ("text", "blank")),
    ],
)
def test_a_declaration_says_what_its_kind_says(as_user, principal, body, more, answer):
    assert code(post(just_signed_in(as_user, principal), DECLARATIONS, {**body, **more})) == answer


def test_nothing_of_it_is_ever_changed(principal, term):
    declare(principal, term)
    with pytest.raises(TypeError):
        Declaration.objects.update(number=5)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assurance_declaration")

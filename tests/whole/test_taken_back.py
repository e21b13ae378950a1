"""A child that only an undone import ever named stands in no list, no search, no form, no count."""

import pytest
from django.utils import timezone

from config.api import router
from school.people.access import OfferedRow
from school.people.models import Student
from school.shared.api import Shape
from tests.factories import people
from tests.whole.matrix import MATRIX

pytestmark = pytest.mark.usefixtures("now")
NAME, NUMBER = "綦若晴", "X-7777"


@pytest.fixture
def taken_back(school, maple, moral_director):
    """As undoing leaves her: a number that stays known, and a placement that was retired."""
    child = people.Student(
        school=school,
        name=NAME,
        student_number=NUMBER,
        taken_back_at=timezone.now(),
        taken_back_by=moral_director,
    )
    people.Placement(
        student=child, school_class=maple, retired_at=timezone.now(), retired_by=moral_director
    )
    return child


def test_no_address_tells_of_her(cast, world, taken_back):
    told = []
    for (route, method), (path, _) in MATRIX.items():
        if method != "get":
            continue
        for name, client in cast.items():
            answer = client.get(world.address(path))
            text = getattr(answer, "content", b"").decode("utf-8", "replace")
            if any(word in text for word in (NAME, NUMBER, str(taken_back.pk))):
                told.append(f"{route} as {name}")
    assert told == []


def test_every_address_that_names_her_is_empty(cast, world, taken_back):
    world.rows["student"] = taken_back
    for (route, method), (path, _) in MATRIX.items():
        if "{student}" in path and method == "get":
            for name, client in cast.items():
                status = client.get(world.address(path)).status_code
                assert status in (401, 403, 404), f"{route} as {name}: {status}"


def _shapes(base=Shape):
    for shape in base.__subclasses__():
        yield shape
        yield from _shapes(shape)


def _offers():
    """Every input of the API that names a child, by the shape and field where it stands."""
    assert router.urls  # all doors are open: every shape is known
    for shape in set(_shapes()):
        for name, field in shape._declared_fields.items():
            inner = getattr(field, "child", field)
            if isinstance(inner, OfferedRow) and inner.queryset.model is Student:
                yield f"{shape.__module__}.{shape.__name__}.{name}", inner.offer


def test_no_form_takes_her(cast, taken_back, request):
    offers = dict(_offers())
    assert offers
    for name in cast:
        if name in ("nobody", "stranger"):
            continue
        user = request.getfixturevalue(name)
        for where, offer in offers.items():
            rows = Student.objects.filter(school_id=user.school_id)
            assert not offer(user, rows).filter(pk=taken_back.pk).exists(), f"{where} as {name}"

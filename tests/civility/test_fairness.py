"""The fairness report: whom recognitions reach, and which numbers it does not tell."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.civility.actions import ledger
from school.civility.rules.fairness import Share, hidden_in_two_tables, hidden_shares
from tests.conftest import TODAY
from tests.factories import people

URL = "/api/v1/point-fairness/"
sizes = st.integers(0, 12).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(st.lists(st.lists(sizes, min_size=1, max_size=4), min_size=1, max_size=4))
def test_nothing_small_is_told_or_follows(tables):
    members = [
        Share((g, c), "", part, whole, within=g)
        for g, group in enumerate(tables)
        for c, (part, whole) in enumerate(group)
    ]
    groups = [
        Share(g, "", sum(p for p, _ in group), sum(w for _, w in group))
        for g, group in enumerate(tables)
    ]

    grades, classes = hidden_in_two_tables(groups, members)

    for told, hidden in ((groups, grades), (members, classes)):
        assert not any(one.is_small for one in told if one.key not in hidden)
    assert len(grades) != 1 or len(groups) == 1
    for group in groups:
        own = {one.key for one in members if one.within == group.key}
        covered = own & classes
        if group.key in grades:
            assert covered  # or its classes would add up to it
        elif covered:
            assert len(covered) > 1  # or the grade less the others would be it


def test_where_nothing_is_small_everything_is_told():
    shares = [Share(n, "", 20, 40) for n in range(3)]

    assert hidden_shares(shares, frozenset()) == frozenset()


@pytest.fixture
def two_classes(school, maple, cedar, teacher, helping):
    """Of each class 12 children, 6 of them recognised; one of the cedar class came in October."""
    for school_class in (maple, cedar):
        children = [people.Student(school=school) for _ in range(12)]
        for child in children[1:]:
            people.Placement(student=child, school_class=school_class)
        late = datetime.date(2026, 10, 12)
        begins = {"starts_on": late} if school_class == cedar else {}
        people.Placement(student=children[0], school_class=school_class, **begins)
        ledger.award(by=teacher, item=helping, students=children[:6], occurred_on=TODAY)


@pytest.mark.django_db
@pytest.mark.usefixtures("now", "term", "two_classes")
def test_it_tells_shares_in_the_order_of_the_classes(as_user, moral_director):
    told = as_user(moral_director).get(URL).json()

    grade = {"part": 6, "whole": 12, "is_suppressed": False}
    assert told["by_grade"] == [{"label": "三年级", **grade}, {"label": "四年级", **grade}]
    assert [one["label"] for one in told["by_class"]] == ["三年级(2)班", "四年级(1)班"]
    told_of_joining = [(one["part"], one["is_suppressed"]) for one in told["by_joining"]]
    assert told_of_joining == [(None, True), (None, True)]


@pytest.mark.django_db
@pytest.mark.usefixtures("now", "term")
def test_a_class_with_few_left_out_is_not_told(school, as_user, principal, maple, teacher, helping):
    children = [people.Student(school=school) for _ in range(12)]
    for child in children:
        people.Placement(student=child, school_class=maple)
    ledger.award(by=teacher, item=helping, students=children[:10], occurred_on=TODAY)

    told = as_user(principal).get(URL).json()

    for table in ("by_grade", "by_class", "by_joining"):
        assert [one["is_suppressed"] for one in told[table]] == [True]
        assert told[table][0]["part"] is None


@pytest.mark.django_db
@pytest.mark.usefixtures("now", "term")
def test_a_term_of_another_school_does_not_exist(as_user, moral_director):
    other = people.Term(school=people.School())

    assert as_user(moral_director).get(f"{URL}?term={other.pk}").status_code == 404
    assert as_user(moral_director).get(URL).status_code == 200

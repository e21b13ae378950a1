"""Nobody ranks a child: no route offers it, no answer carries it, no list stands in its order.

The document is walked for names, and every answer of the access table for lists of children whose
order goes with their points. Both walks find what is planted.
"""

import copy
import datetime
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from school.civility.actions import ledger
from school.civility.models import PointTotal, Seat
from school.civility.queries import classes
from tests.factories import civility, people
from tests.whole import activities, proofs
from tests.whole.matrix import CAST, MATRIX

pytestmark = pytest.mark.usefixtures("now")
DOCUMENT = yaml.safe_load((Path(settings.ROOT) / "docs/openapi.yaml").read_text(encoding="utf-8"))

PARAMETERS = {
    *("order", "ordering", "order_by", "sort", "sort_by", "sorting", "rank", "ranking", "top"),
    *("best", "worst", "most", "fewest", "percentile", "threshold", "leaderboard"),
}
PROPERTIES = {
    *("rank", "ranking", "place", "position", "percentile", "quantile", "quartile", "decile"),
    *("average", "mean", "median", "above_average", "below_average", "score", "level", "band"),
    *("leaderboard", "top", "best", "worst", "ahead_of", "behind", "compared_to_class"),
}
WITHOUT_A_CHILD = {
    ("CareCategory", "position"): "the order of the school's five words",
    ("ContestItem", "position"): "the order of what is checked",
    ("ContestItemChangeRequest", "position"): "the same",
    ("SummaryStep", "position"): "the steps of an approval",
    ("ContestClass", "score"): "a class, compared with classes of its grade",
    ("ObservationScore", "level"): "what one observer gave one criterion of one lesson",
    ("ObservationScoreRequest", "level"): "the same",
    ("LessonKind", "position"): "the order of the kinds of lessons",
    ("LessonKindChangeRequest", "position"): "the same",
    ("LessonRef", "place"): "the room that a lesson is given in",
    ("Lesson", "place"): "the same",
    ("LessonDetail", "place"): "the same",
    ("NewLessonRequest", "place"): "the same",
    ("PatchedLessonChangeRequest", "place"): "the same",
    ("RelayLesson", "place"): "the same",
    ("RelayLesson", "position"): "which lesson of a chain follows which",
    ("LessonChainRef", "position"): "the same",
    ("GrowthDot", "level"): "a colleague's lesson, to the two of the pair and the office",
    **proofs.WITHOUT_A_CHILD,
    **activities.WITHOUT_A_CHILD,
}
"""Schema and property of the document -> what it is about instead of a child."""


def offered(document):
    """Every parameter and property by which somebody could be ranked."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for one in operation.get("parameters", []):
                if one["name"].lower() in PARAMETERS:
                    yield f"{method} {path}?{one['name']}"
    for name, schema in document["components"]["schemas"].items():
        yield from (
            f"{name}.{part}" for part in _properties(schema) if (name, part) not in WITHOUT_A_CHILD
        )


def _properties(schema):
    for part, inner in schema.get("properties", {}).items():
        if part.lower() in PROPERTIES:
            yield part
        yield from _properties(inner)
    for inner in (schema.get("items"), *schema.get("allOf", [])):
        if inner:
            yield from _properties(inner)


def test_no_route_offers_an_order_of_children():
    assert list(offered(DOCUMENT)) == []


def test_every_exception_is_one():
    """What is excepted is in the document, and names no child."""
    schemas = DOCUMENT["components"]["schemas"]
    for name, part in WITHOUT_A_CHILD:
        assert part in schemas[name]["properties"]
        assert "student" not in schemas[name]["properties"]


def test_an_order_that_is_offered_is_found():
    planted = copy.deepcopy(DOCUMENT)
    operation = planted["paths"]["/api/v1/point-entries/"]["get"]
    operation["parameters"].append({"name": "ordering", "in": "query", "schema": {}})
    account = planted["components"]["schemas"]["PointAccount"]
    account["properties"]["percentile"] = {"type": "integer"}

    assert list(offered(planted)) == [
        "get /api/v1/point-entries/?ordering",
        "PointAccount.percentile",
    ]


# ---- every answer --------------------------------------------------------------------------

POINTS = [4, 1, 7, 2, 8, 3, 6, 5]
"""What the children have, in the order of the register."""
ASK = ("principal", "moral_director", "homeroom", "teacher", "committee")
DAY = datetime.timedelta(days=1)


def tau(order, measure):
    """Kendall's: 1 in the order of the measure, -1 against it, around 0 in another order."""
    signs = [
        (measure[one] < measure[two]) - (measure[one] > measure[two])
        for one, two in combinations(order, 2)
    ]
    return sum(signs) / len(signs)


def in_many(given, by, item):
    """A point a day: whoever has more was recognised more often."""
    first = datetime.date(2026, 11, 9)
    for n in range(1, max(POINTS) + 1):
        students = [child for child, points in given if points >= n]
        ledger.award(by=by, item=item, students=students, occurred_on=first + n * DAY)


def in_one(given, by, item):
    """All of it in one award, in the order of the register."""
    for child, points in given:
        ledger.award(
            by=by,
            item=item,
            students=[child],
            worth=points,
            note="具体事实",
            occurred_on=datetime.date(2026, 11, 20),
        )


@pytest.fixture(params=[in_many, in_one])
def measure(request, school, maple, teacher, world):
    """Child -> points; in the order of the register, of the seats and of time they say nothing."""
    item = (
        civility.item(school, "SCH-20", name="帮助同学")
        if request.param is in_many
        else civility.item(school, "SCH-21", name="志愿服务", least=1, most=8, needs_note=True)
    )
    pupils = [people.Student(school=school) for _ in POINTS]
    for place, child in enumerate(pupils):
        people.Placement(student=child, school_class=maple)
        Seat.objects.create(
            school=school,
            school_class=maple,
            student=child,
            row=1 + place % 2,
            column=1 + place // 2,
        )
        civility.AmbassadorNomination(
            selection=world.rows["selection"], student=child, school_class=maple
        )
    request.param(list(zip(pupils, POINTS, strict=True)), teacher, item)
    points = {str(one.pk): value for one, value in zip(pupils, POINTS, strict=True)}
    totals = PointTotal.objects.filter(student__in=pupils)
    assert {str(one.student_id): one.points for one in totals} == points
    return points


def lists(payload, known):
    """Every list below whose rows are about a child each, and about each child once.

    Entries of several days name a child again and again; there time makes the order.
    """
    if isinstance(payload, list):
        rows = [known & set(_texts(row)) for row in payload]
        about = [next(iter(row)) for row in rows if len(row) == 1]
        if not any(len(row) > 1 for row in rows) and len(set(about)) == len(about) >= 5:
            yield about
        for row in payload:
            yield from lists(row, known)
    elif isinstance(payload, dict):
        for part in payload.values():
            yield from lists(part, known)


def _texts(payload):
    if isinstance(payload, dict):
        for name, part in payload.items():
            yield from (name, *_texts(part))
    elif isinstance(payload, list):
        for part in payload:
            yield from _texts(part)
    elif isinstance(payload, str):
        yield payload


def _names(payload):
    if isinstance(payload, dict):
        for name, part in payload.items():
            yield name
            yield from _names(part)
    elif isinstance(payload, list):
        for part in payload:
            yield from _names(part)


def ranked(answers, measure):
    """Where children stand by their points; and how many lists there were."""
    found, seen = [], 0
    for where, payload in answers:
        for order in lists(payload, set(measure)):
            seen += 1
            if abs(tau(order, measure)) > 0.7:
                found.append(where)
    return found, seen


def answers(cast, world, table):
    """Whatever these people read from these routes, and the records behind each figure."""
    for (route, method), (path, codes) in table.items():
        for who in ASK:
            if method == "get" and dict(zip(CAST, codes, strict=True))[who] == 200:
                answer = cast[who].get(world.address(path))
                if answer["Content-Type"] == "application/json":
                    yield f"{route} as {who}", answer.json()
    for who in ("moral_director", "homeroom") if ("figures-list", "get") in table else ():
        for figure in cast[who].get("/api/v1/figures/?term=current").json()["results"]:
            for side in ("part", "whole"):
                address = f"/api/v1/figures/{figure['code']}/records/?side={side}"
                answer = cast[who].get(address)
                if answer.status_code == 200:
                    yield f"{address} as {who}", answer.json()


def test_the_order_of_the_register_says_nothing_of_points(measure):
    assert abs(tau(list(measure), measure)) < 0.4


def test_no_answer_lists_children_by_their_points(cast, world, measure):
    found, seen = ranked(answers(cast, world, MATRIX), measure)

    assert found == []
    assert seen >= 12


def test_no_answer_carries_a_rank(cast, world, measure):
    """The same names as in the document, for answers that the document does not spell out."""
    excepted = {part for _schema, part in WITHOUT_A_CHILD}
    for where, payload in answers(cast, world, MATRIX):
        assert not (set(_names(payload)) & PROPERTIES) - excepted, where


def test_a_list_by_points_is_found(cast, world, measure, monkeypatch):
    in_order = classes.children

    def by_points(*given):
        return sorted(in_order(*given), key=lambda one: -measure.get(str(one.pk), 0))

    table = {key: row for key, row in MATRIX.items() if key[0].startswith("point-classes-")}
    assert ranked(answers(cast, world, table), measure)[0] == []
    monkeypatch.setattr(classes, "children", by_points)

    found, _seen = ranked(answers(cast, world, table), measure)
    assert "point-classes-detail as teacher" in found
    assert "point-classes-slips as homeroom" in found

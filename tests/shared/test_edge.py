"""Strict JSON, unknown fields, problems for everything."""

import io
import json

import pytest
from rest_framework import exceptions, serializers

from school.shared.api import Day, Shape, Text
from school.shared.edge import StrictJSONParser


def parse(raw: bytes):
    return StrictJSONParser().parse(io.BytesIO(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":1} x',
        b"\xef\xbb\xbf{}",
        "{'a':'\u5bb6'}".encode("gb18030"),
        b"[" * 100_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b"{" + b",".join(b'"k%d":1' % n for n in range(1001)) + b"}",
        b'"' + b"x" * 1_000_001 + b'"',
        b"",
        b"\xff",
    ],
    ids=["twice", "nan", "rest", "bom", "gbk", "deep", "nested", "keys", "bytes", "none", "utf8"],
)
def test_json_that_means_two_things_or_costs_too_much_is_refused(raw):
    with pytest.raises(exceptions.ParseError):
        parse(raw)


def test_plain_json_is_read():
    assert parse(b'{"a":["[{","\\""],"b":null}') == {"a": ["[{", '"'], "b": None}


class Visit(Shape):
    name = Text(lines=False, max_length=5)
    on = Day(required=False)
    seen = serializers.BooleanField(read_only=True)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": "一", "rank": 1}, "rank", "unknown_field"),
        ({"name": "一", "seen": True}, "seen", "unknown_field"),
        ({"name": 1}, "name", "invalid"),
        ({"name": "一二三四五六"}, "name", "max_length"),
        ({"name": "\u200b"}, "name", "blank"),
        ({"name": "一", "on": "２０２６-01-01"}, "on", "invalid"),
        ({"name": "一", "on": "9999-12-31"}, "on", "invalid"),
        ({"name": "一", "on": "2026-02-30"}, "on", "invalid"),
        ({"name": "一", "on": 20260101}, "on", "invalid"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(body, field, code):
    shape = Visit(data=body)

    assert not shape.is_valid()
    assert shape.errors[field][0].code == code


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/health/nothing", "/api/v1/students/１/"])
def test_an_unknown_address_is_a_problem(client, db, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "not_found"


def test_every_answer_keeps_to_itself(client, db):
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Request-Id"]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data"])
def test_only_json_is_taken(as_user, admin, kind):
    answer = as_user(admin).generic(
        "POST", f"/api/v1/accounts/{admin.pk}/activate/", b"{}", content_type=kind
    )

    assert answer.status_code in (403, 415)

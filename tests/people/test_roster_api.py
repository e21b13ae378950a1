"""The routes of roster imports: shape, refusals, the files that go out."""

import io
import uuid

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.crypto import get_random_string

from school.people import importing
from school.people.models import RosterImport, Student
from school.shared.spreadsheets import XLSX
from tests.factories import people, visits
from tests.people.files import csv_text, xlsx

pytestmark = pytest.mark.usefixtures("now", "term")

IMPORTS = "/api/v1/roster-imports/"
CHECK = f"{IMPORTS}check/"
TEMPLATE = f"{IMPORTS}template/"
LIN = ["0001", "林一诺", "2026", "1"]
DOUBT = ["", "谁", "2026", "1"]


def upload(*rows, name="名册.xlsx"):
    content = xlsx(*rows) if name.endswith("xlsx") else csv_text(*rows).encode()
    return SimpleUploadedFile(name, content)


def send(client, path, key=None, **fields):
    headers = {"Idempotency-Key": str(key)} if key else {}
    return client.post(path, fields, format="multipart", headers=headers)


def digest_of(client, *rows):
    return send(client, CHECK, file=upload(*rows)).json()["digest"]


@pytest.fixture
def client(as_user, teaching_director):
    return as_user(teaching_director)


def test_a_check_says_what_would_change(client, lin, maple):
    answer = send(
        client,
        CHECK,
        file=upload(LIN, [lin.student_number, "林一诺", "2024", "2"], DOUBT, name="名册.csv"),
    )

    assert answer.status_code == 200
    found = answer.json()
    assert (found["file_name"], found["encoding"]) == ("名册.csv", "utf-8")
    assert found["counts"] == {"create": 1, "update": 0, "skip": 1, "conflict": 1}
    assert found["new_classes"] == ["一年级(1)班"]
    assert found["ignored_columns"] == []
    assert [row["row"] for row in found["rows"]] == [2, 3, 4]
    assert found["rows"][0] == {
        "row": 2,
        "action": "create",
        "student_number": "0001",
        "name": "林一诺",
        "class_name": "一年级(1)班",
        "starts_on": "2026-09-01",
        "reasons": found["rows"][0]["reasons"],
        "namesake": "别的班有同名学生，另见第 3 行。",
    }
    assert found["rows"][0]["reasons"]
    assert found["rows"][2]["reasons"]


def test_a_check_writes_nothing(client):
    def rows():
        return {model: model._default_manager.count() for model in apps.get_models()}

    before = rows()
    assert send(client, CHECK, file=upload(LIN)).status_code == 200
    assert rows() == before


def test_a_confirmed_file_is_imported_once(client):
    key, digest = uuid.uuid4(), digest_of(client, LIN)

    first = send(client, IMPORTS, key, file=upload(LIN), digest=digest)

    assert first.status_code == 201
    made = first.json()
    assert (made["state"], made["rows"], made["rows_read"]) == ("waiting", 1, 0)
    assert made["counts"] == {"create": 1, "update": 0, "skip": 0, "conflict": 0}
    assert client.get(IMPORTS).json() == {"count": 1, "next": None, "results": [made]}
    assert client.get("/api/v1/students/").json()["count"] == 0

    assert importing.tick() == 1  # eager in tests: the bell does the work itself

    done = client.get(IMPORTS).json()["results"][0]
    assert (done["state"], done["rows_read"], done["rows_written"]) == ("done", 1, 1)
    assert (done["created_by"], done["abilities"]) == ("矫主任", ["undo"])
    assert client.get("/api/v1/students/").json()["count"] == 1


def test_an_import_is_undone_with_a_reason_and_answers_the_same_twice(client):
    send(client, IMPORTS, uuid.uuid4(), file=upload(LIN), digest=digest_of(client, LIN))
    importing.tick()
    address = f"{IMPORTS}{client.get(IMPORTS).json()['results'][0]['id']}/undo/"

    assert client.post(address, {}).json()["errors"][0]["field"] == "reason"
    first = client.post(address, {"reason": "选错了文件"})
    again = client.post(address, {"reason": "再按一次"})

    assert (first.status_code, first.json()["state"]) == (200, "undone")
    assert (first.json()["undone_by"], first.json()["undo_reason"]) == ("矫主任", "选错了文件")
    assert first.json()["abilities"] == []
    assert again.json() == first.json()
    assert client.get("/api/v1/students/").json()["count"] == 0


def test_an_import_in_use_says_how_many_records_stand_in_the_way(client, moral_director):
    send(client, IMPORTS, uuid.uuid4(), file=upload(LIN), digest=digest_of(client, LIN))
    importing.tick()
    row = RosterImport.objects.get()
    visits.HomeVisit(student=Student.objects.get(), created_by=moral_director)

    answer = client.post(f"{IMPORTS}{row.pk}/undo/", {"reason": "选错了文件"})

    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
    assert "1条家访记录" in answer.json()["detail"]


def test_a_file_that_was_imported_before_is_told_so(client):
    content = xlsx(LIN)

    def file():
        return SimpleUploadedFile("名册.xlsx", content)

    checked = send(client, CHECK, file=file()).json()
    assert checked["imported_at"] is None
    send(client, IMPORTS, uuid.uuid4(), file=file(), digest=checked["digest"])
    importing.tick()

    again = send(client, CHECK, file=file()).json()

    assert again["imported_at"]
    assert again["counts"]["skip"] == 1


def test_two_children_of_one_name_are_pointed_out(client):
    rows = [LIN, ["0002", "林一诺", "2026", "1"], ["0003", "林一诺", "2026", "2"]]

    found = send(client, CHECK, file=upload(*rows)).json()["rows"]

    assert [row["action"] for row in found] == ["create"] * 3
    assert "3" in found[0]["namesake"]
    assert found[2]["namesake"]
    assert found[0]["namesake"] != found[2]["namesake"]


def test_a_repeated_gesture_answers_200_with_the_same_row(client):
    key, content = uuid.uuid4(), xlsx(LIN)
    digest = digest_of(client, LIN)

    def confirm():
        file = SimpleUploadedFile("名册.xlsx", content)
        return send(client, IMPORTS, key, file=file, digest=digest)

    first, again = confirm(), confirm()

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_a_changed_plan_and_a_file_in_doubt_are_409(client):
    seen = digest_of(client, LIN)
    changed = send(client, IMPORTS, uuid.uuid4(), file=upload(DOUBT), digest=seen)
    doubt = send(client, IMPORTS, uuid.uuid4(), file=upload(DOUBT), digest=digest_of(client, DOUBT))

    assert (changed.status_code, changed.json()["code"]) == (409, "plan_changed")
    assert (doubt.status_code, doubt.json()["code"]) == (409, "has_conflicts")
    assert client.get(IMPORTS).json()["count"] == 0


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({}, "file", "required"),
        ({"file": "text"}, "file", "invalid"),
        ({"file": SimpleUploadedFile("a.xlsx", b"")}, "file", "empty_file"),
        ({"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0")}, "file", "file_type"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 5_000_001)}, "file", "too_large"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 7_000_001)}, "file", "too_large"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 25_000_001)}, "file", "too_large"),
        ({"file": upload(LIN), "mode": "fast"}, "mode", "unknown_field"),
        ({"file": [upload(LIN), upload(LIN)]}, "file", "repeated"),
    ],
)
def test_a_file_that_cannot_be_taken_is_400_with_a_sentence(client, fields, field, code):
    answer = send(client, CHECK, **fields)

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    (line,) = answer.json()["errors"]
    assert (line["field"], line["code"]) == (field, code)
    assert line["detail"]


def test_a_confirmation_without_key_or_digest_is_400(client):
    digest = digest_of(client, LIN)
    no_key = send(client, IMPORTS, file=upload(LIN), digest=digest)
    no_digest = send(client, IMPORTS, uuid.uuid4(), file=upload(LIN))
    odd_key = send(client, IMPORTS, "１", file=upload(LIN), digest=digest)

    assert [one.status_code for one in (no_key, no_digest, odd_key)] == [400, 400, 400]
    assert no_key.json()["errors"][0]["field"] == "Idempotency-Key"
    assert no_digest.json()["errors"][0]["field"] == "digest"


def test_json_is_not_a_file(client):
    assert client.post(CHECK, {"file": "x"}, format="json").status_code == 415


def test_a_body_that_is_not_what_it_says_is_400(client):
    for body in (b"", b"--other\r\n", b"--b\r\nContent-Disposition: form-data\r\n"):
        answer = client.post(CHECK, data=body, content_type="multipart/form-data; boundary=b")
        assert answer.status_code == 400
    assert client.post(CHECK, data=b"x", content_type="multipart/form-data").status_code == 400


def test_a_forged_post_is_refused(teaching_director):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teaching_director)

    assert client.post(CHECK, {"file": upload(LIN)}).status_code == 403


def test_a_post_with_its_token_is_read_although_the_token_check_reads_the_body_first(
    teaching_director,
):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teaching_director)
    client.cookies["csrftoken"] = token = get_random_string(32)

    answer = client.post(CHECK, {"file": upload(LIN)}, headers={"X-CSRFToken": token})

    assert answer.status_code == 200
    assert answer.json()["counts"]["create"] == 1


@pytest.mark.parametrize(
    "person", ["principal", "moral_director", "homeroom", "admin", "committee"]
)
def test_only_the_teaching_director_imports(as_user, request, person):
    client = as_user(request.getfixturevalue(person))

    assert client.get(IMPORTS).status_code == 403
    assert client.get(TEMPLATE).status_code == 403
    assert send(client, CHECK, file=upload(LIN)).status_code == 403
    assert send(client, IMPORTS, file=upload(LIN), digest="x").status_code == 403


def test_nobody_is_401(as_user):
    for path in (IMPORTS, TEMPLATE):
        assert as_user().get(path).status_code == 401
    assert send(as_user(), CHECK, file=upload(LIN)).status_code == 401


def test_the_imports_of_another_school_do_not_exist(client, as_user, stranger):
    send(client, IMPORTS, uuid.uuid4(), file=upload(LIN), digest=digest_of(client, LIN))
    staff = people.StaffMember(school=stranger.school)
    people.Post(staff=staff, kind="teaching_director")
    other = people.User(school=stranger.school, staff=staff)

    assert as_user(other).get(IMPORTS).json()["count"] == 0


@pytest.mark.parametrize(
    ("asked", "ending"), [("", "xlsx"), ("?as=xlsx", "xlsx"), ("?as=csv", "csv")]
)
def test_the_template_is_a_file_to_fill_in(client, asked, ending):
    answer = client.get(TEMPLATE + asked)

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith({"xlsx": XLSX, "csv": "text/csv"}[ending])
    assert answer["Content-Disposition"].startswith("attachment")
    assert f".{ending}" in answer["Content-Disposition"]
    filled = io.BytesIO(answer.content)
    filled.name = f"a.{ending}"
    assert send(client, CHECK, file=filled).json()["errors"][0]["code"] == "empty_file"


@pytest.mark.parametrize("asked", ["?as=pdf", "?as=", "?as=csv&as=xlsx", "?form=csv"])
def test_another_template_is_400(client, asked):
    assert client.get(TEMPLATE + asked).status_code == 400


def test_a_list_with_unknown_filters_is_400(client):
    assert client.get(f"{IMPORTS}?q=x").status_code == 400


def test_the_list_costs_the_same_for_one_and_for_many(client, django_assert_num_queries):
    for number in range(3):
        row = [f"{number:04d}", "林一诺", "2026", "1"]
        send(client, IMPORTS, uuid.uuid4(), file=upload(row), digest=digest_of(client, row))

    with django_assert_num_queries(5):
        assert client.get(IMPORTS).json()["count"] == 3


def test_english_readers_get_english_reasons(client):
    answer = client.post(
        CHECK, {"file": upload(DOUBT)}, format="multipart", headers={"Accept-Language": "en"}
    )

    assert answer.json()["rows"][0]["reasons"] == ["The cell student number is empty."]

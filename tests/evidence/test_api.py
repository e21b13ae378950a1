"""Files over HTTP: brought once, found, opened, mended, withdrawn; and who sees which."""

import datetime
import hashlib
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image, ImageChops

from school.evidence import queries, rules
from school.evidence.digest import LINES
from school.evidence.models import Evidence, EvidenceContent
from school.evidence.policy import links
from school.people.models import School
from school.people.refs import record_word
from school.recognition.models import Award, AwardEvidence
from school.shared.digests import Asked
from school.shared.errors import RuleBroken
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.evidence import files
from tests.evidence.conftest import ADDRESS
from tests.factories import evidence, recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
DAY = datetime.timedelta(days=1)


def seen(client, **asked):
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


def content(row):
    return f"{ADDRESS}{row.pk}/content/"


# ---- brought -------------------------------------------------------------------------------


def test_a_file_is_kept_beside_its_row_and_says_where_it_came_from(as_user, teacher, bring):
    answer = bring(as_user(teacher), files.told_photo(), name="../IMG 1.JPG", kind="photo")

    assert answer.status_code == 201, answer.content
    row = Evidence.objects.get()
    shown = answer.json()
    kept = bytes(row.content.content)
    assert shown == {
        "id": str(row.pk),
        "title": "获奖证书",
        "kind": "photo",
        "kind_label": shown["kind_label"],
        "happened_on": "2026-10-12",
        "expires_on": None,
        "expiry": "none",
        "expiry_label": shown["expiry_label"],
        "content_type": "image/jpeg",
        "size": len(kept),
        "sha256": hashlib.sha256(kept).hexdigest(),
        "original_name": "IMG 1.jpg",
        "created_at": shown["created_at"],
        "created_by": {"id": str(teacher.staff_id), "name": "张老师"},
        "is_used": False,
        "used_by": [],
        "is_withdrawn": False,
        "withdrawn_why": "",
        "version": 1,
        "abilities": ["retrieve", "content", "partial_update", "withdraw"],
    }
    assert shown["created_at"].startswith("2026-11-23")
    assert answer["ETag"] == '"1"'
    entry = AuditEntry.objects.get(verb="add")
    assert entry.changes["sha256"] == [None, row.sha256]


def test_the_bytes_are_sealed_in_the_database(as_user, teacher, bring):
    bring(as_user(teacher), files.jpeg())
    row = EvidenceContent.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM evidence_evidencecontent")
        stored = bytes(cursor.fetchone()[0])

    assert stored.startswith(b"sealed1:t1:")
    assert bytes(row.content)[:3] == b"\xff\xd8\xff"
    assert bytes(row.content)[:20] not in stored


def test_one_gesture_makes_one_file(as_user, teacher, bring):
    client, key, given = as_user(teacher), uuid.uuid4(), files.jpeg()

    first, again = bring(client, given, key=key), bring(client, given, key=key)
    other = bring(client, files.jpeg((30, 30)), key=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert Evidence.objects.count() == EvidenceContent.objects.count() == 1


def test_row_and_bytes_are_stored_both_or_neither(as_user, teacher, bring, monkeypatch):
    def breaks(*_given, **_more):
        raise IntegrityError

    monkeypatch.setattr(EvidenceContent.objects, "create", breaks)
    with pytest.raises(IntegrityError):
        bring(as_user(teacher))

    assert not Evidence.objects.exists()


def test_what_is_not_taken_leaves_nothing_behind(as_user, teacher, bring, refused):
    client = as_user(teacher)
    for given, name, code in (
        (files.SVG, "a.jpg", "file_type"),
        (files.HEIC, "a.heic", "heic"),
        (b"", "a.jpg", "empty"),
    ):
        answer = bring(client, given, name=name)
        assert answer.status_code == 400
        assert refused(answer) == ("file", code)

    assert not Evidence.objects.exists()


def test_a_form_that_is_none_is_refused(as_user, teacher, refused):
    """H-44: no file, two of them, no boundary, a thousand parts, a text where a file belongs."""
    client = as_user(teacher)
    fields = {"title": "证书", "kind": "certificate", "happened_on": "2026-10-12"}

    def send(given, **more):
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return client.post(ADDRESS, given, format="multipart", headers=headers, **more)

    def file():
        return SimpleUploadedFile("a.jpg", files.jpeg())

    assert refused(send(fields)) == ("file", "required")
    assert refused(send({**fields, "file": [file(), file()]})) == ("file", "repeated")
    assert refused(send({**fields, "file": "text"})) == ("file", "invalid")
    assert refused(send({**fields, "file": file(), "school": "x"})) == ("school", "unknown_field")
    assert send({"file": [file() for _ in range(150)]}).status_code == 400
    for body, kind in (
        (b"--x\r\n", "multipart/form-data"),
        (b"nothing", "multipart/form-data; boundary=y"),
    ):
        answer = client.generic("POST", ADDRESS, body, content_type=kind)
        assert answer.status_code == 400, answer.content
        assert answer["Content-Type"] == "application/problem+json"
    assert not Evidence.objects.exists()


def test_a_large_body_is_answered_before_it_is_read(as_user, teacher, refused):
    answer = as_user(teacher).post(
        ADDRESS, {}, format="multipart", headers={"Content-Length": "30000000"}
    )

    assert answer.status_code == 400
    assert refused(answer) == ("file", "too_large")


def test_days_are_checked(as_user, teacher, bring, refused):
    client = as_user(teacher)

    assert refused(bring(client, happened_on="2026-11-24")) == ("happened_on", "in_future")
    assert refused(bring(client, expires_on="2026-10-11")) == ("expires_on", "before_it_happened")
    assert bring(client, expires_on="2026-12-01").json()["expiry"] == "soon"


def test_too_many_in_a_minute_is_too_many(as_user, teacher, other_homeroom, bring, monkeypatch):
    """H-42: counted for each person."""
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 2)
    client = as_user(teacher)
    codes = [bring(client).status_code for _ in range(3)]

    assert codes == [201, 201, 429]
    assert bring(as_user(other_homeroom)).status_code == 201
    Evidence.objects.update(created_at=Evidence.objects.first().created_at - DAY)
    assert bring(client).status_code == 201


# ---- opened --------------------------------------------------------------------------------


def test_an_image_is_shown_by_itself_and_does_nothing(as_user, teacher, bring):
    client = as_user(teacher)
    shown = bring(client, name="照 片.png", content=files.png()).json()
    address = f"{ADDRESS}{shown['id']}/content/"

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert Image.open(io.BytesIO(answer.content)).size == (64, 48)
    taken = client.get(address, {"disposition": "attachment"})
    assert taken["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(taken.content).hexdigest() == shown["sha256"]
    assert client.get(address, {"disposition": "x"}).status_code == 400
    assert client.get(address, {"size": "x"}).status_code == 400


def test_who_looks_is_written_over_the_picture(as_user, teacher, principal, bring):
    shown = bring(as_user(teacher), content=files.jpeg((900, 600))).json()
    address = f"{ADDRESS}{shown['id']}/content/"

    def seen_by(user, **asked):
        return Image.open(io.BytesIO(as_user(user).get(address, asked).content)).convert("L")

    kept = seen_by(teacher, disposition="attachment")
    mine, theirs = seen_by(teacher), seen_by(principal)
    for left, top in [(0, 0), (450, 0), (0, 300), (450, 300)]:
        corner = (left, top, left + 450, top + 300)
        assert written(kept.crop(corner), mine.crop(corner)) > 0.005
        assert written(mine.crop(corner), theirs.crop(corner)) > 0.005
    assert written(kept, mine) < 0.1
    small = seen_by(teacher, size="small")
    assert small.size == (320, 213)
    assert written(kept.resize(small.size), small) > 0.005


def written(one, other):
    """The share of pixels that are clearly another's."""
    changed = ImageChops.difference(one, other).histogram()
    return sum(changed[30:]) / sum(changed)


def test_a_pdf_is_always_taken_along(as_user, teacher, bring):
    client = as_user(teacher)
    shown = bring(client, files.pdf(), name="总结.pdf").json()

    answer = client.get(f"{ADDRESS}{shown['id']}/content/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"%PDF-")


def test_bytes_that_are_not_those_that_came_are_not_given_out(as_user, teacher, scan):
    Evidence.objects.filter(pk=scan.pk).update(sha256="0" * 64)

    answer = as_user(teacher).get(content(scan))

    assert (answer.status_code, answer.json()["code"]) == (409, "damaged")
    assert str(scan.pk) in answer.json()["detail"]


# ---- who sees which ------------------------------------------------------------------------


def test_who_reads_the_record_reads_its_files(
    as_user, school, teacher, other_homeroom, principal, stranger, committee, admin
):
    """A declared award is the winner's and the office's; verified, everybody's; so its scan."""
    made = recognition.award(teacher, teacher.staff)
    scan = made.proofs.get().evidence
    reads = {
        who: as_user(who).get(content(scan)).status_code
        for who in (teacher, other_homeroom, principal, stranger, committee, admin)
    }
    assert reads == {
        teacher: 200,
        other_homeroom: 404,
        principal: 200,
        stranger: 404,
        committee: 403,
        admin: 403,
    }

    type(made).objects.filter(pk=made.pk).update(
        state="verified", decided_at=scan.created_at, decided_by=principal
    )

    assert as_user(other_homeroom).get(content(scan)).status_code == 200
    assert str(scan.pk) in seen(as_user(other_homeroom))


def test_a_photo_of_children_is_read_with_its_record_alone(
    as_user, school, teacher, other_homeroom, lin, principal, teaching_director
):
    """Of a pupil's award: who meets the child."""
    made = recognition.award(
        teacher, lin, recipient="student", nature="contest", verified_by=principal
    )
    photo = made.proofs.get().evidence
    Evidence.objects.filter(pk=photo.pk).update(kind="photo")

    assert as_user(teacher).get(content(photo)).status_code == 200
    assert as_user(other_homeroom).get(content(photo)).status_code == 404
    assert as_user(teaching_director).get(content(photo)).status_code == 200


def test_an_office_sees_files_but_no_photo_of_a_record_that_is_closed_to_it(
    as_user, school, teacher, principal, monkeypatch
):
    from school.recognition.policy.awards import AwardPolicy

    made = recognition.award(teacher, teacher.staff)
    photo = made.proofs.get().evidence
    free = evidence.Evidence(school=school, created_by=teacher, kind="photo")
    Evidence.objects.filter(pk=photo.pk).update(kind="photo")
    monkeypatch.setattr(AwardPolicy, "visible", lambda self, user, rows: rows.none())

    assert seen(as_user(principal)) == {str(free.pk)}
    Evidence.objects.filter(pk=photo.pk).update(kind="certificate")
    assert seen(as_user(principal)) == {str(free.pk), str(photo.pk)}
    assert seen(as_user(teacher)) == {str(free.pk), str(photo.pk)}


def test_without_a_policy_that_is_of_the_record_its_files_are_closed(
    as_user, teacher, other_homeroom, principal, monkeypatch
):
    from school.recognition.policy.awards import AwardPolicy

    made = recognition.award(teacher, teacher.staff, verified_by=principal)
    scan = made.proofs.get().evidence
    assert as_user(other_homeroom).get(content(scan)).status_code == 200
    monkeypatch.setattr(AwardPolicy, "of", None)

    assert as_user(other_homeroom).get(content(scan)).status_code == 404


def test_a_file_says_what_rests_on_it_to_who_may_read_that(
    as_user, school, teacher, principal, scan
):
    made = recognition.award(teacher, teacher.staff)
    AwardEvidence.objects.create(school=school, award=made, evidence=scan)

    shown = as_user(teacher).get(f"{ADDRESS}{scan.pk}/").json()

    assert shown["is_used"] is True
    assert shown["used_by"] == [
        {
            "type": "award",
            "type_label": record_word(Award),
            "id": str(made.pk),
            "stands": True,
        }
    ]
    assert "withdraw" not in shown["abilities"]


# ---- lists ---------------------------------------------------------------------------------


def test_lists_of_what_is_unused_and_what_ends(as_user, school, teacher, principal):
    unused = evidence.Evidence(school=school, created_by=teacher, expires_on=TODAY + 31 * DAY)
    soon = evidence.Evidence(school=school, created_by=teacher, expires_on=TODAY + 30 * DAY)
    over = evidence.Evidence(school=school, created_by=teacher, expires_on=TODAY - DAY)
    made = recognition.award(teacher, teacher.staff)
    used = made.proofs.get().evidence
    client = as_user(principal)

    assert seen(client, unused="true") == {str(one.pk) for one in (unused, soon, over)}
    assert seen(client, unused="false") == {str(used.pk)}
    assert seen(client, expiring="true") == {str(soon.pk)}
    assert seen(client, expired="true") == {str(over.pk)}
    assert seen(client, mine="true") == set()
    assert seen(client, kind="photo") == set()
    assert seen(client, q=used.title) == {str(used.pk)}
    type(made).objects.filter(pk=made.pk).update(
        voided_at=made.created_at, voided_by=teacher, void_reason="记错了"
    )
    assert seen(client, unused="false") == set()


@pytest.mark.parametrize("link", links(), ids=lambda link: link.model.__name__)
def test_what_may_rest_on_a_file_has_a_word_of_its_own(link):
    assert record_word(link.model) != record_word(School)


def test_a_page_takes_the_same_queries_however_long(
    as_user, school, teacher, principal, django_assert_num_queries
):
    client = as_user(principal)
    recognition.award(teacher, teacher.staff)
    client.get(ADDRESS)
    number = 5 + len(links())  # each kind of record that carries evidence is asked once
    with django_assert_num_queries(number):
        assert client.get(ADDRESS).json()["count"] == 1
    for _ in range(6):
        recognition.award(teacher, teacher.staff)

    with django_assert_num_queries(number):
        assert client.get(ADDRESS).json()["count"] == 7


# ---- mended and withdrawn ------------------------------------------------------------------


def patch(client, row, changes, version=1):
    return client.patch(
        f"{ADDRESS}{row.pk}/", changes, format="json", headers={"If-Match": f'"{version}"'}
    )


def test_what_is_said_of_a_file_is_mended_from_a_version(as_user, teacher, scan):
    client = as_user(teacher)

    answer = patch(client, scan, {"title": "区级证书", "expires_on": "2026-11-30"})
    stale = patch(client, scan, {"title": "别的"})

    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert (answer.json()["title"], answer.json()["expiry"]) == ("区级证书", "soon")
    assert stale.status_code == 412
    assert stale.json()["current"]["title"] == "区级证书"
    assert client.patch(f"{ADDRESS}{scan.pk}/", {"title": "x"}).status_code == 428
    assert AuditEntry.objects.get(verb="amend").changes == {
        "title": [scan.title, "区级证书"],
        "expires_on": [None, "2026-11-30"],
    }
    assert patch(client, scan, {"title": "区级证书"}, version=2).json()["version"] == 2


def test_a_colleague_who_reads_it_does_not_mend_it(as_user, teacher, other_homeroom, principal):
    made = recognition.award(teacher, teacher.staff, verified_by=principal)
    scan = made.proofs.get().evidence

    assert patch(as_user(other_homeroom), scan, {"title": "x"}).status_code == 403
    assert patch(as_user(principal), scan, {"title": "x"}).status_code == 200


def test_a_withdrawn_file_is_opened_by_nobody_and_proves_nothing(as_user, teacher, principal, scan):
    client = as_user(teacher)
    address = f"{ADDRESS}{scan.pk}/withdraw/"

    answer = client.post(address, {"reason": "传错了"})

    assert answer.status_code == 200
    assert answer.json()["is_withdrawn"] is True
    assert answer.json()["abilities"] == ["retrieve"]
    assert client.get(content(scan)).json()["code"] == "evidence_withdrawn"
    assert client.post(address, {"reason": "再来"}).json()["code"] == "evidence_withdrawn"
    assert patch(client, scan, {"title": "x"}, version=2).status_code == 409
    assert seen(client) == set()
    assert seen(client, withdrawn="true") == {str(scan.pk)}
    scan.refresh_from_db()
    with pytest.raises(RuleBroken), transaction.atomic():
        queries.hold([scan])
    assert queries.contents([scan.pk], scan.school_id) == []


def test_a_file_on_which_a_record_rests_stays(as_user, teacher):
    made = recognition.award(teacher, teacher.staff)
    scan = made.proofs.get().evidence
    address = f"{ADDRESS}{scan.pk}/withdraw/"

    assert as_user(teacher).post(address, {"reason": "x"}).json()["code"] == "in_use"
    type(made).objects.filter(pk=made.pk).update(
        voided_at=made.created_at, voided_by=teacher, void_reason="记错了"
    )
    assert as_user(teacher).post(address, {"reason": "x"}).status_code == 200


def test_contents_for_a_portfolio_come_with_their_bytes(school, scan, stranger):
    foreign = evidence.Evidence(school=stranger.school, created_by=stranger)

    (found,) = queries.contents([scan.pk, foreign.pk], school.pk)

    assert (found.id, found.content, found.sha256) == (scan.pk, evidence.BYTES, scan.sha256)


def test_nobody_changes_the_bytes_as_they_came(scan):
    with pytest.raises(TypeError):
        EvidenceContent.objects.update(content=b"x")


def test_the_digest_tells_who_keeps_files_what_ends_soon(school, teacher, principal):
    made = recognition.award(teacher, teacher.staff)
    scan = made.proofs.get().evidence
    Evidence.objects.filter(pk=scan.pk).update(expires_on=TODAY + 3 * DAY)
    evidence.Evidence(school=school, created_by=teacher, expires_on=TODAY)  # proves nothing
    asked = Asked(
        school.pk, TODAY, TODAY + 6 * DAY, {u.pk: u.staff_id for u in (teacher, principal)}
    )
    (line,) = LINES

    told = line.count(asked)

    assert told[principal.pk] == 1
    assert teacher.pk not in told
    assert line.says(1)

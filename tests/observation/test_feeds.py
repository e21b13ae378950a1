"""The own lessons in the own calendar: a secret address, and what answers under it."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.models import CalendarFeed
from school.observation.rules import feeds as rules
from school.people.models import Post
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.factories import observation

FEED = "/api/v1/calendar-feed/"
DAY = datetime.timedelta(days=1)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def read_back(value):
    """As a calendar program reads a value."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


# ---- the format ----------------------------------------------------------------------------


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t")
)


@given(TEXT)
def test_what_is_written_is_what_is_read(text):
    line = f"SUMMARY:{rules.escaped(text)}"
    folded = rules.folded(line)

    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    (found,) = unfolded(folded)
    assert read_back(found.removeprefix("SUMMARY:")) == text


@given(TEXT, TEXT)
def test_nobody_writes_a_line_of_the_calendar(summary, place):
    """Whatever a topic says, the calendar has the lines that it has."""
    event = rules.Event("u", TODAY, summary, f"x{place}", "", "CONFIRMED", 1)
    lines = unfolded(rules.calendar("名", [event], now=NOW))

    names = [line.split(":")[0].split(";")[0] for line in lines if line]
    assert names[8:-1] == [
        "BEGIN",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "LOCATION",
        "STATUS",
        "SEQUENCE",
        "TRANSP",
        "END",
    ]
    assert (names[0], names[-1], lines[-1]) == ("BEGIN", "END", "")


def test_control_marks_are_left_out():
    assert rules.escaped("a\x00b\rc\x1bd") == "abcd"
    assert rules.escaped("一;二,三\\四\n五") == "一\\;二\\,三\\\\四\\n五"


# ---- the address ---------------------------------------------------------------------------


@pytest.fixture
def calendar_of(as_user, now, term):
    """Opens a feed for the person and reads it as their calendar would: signed in as nobody."""

    def read(user):
        made = as_user(user).post(FEED)
        assert made.status_code == 201
        path = made.json()["address"].removeprefix("http://testserver")
        return path, as_user().get(path)

    return read


@pytest.fixture
def coming(teacher, homeroom, maple, school):
    """The teacher gives one, is a guest of another, waits for a third, and one is cancelled."""
    kind = observation.LessonKind(school=school)
    given = {"kind": kind, "taught_on": TODAY + DAY, "school_class": maple}
    own = observation.LessonSession(host=teacher.staff, period=1, place="三楼;录播室", **given)
    booked = observation.LessonSession(host=homeroom.staff, period=2, topic="A, B\\C", **given)
    waits = observation.LessonSession(host=homeroom.staff, period=4, topic="候补的", **given)
    gone = observation.LessonSession(
        host=teacher.staff,
        period=5,
        topic="取消的",
        cancelled_at=NOW,
        cancelled_by=teacher,
        cancel_reason="外出",
        **given,
    )
    observation.LessonSession(host=homeroom.staff, period=6, topic="别人的", **given)
    observation.LessonBooking(session=booked, guest=teacher.staff)
    observation.LessonBooking(session=waits, guest=teacher.staff, state="waiting")
    return own, booked, waits, gone


def test_it_holds_what_one_gives_and_is_booked_for(calendar_of, teacher, coming):
    _, answer = calendar_of(teacher)
    lines = unfolded(answer.content.decode())

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert lines[0:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:张老师的听课与授课" in lines
    assert [line for line in lines if line.startswith("UID:")] == [
        f"UID:{one.pk}@lessons.wotu" for one in coming
    ]
    assert [line for line in lines if line.startswith("STATUS:")] == [
        "STATUS:CONFIRMED",
        "STATUS:CONFIRMED",
        "STATUS:TENTATIVE",
        "STATUS:CANCELLED",
    ]
    assert lines.count("DTSTART;VALUE=DATE:20261124") == 4
    assert "LOCATION:三楼\\;录播室" in lines
    assert "SUMMARY:第2节 语文《A\\, B\\\\C》(于老师)" in lines


def test_only_the_digest_of_the_address_is_kept(calendar_of, teacher):
    path, _ = calendar_of(teacher)
    token = path.split("/")[-1].removesuffix(".ics")

    feed = CalendarFeed.objects.get()
    assert len(token) >= 43
    assert token not in str([*CalendarFeed.objects.values(), *AuditEntry.objects.values()])
    assert len(feed.token_digest) == 64


def test_a_new_address_ends_the_one_before(as_user, calendar_of, teacher):
    first, _ = calendar_of(teacher)
    second, answer = calendar_of(teacher)

    assert (as_user().get(first).status_code, answer.status_code) == (404, 200)
    assert second != first
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1
    listed = as_user(teacher).get(FEED).json()["results"]
    assert [row["abilities"] for row in listed] == [["revoke"]]
    assert "address" not in listed[0]


def test_revoked_it_answers_no_more(as_user, calendar_of, refused, teacher):
    path, _ = calendar_of(teacher)
    client = as_user(teacher)
    url = f"{FEED}{CalendarFeed.objects.get().pk}/revoke/"
    answer = client.post(url)

    assert (answer.status_code, answer.json()["abilities"]) == (200, [])
    assert as_user().get(path).status_code == 404
    assert refused(client.post(url)) == "feed_revoked"
    assert client.get(FEED).json()["results"] == []


def test_nobody_revokes_anothers(as_user, calendar_of, teacher, principal):
    calendar_of(teacher)
    url = f"{FEED}{CalendarFeed.objects.get().pk}/revoke/"

    assert as_user(principal).post(url).status_code == 404


def test_it_ends_with_the_posts_and_with_the_account(as_user, calendar_of, teacher, homeroom):
    path, _ = calendar_of(teacher)
    other, _ = calendar_of(homeroom)
    Post.objects.filter(staff=teacher.staff).update(ends_on=TODAY - DAY)
    homeroom.is_active = False
    homeroom.save()

    assert [as_user().get(one).status_code for one in (path, other)] == [404, 404]


def test_the_address_opens_nothing_else(as_user, calendar_of, teacher):
    path, _ = calendar_of(teacher)
    client = as_user()
    client.get(path)

    assert client.get("/api/v1/me/").status_code == 401
    assert client.post(path).status_code == 405
    assert client.get("/api/v1/calendar/nothing.ics").status_code == 404


def test_the_calendar_costs_the_same_however_full(
    as_user, calendar_of, teacher, homeroom, school, maple, django_assert_num_queries
):
    kind = observation.LessonKind(school=school)
    for n in range(8):
        lesson = observation.LessonSession(
            host=homeroom.staff, kind=kind, school_class=maple, taught_on=TODAY + n * DAY
        )
        observation.LessonBooking(session=lesson, guest=teacher.staff)
    path, _ = calendar_of(teacher)
    with django_assert_num_queries(5):
        answer = as_user().get(path)

    assert answer.content.decode().count("BEGIN:VEVENT") == 8

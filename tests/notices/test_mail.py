"""The mail of a digest, over real SMTP: one, or none, whatever the server says (F-30)."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from school.notices.actions import digests, mailboxes, mailing
from school.notices.models import Digest, Letter, Mailbox
from school.people.models import User
from tests.conftest import NOW
from tests.notices.conftest import give_mailbox

pytestmark = pytest.mark.usefixtures("now", "term", "sink")
MAILBOX = "/api/v1/mailbox/"


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def waiting(world, moral_director):
    """The moral director, who alone has a mailbox, and something that waits."""
    Mailbox.objects.all().delete()
    give_mailbox(moral_director)
    return moral_director


def letter_of(user):
    return Letter.objects.get(person=user, kind="digest")


def run_tick():
    digests.make_due()
    return mailing.tick()


def test_the_digest_comes_by_mail(waiting, sink):
    assert run_tick() == 1

    (mail,) = sink.letters()
    assert mail["To"] == "moral_director@mail.test"
    assert mail["Subject"] == "沃土：本周提要"
    assert mail["Message-ID"] == f"<{letter_of(waiting).pk}@school.test>"
    assert mail["List-Unsubscribe"] == "<https://wotu.school.test/me>"
    text = mail.get_body(("plain",)).get_content()
    assert "家委会提问待答复 1 个" in text
    assert "https://wotu.school.test/digests" in text
    assert "姜主任" not in text
    assert 'href="https://wotu.school.test/questions"' in mail.get_body(("html",)).get_content()


def test_in_english_for_who_asked_for_english(waiting, sink):
    Mailbox.objects.update(language="en")

    run_tick()

    (mail,) = sink.letters()
    assert mail["Subject"] == "Wotu: your week"
    assert "Requests for exemption to decide: 1" in mail.get_body(("plain",)).get_content()


def test_however_often_the_tick_runs_there_is_one_mail(waiting, sink):
    for _ in range(4):
        run_tick()
        mailing.send(letter_of(waiting).pk)

    assert len(sink.letters()) == 1
    assert letter_of(waiting).work == "done"


def test_a_person_with_nothing_waiting_gets_no_mail(teacher, sink):
    give_mailbox(teacher)

    run_tick()

    assert Digest.objects.get(person=teacher).counts == {}
    assert sink.letters() == []


def test_a_server_that_says_later_is_asked_again_and_takes_one(waiting, sink):
    sink.answers = ["451 later", "451 later"]

    run_tick()
    assert sink.letters() == []
    for minutes in (1, 2, 5, 10):
        with at(NOW + datetime.timedelta(minutes=minutes)):
            run_tick()

    assert len(sink.letters()) == 1
    assert letter_of(waiting).problem == ""


def test_a_server_that_is_away_is_tried_again_later(waiting, sink, settings):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    run_tick()
    assert letter_of(waiting).work == "requested"

    settings.EMAIL_PORT = port
    with at(NOW + datetime.timedelta(minutes=5)):
        run_tick()

    assert len(sink.letters()) == 1


def test_a_line_that_breaks_after_the_text_is_not_tried_again(waiting, sink):
    """The server has it, and never said so: nobody can know, so nobody sends it twice."""
    sink.answers = ["hang up"]

    for minutes in (0, 5, 30):
        with at(NOW + datetime.timedelta(minutes=minutes)):
            run_tick()

    assert len(sink.letters()) == 1
    assert letter_of(waiting).work == "failed"


def test_a_worker_that_died_while_handing_over_leaves_one_mail_at_most(waiting, sink):
    run_tick()
    Letter.objects.update(work="requested", sent_at=None)  # as if it died before it noted the end

    mailing.send(letter_of(waiting).pk)

    assert len(sink.letters()) == 1
    assert letter_of(waiting).work == "failed"


def test_mail_that_falls_into_the_night_waits_for_the_morning(waiting, sink):
    evening = NOW.replace(hour=22, minute=0)
    with at(evening):
        run_tick()
        assert sink.letters() == []
    with at(evening + datetime.timedelta(hours=8, minutes=59)):
        run_tick()
        assert sink.letters() == []
    with at(evening + datetime.timedelta(hours=9)):
        run_tick()

    assert len(sink.letters()) == 1


def test_quiet_hours_that_were_set_meanwhile_hold_too(waiting, sink):
    with at(NOW.replace(hour=20, minute=59)):
        digests.make_due()
    Mailbox.objects.update(quiet_from=datetime.time(20))
    with at(NOW.replace(hour=20, minute=59)):
        mailing.tick()

    assert sink.letters() == []
    assert timezone.localtime(letter_of(waiting).not_before).hour == 7


@pytest.mark.parametrize(
    "change",
    [
        lambda user: Mailbox.objects.update(by_mail=False),
        lambda user: mailboxes.remove(by=user),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    ],
    ids=["switched off", "address removed", "account shut"],
)
def test_who_no_longer_wants_it_gets_none(waiting, sink, change):
    digests.make_due()
    change(waiting)

    mailing.tick()

    assert sink.letters() == []
    assert letter_of(waiting).work == "failed"


def test_last_weeks_mail_is_not_sent_this_week(waiting, sink):
    digests.make_due()
    with at(NOW + datetime.timedelta(days=7)):
        mailing.tick()

    assert sink.letters() == []


def test_without_mail_set_up_the_digest_is_in_the_app_alone(waiting, sink, settings, as_user):
    settings.MAIL_IS_SET_UP = False

    run_tick()

    assert Digest.objects.filter(person=waiting).count() == 1
    assert not Letter.objects.filter(work="requested").exists()
    client = as_user(waiting)
    assert client.get(MAILBOX).json()["is_set_up"] is False
    refused = client.post(f"{MAILBOX}propose/", {"address": "a@mail.test"})
    assert (refused.status_code, refused.json()["code"]) == (409, "mail_not_set_up")


# ---- the address -------------------------------------------------------------------------------


def code_in(sink):
    text = sink.letters()[-1].get_body(("plain",)).get_content()
    return re.search(r"\d{6}", text)[0]


@pytest.fixture
def client(homeroom, as_user, django_capture_on_commit_callbacks):
    """Runs what waits for the commit, as a request would."""
    signed_in = as_user(homeroom)

    def post(path, body=None):
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in.post(f"{MAILBOX}{path}/", body or {})

    signed_in.act = post
    return signed_in


def test_an_address_is_used_once_its_code_has_come_back(client, sink, homeroom):
    proposed = client.act("propose", {"address": "yu@mail.test"}).json()
    assert (proposed["address"], proposed["proposed"]) == ("", "yu@mail.test")
    assert sink.letters()[0]["To"] == "yu@mail.test"

    confirmed = client.act("confirm", {"code": code_in(sink)}).json()

    assert (confirmed["address"], confirmed["proposed"]) == ("yu@mail.test", "")


def test_the_address_is_sealed_in_the_database(client, sink):
    client.act("propose", {"address": "yu@mail.test"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT proposed FROM notices_mailbox")
        (stored,) = cursor.fetchone()

    assert stored.startswith("sealed1:")
    assert "yu" not in stored.split(":")[0]


def test_after_five_wrong_guesses_the_code_is_worth_nothing(client, sink):
    client.act("propose", {"address": "yu@mail.test"})
    right = code_in(sink)
    wrong = "000000" if right != "000000" else "111111"

    answers = [client.act("confirm", {"code": wrong}).status_code for _ in range(5)]
    late = client.act("confirm", {"code": right})

    assert answers == [400] * 5
    assert (late.status_code, late.json()["code"]) == (409, "code_ended")


def test_a_code_ends_after_half_an_hour(as_user, homeroom, client, sink):
    client.act("propose", {"address": "yu@mail.test"})

    with at(NOW + datetime.timedelta(minutes=31)):
        late = as_user(homeroom).post(f"{MAILBOX}confirm/", {"code": code_in(sink)})

    assert late.json()["code"] == "code_ended"


def test_the_code_of_another_address_is_not_the_code(client, sink):
    client.act("propose", {"address": "yu@mail.test"})
    first = code_in(sink)
    client.act("propose", {"address": "qu@mail.test"})

    assert first != code_in(sink)
    assert client.act("confirm", {"code": first}).status_code == 400


def test_five_codes_a_day_are_enough(client, sink):
    answers = [client.act("propose", {"address": "yu@mail.test"}).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


@pytest.mark.parametrize(
    "address",
    [
        "yu@mail.test\r\nBcc: all@mail.test",
        "yu@mail.test\nBcc: all@mail.test",
        "yu",
        "yu@",
        "yu@mail.test, qu@mail.test",
        "",
        "y" * 200 + "@mail.test",
    ],
)
def test_what_is_no_address_is_refused(client, sink, address):
    answer = client.act("propose", {"address": address})

    assert answer.status_code == 400
    assert sink.letters() == []


def test_settings_are_kept_for_each_person(client, homeroom, teacher, as_user):
    wanted = {
        "by_mail": False,
        "quiet_from": "20:00",
        "quiet_until": "08:00",
        "quiet_weekends": False,
        "language": "en",
    }

    stored = client.act("settle", wanted).json()

    assert {key: stored[key] for key in wanted} == wanted
    other = as_user(teacher).get(MAILBOX).json()
    assert (other["quiet_from"], other["by_mail"], other["language"]) == ("21:00", True, "zh-hans")


def test_looking_makes_no_mailbox(as_user, homeroom):
    as_user(homeroom).get(MAILBOX)

    assert not Mailbox.objects.exists()


def test_a_letter_of_nobody_is_not_sent(sink):
    assert mailing.send(uuid.uuid4()) is False


def test_a_letter_tried_too_often_is_given_up(waiting, sink):
    digests.make_due()
    Letter.objects.update(attempt=20)

    mailing.tick()

    assert letter_of(waiting).work == "failed"
    assert sink.letters() == []

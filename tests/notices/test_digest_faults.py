"""Real workers, two beats, a real broker, a real mail server: one mail a person (F-19, F-30)."""

import random
import time
from collections import Counter

import pytest

from tests.background import House
from tests.notices import sink as sinks

READERS = 12
KILLS = 4


def settled(house, within=90.0):
    """Until no letter is owed any more."""
    deadline = time.monotonic() + within
    while True:
        told = house.ask("tell")
        if sum(told["letters"].values()) == READERS and "requested" not in told["letters"]:
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.2)


@pytest.fixture
def house(tmp_path, database):
    with sinks.running() as sink, database(tmp_path) as url:
        sink.pause = 0.15
        house = House(
            tmp_path,
            url,
            "tests.notices.house",
            NOTICE_TICK_SECONDS="0.5",
            DIGEST_AT="00:00",
            MAIL_HOST="127.0.0.1",
            MAIL_PORT=str(sink.port),
            MAIL_SECURITY="none",
            MAIL_FROM="Wotu <wotu@school.test>",
            READERS=str(READERS),
        )
        house.sink = sink
        try:
            yield house
        finally:
            house.close()


def received(house):
    return Counter(str(mail["To"]) for mail in house.sink.letters())


def test_two_beats_and_two_workers_send_each_person_one_mail(house):
    house.start_worker()
    house.start_worker()

    told = settled(house)
    time.sleep(2)

    assert (told["digests"], told["letters"]) == (READERS, {"done": READERS})
    assert set(received(house).values()) == {1}
    assert len(received(house)) == READERS


def test_killed_again_and_again_nobody_gets_two(house):
    """A kill between the server's word and ours costs that mail its proof, never a second one."""
    random.seed()
    house.start_worker()
    for _ in range(KILLS):
        deadline = time.monotonic() + 30
        before = len(house.sink.letters())
        while len(house.sink.letters()) == before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(random.uniform(0, 0.3))
        house.kill_workers()
        house.start_worker()

    told = settled(house)

    assert told["digests"] == READERS
    assert set(received(house).values()) == {1}
    assert len(received(house)) >= told["letters"].get("done", 0)
    assert told["letters"].get("failed", 0) <= 2 * KILLS

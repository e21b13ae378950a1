"""Real workers and a real broker: killed, doubled, emptied, hung. One draft, no half state."""

import random
import signal
import time

import pytest

from tests.background import House, empty

SECTIONS = 21
KILLS = 10


def wait_for_draft(house, within=60.0):
    deadline = time.monotonic() + within
    while (told := house.ask("tell"))["state"] != "draft":
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    return told


@pytest.fixture(scope="module")
def built(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("faults")
    with database(folder) as url:
        house = House(folder, url, "tests.summaries.house")
        try:
            yield house
        finally:
            house.close()


@pytest.fixture
def house(built):
    """The same house, without a worker, without a message, without a summary."""
    yield built
    built.kill_workers()
    built.broker.send_signal(signal.SIGCONT)
    empty(built)
    built.ask("forget_summaries")


def check_whole(told):
    """True at every moment, whatever was killed."""
    assert told["summaries"] == 1
    assert told["sections"] == SECTIONS
    assert told["failed"] == 0
    assert (told["state"] == "draft") == (told["done"] == SECTIONS)
    assert told["is_read"] or told["done"] == 0


def check_finished(told, compiles):
    check_whole(told)
    assert (told["state"], told["done"], told["held"]) == ("draft", SECTIONS, 0)
    assert told["compiled"] == compiles


def test_killed_at_ten_random_points_it_becomes_one_draft(house):
    random.seed()
    house.ask("request")
    house.start_worker()
    for kill in range(KILLS):
        if house.ask("tell")["state"] == "draft":  # quicker than we kill: again
            house.ask("request")
        time.sleep(random.uniform(0.05, 0.9))
        if kill % 2:
            house.kill_one_of_the_pool()
        else:
            house.kill_workers()
            check_whole(house.ask("tell"))
            house.start_worker()
        check_whole(house.ask("tell"))

    told = wait_for_draft(house)

    check_finished(told, compiles=told["compile"])


def test_every_message_delivered_twice_at_once_has_one_effect(house):
    house.ask("request")
    empty(house)

    assert house.ask("compile_everything_twice") == SECTIONS

    told = house.ask("tell")
    check_finished(told, compiles=1)
    assert told["attempts"] == SECTIONS


def test_an_emptied_broker_loses_nothing(house):
    house.ask("request")
    empty(house)
    house.start_worker()

    check_finished(wait_for_draft(house), compiles=1)


def test_a_message_that_comes_again_later_changes_nothing(house):
    house.ask("request")
    house.start_worker()
    before = wait_for_draft(house)
    house.kill_workers()

    assert house.ask("compile_everything_twice") == 0

    assert house.ask("tell") == before


def test_a_broker_that_hangs_keeps_a_request_for_a_second_at_most(house):
    house.broker.send_signal(signal.SIGSTOP)

    took = house.ask("request")

    assert took < 2.0
    assert house.ask("tell")["state"] == "compiling"
    house.broker.send_signal(signal.SIGCONT)
    house.start_worker()
    check_finished(wait_for_draft(house), compiles=1)


def test_a_request_succeeds_while_the_broker_is_down_and_is_served_when_it_is_back(house):
    house.broker.kill()
    house.broker.wait()

    took = house.ask("request")

    assert took < 2.0
    house.start_broker()
    house.start_worker()
    check_finished(wait_for_draft(house), compiles=1)


def test_six_people_who_ask_at_once_get_one_summary(house):
    assert house.ask("request_at_once") == 6

    check_whole(house.ask("tell"))


def test_publishing_and_withdrawing_at_once_leaves_one_publication_in_one_state(house):
    house.ask("request")
    house.ask("compile_everything_twice")
    house.ask("approve_all")

    state, publications = house.ask("publish_and_withdraw_at_once")

    # Either every withdrawal came too early, or one came after the publication.
    assert (state, publications) in [("published", ["current"]), ("withdrawn", ["withdrawn"])]

"""Real workers and a real broker: killed, doubled, emptied. All rows of a roster, or none."""

import random
import time

import pytest

from tests.background import House, empty

ROWS = 400
KILLS = 8


@pytest.fixture(scope="module")
def built(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("roster")
    with database(folder) as url:
        house = House(folder, url, "tests.people.house")
        try:
            yield house
        finally:
            house.close()


@pytest.fixture
def house(built):
    """The same house, without a worker, a message, an import or a child."""
    yield built
    built.kill_workers()
    empty(built)
    built.ask("forget")


def check_whole(told):
    """F-29: true at every moment, whatever was killed."""
    assert told["students"] in (0, ROWS)
    assert told["placements"] == told["students"]
    assert (told["work"] == "done") == (told["students"] == ROWS)
    assert told["written"] == told["students"]
    assert told["keeps_file"] == (told["work"] == "requested")


def wait_until_done(house, within=60.0):
    deadline = time.monotonic() + within
    while (told := house.ask("tell"))["work"] != "done":
        check_whole(told)
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    check_whole(told)
    return told


def test_killed_at_any_moment_it_is_imported_whole_and_once(house):
    random.seed()
    house.ask("request")
    house.start_worker()
    for kill in range(KILLS):
        if house.ask("tell")["work"] == "done":  # quicker than we kill: again
            house.ask("forget")
            house.ask("request")
        time.sleep(random.uniform(0.05, 1.2))
        if kill % 2:
            house.kill_one_of_the_pool()
        else:
            house.kill_workers()
            check_whole(house.ask("tell"))
            house.start_worker()
        check_whole(house.ask("tell"))

    wait_until_done(house)


def test_a_lost_message_is_rung_again(house):
    house.ask("request")
    empty(house)
    house.start_worker()

    wait_until_done(house)


def test_a_message_delivered_four_times_at_once_imports_once(house):
    house.ask("request")

    assert house.ask("carry_out_at_once") == 1

    before = house.ask("tell")
    check_whole(before)
    assert before["work"] == "done"
    assert house.ask("carry_out_at_once") == 0
    assert house.ask("tell") == before


def test_confirming_succeeds_while_the_broker_is_down(house):
    house.broker.kill()
    house.broker.wait()

    assert house.ask("request") < 5.0

    house.start_broker()
    house.start_worker()
    wait_until_done(house)

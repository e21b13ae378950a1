"""A hundred want one seat in the same moment, against a real server on a real database: on
PostgreSQL as it is served, on the embedded database as the demo runs.
"""

import pytest

from tests.server import Server, at_once


class House(Server):
    def book(self, session, lesson, **more):
        return self.post(session, "/api/v1/bookings/", {"lesson": lesson, **more})


@pytest.fixture(scope="module")
def running(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("bookings-at-once")
    with database(folder) as url:
        made = House(folder, url, "tests.observation.house")
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def school(running):
    """One of its own, with two lessons in one period, of one seat each."""
    return running.ask("found")


def test_a_hundred_want_one_seat_and_the_office_books_among_them(running, school):
    """F-31: one is seated, the others wait in one order without a gap or a double."""
    lesson, office = school["lessons"][0], school["office"]
    acts = [
        (lambda n=n: running.book(office, lesson, guest=school["staff"][n]))
        if n % 4 == 0
        else (lambda n=n: running.book(school["guests"][n], lesson))
        for n in range(100)
    ]

    answers = at_once(acts)

    # Where an answer was lost on the way the second arrival says 200; the row is one all the same.
    assert {one.status for one in answers} <= {200, 201}
    line = running.ask("tell")["lines"][lesson]
    assert [number for number, _, _ in line] == list(range(1, 101))
    assert {guest for _, guest, _ in line} == set(school["staff"])
    assert [state for _, _, state in line] == ["seated"] + ["waiting"] * 99
    told = sorted((one.body["number"], one.body["state"]) for one in answers)
    assert told == [(number, state) for number, _, state in line]


def test_the_same_guest_is_booked_at_once_by_everybody(running, school):
    """The guest, the office, and for two lessons in the same period: one booking comes of it."""
    guest, staff = school["guests"][0], school["staff"][0]
    one, other = school["lessons"]
    acts = []
    for _ in range(5):
        acts += [
            lambda: running.book(guest, one),
            lambda: running.book(guest, other),
            lambda: running.book(school["office"], one, guest=staff),
            lambda: running.book(school["office"], other, guest=staff),
        ]

    answers = at_once(acts)

    assert {one.status for one in answers} <= {200, 201, 409}
    codes = {one.body["code"] for one in answers if one.status == 409}
    assert codes == {"booked_already", "guest_is_booked"}
    (line,) = running.ask("tell")["lines"].values()
    assert line == [[1, staff, "seated"]]


def test_seats_come_free_and_are_added_while_others_book(running, school):
    """Withdrawals, more seats and new bookings at once: the first who are there hold the seats."""
    lesson, host = school["lessons"][0], school["hosts"][0]
    first = [running.book(school["guests"][n], lesson).body for n in range(12)]
    leaving = [first[0], first[1], first[5], first[8]]

    at_once(
        [
            *(
                lambda row=row: running.post(
                    school["guests"][first.index(row)],
                    f"/api/v1/bookings/{row['id']}/withdraw/",
                    {},
                )
                for row in leaving
            ),
            lambda: running.send(
                "PATCH", host, f"/api/v1/lessons/{lesson}/", {"seats": 4}, version=1
            ),
            *(lambda n=n: running.book(school["guests"][n], lesson) for n in range(12, 30)),
        ]
    )

    told = running.ask("tell")
    line = told["lines"][lesson]
    assert [number for number, _, _ in line] == list(range(1, 31))
    here = [state for _, _, state in line if state != "withdrawn"]
    assert here == ["seated"] * 4 + ["waiting"] * 22
    assert sum(state == "withdrawn" for _, _, state in line) == 4

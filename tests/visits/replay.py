"""A second, naive answer to "whom do we owe a visit": events replayed, days walked one by one.

Written from the definitions alone; it shares no code with the rules. A history is a list of
events, each with the moment at which it was recorded.
"""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

OPENS, CLOSES = datetime.date(2026, 7, 11), datetime.date(2027, 1, 31)
STARTS, ENDS = datetime.date(2026, 9, 1), datetime.date(2027, 1, 29)
HOLIDAY = (datetime.date(2026, 9, 28), datetime.date(2026, 10, 8))
DAY = datetime.timedelta(days=1)
WINDOW = [OPENS + n * DAY for n in range((CLOSES - OPENS).days + 1)]
EARLIEST, LATEST = datetime.date(2026, 6, 1), datetime.date(2027, 3, 15)
CHANNELS = ["on_site", "phone", "video"]
OUTCOMES = ["done", "done", "done", "elsewhere", "absent", "declined"]
STUDENTS, CATEGORIES, CLASSES, STAFF = range(3), range(2), range(2), range(3)


@dataclass
class Event:
    at: datetime.datetime
    kind: str
    fact: int
    what: dict[str, Any]


@dataclass
class Books:
    """What was believed at a moment."""

    facts: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)

    def of(self, kind):
        return self.facts.get(kind, {}).values()


def replay(events, known_at):
    """The books as they stood when everything recorded by then was entered, and nothing else."""
    books = Books()
    for event in events:
        if known_at is not None and event.at > known_at:
            break
        shelf = books.facts.setdefault(event.kind, {})
        if event.what.get("withdrawn"):
            shelf.pop(event.fact)
        else:
            shelf[event.fact] = {**event.what, "fact": event.fact}
    return books


def holds(fact, day):
    return fact["first"] <= day and (fact["last"] is None or day <= fact["last"])


def week_ends():
    """Teaching week -> its last day, counted by walking through the term."""
    ends, number, counted = {}, 0, False
    day = STARTS
    while day <= ENDS:
        if day.weekday() == 0 or day == STARTS:
            counted = False
        if not counted and day.weekday() < 5 and not HOLIDAY[0] <= day <= HOLIDAY[1]:
            number, counted = number + 1, True
        if counted:
            ends[number] = day
        day += DAY
    return ends


WEEK_ENDS = week_ends()


def expected(events, as_of, known_at):
    """(student, category) -> state, due day, visits that count, class, who is responsible."""
    books = replay(events, known_at)
    in_force = None
    for version in books.of("policy"):
        if version["effective_from"] <= OPENS and (
            in_force is None
            or (version["effective_from"], version["fact"])
            > (in_force["effective_from"], in_force["fact"])
        ):
            in_force = version
    found = {}
    if in_force is None:
        return found
    for student in STUDENTS:
        where = {}
        for day in WINDOW:
            for placement in books.of("placement"):
                if placement["student"] == student and holds(placement, day):
                    where[day] = placement["class"]
        if not any(STARTS <= day <= ENDS for day in where):
            continue
        for category, rule in in_force["rules"].items():
            needed = [
                day
                for day in WINDOW
                if any(
                    need["student"] == student and need["category"] == category and holds(need, day)
                    for need in books.of("need")
                )
            ]
            if needed:
                found[student, category] = _one(
                    books, student, category, rule, where, needed, as_of
                )
    return found


def _one(books, student, category, rule, where, needed, as_of):
    counting = {
        visit["fact"]
        for visit in books.of("visit")
        if visit["student"] == student
        and category in visit["purposes"]
        and visit["channel"] in rule["channels"]
        and visit["outcome"] in ("done", "elsewhere")
        and visit["on"] <= as_of
        and visit["on"] in needed
        and visit["on"] in where
    }
    begins = max(needed[0], min(where))
    due_on = WEEK_ENDS.get(rule["week"], CLOSES)
    arrived = max([day for day in where if day <= as_of], default=min(where))
    while arrived - DAY in where:
        arrived -= DAY
    joined = max(needed[0], arrived)
    if joined > OPENS:
        due_on = max(due_on, joined + rule["grace"] * DAY)
    due_on = min(due_on, CLOSES)

    today = min(as_of, CLOSES)
    seen = [day for day in where if day <= today]
    school_class = where[max(seen)] if seen else where[min(where)]
    working = {post["staff"] for post in books.of("post") if holds(post, today)}
    responsible = {
        one["staff"]
        for one in books.of("handover")
        if one["student"] == student and holds(one, today) and one["staff"] in working
    } or {
        post["staff"]
        for post in books.of("post")
        if post["class"] == school_class and holds(post, today)
    }
    return (
        _state(books, student, category, rule, where, needed, as_of, counting, begins, due_on),
        due_on,
        counting,
        school_class,
        responsible,
    )


def _state(books, student, category, rule, where, needed, as_of, counting, begins, due_on):
    taught = sum(1 for day in where if STARTS <= day <= ENDS)
    if taught < 14 or len(needed) < 14:
        return "short_stay"
    if len(counting) >= rule["required"]:
        return "settled"
    if any(
        (one["student"], one["category"]) == (student, category) for one in books.of("exemption")
    ):
        return "exempt"
    been = max([day for day in where if day <= as_of], default=None)
    if been is not None and been < ENDS and been < as_of:
        return "left"
    if max(needed) < CLOSES and max(needed) < as_of:
        return "ended"
    if as_of < begins:
        return "not_yet_due"
    if as_of > due_on:
        return "overdue"
    return "due_soon" if as_of >= due_on - 14 * DAY else "due"


# ---- histories -----------------------------------------------------------------------------


def _day(rng, first=EARLIEST, last=LATEST):
    return first + rng.randrange((last - first).days + 1) * DAY


def _span(rng):
    """Often long and open, sometimes of a few days about the limits that the rules name."""
    first = rng.choice([datetime.date(2024, 9, 1), OPENS, STARTS, _day(rng), _day(rng)])
    length = rng.choice([None, None, 5, 12, 13, 14, 40, 120, rng.randrange(200)])
    return {"first": first, "last": None if length is None else first + length * DAY}


def _clashes(span, others):
    end = span["last"] or datetime.date.max
    return any(
        other["first"] <= end and span["first"] <= (other["last"] or datetime.date.max)
        for other in others
    )


def _rule(rng):
    return {
        "required": rng.choice([1, 1, 2]),
        "channels": rng.sample(CHANNELS, rng.randint(1, 3)),
        "week": rng.choice([None, None, 3, 10, 25]),
        "grace": rng.choice([0, 7, 30]),
    }


def history(seed):
    """Events in the order in which they were recorded. Believed spans never overlap."""
    rng = random.Random(seed)
    start = datetime.datetime(2026, 6, 1, 8, tzinfo=datetime.UTC)
    moments = sorted(rng.sample(range(270 * 24 * 60), 40))
    facts = iter(range(1, 10_000))
    believed: dict[str, dict[int, dict[str, Any]]] = {}
    events: list[Event] = []

    def enter(kind, what, fact=None):
        at = start + datetime.timedelta(minutes=moments[len(events)])
        fact = next(facts) if fact is None else fact
        events.append(Event(at, kind, fact, what))
        if what.get("withdrawn"):
            believed[kind].pop(fact)
        else:
            believed.setdefault(kind, {})[fact] = what

    def others(kind, *same, but=None, **want):
        return [
            one
            for fact, one in believed.get(kind, {}).items()
            if fact != but and all(one[key] == want[key] for key in same)
        ]

    def place(student):
        what = {"student": student, "class": rng.choice(CLASSES), **_span(rng)}
        if not _clashes(what, others("placement", "student", **what)):
            enter("placement", what)

    def need():
        what = {
            "student": rng.choice(STUDENTS),
            "category": rng.choice(CATEGORIES),
            **_span(rng),
        }
        if not _clashes(what, others("need", "student", "category", **what)):
            enter("need", what)

    def change(kind, *same):
        if not believed.get(kind):
            return
        fact, what = rng.choice(list(believed[kind].items()))
        if rng.random() < 0.2:
            enter(kind, {**what, "withdrawn": True}, fact)
            return
        new = {**what, "last": rng.choice([None, what["first"] + rng.randrange(150) * DAY])}
        if not _clashes(new, others(kind, *same, but=fact, **new)):
            enter(kind, new, fact)

    def publish():
        rules = {category: _rule(rng) for category in CATEGORIES if rng.random() < 0.9}
        early = datetime.date(2026, 3, 1)
        enter("policy", {"effective_from": rng.choice([early, OPENS, STARTS]), "rules": rules})

    def visit(fact=None, student=None):
        what = {
            "student": rng.choice(STUDENTS) if student is None else student,
            "on": _day(rng, OPENS - 5 * DAY, CLOSES + 5 * DAY),
            "channel": rng.choice(["on_site", *CHANNELS]),
            "outcome": rng.choice(OUTCOMES),
            "purposes": frozenset(c for c in CATEGORIES if rng.random() < 0.7),
        }
        enter("visit", what, fact)

    def mend():
        if not believed.get("visit"):
            return
        fact, what = rng.choice(list(believed["visit"].items()))
        if rng.random() < 0.3:
            enter("visit", {**what, "withdrawn": True}, fact)
        else:
            visit(fact, what["student"])

    def exempt():
        what = {"student": rng.choice(STUDENTS), "category": rng.choice(CATEGORIES)}
        if what not in believed.get("exemption", {}).values():
            enter("exemption", what)

    def relent():
        if not believed.get("exemption"):
            return
        fact, what = rng.choice(list(believed["exemption"].items()))
        enter("exemption", {**what, "withdrawn": True}, fact)

    def appoint():
        what = {"staff": rng.choice(STAFF), "class": rng.choice(CLASSES), **_span(rng)}
        enter("post", what)

    def hand_over():
        what = {"student": rng.choice(STUDENTS), "staff": rng.choice(STAFF), **_span(rng)}
        if not _clashes(what, others("handover", "student", **what)):
            enter("handover", what)

    publish()
    for student in STUDENTS:
        place(student)
    need()
    acts = [
        need,
        need,
        visit,
        visit,
        visit,
        mend,
        exempt,
        exempt,
        relent,
        appoint,
        appoint,
        publish,
    ]
    acts += [lambda: place(rng.choice(STUDENTS)), lambda: change("placement", "student")]
    acts += [lambda: change("need", "student", "category")] * 2
    acts += [hand_over, hand_over, lambda: change("handover", "student")]
    for _ in range(rng.randint(8, 30)):
        rng.choice(acts)()
    return events


def questions(seed, events):
    """Days and moments to ask about; some moments are exactly those of an event."""
    rng = random.Random(-seed)
    for _ in range(3):
        known_at = rng.choice(
            [
                None,
                rng.choice(events).at,
                datetime.datetime.combine(_day(rng), datetime.time(12), datetime.UTC),
            ]
        )
        limits = [OPENS, CLOSES - 14 * DAY, ENDS, CLOSES, CLOSES + DAY]
        yield rng.choice([_day(rng), _day(rng), rng.choice(limits)]), known_at

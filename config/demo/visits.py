"""Circumstances, the first visit policy, and the visits of two terms with all that hangs on them."""

import random

from config.demo import care
from config.demo.books import Books
from config.demo.people import DemoSchool
from config.demo.planning import Planner


def make_visits(demo: DemoSchool, draw: random.Random) -> None:
    categories = care.make_categories(demo)
    care.make_policy(demo, categories)
    stays = care.draw_stays(demo, draw)
    care.write_circumstances(demo, categories, stays, draw)
    writer = Books(demo, categories, draw)
    calendar = demo.calendar
    excused = care.make_exemptions(demo, categories, stays, draw)
    for term, dates in ((demo.finished, calendar.finished), (demo.running, calendar.running)):
        planner = Planner(demo, dates, stays, excused[term.pk], draw)
        calls = planner.finished() if term is demo.finished else planner.running()
        calls += planner.general_calls()
        writer.write(sorted(calls, key=lambda c: (c.day, c.pupil.row.student_number)))
    writer.save()

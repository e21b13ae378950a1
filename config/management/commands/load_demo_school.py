"""Loads the demo school into an empty database."""

import datetime
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.load import DEFAULT_SEED, AlreadyLoadedError, load


class Command(BaseCommand):
    help = "Loads an invented school with two terms of work into a database that has no school."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            help="the day on which the school stands (YYYY-MM-DD); default: today",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        today = options["today"] or timezone.localdate()
        if today > timezone.localdate():
            raise CommandError("The demo school cannot stand on a day that is still to come.")
        try:
            loaded = load(today, options["seed"])
        except AlreadyLoadedError as refused:
            raise CommandError(
                "This database already has a school; the demo school wants an empty one."
            ) from refused
        demo = loaded.demo
        here = sum(pupil.is_here(today) for pupil in demo.pupils)
        self.stdout.write(
            f"{demo.school.name}: {len(demo.classes)} classes, {here} pupils, "
            f"{len(demo.staff)} staff, {loaded.visits} visits; seed {options['seed']}, {today}; "
            f"loaded in {time.monotonic() - started:.1f} s"
        )

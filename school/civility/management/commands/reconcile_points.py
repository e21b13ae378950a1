"""Proves that every total equals its entries and that no entry was changed; names what does not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from school.civility.models import PointEntry
from school.civility.queries.ledger import findings
from school.people.models import School


class Command(BaseCommand):
    help = "Prove the point ledger: totals, counter-entries, batches, and every row's fingerprint."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for school in School.objects.order_by("name", "pk"):
            for one in findings(school.pk):
                wrong += 1
                self.stdout.write(f"{one.kind} {one.row}: {one.says}, should be {one.should}")
            entries = PointEntry.objects.filter(school=school).count()
            self.stdout.write(f"{school.name}: {entries} entries looked at")
        if wrong:
            raise CommandError(f"{wrong} findings; the ledger does not add up.")
        self.stdout.write("Every total equals its entries.")

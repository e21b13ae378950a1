"""Opens the next school year: says what would be written, and with --apply writes it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from school.people.actions import year as years
from school.people.models import School, User
from school.people.rules.roll_over import MOST_CLASSES, Plan
from school.shared.errors import Refused


class Command(BaseCommand):
    help = "Roll a school over into its next year. Without --apply it only says what would change."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", required=True, help="the school's full or short name")
        parser.add_argument("--year", required=True, type=int, help="2027 opens 2027-2028")
        parser.add_argument("--classes", type=int, help="how many classes the first grade gets")
        parser.add_argument("--as", dest="by", help="the account that answers for it")
        parser.add_argument("--apply", action="store_true", help="write it")

    def handle(self, *args: Any, **options: Any) -> None:
        named = School.objects.filter(name=options["school"])
        school = (named or School.objects.filter(short_name=options["school"])).first()
        if school is None:
            raise CommandError("There is no such school.")
        by = self._account(school, options["by"])
        classes = options["classes"]
        if classes is not None and not 1 <= classes <= MOST_CLASSES:
            raise CommandError(f"--classes: 1 to {MOST_CLASSES}.")
        try:
            plan = years.plan_roll_over(
                school_id=school.pk,
                year=options["year"],
                today=timezone.localdate(),
                classes=classes,
            )
            self._tell(plan)
            if plan.is_empty or not options["apply"]:
                return
            years.roll_over(
                school_id=school.pk,
                by=by,
                year=options["year"],
                digest=plan.digest,
                classes=classes,
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write("Written.")

    @staticmethod
    def _account(school: School, given: str | None) -> User | None:
        if given is None:
            return None
        found = User.objects.filter(school=school, username=given.lower()).first()
        if found is None:
            raise CommandError("There is no such account.")
        return found

    def _tell(self, plan: Plan) -> None:
        if plan.is_empty:
            self.stdout.write(f"{plan.year}-{plan.year + 1}: nothing to do.")
            return
        say = self.stdout.write
        for term in plan.terms:
            say(
                f"term {term.ordinal} of {term.first_year}-{term.first_year + 1}:"
                f" {term.opens_on} to {term.closes_on}"
            )
        for renamed in plan.renamed:
            say(f"{renamed.before} is then {renamed.after}")
        for one in plan.graduating:
            say(f"{one.name_on(plan.last_day)} graduates: {plan.graduates[one.id]} children")
        if plan.posts:
            say(f"posts that end with their class on {plan.last_day}: {len(plan.posts)}")
        if plan.new_classes:
            say(f"classes of the new cohort {plan.year}: {len(plan.new_classes)}")
        for sentence in (*plan.conflicts, *plan.notes):
            say(sentence)

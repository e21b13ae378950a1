"""Gives a newly founded school its categories, first policy, summary form and approval chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import furnishing
from school.people.models import User


class Command(BaseCommand):
    help = "Give a founded school what it begins with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="username", required=True, help="an account of the school")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["username"].lower()).first()
        if by is None:
            raise CommandError("There is no such account.")
        if furnishing.is_furnished(by):
            raise CommandError("This school has its categories already.")
        term = furnishing.first_term(by)
        if term is None:
            raise CommandError("This school has no term yet.")
        furnishing.furnish_school(by=by, term=term)
        self.stdout.write(f"{by.school.name}: five categories, one policy, one form, one chain.")

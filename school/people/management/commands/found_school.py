"""Founds a school and prints the link that opens the administrator's account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from school.people import founding
from school.people.management.links import join_address
from school.shared.errors import Refused


class Command(BaseCommand):
    help = "Found a school: this year's calendar and an administrator's account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="the school's full name")
        parser.add_argument("--short-name", required=True, help="what it is called for short")
        parser.add_argument("--admin-username", required=True, help="the account's name")
        parser.add_argument("--admin-name", required=True, help="the administrator's own name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account, token = founding.found_school(
                name=options["name"],
                short_name=options["short_name"],
                admin_username=options["admin_username"],
                admin_name=options["admin_name"],
                today=timezone.localdate(),
            )
        except Refused as refused:
            where = f"{refused.field}: " if refused.field else ""
            raise CommandError(f"{where}{refused.message}") from refused
        self.stdout.write(f"{account.school.name}: {account.username}")
        self.stdout.write(f"link: {join_address(token)}")
        self.stdout.write("It works once, within 72 hours; new_link makes another.")

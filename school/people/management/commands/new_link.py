"""Hands out a new link for an account whose owner cannot get in, the last administrator's too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from school.people.actions import invitations, second_factor
from school.people.management.links import join_address
from school.people.models import User
from school.people.queries import accounts as lists
from school.shared.errors import Refused


class Command(BaseCommand):
    help = "End an account's password and sessions, and print the link that sets a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True)
        parser.add_argument(
            "--take-off-second-factor", action="store_true", help="the phone was lost as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(username=options["username"].lower()).first()
        if account is None:
            raise CommandError("There is no such account.")
        try:
            if options["take_off_second_factor"] and lists.second_factor(account).since:
                second_factor.take_off(by=None, account=account)
            token = invitations.hand_out_link(by=None, account=account, now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"link: {join_address(token)}")

"""Gives a member of staff a post from today on, and an account when one is asked for."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from school.people import founding
from school.people.management.links import join_address
from school.people.models import SchoolClass, User
from school.people.roles import PostKind
from school.shared.errors import Refused


class Command(BaseCommand):
    help = "Appoint a member of staff; prints the link that opens the account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="by", required=True, help="an account of the school")
        parser.add_argument("--staff-number", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--post", required=True, choices=PostKind.values)
        parser.add_argument("--class", dest="school_class", help="year of entry and number: 2024-2")
        parser.add_argument("--subject", default="")
        parser.add_argument("--username", default="", help="opens an account of this name")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"].lower()).first()
        if by is None:
            raise CommandError("There is no such account.")
        try:
            post, token = founding.appoint(
                by=by,
                staff_number=options["staff_number"],
                name=options["name"],
                kind=options["post"],
                school_class=self._class(by, options["school_class"]),
                subject=options["subject"],
                username=options["username"],
                today=timezone.localdate(),
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{post.staff.name}: {post.kind}")
        if token:
            self.stdout.write(f"link: {join_address(token)}")
            self.stdout.write("Hand it to this person. It works once, within 72 hours.")

    @staticmethod
    def _class(by: User, given: str | None) -> SchoolClass | None:
        if given is None:
            return None
        found = re.fullmatch(r"(\d{4})-(\d{1,2})", given, re.ASCII)
        rows = SchoolClass.objects.filter(school_id=by.school_id)
        row = rows.filter(cohort_year=found[1], number=found[2]).first() if found else None
        if row is None:
            raise CommandError("There is no such class. Import the roster first.")
        return row

"""Gives the demo accounts one password and prints them."""

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.names import SCHOOL_NAME
from config.demo.people import ACCOUNTS
from school.people.models import User


class Command(BaseCommand):
    help = "Sets the password of the demo accounts to DEMO_PASSWORD, or to a new random one."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.filter(school__name=SCHOOL_NAME, username__in=ACCOUNTS)
        found = {user.username: user for user in users.select_related("staff")}
        if len(found) != len(ACCOUNTS):
            raise CommandError("There is no demo school here: run load_demo_school first.")
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
        for username in ACCOUNTS:
            user = found[username]
            user.set_password(password)
            user.save(update_fields=["password"])
            self.stdout.write(f"{username:<20}{password}    {user.display_name}")

"""Many requests in one test, each as if it were the first.

A school for every single request would take most of an hour; what a request did is taken back
instead. The requests of one test are those to one resource: `/api/v1/<resource>/…`.
"""

import contextlib
import copy
from collections import defaultdict

from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from tests.conftest import just_signed_in


@contextlib.contextmanager
def undone():
    """What is done inside leaves no row, and no count of how often it was asked."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def by_resource(given, path_of):
    """Arguments of `parametrize`: the given ones that go to one resource, under its name."""
    groups = defaultdict(list)
    for one in given:
        groups[path_of(one).removeprefix("/api/v1/").partition("/")[0]].append(one)
    return {"argvalues": list(groups.values()), "ids": list(groups)}


class Clients:
    """Clients of the cast: whoever is asked for signed in a moment ago, once in a test.

    A client loads the middleware anew; so there is one a person, and it forgets what it was told.
    """

    def __init__(self, request, as_user):
        self.request, self.as_user = request, as_user
        self.cookies, self.clients = {}, {}

    def __call__(self, who, *, checks_csrf=False):
        if who not in self.cookies:
            user = self.request.getfixturevalue(who)
            self.cookies[who] = just_signed_in(self.as_user, user).cookies
        client = self.clients.setdefault(
            (who, checks_csrf), APIClient(enforce_csrf_checks=checks_csrf)
        )
        client.cookies = copy.deepcopy(self.cookies[who])
        return client

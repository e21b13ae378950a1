"""A mail server of the test's own, and people with a mailbox."""

import datetime

import pytest

from school.notices.models import Mailbox
from tests.notices import sink as sinks
from tests.summaries.conftest import (  # noqa: F401 - a published paper to ask about
    approved,
    draft,
    publication,
    submitted,
    summary,
    written,
)
from tests.whole.world import world  # noqa: F401 - a fixture of the tests here


@pytest.fixture
def sink(settings):
    with sinks.running() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 5
        settings.MAIL_IS_SET_UP = True
        settings.MAIL_FROM = "Wotu <wotu@school.test>"
        settings.PUBLIC_ADDRESS = "https://wotu.school.test"
        yield running


def give_mailbox(user, **more):
    return Mailbox.objects.create(
        school=user.school,
        person=user,
        address=more.pop("address", f"{user.username}@mail.test"),
        confirmed_at=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC),
        **more,
    )


@pytest.fixture
def mailbox(homeroom):
    return give_mailbox(homeroom)

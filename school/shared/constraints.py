"""What the database itself refuses, told as a rule of the school."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from school.shared.errors import Refused


@contextmanager
def refused_as(refusal: Refused) -> Iterator[None]:
    """A savepoint: a broken constraint takes back what was written inside, and is this refusal."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise refusal from None

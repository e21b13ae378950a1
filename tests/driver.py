"""What the drivers of tests.background share: a driver reads commands and answers, line by line."""

import json
import random
import sys
import time
from functools import wraps

from django.db import connection, transaction


def leisurely(function, seconds):
    """Sleeps somewhere before or after the work, as long as a big school would take."""

    @wraps(function)
    def slow(*args, **kwargs):
        before = random.random() * seconds
        time.sleep(before)
        result = function(*args, **kwargs)
        time.sleep(seconds - before)
        return result

    return slow


def one_look(function):
    """Everything that the function reads is of one moment, whatever the workers write meanwhile."""

    @wraps(function)
    def looking(*args, **kwargs):
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return function(*args, **kwargs)

    return looking


def serve(*commands):
    """Each command by the name of its function; the answer is JSON."""
    known = {one.__name__: one for one in commands}
    for line in sys.stdin:
        sys.stdout.write(json.dumps(known[line.strip()]()) + "\n")
        sys.stdout.flush()

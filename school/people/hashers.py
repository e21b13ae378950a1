"""Argon2id at OWASP's minimum: a school signs in at eight o'clock on two cores."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: about 30 ms."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

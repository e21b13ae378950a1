"""The product's settings, with what makes tests fast and self-contained."""

import base64
import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 4)
os.environ.setdefault("FIELD_KEYS", "t1:" + base64.b64encode(b"t" * 32).decode())
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from config.settings import *  # noqa: F403, TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
LANGUAGE_CODE = "zh-hans"
# The cast has no phones; tests/people/test_second_factor.py and the access matrix switch it on.
SECOND_FACTOR = False

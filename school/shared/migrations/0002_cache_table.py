"""The table in which failed sign-ins are counted (settings, CACHES)."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def create(apps: Any, editor: Any) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def remove(apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE shared_cache")


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_audit_and_gestures")]
    operations = [migrations.RunPython(create, remove)]

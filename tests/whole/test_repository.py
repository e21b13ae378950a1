"""Promises about the tree as a whole."""

import gettext
import io
import re
import subprocess
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.ROOT)


@pytest.mark.django_db
def test_every_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_timetabled_task_exists():
    current_app.loader.import_default_modules()

    missing = {
        entry["task"]
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] not in current_app.tasks
    }

    assert missing == set()


def test_migrations_carry_names_that_say_what_they_do():
    auto = [p.name for p in ROOT.glob("school/*/migrations/*.py") if "_auto_" in p.name]

    assert auto == []


def _catalogue(path: Path) -> dict[str, str]:
    """msgid -> msgstr of a .po file, plain entries only."""
    found: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if "#, fuzzy" in block or "#~" in block:
            continue
        parts = dict(
            re.findall(r'^(msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\n?)+)', block + "\n", re.MULTILINE)
        )
        text = {
            name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value)).replace('\\"', '"')
            for name, value in parts.items()
        }
        if text.get("msgid"):
            found[text["msgid"].replace("\\n", "\n")] = text["msgstr"].replace("\\n", "\n")
    return found


def _said_in_code() -> set[str]:
    """Every literal handed to gettext in the product's Python."""
    import ast

    said = set()
    for path in [*ROOT.glob("school/**/*.py"), *ROOT.glob("config/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "gettext", "gettext_lazy", "ngettext")
            ):
                said |= {
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                }
    return said


def test_every_sentence_has_its_chinese():
    catalogue = _catalogue(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po")

    assert {s for s in _said_in_code() if not catalogue.get(s)} == set()


def test_the_compiled_catalogue_is_the_written_one():
    written = _catalogue(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po")
    with (ROOT / "locale/zh_Hans/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert {k: compiled.gettext(k) for k in written} == written


def test_the_openapi_document_is_current():
    out = io.StringIO()
    call_command("spectacular", "--lang", "en", "--validate", "--fail-on-warn", stdout=out)

    assert out.getvalue() == (ROOT / "docs/openapi.yaml").read_text(encoding="utf-8")


def test_the_served_document_is_the_written_one(as_user, homeroom):
    served = as_user(homeroom).get("/api/v1/schema/", HTTP_ACCEPT_LANGUAGE="zh-hans")

    assert served.content.decode() == (ROOT / "docs/openapi.yaml").read_text(encoding="utf-8")


def test_the_client_types_are_made_from_the_openapi_document(tmp_path):
    made = tmp_path / "schema.gen.ts"
    subprocess.run(
        ["npx", "--no-install", "openapi-typescript", "../docs/openapi.yaml", "-o", str(made)],
        cwd=ROOT / "frontend",
        check=True,
        capture_output=True,
    )

    assert made.read_text() == (ROOT / "frontend/src/shared/api/schema.gen.ts").read_text()


def test_every_context_is_named_in_the_settings():
    contexts = {f"school.{p.parent.name}" for p in ROOT.glob("school/*/__init__.py")}

    assert contexts == set(settings.CONTEXTS)
    assert all(apps.is_installed(context) for context in contexts)

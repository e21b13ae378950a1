"""What stands behind a kept number says how many it is, and lists ids only while they are few."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

MOST_IDS = 1000
LEAST, LEAST_BY_CATEGORY = 5, 10


def counted(apps: Any, schema_editor: Any) -> None:
    summaries = apps.get_model("summaries", "TermSummary")
    for summary in summaries.objects.filter(readings__isnull=False).iterator(chunk_size=1):
        count(summary.readings)
        summary.save(update_fields=["readings"])


def count(readings: dict[str, Any]) -> None:
    behind = {
        code: {cell["key"]: set(cell["records"]) for cell in one["cells"]}
        for code, one in readings.items()
    }
    for code, one in readings.items():
        least = LEAST_BY_CATEGORY if "category" in code else LEAST
        for cell in one["cells"]:
            cell["betrayed_by"] = sorted(_betrayers(code, cell["key"], behind, least))
            cell["records"] = _kept(cell["records"])
        one["records"] = {side: _kept(ids) for side, ids in one["records"].items()}


def _betrayers(
    code: str, key: str, behind: dict[str, dict[str, set[str]]], least: int
) -> Iterator[str]:
    own = behind[code][key]
    for other, cells in behind.items():
        whole = cells.get(key, set())
        if other != code and own < whole and len(whole) - len(own) < least:
            yield other


def _kept(ids: list[str]) -> dict[str, Any]:
    return {"count": len(ids), "ids": ids if len(ids) <= MOST_IDS else None}


class Migration(migrations.Migration):
    dependencies = [("summaries", "0002_the_committee_asks")]

    operations = [migrations.RunPython(counted, migrations.RunPython.noop)]

"""A process of its own that reads one workbook: standard input to JSON on standard output.

The spreadsheet library ends the process it runs in when a file makes it ask for too much memory.
Here that is this process, and no web worker.
"""

import datetime
import io
import json
import resource
import sys
from typing import Any

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 10


def plain(cell: Any) -> Any:
    """JSON of a cell: days as {"day": …}, what a roster has no use for as {"other": …}."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        return {"day": cell.isoformat()}
    if isinstance(cell, str | int | float):
        return cell
    return {"other": str(cell)}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as workbook:
        rows = workbook.get_sheet_by_name(json.loads(sys.argv[1])).to_python(skip_empty_area=False)
    json.dump([[plain(cell) for cell in row] for row in rows], sys.stdout)


if __name__ == "__main__":
    main()

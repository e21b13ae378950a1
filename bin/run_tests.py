"""Every test this machine can run; at the end, what ran, and what did not and why.

With WOTU_NOTHING_SKIPPED=1 a skipped test is a failure. Words on the command line go to pytest.
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST_CLOSES = re.compile(
    r"\b\d+ (passed|failed|skipped|deselected|errors?)\b.* in [\d.]+s|no tests ran"
)
VITEST_CLOSES = re.compile(r"^\s*Tests\s+.*\d+ (passed|failed|skipped)")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Part:
    name: str
    command: list[str]
    closes: re.Pattern[str]
    folder: Path = ROOT
    report: Path | None = None
    status: int = 0
    closing: str = "printed no closing line"
    not_run: list[str] = field(default_factory=list)

    def run(self) -> None:
        say(f"\n── {self.name}: {' '.join(map(str, self.command))}")
        process = subprocess.Popen(  # noqa: S603 - put together below
            self.command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        for raw in process.stdout or ():
            sys.stdout.write(raw)
            sys.stdout.flush()
            line = COLOUR.sub("", raw).rstrip()
            if self.closes.search(line):
                self.closing = line
            if line.startswith("NOT RUN"):
                self.not_run.append(line.removeprefix("NOT RUN").strip(" :"))
        self.status = process.wait()
        self.not_run += self._skipped()

    def _skipped(self) -> list[str]:
        """Each reason once, with how many tests gave it."""
        if self.report is None or not self.report.exists():
            return []
        reasons: dict[str, int] = {}
        for case in ET.parse(self.report).iter("testcase"):  # noqa: S314 - pytest wrote it
            for skipped in case.iter("skipped"):
                reason = skipped.get("message") or "no reason given"
                reasons[reason] = reasons.get(reason, 0) + 1
        return [f"{count} skipped: {reason}" for reason, count in reasons.items()]

    @property
    def skipped_any(self) -> bool:
        return bool(re.search(r"\b\d+ (skipped|xfailed|todo)\b", self.closing))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def parts(words: list[str], reports: Path) -> list[Part]:
    def pytest(name: str, *what: str) -> Part:
        report = reports / f"{name}.xml"
        colour = "yes" if sys.stdout.isatty() else "no"
        command = [sys.executable, "-m", "pytest", *what, "-ra", f"--color={colour}"]
        return Part(name, [*command, f"--junitxml={report}"], PYTEST_CLOSES, report=report)

    if words:
        return [pytest("chosen", *words)]
    return [
        Part("client", ["npm", "test", "--silent"], VITEST_CLOSES, ROOT / "frontend"),
        # One process a core; who has nothing left takes from the other what it has not begun.
        pytest("backend", "tests", "--ignore=tests/e2e", "-n", "auto", "--dist", "worksteal"),
        # Apart from the rest: the browser's event loop and the ORM do not share a process.
        pytest("browser", "tests/e2e"),
    ]


def main(words: list[str]) -> int:
    strict = bool(os.environ.get("WOTU_NOTHING_SKIPPED"))
    with tempfile.TemporaryDirectory(prefix="wotu-reports-") as reports:
        ran = parts(words, Path(reports))
        for part in ran:
            part.run()

    say("\n── not run, and why")
    missing = [f"{part.name}: {line}" for part in ran for line in part.not_run]
    if not os.environ.get("DATABASE_URL"):
        missing.append("served mode (PostgreSQL, Redis): DATABASE_URL is not set; .ci/run sets it")
    for line in missing or ["nothing was left out"]:
        say(f"   {line}")

    say("\n── what ran")
    failed = [part for part in ran if part.status or (strict and part.skipped_any)]
    closing = []
    for part in ran:
        closing.append(f"{part.name:<8} {part.closing}")
        if part in failed and not part.status:
            closing.append(f"{part.name:<8} FAILED: nothing may be skipped here")
        elif part.status:
            closing.append(f"{part.name:<8} FAILED with exit code {part.status}")
    for line in closing:
        say(line)
    if file := os.environ.get("WOTU_CLOSING_LINES"):
        mode = "served" if os.environ.get("DATABASE_URL") else "embedded"
        with Path(file).open("a") as out:
            out.writelines(f"{mode:<9}{line}\n" for line in closing)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

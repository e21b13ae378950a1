"""Children that should be running, and the end of those that should not."""

# ruff: noqa: S603 - every command line comes from this package.

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.launch.place import ROOT, Place, say

# A service that lived less than this did not start properly; its next start waits a little.
SETTLED_AFTER = 10.0
LOG_LIMIT = 10_000_000
# Marks every process of one launch, so that the next one ends exactly these and no others.
MARK = "WOTU_LAUNCH"


def die_with_launcher(death_signal: signal.Signals) -> Callable[[], None] | None:
    """Linux sends a child this signal when its parent ends, also when that was killed."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    launcher = os.getpid()

    def in_the_child() -> None:
        libc.prctl(1, int(death_signal))  # PR_SET_PDEATHSIG
        if os.getppid() != launcher:
            os._exit(1)

    return in_the_child


@dataclass
class Service:
    """One child that should be running."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path
    # A worker that has lost launcher and broker would hang in a soft shutdown: it is killed.
    death_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    failures: int = field(default=0, init=False)
    due: float = field(default=0.0, init=False)

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C belongs to the launcher, which stops things in order.
                start_new_session=True,
                preexec_fn=die_with_launcher(self.death_signal),
            )
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep(self) -> None:
        """Start it again when it has ended, ever more patiently while that does not help."""
        if self.process is None or self.alive:
            return
        now = time.monotonic()
        if not self.due:
            self._end_orphans(self.process.pid)
            if now - self.started < SETTLED_AFTER:
                self.failures += 1
                self.due = now + min(2.0**self.failures, 60.0) / 2
            else:
                self.failures = 0
                self.due = now
            say(f"{self.name} ended ({self.process.returncode}); starting it again. See {self.log}")
        if now >= self.due:
            self.due = 0.0
            self.start()

    def _end_orphans(self, group: int) -> None:
        """Pool processes outlive a killed worker until their task ends; its successor does it."""
        for pid in marked(self.env.get(MARK, "")):
            with suppress(ProcessLookupError):
                if os.getpgid(pid) == group:
                    os.kill(pid, signal.SIGKILL)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.alive:
            self.process.terminate()

    def end(self) -> None:
        if self.process is not None and self.alive:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def last_lines(self, count: int = 15) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def marked(mark: str) -> Iterator[int]:
    """The processes of one launch. Elsewhere than on Linux nobody tells, and none are found."""
    if not mark:
        return
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile, or somebody else's
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def end_stale(place: Place, new_mark: str) -> None:
    """A killed launcher may leave pool processes at work on a task; end the whole old launch."""
    record = place.folder("run") / "mark"
    old_mark = record.read_text().strip() if record.exists() else ""
    # The broker first gets the chance to write its file to the end.
    for attempt in range(50):
        left = list(marked(old_mark))
        if not left:
            break
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if attempt < 5 else signal.SIGKILL)
        time.sleep(0.1)
    record.write_text(new_mark)

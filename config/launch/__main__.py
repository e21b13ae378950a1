"""The commands: demo (no word), reset, manage …, exec …."""

import os
import secrets
import shutil
import sys

from config.launch.place import ROOT, CannotStartError, environment, held, here, port_from, say
from config.launch.prepare import prepare
from config.launch.processes import end_stale
from config.launch.tree import Launch


def launch() -> None:
    place = here()
    with held(place):
        mark = secrets.token_hex(16)
        # First: what is left of a killed launch may still hold the port.
        end_stale(place, mark)
        Launch(place, port_from(os.environ.get("PORT") or "8000"), mark).run()


def reset() -> None:
    """Forget the demo: data, keys, messages, logs."""
    if os.environ.get("DATABASE_URL"):
        raise CannotStartError(
            "DATABASE_URL is set: what it points to is not the demo's to throw away. Unset it."
        )
    place = here()
    with held(place):
        end_stale(place, "")
        for path in (place.database, place.keys):
            for file in place.var.glob(f"{path.name}*"):
                file.unlink()
        for name in ("broker", "log"):
            shutil.rmtree(place.folder(name))
        for file in place.folder("run").glob("beat*"):
            file.unlink()
    say(f"The demo's data in {place.var} is gone.")


def execute(command: list[str]) -> None:
    """Another command under the same keys and the same database."""
    env = environment(here())
    os.chdir(ROOT)
    os.execvpe(command[0], command, env)  # noqa: S606 - the caller's own command


def main(words: list[str]) -> int:
    try:
        match words:
            case []:
                launch()
            case ["reset"]:
                reset()
            case ["prepare", ours]:
                prepare(broker_is_ours=ours == "ours")
            case ["manage", *rest]:
                execute([sys.executable, "manage.py", *rest])
            case ["exec", *command] if command:
                execute(command)
            case _:
                raise CannotStartError("usage: python -m config.launch [reset | manage … | exec …]")
    except CannotStartError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reminders under `kill -9`: `python -m benchmarks.crash`; `--help` for options.

The order of work only: which stores and chats are tried, and how it is shown. About four minutes
for each of both stores and both chats.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import crash_stores, crash_trial
from benchmarks.crash_crew import DiedError
from benchmarks.crash_trial import Ask, StuckError

STORES = (crash_stores.SQLITE, crash_stores.POSTGRESQL)
DISCORD, MATRIX = 180, 86_400
"""Seconds for which the chats know a key."""

NOTE = """\
Workers and PostgreSQL are killed with SIGKILL at random moments while reminders fall due. Lost:
neither seen nor reported. Doubled: seen twice. Repeated: sent again, and not seen again because the
chat knew the key. Unsure: reported to the owner as "may not have arrived".
Missed: reported; of several in a row only the first is, and the others are skipped."""


def main(arguments: Sequence[str]) -> int:
    """Try everything and print it. The exit code: 1 when a reminder was lost or doubled."""
    chosen = _options().parse_args(arguments)
    try:
        runs = [_tried(chosen, store, chat) for store in chosen.store for chat in chosen.remembers]
    except (DiedError, StuckError) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    if chosen.json:
        print(json.dumps({"runs": runs}))
    else:
        _show(runs)
    return int(any(run["lost"] or run["doubled"] for run in runs))


def _tried(chosen: argparse.Namespace, name: str, remembers: int) -> dict[str, Any]:
    """One trial as plain values."""
    ask = Ask(
        remembers=remembers,
        kills=chosen.kills,
        server_kills=0 if name == crash_stores.SQLITE else chosen.server_kills,
        reminders=chosen.reminders,
        apart=chosen.apart,
        workers=chosen.workers,
        pause=chosen.pause,
        speed=chosen.speed,
        slowest=chosen.slowest,
        seed=chosen.seed,
    )
    _tell(f"{ask.kills} kills on {name}, in a chat that remembers keys for {remembers} seconds")
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="soleus-") as folder,
        crash_stores.opened(name, Path(folder)) as store,
    ):
        counts = asyncio.run(crash_trial.run(ask, store, Path(folder)))
    took = {"seconds": round(time.monotonic() - begun)}
    return {"store": name, **asdict(ask), **asdict(counts), **took}


SHOWN = (
    "store",
    "remembers",
    "kills",
    "server_kills",
    "due",
    "sent",
    "lost",
    "doubled",
    "repeated_keys",
    "unsure",
    "missed",
    "skipped",
)


def _show(runs: Sequence[dict[str, Any]]) -> None:
    table = Table(*(name.replace("_", " ") for name in SHOWN), title_justify="left")
    for run in runs:
        table.add_row(*(str(run[name]) for name in SHOWN))
    console = Console()
    console.print(table)
    console.print(NOTE, highlight=False)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    add = options.add_argument
    add("--json", action="store_true", help="one JSON object")
    add("--kills", type=int, default=200, help="of workers, for each store and chat")
    add("--server-kills", type=int, default=10, help="of PostgreSQL itself")
    add("--store", nargs="+", choices=STORES, default=STORES)
    add("--remembers", nargs="+", type=int, default=(DISCORD, MATRIX), help="seconds")
    add("--reminders", type=int, default=2_000)
    add("--apart", type=int, default=240, help="seconds after which each comes round")
    add("--workers", type=int, default=3)
    add("--pause", type=float, default=1.0, help="seconds between two kills, on average")
    add("--speed", type=float, default=4.0, help="how fast the clock of the trial runs")
    add("--slowest", type=float, default=0.3, help="seconds until the chat accepts, and answers")
    add("--seed", type=int, default=1)
    return options


def _tell(line: str) -> None:
    print(f"... {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

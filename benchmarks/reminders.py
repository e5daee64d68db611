"""Speed, lateness, memory and growth of reminders: `python -m benchmarks.reminders`.

The order of work only: what is measured, on which databases. About 20 minutes on two idle cores;
`--help` for options that make it smaller.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from benchmarks import reminder_figures, reminder_tables
from benchmarks import reminder_rounds as rounds
from benchmarks.reminder_figures import Figures, Setting, Store
from benchmarks.reminder_rounds import Told
from benchmarks.reminder_stores import POSTGRESQL, SQLITE
from benchmarks.reminder_worker import WorkerError

NAMES = (SQLITE, POSTGRESQL)
CHUNKS = (25, 100, 200, 350, 500)
NUMBERS: tuple[tuple[str, float, str], ...] = (
    ("reminders", 1_000_000, "active reminders in each database"),
    ("due", 60_000, "of them due at once, again for each run"),
    ("chunk", 250, "claimed together, unless sizes are compared"),
    ("runs", 3, "runs of which the middle counts"),
    ("burst", 10_000, "reminders that fall due at a limit"),
    ("within", 60, "seconds within which they fall due"),
    ("rate", 50.0, "the limit, messages a second"),
    ("idle", 60.0, "seconds of waiting with nothing due"),
    ("jobs", 20_000, "jobs beside other schedulers"),
    ("cap", 120.0, "seconds after which another scheduler is ended"),
)


def main(arguments: Sequence[str]) -> int:
    """Measure everything and print it. The exit code."""
    chosen = vars(_options().parse_args(arguments))
    as_json = chosen.pop("json")
    setting = Setting(**chosen, cores=os.cpu_count() or 1)
    try:
        found = measured(setting, _tell)
    except (ValueError, WorkerError) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 2
    line = json.dumps(reminder_figures.as_object(found))
    print(line if as_json else reminder_tables.as_tables(found))
    return 0


def measured(setting: Setting, told: Told) -> Figures:
    """All figures. `told` hears what is measured next, for a person who waits."""
    with ExitStack() as stack:
        full = {name: rounds.full(stack, name, setting, told) for name in NAMES}
        drained = {name: rounds.drained(name, it, setting, told) for name, it in full.items()}
        bursts = rounds.bursts(full, setting, told)
        idle = rounds.idle(full, setting, told)
    growth = {name: rounds.growth(name, setting, told) for name in NAMES}
    stores = {
        name: Store(
            full[name].seconds,
            drained[name],
            bursts[name],
            idle[name],
            {**growth[name], setting.reminders: drained[name].cost},
        )
        for name in NAMES
    }
    return Figures(setting, stores, rounds.peers(setting, told))


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.reminders", description=__doc__)
    options.add_argument("--json", action="store_true", help="one JSON object as the last line")
    for name, default, what in NUMBERS:
        about = f"{what} (default: {default:,})"
        options.add_argument(f"--{name}", type=type(default), default=default, help=about)
    sizes = f"sizes of a claim to compare (default: {CHUNKS})"
    options.add_argument("--chunks", type=int, nargs="+", default=CHUNKS, help=sizes)
    return options


def _tell(line: str) -> None:
    print(f"... {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

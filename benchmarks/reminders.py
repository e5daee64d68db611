"""Speed, lateness, memory and growth of reminders: `python -m benchmarks.reminders`.

The order of work only: what is measured, on which databases. About 20 minutes on two idle cores;
`--help` for options that make it smaller.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import queue_peers, reminder_figures, reminder_stores
from benchmarks.queue_peers import APSCHEDULER, PROCRASTINATE, Ran
from benchmarks.reminder_figures import Burst, Cost, Figures, Runs, Setting, Store
from benchmarks.reminder_stores import MOST_WAVES, POSTGRESQL, SQLITE, Filled
from benchmarks.reminder_worker import Order, Report, alone, together
from benchmarks.timing import Spread, spread
from bot.reminders.store.database import open_database

CHUNKS = (25, 100, 200, 350, 500)
WORKERS = (1, 2)
RUNS = 3
SIZES = (1_000, 10_000, 100_000)
STEPS = 5
MINUTE = 60
LEAD = 5
"""Seconds that workers have to start before a burst begins."""

Told = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What is measured with, beyond what is told with the figures."""

    setting: Setting
    idle: float
    runs: int
    chunks: tuple[int, ...]


@dataclass(frozen=True)
class Full:
    """A database full of reminders, and the seconds it took to fill."""

    url: str
    filled: Filled
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Measure everything and print it. The exit code."""
    chosen = _options().parse_args(arguments)
    try:
        found = measured(_wanted(chosen), _tell)
    except ValueError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 2
    line = json.dumps(reminder_figures.as_object(found))
    print(line if chosen.json else reminder_figures.as_tables(found))
    return 0


def measured(wanted: Wanted, told: Told) -> Figures:
    """All figures. `told` hears what is measured next, for a person who waits."""
    with ExitStack() as stack:
        full = {}
        for name in (SQLITE, POSTGRESQL):
            told(f"{name}: filling in {wanted.setting.reminders:,} reminders")
            url = stack.enter_context(reminder_stores.opened(name))
            full[name] = _filled(url, _waves(wanted))
        stores = {name: _Bench(name, it, wanted, told) for name, it in full.items()}
"""

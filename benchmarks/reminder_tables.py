"""The tables of the reminder benchmark, for people. Measures nothing itself."""

from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.figures import table
from benchmarks.reminder_figures import Figures, Runs
from benchmarks.reminder_stores import POSTGRESQL, SQLITE

AT_LEAST = {(SQLITE, 1): 5_000, (POSTGRESQL, 1): 5_000, (POSTGRESQL, 2): 15_000}
"""Reminders a second that so many workers are to deliver."""

COMMAND_AT_MOST = {SQLITE: 250, POSTGRESQL: 100}
"""Milliseconds that 99 in 100 commands are to stay within while everything is delivered."""

SHARE_AT_LEAST = 0.97

NOTE = """\
{reminders:,} reminders in the database, {due:,} of them due at once; the chat takes every message
at once. Of several runs the middle is shown, with the least and the most. A machine with {cores}
cores does everything, the database server included. In the burst, {burst:,} fall due within
{within} seconds at a limit of {rate:g} a second, each in a room of its own; no queue could be
earlier than "at best"."""

PEERS_NOTE = """\
{jobs:,} jobs that are due, one worker. Soleus and APScheduler write down the next time of each;
procrastinate only runs it. A peer is ended after {cap:g} seconds; what it ran by then counts."""


def as_tables(found: Figures) -> str:
    """Tables in Markdown, which also read well in a terminal."""
    setting = found.setting
    growth = ("reminders", "in", "claim and settle", "empty poll", "add", "size")
    peers = ("the same jobs", "ran", "a second")
    return "\n".join(
        (
            *table(("reminders", "of", "measured", "aim"), _speeds(found)),
            "",
            *table(growth, _growth(found)),
            "",
            *table(peers, _peers(found)),
            "",
            NOTE.format(**asdict(setting)),
            PEERS_NOTE.format(**asdict(setting)),
        )
    )


def _speeds(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.stores.items():
        for size, runs in it.drained.chunks.items():
            yield f"delivered, {size} at a time", name, _rate(runs), ""
    for name, it in found.stores.items():
        for number, runs in it.drained.workers.items():
            aim = AT_LEAST.get((name, number))
            many = "1 worker" if number == 1 else f"{number} workers"
            least = f"{aim:,}/s" if aim else ""
            yield f"delivered, {found.setting.chunk} at a time, {many}", name, _rate(runs), least
    for name, it in found.stores.items():
        used = it.drained.workers[1].cpu
        yield "processor of a worker for 1,000", name, f"{used:.3f} s", ""
    for name, it in found.stores.items():
        peak = max(runs.peak_mb for runs in it.drained.workers.values())
        yield "peak memory of a worker", name, f"{peak:.0f} MB", ""
    yield from _waits(found)


def _waits(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.stores.items():
        taken, aim = it.drained.commands, f"{COMMAND_AT_MOST[name]} ms"
        yield "a command meanwhile, half of them", name, f"{taken.p50:.1f} ms", ""
        yield "a command meanwhile, 99 in 100", name, f"{taken.p99:.1f} ms", aim
    for name, it in found.stores.items():
        burst = it.burst
        yield "late in a burst, half of them", name, *_late(burst.late.p50, burst.best.p50)
        yield "late in a burst, 99 in 100", name, *_late(burst.late.p99, burst.best.p99)
        yield "used of the limit in a burst", name, f"{burst.share:.3f}", f"{SHARE_AT_LEAST}"
    for name, it in found.stores.items():
        yield "processor in an idle minute", name, f"{it.idle:.2f} s", ""


def _late(measured: float, best: float) -> tuple[str, str]:
    return f"{measured / 1000:.1f} s", f"{best / 1000:.1f} s at best"


def _rate(runs: Runs) -> str:
    shown = f"{runs.middle:,.0f}/s"
    if len(runs.rates) == 1:
        return shown
    return f"{shown} ({min(runs.rates):,.0f} - {max(runs.rates):,.0f})"


def _growth(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.stores.items():
        for size, cost in it.growth.items():
            yield (
                f"{size:,}",
                name,
                f"{cost.chunk:.1f} ms",
                f"{cost.poll:.2f} ms",
                f"{cost.add:.2f} ms",
                f"{cost.megabytes:.1f} MB",
            )


def _peers(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, ran in found.peers.items():
        if ran is None:
            yield name, "not installed", ""
        else:
            rate = f"{ran.done / ran.seconds:,.0f}/s"
            yield name, f"{ran.done:,} in {ran.seconds:.1f} s", rate

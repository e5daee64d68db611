"""What was measured of reminders: tables for people, one object for programs. Measures nothing."""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.figures import table
from benchmarks.queue_peers import Ran
from benchmarks.reminder_stores import POSTGRESQL, SQLITE
from benchmarks.timing import Spread

AT_LEAST = {(SQLITE, 1): 5_000, (POSTGRESQL, 1): 5_000, (POSTGRESQL, 2): 15_000}
"""Reminders a second that so many workers are to deliver."""

COMMAND_AT_MOST = {SQLITE: 250, POSTGRESQL: 100}
"""Milliseconds that 99 in 100 commands are to stay within while everything is delivered."""

SHARE_AT_LEAST = 0.97

NOTE = """\
{reminders} reminders in the database, {due} of them due at once; the chat takes every message at once.
Several runs of the same are shown as their middle, and their least and most. One machine with {cores}
cores does everything, the database server included. In the burst, {burst} fall due within a minute at
a limit of {rate:g} a second, each in a room of its own: no queue could be earlier than "at best"."""

PEERS_NOTE = """\
{jobs} jobs that are due, one worker. Soleus and APScheduler write down the next time of each;
procrastinate only runs it. A peer is ended after {cap:g} seconds; what it ran by then counts."""


@dataclass(frozen=True)
class Runs:
    """Reminders a second in each of several runs, and the most memory that a worker took."""

    rates: tuple[float, ...]
    peak_mb: float

    @property
    def middle(self) -> float:
        """The run in the middle."""
        return statistics.median(self.rates)


@dataclass(frozen=True)
class Burst:
    """Seconds that messages came late, and would have at best; the share of the limit used."""

    late: Spread
    best: Spread
    share: float


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one step in a database of some size, and that size in MB."""

    chunk: float
    poll: float
    add: float
    megabytes: float


@dataclass(frozen=True)
class Store:
    """Everything measured on one kind of database. `idle` is processor seconds a minute."""

    fill: float
    chunks: Mapping[int, Runs]
    workers: Mapping[int, Runs]
    commands: Spread
    commanded: int
    burst: Burst
    idle: float
    growth: Mapping[int, Cost]


@dataclass(frozen=True)
class Setting:
    """What was measured with."""

    reminders: int
    due: int
    chunk: int
    burst: int
    rate: float
    jobs: int
    cap: float
    cores: int


@dataclass(frozen=True)
class Figures:
    """All figures, by the name of the database or of the peer; a peer not installed is None."""

    setting: Setting
    stores: Mapping[str, Store]
    peers: Mapping[str, Ran | None]


def as_object(found: Figures) -> dict[str, Any]:
    """Everything as plain values for JSON."""
    return {
        "setting": asdict(found.setting),
        "stores": {name: _store(it) for name, it in found.stores.items()},
        "peers": {name: _peer(it, found.setting.jobs) for name, it in found.peers.items()},
    }


def as_tables(found: Figures) -> str:
    """Tables in Markdown, which also read well in a terminal."""
    setting = found.setting
    growth = ("reminders", "in", "claim and settle", "empty poll", "add", "size")
    peers = ("the same jobs", "ran", "a second", "adding them")
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


def _store(it: Store) -> dict[str, Any]:
    return {
        "fill_seconds": round(it.fill, 1),
        "chunks": {str(size): _runs(runs) for size, runs in it.chunks.items()},
        "workers": {str(number): _runs(runs) for number, runs in it.workers.items()},
        "commands": {
            "count": it.commanded,
            "p50_ms": round(it.commands.p50, 2),
            "p99_ms": round(it.commands.p99, 2),
        },
        "burst": {
            "p50_s": round(it.burst.late.p50, 2),
            "p99_s": round(it.burst.late.p99, 2),
            "best_p50_s": round(it.burst.best.p50, 2),
            "best_p99_s": round(it.burst.best.p99, 2),
            "share_of_limit": round(it.burst.share, 4),
        },
        "idle_cpu_seconds_a_minute": round(it.idle, 3),
        "growth": {
            str(size): {
                "chunk_ms": round(cost.chunk, 2),
                "poll_ms": round(cost.poll, 2),
                "add_ms": round(cost.add, 2),
                "megabytes": round(cost.megabytes, 1),
            }
            for size, cost in it.growth.items()
        },
    }


def _runs(runs: Runs) -> dict[str, Any]:
    return {
        "per_second": round(runs.middle),
        "runs": [round(rate) for rate in runs.rates],
        "peak_mb": round(runs.peak_mb, 1),
    }


def _peer(ran: Ran | None, jobs: int) -> dict[str, Any] | None:
    if ran is None:
        return None
    return {
        "done": ran.done,
        "seconds": round(ran.seconds, 1),
        "per_second": round(ran.done / ran.seconds),
        "added_seconds": round(ran.added, 1),
        "cut_short": ran.done < jobs,
    }


def _speeds(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.stores.items():
        for size, runs in it.chunks.items():
            yield f"delivered, {size} at a time", name, _rate(runs), ""
    for name, it in found.stores.items():
        for number, runs in it.workers.items():
            aim = AT_LEAST.get((name, number))
            many = "1 worker" if number == 1 else f"{number} workers"
            least = f"{aim:,}/s" if aim else ""
            yield f"delivered, {found.setting.chunk} at a time, {many}", name, _rate(runs), least
    for name, it in found.stores.items():
        peak = max(runs.peak_mb for runs in it.workers.values())
        yield "peak memory of a worker", name, f"{peak:.0f} MB", ""
    yield from _waits(found)


def _waits(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.stores.items():
        aim = f"{COMMAND_AT_MOST[name]} ms"
        yield "a command meanwhile, half of them", name, f"{it.commands.p50:.1f} ms", ""
        yield "a command meanwhile, 99 in 100", name, f"{it.commands.p99:.1f} ms", aim
    for name, it in found.stores.items():
        burst = it.burst
        yield "late in a burst, half of them", name, *_late(burst.late.p50, burst.best.p50)
        yield "late in a burst, 99 in 100", name, *_late(burst.late.p99, burst.best.p99)
        yield "used of the limit in a burst", name, f"{burst.share:.3f}", f"{SHARE_AT_LEAST}"
    for name, it in found.stores.items():
        yield "processor in an idle minute", name, f"{it.idle:.2f} s", ""


def _late(measured: float, best: float) -> tuple[str, str]:
    return f"{measured:.1f} s", f"{best:.1f} s at best"


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


def _peers(found: Figures) -> Iterator[Sequence[str]]:
    for name, ran in found.peers.items():
        if ran is None:
            yield name, "not installed", "", ""
        else:
            rate = f"{ran.done / ran.seconds:,.0f}/s"
            yield name, f"{ran.done:,} in {ran.seconds:.1f} s", rate, f"{ran.added:.1f} s"

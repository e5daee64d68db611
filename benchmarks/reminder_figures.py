"""What was measured of reminders, and as one object for programs. Measures nothing itself."""

import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.queue_peers import Ran
from benchmarks.timing import Spread


@dataclass(frozen=True)
class Runs:
    """Reminders a second in each of several runs; what they cost the workers.

    `cpu` is processor seconds for 1,000 reminders, which other work on the machine hardly changes;
    without a database server. `peak_mb` is the most memory that one worker took.
    """

    rates: tuple[float, ...]
    cpu: float
    peak_mb: float

    @property
    def middle(self) -> float:
        """The run in the middle."""
        return statistics.median(self.rates)


@dataclass(frozen=True)
class Burst:
    """How late messages came, and would have at best; the share of the limit that was used."""

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
class Drained:
    """What was measured while everything due was delivered.

    Runs by the size of the chunk and by the number of workers, commands meanwhile, single steps.
    """

    chunks: Mapping[int, Runs]
    workers: Mapping[int, Runs]
    commands: Spread
    commanded: int
    cost: Cost


@dataclass(frozen=True)
class Store:
    """Everything measured on one kind of database. `idle` is processor seconds a minute."""

    fill: float
    drained: Drained
    burst: Burst
    idle: float
    growth: Mapping[int, Cost]


@dataclass(frozen=True)
class Setting:
    """What was measured with; each is an option of the benchmark, except the cores there are."""

    reminders: int
    due: int
    chunk: int
    chunks: tuple[int, ...]
    runs: int
    burst: int
    within: int
    rate: float
    idle: float
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


def _store(it: Store) -> dict[str, Any]:
    return {
        "fill_seconds": round(it.fill, 1),
        "chunks": {str(size): _runs(runs) for size, runs in it.drained.chunks.items()},
        "workers": {str(number): _runs(runs) for number, runs in it.drained.workers.items()},
        "commands": _commands(it.drained),
        "burst": {
            "p50_s": round(it.burst.late.p50 / 1000, 2),
            "p99_s": round(it.burst.late.p99 / 1000, 2),
            "best_p50_s": round(it.burst.best.p50 / 1000, 2),
            "best_p99_s": round(it.burst.best.p99 / 1000, 2),
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


def _commands(it: Drained) -> dict[str, Any]:
    count, found = it.commanded, it.commands
    return {"count": count, "p50_ms": round(found.p50, 2), "p99_ms": round(found.p99, 2)}


def _runs(runs: Runs) -> dict[str, Any]:
    return {
        "per_second": round(runs.middle),
        "runs": [round(rate) for rate in runs.rates],
        "cpu_seconds_for_1000": round(runs.cpu, 3),
        "peak_mb": round(runs.peak_mb, 1),
    }


def _peer(ran: Ran | None, jobs: int) -> dict[str, Any] | None:
    if ran is None:
        return None
    return {
        "done": ran.done,
        "seconds": round(ran.seconds, 1),
        "per_second": round(ran.done / ran.seconds),
        "cut_short": ran.done < jobs,
    }

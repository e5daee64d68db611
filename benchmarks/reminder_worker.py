"""One process of a reminder benchmark: opens a database, begins when told to, reports in JSON.

`together` starts several at once; each runs as `python -m benchmarks.reminder_worker`.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from benchmarks import reminder_tasks as tasks
from bot.reminders.store.database import Database

ROOT = Path(__file__).parents[1]
READY = "ready\n"


class WorkerError(Exception):
    """A process that did not do its task; what it said stands above."""


@dataclass(frozen=True)
class Order:
    """What a worker is to do with a database; each task has its own of the other values."""

    task: Literal["drain", "commands", "burst", "idle", "steps"]
    url: str
    at: int = 0
    chunk: int = 0
    count: int = 0
    rate: float = 0
    seconds: float = 0


@dataclass(frozen=True)
class Report:
    """What came of it: instants, processor seconds, how many were sent, figures by name."""

    began: float
    ended: float
    cpu: float
    peak_mb: float
    sent: int = 0
    figures: dict[str, list[float]] = field(default_factory=dict)


def alone(order: Order) -> Report:
    """One worker."""
    return together([order])[0]


def together(orders: Sequence[Order]) -> list[Report]:
    """A process for each order; all begin at the same time. Raises WorkerError if one fails."""
    workers = [_started(order) for order in orders]
    try:
        for worker in workers:
            _expect(worker, READY)
        for worker in workers:
            _tell(worker)
        return [_reported(worker) for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


async def work(order: Order) -> Report:
    """Open the database, wait for the word, do the task."""
    database = await tasks.opened(order.url)
    try:
        print(READY, end="", flush=True)
        sys.stdin.readline()
        began, used = time.time(), time.process_time()
        sent, figures = await _done(order, database)
        used = time.process_time() - used
        return Report(began, time.time(), used, _peak_mb(), sent, figures)
    finally:
        await database.close()


async def _done(order: Order, database: Database) -> tuple[int, dict[str, list[float]]]:
    match order.task:
        case "drain":
            return await tasks.drain(database, order.at, order.chunk), {}
        case "commands":
            taken = await tasks.drain_beside_commands(database, order.at, order.chunk)
            return 0, {"commands": taken}
        case "burst":
            found = await tasks.burst(database, order.count, order.rate)
            return len(found["late"]), found
        case "idle":
            return 0, {"cpu": [await tasks.idle(database, order.seconds)]}
        case "steps":
            return 0, asdict(await tasks.steps(database, order.at, order.chunk))


def _started(order: Order) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.reminder_worker", json.dumps(asdict(order))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _expect(worker: "subprocess.Popen[str]", line: str) -> None:
    if worker.stdout is None or worker.stdout.readline() != line:
        raise WorkerError("a worker did not start")


def _tell(worker: "subprocess.Popen[str]") -> None:
    if worker.stdin is not None:
        worker.stdin.write("go\n")
        worker.stdin.flush()


def _reported(worker: "subprocess.Popen[str]") -> Report:
    out, _ = worker.communicate()
    if worker.returncode:
        raise WorkerError("a worker failed")
    return Report(**json.loads(out))


def _peak_mb() -> float:
    """Peak memory. On Linux not by getrusage, which counts what the parent held at the start."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(it for it in status.read_text().splitlines() if it.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(work(Order(**json.loads(sys.argv[1])))))))

"""The rounds of the reminder benchmark: orders for workers, and what their reports come to."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain

from benchmarks import queue_peers, reminder_stores
from benchmarks import reminder_tasks as tasks
from benchmarks.queue_peers import APSCHEDULER, PROCRASTINATE, Ran
from benchmarks.reminder_figures import Burst, Cost, Drained, Runs, Setting
from benchmarks.reminder_stores import POSTGRESQL, SQLITE, Filled
from benchmarks.reminder_worker import Order, Report, alone, together
from benchmarks.timing import spread

WORKERS = (1, 2)
SIZES = (1_000, 10_000, 100_000)
STEPS = 5
MINUTE = 60
LEAD = 8
"""Seconds that workers have to start before a burst begins."""

Told = Callable[[str], None]


@dataclass(frozen=True)
class Full:
    """A database full of reminders, and the seconds it took to fill."""

    url: str
    filled: Filled
    seconds: float


def full(stack: ExitStack, name: str, setting: Setting, told: Told) -> Full:
    told(f"{name}: filling in {setting.reminders:,} reminders")
    if setting.chunk > setting.due:
        raise ValueError(f"of {setting.due} due there is no claim of {setting.chunk}")
    number = len(setting.chunks) + (len(WORKERS) + 1) * setting.runs + 1
    filled = reminder_stores.waves(setting.reminders, setting.due, number, time.time())
    url = stack.enter_context(reminder_stores.opened(name))
    return Full(url, filled, asyncio.run(_fill(url, filled)))


def drained(name: str, on: Full, setting: Setting, told: Told) -> Drained:
    """Everything that takes a wave each, in the order of the waves."""
    ends = map(on.filled.end_of, range(on.filled.waves))
    chunks = {}
    for size in setting.chunks:
        told(f"{name}: delivering {setting.due:,}, {size} at a time")
        chunks[size] = _runs(on.url, [next(ends)], size, 1)
    workers = {}
    for number in WORKERS:
        told(f"{name}: delivering {setting.due:,} with {number} workers, {setting.runs} times")
        at = [next(ends) for _ in range(setting.runs)]
        workers[number] = _runs(on.url, at, setting.chunk, number)
    told(f"{name}: commands while {setting.due:,} are delivered, {setting.runs} times")
    at = [next(ends) for _ in range(setting.runs)]
    orders = [Order("commands", on.url, at=one, chunk=setting.chunk) for one in at]
    commands = [taken for order in orders for taken in alone(order).figures["commands"]]
    told(f"{name}: step by step")
    cost = _cost(on.url, next(ends), setting.chunk)
    return Drained(chunks, workers, spread(commands), len(commands), cost)


def _runs(url: str, at: Sequence[int], chunk: int, workers: int) -> Runs:
    """The same with one wave after another."""
    every = [together([Order("drain", url, at=one, chunk=chunk)] * workers) for one in at]
    reports = list(chain.from_iterable(every))
    return Runs(
        tuple(map(_rate, every)),
        1000 * sum(it.cpu for it in reports) / sum(it.sent for it in reports),
        max(it.peak_mb for it in reports),
    )


def _rate(reports: Sequence[Report]) -> float:
    """Reminders a second, of all workers together."""
    begun, ended = min(it.began for it in reports), max(it.ended for it in reports)
    return sum(it.sent for it in reports) / (ended - begun)


def _cost(url: str, at: int, chunk: int) -> Cost:
    found = alone(Order("steps", url, at=at, chunk=chunk)).figures
    middle = {name: 1000 * statistics.median(taken) for name, taken in found.items()}
    return Cost(middle["chunks"], middle["polls"], middle["adds"], asyncio.run(_megabytes(url)))


def bursts(on: Mapping[str, Full], setting: Setting, told: Told) -> dict[str, Burst]:
    """Both databases at the same time: all they do is wait for the limit."""
    told(f"a burst of {setting.burst:,} at {setting.rate:g} a second, on both at the same time")
    first = int(time.time()) + LEAD + setting.burst // 1000
    for it in on.values():
        asyncio.run(_fill_burst(it.url, setting, first))
    count, rate = setting.burst, setting.rate
    reports = together([Order("burst", it.url, count=count, rate=rate) for it in on.values()])
    return {name: _burst(it, setting) for name, it in zip(on, reports, strict=True)}


def _burst(report: Report, setting: Setting) -> Burst:
    at_best = [
        max(0.0, number / setting.rate - number * setting.within // setting.burst)
        for number in range(setting.burst)
    ]
    [span] = report.figures["span"]
    share = setting.burst / setting.rate / span
    seconds = report.figures["late"]
    return Burst(spread(seconds), spread(at_best), share)


def idle(on: Mapping[str, Full], setting: Setting, told: Told) -> dict[str, float]:
    told(f"nothing due for {setting.idle:g} seconds, on both at the same time")
    reports = together([Order("idle", it.url, seconds=setting.idle) for it in on.values()])
    used = {name: it.figures["cpu"][0] for name, it in zip(on, reports, strict=True)}
    return {name: seconds * MINUTE / setting.idle for name, seconds in used.items()}


def growth(name: str, setting: Setting, told: Told) -> dict[int, Cost]:
    """What steps cost in smaller databases."""
    return {
        size: _cost_at(name, size, setting.chunk, told)
        for size in SIZES
        if size < setting.reminders
    }


def _cost_at(name: str, size: int, chunk: int, told: Told) -> Cost:
    told(f"{name}: step by step among {size:,}")
    filled = reminder_stores.waves(size, min(size // 2, STEPS * chunk), 1, time.time())
    with reminder_stores.opened(name) as url:
        asyncio.run(_fill(url, filled))
        return _cost(url, filled.end_of(0), chunk)


def peers(setting: Setting, told: Told) -> dict[str, Ran | None]:
    return dict(_peer_by_peer(setting, told))


def _peer_by_peer(setting: Setting, told: Told) -> Iterator[tuple[str, Ran | None]]:
    for name, peer in ((SQLITE, APSCHEDULER), (POSTGRESQL, PROCRASTINATE)):
        told(f"{setting.jobs:,} of the same jobs: Soleus on {name}")
        yield f"Soleus on {name}", _ours(name, setting)
        told(f"{setting.jobs:,} of the same jobs: {peer} on {name}")
        with reminder_stores.opened(name) as url:
            yield f"{peer} on {name}", queue_peers.measured(peer, url, setting.jobs, setting.cap)


def _ours(name: str, setting: Setting) -> Ran:
    filled = reminder_stores.waves(setting.jobs, setting.jobs, 1, time.time())
    with reminder_stores.opened(name) as url:
        asyncio.run(_fill(url, filled))
        report = alone(Order("drain", url, at=filled.end_of(0), chunk=setting.chunk))
    return Ran(report.sent, report.ended - report.began)


async def _fill(url: str, filled: Filled) -> float:
    database = await tasks.opened(url)
    begun = time.perf_counter()
    await reminder_stores.fill(database, filled)
    await database.close()
    return time.perf_counter() - begun


async def _fill_burst(url: str, setting: Setting, first: int) -> None:
    database = await tasks.opened(url)
    await reminder_stores.fill_burst(database, setting.burst, first, setting.within)
    await database.close()


async def _megabytes(url: str) -> float:
    database = await tasks.opened(url)
    size = await reminder_stores.megabytes(database)
    await database.close()
    return size

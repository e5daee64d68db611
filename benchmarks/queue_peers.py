"""Other ways to run jobs that are due: APScheduler on SQLite, procrastinate on PostgreSQL.

The only file that knows them. Each runs in a process of its own, as this module, and is ended after
`cap` seconds; what it ran by then counts.
"""

import asyncio
import json
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apscheduler.schedulers.background import (  # type: ignore[import-untyped]
        BackgroundScheduler,
    )
    from procrastinate.types import JSONValue

ROOT = Path(__file__).parents[1]
APSCHEDULER, PROCRASTINATE = "APScheduler", "procrastinate"
CONCURRENCY = 100
"""Jobs that procrastinate runs at a time; with 10 it is slower, with 30 about the same."""


@dataclass(frozen=True)
class Ran:
    """How many jobs ran, in how many seconds."""

    done: int
    seconds: float


def measured(name: str, url: str, jobs: int, cap: float) -> Ran | None:
    """What a peer manages on an empty database; None where it is not installed."""
    command = [sys.executable, "-m", "benchmarks.queue_peers", name, url, str(jobs), str(cap)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True)
    found = json.loads(ended.stdout.splitlines()[-1])
    return Ran(**found) if found else None


def accept() -> None:
    """The job: a message that is taken at once."""


def apscheduler(url: str, jobs: int, cap: float) -> Ran:
    """Its SQLAlchemyJobStore and thread pool; every job comes daily in its zone, as ours do."""
    from apscheduler.events import EVENT_JOB_EXECUTED  # type: ignore[import-untyped]
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
    from apscheduler.schedulers.background import BackgroundScheduler

    ran: list[object] = []
    all_ran = Event()

    def note(event: object) -> None:
        ran.append(event)
        if len(ran) == jobs:
            all_ran.set()

    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone=UTC)
    scheduler.add_listener(note, EVENT_JOB_EXECUTED)
    scheduler.start(paused=True)
    _add_daily_jobs(scheduler, jobs)
    begun = time.perf_counter()
    scheduler.resume()
    all_ran.wait(cap)
    return Ran(len(ran), time.perf_counter() - begun)


async def procrastinate(url: str, jobs: int, cap: float) -> Ran:
    """One worker with its async psycopg connector. It only runs each job; no next time is kept."""
    from procrastinate import App, PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=url))
    ran: list[int] = []

    @app.task(name="remind")
    async def remind(number: int) -> None:
        ran.append(number)

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        every: list[dict[str, JSONValue]] = [{"number": number} for number in range(jobs)]
        await remind.batch_defer_async(*every)
        # What PostgreSQL does by itself after a while; without, it runs a third as many.
        await app.connector.execute_query_async("ANALYZE")
        begun = time.perf_counter()
        with suppress(TimeoutError):
            async with asyncio.timeout(cap):
                await app.run_worker_async(
                    wait=False, concurrency=CONCURRENCY, install_signal_handlers=False
                )
        return Ran(len(ran), time.perf_counter() - begun)


def _add_daily_jobs(scheduler: "BackgroundScheduler", jobs: int) -> None:
    """Add them, due an hour ago and daily from then on."""
    from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]

    past = datetime.now(UTC) - timedelta(hours=1)
    trigger = CronTrigger(hour=past.hour, minute=past.minute, timezone="UTC")
    for _ in range(jobs):
        scheduler.add_job(accept, trigger, next_run_time=past, misfire_grace_time=None)


def _run(name: str, url: str, jobs: int, cap: float) -> Ran | None:
    try:
        if name == APSCHEDULER:
            return apscheduler(url, jobs, cap)
        return asyncio.run(procrastinate(url, jobs, cap))
    except ImportError as error:
        print(f"benchmark: {name} is left out: {error}", file=sys.stderr)
        return None


def main(words: list[str]) -> None:
    name, url, jobs, cap = words
    logging.disable(logging.WARNING)  # both have much to say about every job
    ran = _run(name, url, int(jobs), float(cap))
    print(json.dumps(ran and asdict(ran)), flush=True)
    os._exit(0)  # a scheduler that was cut short has threads that nothing else ends


if __name__ == "__main__":
    main(sys.argv[1:])

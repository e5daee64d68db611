"""A worker to be killed: the real delivery on a real database, sending to a FakeChat.

Runs as `python -m benchmarks.crash_worker` with the fields of Job; what it logs goes to stderr.
"""

import asyncio
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.fake_chat import BySocket
from benchmarks.fast_clock import FastClock
from bot.chat import Kind, Reply
from bot.reminders.delivery import Delivery
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.error import StoreError
from bot.reminders.store.queue import Due, Queue
from bot.reminders.waking import Bell, Waking

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Real seconds until a database that is not up yet is tried again."""


@dataclass(frozen=True)
class Job:
    """Where a worker works, and by which clock."""

    url: str
    socket: Path
    remembers: int
    clock: FastClock

    def words(self) -> list[str]:
        """The arguments that `read` reads."""
        clock = (self.clock.begun, self.clock.speed)
        return [self.url, str(self.socket), str(self.remembers), *map(repr, clock)]

    @classmethod
    def read(cls, words: list[str]) -> "Job":
        """The job that `words` names."""
        url, socket, remembers, begun, speed = words
        return cls(url, Path(socket), int(remembers), FastClock(float(begun), float(speed)))


async def work(job: Job) -> None:
    """Send what falls due until killed."""
    delivery = Delivery(
        Queue(await _reached(job.url)),
        BySocket(job.socket, job.remembers),
        _composed,
        job.clock,
        Random(),
    )
    await Waking(delivery, Bell(), job.clock, recheck=1).run()


async def _reached(url: str) -> Database:
    """The database, waited for as whoever restarts a worker would."""
    while True:
        try:
            return await open_database(url, Path())
        except StoreError as error:
            log.warning("the database is not there: %s", error)
            await asyncio.sleep(PAUSE)


def _composed(_due: Due, _late: bool) -> Reply:  # noqa: FBT001
    return Reply(Kind.NOTICE)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(work(Job.read(sys.argv[1:])))

"""A crew of workers, each a process of its own: started, and killed without warning."""

import subprocess
import sys
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from benchmarks.crash_worker import Job

ROOT = Path(__file__).parents[1]
LAST_WORDS = 2_000


class DiedError(Exception):
    """A worker ended by itself, which it never should."""


class Crew:
    """Some workers on the same job. What they log is kept in a file, for when one dies."""

    def __init__(self, job: Job, log: Path) -> None:
        self._job = job
        self._log = log.open("ab")
        self._path = log
        self._workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        for worker in self._workers:
            _kill(worker)
        self._log.close()

    def start(self) -> subprocess.Popen[bytes]:
        """One worker more."""
        worker = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crash_worker", *self._job.words()],
            stderr=self._log,
            cwd=ROOT,
        )
        self._workers.append(worker)
        return worker

    def replace_one(self, random: Random) -> None:
        """Kill a worker, whatever it does just now, and start another."""
        self.check()
        worker = random.choice(self._workers)
        _kill(worker)
        self._workers.remove(worker)
        self.start()

    def check(self) -> None:
        """Raise DiedError if a worker ended by itself."""
        if any(worker.poll() is not None for worker in self._workers):
            raise DiedError(self.said()[-LAST_WORDS:])

    def said(self) -> str:
        """Everything they logged."""
        return self._path.read_text("utf-8")


def _kill(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()

"""`soleus run` by a clock that a test moves: `python -m tests.run_on_a_clock FILE`.

The file holds by how many seconds the clock is ahead of the machine's.
"""

import asyncio
import os
import sys
import time
from pathlib import Path

from bot import running, settings
from bot.chat import Refused

REFUSED = 78


class AheadClock:
    """The machine's clock, as far ahead as its file says. Waiting waits for real."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> float:
        return time.time() + float(self._path.read_text("utf-8"))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


if __name__ == "__main__":
    try:
        asyncio.run(running.run(settings.read(os.environ), AheadClock(Path(sys.argv[1])), print))
    except Refused:
        sys.exit(REFUSED)

"""`soleus chat` by a clock that a test moves: `python -m tests.chat_on_a_clock FILE`.

The file holds the time as seconds since 1970.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot import joining, settings


class FileClock:
    """Shows what its file says. Waiting waits for real, but nothing here waits long."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> float:
        return float(self._path.read_text("utf-8"))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


if __name__ == "__main__":
    asyncio.run(joining.converse(settings.read(os.environ), FileClock(Path(sys.argv[1]))))

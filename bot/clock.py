"""Time as it is handed to what needs it, so that a test can hold it in its hand."""

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> float:
        """Seconds since 1970 in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait; not at all for zero or less."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds since 1970 in UTC, as the machine believes."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait; not at all for zero or less."""
        await asyncio.sleep(max(0.0, seconds))

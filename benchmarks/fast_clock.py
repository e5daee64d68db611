"""A clock that runs fast, the same in all processes: a minute's lease is over in seconds."""

import asyncio
import time
from dataclasses import dataclass

START = 1_800_000_000


@dataclass(frozen=True)
class FastClock:
    """Shows START at the real instant `begun`; from there, `speed` seconds pass in each."""

    begun: float
    speed: float

    def now(self) -> float:
        """Seconds since 1970, if the world went that fast."""
        return START + (time.time() - self.begun) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""
        await asyncio.sleep(max(0.0, seconds) / self.speed)

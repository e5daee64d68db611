"""Counts what is being worked on, so that leaving can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Busy:
    """How many things are being worked on."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def working(self) -> Iterator[None]:
        """One more, as long as the block lasts."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._idle.set()

    async def idle(self, seconds: float) -> bool:
        """Wait until nothing is being worked on; whether that came in time."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

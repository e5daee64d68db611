"""A chat that cannot be crashed: shows a message once for as long as it knows its key.

It counts what people see. Workers reach it through a Unix socket: they write a key and read "ok".
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from bot.chat import Person, Place, Reply
from bot.clock import Clock

PLATFORM = "fake"
ACCEPTED = b"ok\n"


class FakeChat:
    """`shown` holds the key of every message people see, `repeated` of those it knew already.

    It takes up to `slowest` real seconds to accept a message, and again to say so.
    """

    def __init__(self, clock: Clock, remembers: int, slowest: float, random: Random) -> None:
        self.shown: list[str] = []
        self.repeated: list[str] = []
        self._clock = clock
        self._remembers = remembers
        self._slowest = slowest
        self._random = random
        self._known: dict[str, float] = {}
        self._replies = asyncio.Event()
        self._replies.set()

    def accept(self, key: str) -> None:
        """Show a message, unless its key is known."""
        now = self._clock.now()
        known = self._known.get(key)
        if known is not None and now - known < self._remembers:
            self.repeated.append(key)
        else:
            self.shown.append(key)
            self._known[key] = now

    def hold(self) -> None:
        """Accept messages from now on, and do not say so."""
        self._replies.clear()

    def release(self) -> None:
        """Say it now."""
        self._replies.set()

    @asynccontextmanager
    async def at(self, socket: Path) -> AsyncIterator[None]:
        """Open to workers."""
        server = await asyncio.start_unix_server(self._hear, socket, backlog=1000)
        try:
            yield
        finally:
            self.release()
            server.close()
            await server.wait_closed()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Who hangs up meanwhile was killed; the message is under way all the same.
        with suppress(ConnectionError):
            key = (await reader.readline()).decode().strip()
            await self._dawdle()
            if key:
                self.accept(key)
            await self._dawdle()
            await self._replies.wait()
            writer.write(ACCEPTED)
            await writer.drain()
        writer.close()

    async def _dawdle(self) -> None:
        await asyncio.sleep(self._random.uniform(0, self._slowest))


class BySocket:
    """The way to a FakeChat from a worker: a Destination that can never tell what arrived."""

    platform = PLATFORM
    account = "soleus"
    rate: float | None = 50.0

    def __init__(self, socket: Path, remembers: int) -> None:
        self.remembers = remembers
        self._socket = socket

    async def deliver(self, _place: Place, _to: Person, _reply: Reply, key: str) -> None:
        """Send a key. Raises ConnectionError when the chat does not say that it has it."""
        reader, writer = await asyncio.open_unix_connection(self._socket)
        try:
            writer.write(f"{key}\n".encode())
            if await reader.readline() != ACCEPTED:
                raise ConnectionError("the chat hung up")
        finally:
            writer.close()

    async def arrived(self, _place: Place, _key: str) -> bool | None:
        """Nobody can tell."""
        return None

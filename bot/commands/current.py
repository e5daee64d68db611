"""The answers in use, replaced whole when the content is read anew."""

import asyncio
from collections.abc import Callable

from bot.answering import Answering


class Current:
    """What answers questions now. Content that cannot be read leaves it as it is."""

    def __init__(self, load: Callable[[], Answering]) -> None:
        self._load = load
        self.answering = load()

    async def reload(self) -> None:
        """Read everything anew, beside what goes on. Raises ContentError and WeightsError."""
        self.answering = await asyncio.to_thread(self._load)

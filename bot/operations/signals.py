"""Signals: SIGTERM and SIGINT ask to leave, SIGHUP to read the answers anew."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

STOPS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def heeded(stop: asyncio.Event, reload: Callable[[], Awaitable[object]]) -> Iterator[None]:
    """Heed them as long as the block lasts; a second request to leave is not waited for."""
    loop = asyncio.get_running_loop()
    tasks = set[asyncio.Future[object]]()

    def begin() -> None:
        task = asyncio.ensure_future(reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    def leave(which: int) -> None:
        stop.set()
        loop.remove_signal_handler(which)

    for which in STOPS:
        loop.add_signal_handler(which, leave, which)
    loop.add_signal_handler(signal.SIGHUP, begin)
    try:
        yield
    finally:
        for which in (*STOPS, signal.SIGHUP):
            loop.remove_signal_handler(which)

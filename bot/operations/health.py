"""/healthz and /metrics over HTTP, for probes and Prometheus. Nothing else is served."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.settings import SettingsError

Missing = Callable[[], Awaitable[str | None]]
"""What is missing until everything works; None when nothing is."""

HOST = "0.0.0.0"  # noqa: S104 - probes of a container come from outside it
PATIENCE = 2.0
"""Seconds to find out what is missing; a probe gives up after a few."""

LEAVING = 0.5


@asynccontextmanager
async def served(port: int, missing: Missing, numbers: Callable[[], bytes]) -> AsyncIterator[None]:
    """Serve on a port as long as the block lasts. Raises SettingsError."""
    app = web.Application()
    app.router.add_get("/healthz", _health(missing))
    app.router.add_get("/metrics", _metrics(numbers))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LEAVING)
    await runner.setup()
    try:
        await _open(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _open(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError as error:
        raise SettingsError(
            f"SOLEUS_HTTP_PORT: {port} cannot be opened ({error.strerror}); choose another one"
        ) from None


def _health(missing: Missing) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def health(_request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE):
                lacking = await missing()
        except TimeoutError:
            lacking = "no answer in time"
        return web.Response(text=f"{lacking or 'ok'}\n", status=503 if lacking else 200)

    return health


def _metrics(numbers: Callable[[], bytes]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=numbers(), content_type="text/plain", charset="utf-8")

    return metrics

"""Stands between the bot and the homeserver: fails, answers nonsense, or swallows answers."""

import asyncio
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

PATIENCE = 20.0
LARGEST = 30 << 20
DROPPED = frozenset({"host", "content-length", "transfer-encoding", "content-encoding"})


class Proxy:
    """Hands everything on, until it is told otherwise."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._failing: list[tuple[int, bytes]] = []
        self._held: str | None = None
        self._asked: Counter[str] = Counter()
        self._changed = asyncio.Event()
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{path:.*}", self._request)
        self._client = aiohttp.ClientSession(auto_decompress=True)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()
        await self._client.close()

    def fail(self, status: int, times: int) -> None:
        """The next requests end so, and do not reach the homeserver."""
        self._failing += [(status, b"upstream failed")] * times

    def answer_nonsense(self, times: int) -> None:
        """The next requests get what no homeserver says."""
        self._failing += [(200, b'{"next_batch": 7, "rooms": [1')] * times

    def hold_after(self, path: str) -> None:
        """Requests with this in their path reach the homeserver; their answers never come back."""
        self._held = path

    def let_go(self) -> None:
        """All is well again."""
        self._held = None

    def repeats(self, path: str) -> bool:
        """Whether the very same request came twice."""
        return any(count > 1 for asked, count in self._asked.items() if path in asked)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds; looked at after each request."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def _request(self, request: web.Request) -> web.StreamResponse:
        if self._failing:
            status, body = self._failing.pop(0)
            return web.Response(status=status, body=body, content_type="application/json")
        self._asked[f"{request.method} {request.path}"] += 1
        self._changed.set()
        headers = {k: v for k, v in request.headers.items() if k.lower() not in DROPPED}
        async with self._client.request(
            request.method,
            self._target + request.raw_path,
            data=await request.read(),
            headers=headers,
        ) as answer:
            body = await answer.read()
        if self._held and self._held in request.path:
            await asyncio.Event().wait()
        kept = {k: v for k, v in answer.headers.items() if k.lower() not in DROPPED}
        return web.Response(status=answer.status, body=body, headers=kept)

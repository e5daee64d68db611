"""The fake itself: one HTTP server with REST and gateway, on a free port of this machine."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fake_discord import description, objects
from tests.fake_discord.faults import Fault, Faults, Refusal
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.objects import Channel, Json
from tests.fake_discord.people import People
from tests.fake_discord.rest import UNAUTHORIZED, Asked, RefusedError, Rest
from tests.fake_discord.state import State

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.Gtest.not-a-real-token-only-for-tests"
LARGEST = 30 << 20
PATIENCE = 8.0
REMEMBERED = 5000
NOT_TAKEN = frozenset({Fault.DROPPED_BEFORE, Fault.UNAVAILABLE, Fault.LIMITED, Fault.BANNED})


@dataclass(frozen=True)
class Request:
    """One request of the bot, and the status it got."""

    at: float
    method: str
    path: str
    body: Any
    status: int


class FakeDiscord:
    """Everything in one hand. `rate` is how many requests a second a token may make, if any.

    `checks`: hold every payload against Discord's description, where that is at hand.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.time,
        rate: int | None = None,
        *,
        checks: bool = True,
    ) -> None:
        self._changed = asyncio.Event()
        self._rate = rate
        self._recent: deque[float] = deque()
        self._description = description.find() if checks else None
        self._now = now
        self.token = TOKEN
        self.problems: list[str] = []
        self.requests: deque[Request] = deque(maxlen=REMEMBERED)
        self.limited = 0
        self.faults = Faults()

    async def start(self) -> None:
        """Listen; everything else exists from here on."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/api/v10/{rest:.*}", self._request)
        app.router.add_get("/gateway/", self._connect)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}/api/v10"
        self.state = State(f"http://127.0.0.1:{port}", self._now)
        self.gateway = Gateway(self.state, TOKEN, self._notify)
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway/"
        self._rest = Rest(self.state, self.gateway)
        self.people = People(self.state, self.gateway, self.until, self._check)

    async def stop(self) -> None:
        """Listen no more."""
        await self.gateway.drop()
        await self._runner.cleanup()

    def sent(self, channel: Channel) -> list[Json]:
        """What the bot wrote in a channel that is still there."""
        bot = self.state.bot["id"]
        return [it for it in channel.messages if it["author"]["id"] == bot]

    def texts(self, channel: Channel) -> list[str]:
        """The same, as it reads."""
        return [objects.texts(it) for it in self.sent(channel)]

    async def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until something holds; looked at after each request and event."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(self._account()) from None

    async def join(self, guild: str) -> None:
        """The bot is added to a server."""
        await self.gateway.dispatch("GUILD_CREATE", self.state.guild(guild), guild)

    async def leave(self, guild: str) -> None:
        """The bot is removed from a server."""
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild, "unavailable": False}, guild)
        self.state.guilds.pop(guild)

    def _account(self) -> str:
        last = [f"  {it.method} {it.path} {it.status}" for it in list(self.requests)[-8:]]
        return "\n".join(("it did not happen in time; the last requests were:", *last))

    def _notify(self) -> None:
        self._changed.set()

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        return await self.gateway.connect(request)

    async def _request(self, request: web.Request) -> web.StreamResponse:
        asked = await _read(request)
        if request.headers.get("Authorization", f"Bot {TOKEN}") != f"Bot {TOKEN}":
            return self._refused(asked, UNAUTHORIZED)
        if not asked.path.startswith(("/interactions", "/webhooks")) and self._is_too_fast():
            return self._limited(asked, 0.5, is_global=True)
        fault = self.faults.take(asked.method, asked.path)
        if isinstance(fault, Refusal):
            return self._refused(asked, fault)
        if fault in NOT_TAKEN:
            return self._not_taken(request, asked, fault)
        return await self._do(request, asked, fault)

    def _not_taken(
        self, request: web.Request, asked: Asked, fault: Fault | None
    ) -> web.StreamResponse:
        if fault is Fault.DROPPED_BEFORE:
            return self._broken(request, asked)
        if fault is Fault.UNAVAILABLE:
            return self._answer(asked, 503, {"message": "upstream", "code": 0})
        return self._limited(asked, 0.2, via=fault is Fault.LIMITED)

    async def _do(
        self, request: web.Request, asked: Asked, fault: Fault | None
    ) -> web.StreamResponse:
        if self._description:
            multipart = bool(asked.files)
            self.problems += self._description.of_request(
                asked.method, asked.path, asked.body, multipart=multipart
            )
        try:
            status, body = await self._rest.answer(asked)
        except RefusedError as error:
            return self._refused(asked, error.refusal)
        if fault is Fault.HELD_AFTER:
            self._note(asked, 0)
            await asyncio.Event().wait()
        if fault is Fault.DROPPED_AFTER:
            return self._broken(request, asked)
        if fault is Fault.FAILED_AFTER:
            return self._answer(asked, 500, {"message": "error", "code": 0})
        if self._description:
            self.problems += self._description.of_response(asked.method, asked.path, status, body)
        return self._answer(asked, status, body)

    def _check(self, name: str, value: Json) -> None:
        if self._description:
            self.problems += self._description.of(name, value)

    def _is_too_fast(self) -> bool:
        if self._rate is None:
            return False
        now = time.monotonic()
        while self._recent and now - self._recent[0] > 1:
            self._recent.popleft()
        self._recent.append(now)
        return len(self._recent) > self._rate

    def _limited(
        self, asked: Asked, seconds: float, *, is_global: bool = False, via: bool = True
    ) -> web.Response:
        self.limited += 1
        body = {"message": "limited", "retry_after": seconds, "global": is_global}
        headers = {"Retry-After": "1", "X-RateLimit-Scope": "global" if is_global else "user"}
        return self._answer(asked, 429, body, headers, via=via)

    def _refused(self, asked: Asked, refusal: Refusal) -> web.Response:
        body = {"message": refusal.message, "code": refusal.code}
        return self._answer(asked, refusal.status, body)

    def _broken(self, request: web.Request, asked: Asked) -> web.Response:
        self._note(asked, 0)
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _answer(
        self,
        asked: Asked,
        status: int,
        body: Any,  # noqa: ANN401
        headers: dict[str, str] | None = None,
        *,
        via: bool = True,
    ) -> web.Response:
        self._note(asked, status)
        left = "0" if status == 429 else "4"
        limits = {
            "X-RateLimit-Bucket": re.sub(r"\d+", "x", asked.path)[:40],
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": left,
            "X-RateLimit-Reset": str(time.time() + 1),
            "X-RateLimit-Reset-After": "1.0",
            **({"Via": "1.1 google"} if via else {}),
            **(headers or {}),
        }
        if body is None:
            return web.Response(status=status, headers=limits)
        # Exactly this type: with a charset discord.py would not read it as JSON.
        limits["Content-Type"] = "application/json"
        return web.Response(status=status, headers=limits, body=json.dumps(body).encode())

    def _note(self, asked: Asked, status: int) -> None:
        self.requests.append(Request(self._now(), asked.method, asked.path, asked.body, status))
        self._notify()


async def _read(request: web.Request) -> Asked:
    path = request.path.removeprefix("/api/v10")
    files: dict[str, tuple[str, bytes]] = {}
    body: Any = None
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        body = json.loads(str(form["payload_json"]))
        for key, part in form.items():
            found = re.fullmatch(r"files\[(\d+)\]", key)
            if found and isinstance(part, web.FileField):
                files[found[1]] = (part.filename, part.file.read())
    elif request.can_read_body and (raw := await request.text()):
        body = json.loads(raw)
    return Asked(request.method, path, dict(request.query), body, files)


@asynccontextmanager
async def fake_discord(
    now: Callable[[], float] = time.time, rate: int | None = None
) -> AsyncIterator[FakeDiscord]:
    """A Discord of one's own; at the end every payload must have been right."""
    discord = FakeDiscord(now, rate)
    await discord.start()
    try:
        yield discord
    finally:
        await discord.stop()
    assert not discord.problems, "\n".join(dict.fromkeys(discord.problems))

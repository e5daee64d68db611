"""The gateway: sessions, heartbeats, events, resuming. Events go to whoever may have them.

Without the Message Content intent a session gets the words of a message only if it mentions the
bot, is its own, or is in a DM (https://discord.com/developers/docs/events/gateway).
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.fake_discord.objects import Json
from tests.fake_discord.state import State

DISPATCH, HEARTBEAT, IDENTIFY, RESUME = 0, 1, 2, 6
RECONNECT, INVALID, HELLO, ACK = 7, 9, 10, 11
GUILDS, GUILD_MESSAGES, DM_MESSAGES, CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
WRONG_TOKEN, FORBIDDEN_INTENT = 4004, 4014


@dataclass
class Session:
    """One session of the bot: one shard of one process."""

    id: str
    intents: int
    shard: tuple[int, int]
    socket: web.WebSocketResponse | None
    sequence: int = 0
    past: list[Json] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something can be sent now."""
        return self.socket is not None and not self.socket.closed


class Gateway:
    """All sessions."""

    def __init__(self, state: State, token: str, changed: Callable[[], None]) -> None:
        self._state = state
        self._token = token
        self._changed = changed
        self.sessions: dict[str, Session] = {}
        self.identified: list[float] = []
        self.resumed = 0
        self.received: list[Json] = []
        self.is_down = False
        self.hello_after = 0.0
        self.forbids_content = True
        self.url = ""

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """One connection, until it ends."""
        if self.is_down:
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await asyncio.sleep(self.hello_after)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._received(socket, json.loads(message.data))
        return socket

    async def dispatch(self, event: str, data: Json, guild: str | None) -> None:
        """Tell every session that may know of it."""
        for session in list(self.sessions.values()):
            if self._is_for(session, event, guild):
                await self._send(session, event, self._seen_by(session, event, data))

    async def drop(self, *, forget: bool = False) -> None:
        """Break every connection; sessions can be resumed unless they are forgotten."""
        for session in self.sessions.values():
            if session.socket is not None and session.socket._req is not None:
                transport = session.socket._req.transport
                if transport:
                    transport.abort()
            session.socket = None
        if forget:
            self.sessions.clear()

    async def ask_to_reconnect(self) -> None:
        """Op 7."""
        for session in self.sessions.values():
            if session.is_open and session.socket:
                await session.socket.send_json({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9."""
        for session in list(self.sessions.values()):
            if session.is_open and session.socket:
                await session.socket.send_json({"op": INVALID, "d": resumable})
            if not resumable:
                self.sessions.pop(session.id)

    async def _received(self, socket: web.WebSocketResponse, payload: Json) -> None:
        self.received.append(payload)
        match payload["op"]:
            case 1:
                await socket.send_json({"op": ACK})
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])
        self._changed()

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identified.append(self._state.now())
        self._state.sessions_left -= 1
        if data["token"] != self._token:
            await socket.close(code=WRONG_TOKEN)
            return
        if data["intents"] & CONTENT and self.forbids_content:
            await socket.close(code=FORBIDDEN_INTENT)
            return
        shard = tuple(data.get("shard") or (0, 1))
        session = Session(self._state.id(), data["intents"], shard, socket)
        guilds = [it for it in self._state.guilds if _shard_of(it, shard[1]) == shard[0]]
        await self._send(session, "READY", self._ready(session, guilds))
        for number in guilds:
            await self._send(session, "GUILD_CREATE", self._state.guild(number))
        self.sessions[session.id] = session

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID, "d": False})
            return
        self.resumed += 1
        session.socket = socket
        for payload in [it for it in session.past if it["s"] > (data["seq"] or 0)]:
            await socket.send_json(payload)
        await self._send(session, "RESUMED", {})

    def _ready(self, session: Session, guilds: list[str]) -> Json:
        bot = {**self._state.bot, "mfa_enabled": False, "verified": True, "email": None}
        return {
            "v": 10,
            "user": bot,
            "guilds": [{"id": it, "unavailable": True} for it in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": self._state.bot["id"], "flags": self._state.application_flags},
        }

    async def _send(self, session: Session, event: str, data: Any) -> None:  # noqa: ANN401
        session.sequence += 1
        payload = {"op": DISPATCH, "t": event, "s": session.sequence, "d": data}
        if event != "GUILD_CREATE":
            session.past.append(payload)
        if session.is_open and session.socket:
            try:
                await session.socket.send_str(json.dumps(payload))
            except ConnectionError:
                session.socket = None

    @staticmethod
    def _is_for(session: Session, event: str, guild: str | None) -> bool:
        if guild is None:
            wanted = DM_MESSAGES if event.startswith("MESSAGE") else 0
            return session.shard[0] == 0 and session.intents & wanted == wanted
        wanted = GUILD_MESSAGES if event.startswith("MESSAGE") else 0
        mine = _shard_of(guild, session.shard[1]) == session.shard[0]
        return mine and session.intents & wanted == wanted

    def _seen_by(self, session: Session, event: str, data: Json) -> Json:
        if not event.startswith("MESSAGE") or session.intents & CONTENT or "content" not in data:
            return data
        seen = data if self._may_read(data) else _blank(data)
        replied = seen.get("referenced_message")
        if replied and not self._may_read({**replied, "guild_id": data.get("guild_id")}):
            seen = {**seen, "referenced_message": _blank(replied)}
        return seen

    def _may_read(self, data: Json) -> bool:
        bot = self._state.bot["id"]
        mentioned = any(it["id"] == bot for it in data["mentions"])
        return data.get("guild_id") is None or mentioned or data["author"]["id"] == bot


def _blank(data: Json) -> Json:
    return {**data, "content": "", "embeds": [], "attachments": [], "components": []}


def _shard_of(guild: str, shards: int) -> int:
    return (int(guild) >> 22) % shards

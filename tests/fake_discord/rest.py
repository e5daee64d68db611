"""Requests in, answers out: what the bot asks of Discord's REST API."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_discord import limits, objects
from tests.fake_discord.faults import CLOSED_DM, NO_ACCESS, NO_CHANNEL, NO_RIGHT, Refusal
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.objects import (
    ATTACH,
    DM,
    EPHEMERAL,
    HISTORY,
    SEND,
    SEND_IN_THREADS,
    THREAD,
    VIEW,
    Channel,
    Json,
)
from tests.fake_discord.state import Interaction, State

Files = dict[str, tuple[str, bytes]]
Answered = tuple[int, Any]

UNAUTHORIZED = Refusal(401, 0, "401: Unauthorized")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_USER = Refusal(404, 10013, "Unknown User")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
ACKNOWLEDGED = Refusal(400, 40060, "Interaction has already been acknowledged.")
NEEDS_HISTORY = Refusal(400, 160002, "Cannot reply without permission to read message history")
REPLY, THINKING, LATER, CHANGE, COMPLETE, FORM = 4, 5, 6, 7, 8, 9


class RefusedError(Exception):
    """Discord says no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: Files


class Rest:
    """Every operation that the bot uses."""

    def __init__(self, state: State, gateway: Gateway) -> None:
        self._state = state
        self._gateway = gateway
        self._routes = [
            (method, re.compile(pattern), handle) for method, pattern, handle in self._table()
        ]

    async def answer(self, asked: Asked) -> Answered:
        """Do what is asked. Raises RefusedError."""
        for method, pattern, handle in self._routes:
            found = pattern.fullmatch(asked.path)
            if found and method == asked.method:
                return await handle(asked, *found.groups())
        raise AssertionError(f"this fake does not know {asked.method} {asked.path}")

    def _table(self) -> list[tuple[str, str, Callable[..., Awaitable[Answered]]]]:
        webhook = r"/webhooks/\d+/([^/]+)"
        return [
            ("GET", r"/users/@me", self._me),
            ("GET", r"(?:/oauth2)?/applications/@me", self._application),
            ("GET", r"/gateway/bot", self._where),
            ("GET", r"/users/@me/guilds", self._guilds),
            ("GET", r"/guilds/(\d+)", self._guild),
            ("GET", r"/guilds/(\d+)/channels", self._channels),
            ("GET", r"/guilds/(\d+)/members/(\d+)", self._member),
            ("PUT", r"/applications/\d+/commands", self._sync),
            ("GET", r"/applications/\d+/commands", self._commands),
            ("POST", r"/users/@me/channels", self._open_dm),
            ("GET", r"/channels/(\d+)", self._channel),
            ("GET", r"/channels/(\d+)/messages", self._history),
            ("POST", r"/channels/(\d+)/messages", self._send),
            ("PATCH", r"/channels/(\d+)/messages/(\d+)", self._edit),
            ("DELETE", r"/channels/(\d+)/messages/(\d+)", self._delete),
            ("POST", r"/channels/(\d+)/typing", self._typing),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
            ("POST", webhook, self._follow_up),
            ("GET", webhook + "/messages/@original", self._original),
            ("PATCH", webhook + "/messages/@original", self._change_original),
            ("DELETE", webhook + "/messages/@original", self._delete_original),
        ]

    async def _me(self, _asked: Asked) -> Answered:
        more = {
            "mfa_enabled": False,
            "locale": "en-US",
            "verified": True,
            "email": None,
            "premium_type": 0,
        }
        return 200, {**self._state.bot, **more}

    async def _application(self, _asked: Asked) -> Answered:
        state = self._state
        return 200, {
            **APPLICATION,
            "id": state.bot["id"],
            "name": "Soleus",
            "flags": state.application_flags,
            "flags_new": str(state.application_flags),
            "bot": state.bot,
            "owner": state.owner,
            "approximate_guild_count": len(state.guilds),
        }

    async def _where(self, _asked: Asked) -> Answered:
        limit = {
            "total": 1000,
            "remaining": self._state.sessions_left,
            "reset_after": 3_600_000,
            "max_concurrency": 1,
        }
        return 200, {"url": self._gateway.url, "shards": 1, "session_start_limit": limit}

    async def _guilds(self, asked: Asked) -> Answered:
        after = asked.query.get("after", "0")
        found = sorted((it for it in self._state.guilds if int(it) > int(after)), key=int)
        return 200, [self._short(it) for it in found[: int(asked.query.get("limit", "200"))]]

    def _short(self, number: str) -> Json:
        return {
            "id": number,
            "name": self._state.guilds[number],
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(objects.EVERYTHING),
            "features": [],
        }

    async def _guild(self, _asked: Asked, number: str) -> Answered:
        if number not in self._state.guilds:
            raise RefusedError(Refusal(404, 10004, "Unknown Guild"))
        told = self._state.guild(number)
        gateway_only = {
            "channels",
            "threads",
            "members",
            "member_count",
            "joined_at",
            "large",
            "unavailable",
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        }
        return 200, {name: it for name, it in told.items() if name not in gateway_only}

    async def _channels(self, _asked: Asked, number: str) -> Answered:
        channels = [self._state.channels[it] for it in self._state.of_guild[number]]
        return 200, [self._state.channel(it) for it in channels if it.kind != THREAD]

    async def _member(self, _asked: Asked, _number: str, user: str) -> Answered:
        joined = objects.written(self._state.now())
        return 200, objects.member(self._state.users[user], joined)

    async def _sync(self, asked: Asked) -> Answered:
        wrong = [fault for it in asked.body for fault in limits.of_command(it)]
        _refuse(wrong)
        self._state.syncs += 1
        self._state.commands = [self._command(it) for it in asked.body]
        return 200, self._state.commands

    def _command(self, given: Json) -> Json:
        rights = given.get("default_member_permissions")
        return {
            "description": "",
            "description_localizations": None,
            "name_localizations": None,
            "nsfw": False,
            **given,
            "default_member_permissions": None if rights is None else str(rights),
            "id": self._state.id(),
            "application_id": self._state.bot["id"],
            "version": self._state.id(),
            "type": given.get("type", 1),
        }

    async def _commands(self, _asked: Asked) -> Answered:
        return 200, self._state.commands

    async def _open_dm(self, asked: Asked) -> Answered:
        user = str(asked.body["recipient_id"])
        if user not in self._state.users:
            raise RefusedError(UNKNOWN_USER)
        return 200, self._state.channel(self._state.dm(user))

    async def _channel(self, _asked: Asked, number: str) -> Answered:
        return 200, self._state.channel(self._visible(number))

    async def _history(self, asked: Asked, number: str) -> Answered:
        channel = self._visible(number)
        if channel.denied & HISTORY:
            return 200, []
        most, query = int(asked.query.get("limit", "50")), asked.query
        found = channel.messages
        if "after" in query:
            found = [it for it in found if int(it["id"]) > int(query["after"])][:most]
        elif "before" in query:
            found = [it for it in found if int(it["id"]) < int(query["before"])][-most:]
        else:
            found = found[-most:]
        return 200, list(reversed(found))

    async def _send(self, asked: Asked, number: str) -> Answered:
        channel = self._visible(number)
        self._refuse_sending(channel, asked)
        _refuse(limits.of_message(asked.body))
        nonce = asked.body.get("nonce")
        known = self._state.known_nonce(number, nonce) if asked.body.get("enforce_nonce") else None
        if known:
            return 200, known
        made = self._state.message(channel, self._state.bot, asked.body, asked.files)
        if nonce is not None:
            self._state.nonces[number, str(nonce)] = (self._state.now(), made)
        event = {**made, **({"guild_id": channel.guild} if channel.guild else {})}
        await self._gateway.dispatch("MESSAGE_CREATE", event, channel.guild)
        return 200, made

    def _refuse_sending(self, channel: Channel, asked: Asked) -> None:
        if channel.kind == DM and channel.recipient in self._state.closed_dms:
            raise RefusedError(CLOSED_DM)
        needed = SEND_IN_THREADS if channel.kind == THREAD else SEND
        if channel.denied & needed or (asked.files and channel.denied & ATTACH):
            raise RefusedError(NO_RIGHT)
        if asked.body.get("message_reference") and channel.denied & HISTORY:
            raise RefusedError(NEEDS_HISTORY)

    async def _edit(self, asked: Asked, number: str, message: str) -> Answered:
        found = self._own(number, message)
        _refuse(limits.of_message(asked.body, edits=True))
        return 200, self._state.change(found, asked.body, asked.files)

    async def _delete(self, _asked: Asked, number: str, message: str) -> Answered:
        self._visible(number).messages.remove(self._own(number, message))
        return 204, None

    async def _typing(self, _asked: Asked, number: str) -> Answered:
        self._visible(number)
        return 204, None

    async def _callback(self, asked: Asked, number: str, _token: str) -> Answered:
        made = self._state.interactions.get(number)
        if made is None:
            raise RefusedError(UNKNOWN_INTERACTION)
        if made.callbacks:
            raise RefusedError(ACKNOWLEDGED)
        kind, data = asked.body["type"], asked.body.get("data") or {}
        if kind in {REPLY, CHANGE}:
            _refuse(limits.of_message(data, edits=kind == CHANGE))
        made.callbacks.append(asked.body)
        if kind in {REPLY, THINKING}:
            made.original = self._message_of(made, data, asked.files)
        elif kind in {LATER, CHANGE}:
            made.original = made.source
            if kind == CHANGE and made.source:
                self._change(made, data, asked.files)
        if asked.query.get("with_response") not in {"1", "true"}:
            return 204, None
        return 200, self._response(made, kind, data)

    def _response(self, made: Interaction, kind: int, data: Json) -> Json:
        told: Json = {"id": made.id, "type": made.kind}
        if made.original and kind not in {COMPLETE, FORM}:
            told["response_message_id"] = made.original["id"]
            told["response_message_loading"] = kind == THINKING
            told["response_message_ephemeral"] = bool((data.get("flags") or 0) & EPHEMERAL)
        shown = {"type": kind, "message": made.original} if kind in {REPLY, CHANGE} else None
        return {"interaction": told, **({"resource": shown} if shown else {})}

    async def _follow_up(self, asked: Asked, token: str) -> Answered:
        made = self._by_token(token)
        _refuse(limits.of_message(asked.body))
        message = self._message_of(made, asked.body, asked.files)
        made.followups.append(message)
        return 200, message

    async def _original(self, _asked: Asked, token: str) -> Answered:
        made = self._by_token(token)
        if made.original is None:
            raise RefusedError(UNKNOWN_MESSAGE)
        return 200, made.original

    async def _change_original(self, asked: Asked, token: str) -> Answered:
        made = self._by_token(token)
        if made.original is None:
            raise RefusedError(UNKNOWN_MESSAGE)
        _refuse(limits.of_message(asked.body, edits=True))
        self._change(made, asked.body, asked.files)
        return 200, made.original

    async def _delete_original(self, _asked: Asked, token: str) -> Answered:
        made = self._by_token(token)
        if made.original in made.channel.messages:
            made.channel.messages.remove(made.original)
        made.original = None
        return 204, None

    def _message_of(self, made: Interaction, body: Json, files: Files) -> Json:
        message = self._state.message(made.channel, self._state.bot, body, files)
        message["webhook_id"] = message["application_id"] = self._state.bot["id"]
        return message

    def _change(self, made: Interaction, body: Json, files: Files) -> None:
        made.edits += 1
        if made.original:
            flags = made.original["flags"] & EPHEMERAL
            keep = {**body, "flags": (body.get("flags") or 0) | flags}
            self._state.change(made.original, keep, files)

    def _visible(self, number: str) -> Channel:
        channel = self._state.channels.get(number)
        if channel is None or channel.closed:
            raise RefusedError(NO_CHANNEL)
        if channel.denied & VIEW:
            raise RefusedError(NO_ACCESS)
        return channel

    def _own(self, number: str, message: str) -> Json:
        self._visible(number)
        found = self._state.find(number, message)
        if found is None:
            raise RefusedError(UNKNOWN_MESSAGE)
        if found["author"]["id"] != self._state.bot["id"]:
            raise RefusedError(Refusal(403, 50005, "Cannot edit a message by another user"))
        return found

    def _by_token(self, token: str) -> Interaction:
        if token not in self._state.interactions:
            raise RefusedError(UNKNOWN_WEBHOOK)
        return self._state.interactions[token]


def _refuse(wrong: Any) -> None:  # noqa: ANN401
    told = list(wrong)
    if told:
        raise RefusedError(Refusal(400, 50035, f"Invalid Form Body: {'; '.join(told)}"))


APPLICATION: Json = {
    "icon": None,
    "description": "",
    "type": None,
    "summary": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0" * 64,
    "eligible_oauth2_scopes": [],
    "redirect_uris": [],
    "interactions_endpoint_url": None,
    "role_connections_verification_url": None,
    "approximate_user_install_count": 0,
    "approximate_user_authorization_count": 0,
    "explicit_content_filter": 0,
    "team": None,
    "event_webhooks_status": 1,
    "is_monetized": False,
    "is_verified": False,
    "is_discoverable": False,
    "hook": True,
    "storefront_available": False,
    "integration_types_config": {},
    "discoverability_state": 1,
    "discovery_eligibility_flags": 0,
    "internal_guild_restriction": 1,
    "creator_monetization_state": 1,
    "store_application_state": 1,
    "rpc_application_state": 0,
    "verification_state": 1,
}

"""What there is in this Discord: people, servers, channels, messages. Remembers everything."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.fake_discord import objects
from tests.fake_discord.objects import DM, EPHEMERAL, EPOCH, GROUP, TEXT, Channel, Json

NONCES_LAST = 300.0
"""Seconds for which a nonce is known ("a few minutes" in Discord's documentation)."""


@dataclass
class Interaction:
    """A command or a press: what the bot answered, and the message it belongs to."""

    id: str
    token: str
    kind: int
    user: Json
    channel: Channel
    source: Json | None = None
    callbacks: list[Json] = field(default_factory=list)
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    edits: int = 0


class State:
    """All that the fake knows. `now` tells the time in seconds since 1970."""

    def __init__(self, base: str, now: Callable[[], float] = time.time) -> None:
        self.base = base
        self.now = now
        self._numbers = count(1)
        self.users: dict[str, Json] = {}
        self.guilds: dict[str, str] = {}
        self.of_guild: dict[str, list[str]] = {}
        self.channels: dict[str, Channel] = {}
        self.dms: dict[str, str] = {}
        self.closed_dms: set[str] = set()
        self.interactions: dict[str, Interaction] = {}
        self.nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self.repeats = 0
        self.commands: list[Json] = []
        self.syncs = 0
        self.sessions_left = 1000
        self.application_flags = 0
        self.bot = self.add_user("soleus", bot=True)
        self.owner = self.add_user("owner")

    def id(self) -> str:
        """A new id; later ones are larger."""
        return str(((int(self.now() * 1000) - EPOCH) << 22) + next(self._numbers) % (1 << 22))

    def add_user(self, name: str, *, bot: bool = False) -> Json:
        """Somebody new."""
        made = objects.user(self.id(), name, bot=bot)
        self.users[made["id"]] = made
        return made

    def add_guild(self, name: str = "Runners") -> str:
        """A new server with one channel; its id."""
        number = self.id()
        self.guilds[number] = name
        self.of_guild[number] = []
        self.add_channel(number)
        return number

    def add_channel(
        self, guild: str, name: str = "general", kind: int = TEXT, parent: str | None = None
    ) -> Channel:
        """A new channel or thread of a server."""
        made = Channel(self.id(), kind, name, guild, parent=parent)
        self.channels[made.id] = made
        self.of_guild[guild].append(made.id)
        return made

    def dm(self, user_id: str) -> Channel:
        """The DM of somebody with the bot."""
        if user_id not in self.dms:
            made = Channel(self.id(), DM, "", recipient=user_id)
            self.channels[made.id] = made
            self.dms[user_id] = made.id
        return self.channels[self.dms[user_id]]

    def add_group(self, user_id: str) -> Channel:
        """A DM of somebody with friends; the bot is no part of it, but an app of theirs may be."""
        made = Channel(self.id(), GROUP, "friends", recipient=user_id)
        self.channels[made.id] = made
        return made

    def guild(self, number: str) -> Json:
        """A server as the gateway tells of it."""
        channels = [self.channel(self.channels[it]) for it in self.of_guild[number]]
        joined = objects.written(self.now())
        return objects.guild(number, self.guilds[number], channels, self.bot, joined)

    def channel(self, it: Channel) -> Json:
        """A channel as it is told of."""
        return objects.channel(it, self.users)

    def message(
        self, channel: Channel, author: Json, body: Json, files: dict[str, tuple[str, bytes]]
    ) -> Json:
        """A new message; ephemeral ones are in no channel."""
        described = {str(it["id"]): it for it in body.get("attachments") or ()}
        attachments = [
            objects.attachment(
                self.id(),
                described.get(key, {}).get("filename", name),
                len(data),
                self.base,
                described.get(key, {}).get("description"),
            )
            for key, (name, data) in files.items()
        ]
        made = {
            "id": self.id(),
            "channel_id": channel.id,
            "author": author,
            "content": body.get("content") or "",
            "timestamp": objects.written(self.now()),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": self._mentions(body.get("content") or ""),
            "mention_roles": [],
            "attachments": attachments,
            "embeds": body.get("embeds") or [],
            "pinned": False,
            "type": 0,
            "flags": body.get("flags") or 0,
            "components": objects.numbered(body.get("components") or [], attachments),
            **self._reference(channel, body),
            **({"nonce": body["nonce"]} if body.get("nonce") is not None else {}),
        }
        if not made["flags"] & EPHEMERAL:
            channel.messages.append(made)
        return made

    def change(self, message: Json, body: Json, files: dict[str, tuple[str, bytes]]) -> Json:
        """A message that is edited, in place; texts and components leave no rest."""
        channel = self.channels[message["channel_id"]]
        new = self.message(channel, message["author"], {**body, "nonce": None}, files)
        if new in channel.messages:
            channel.messages.remove(new)
        for name in ("content", "components", "embeds", "attachments"):
            if name in body:
                message[name] = new[name]
        message["flags"] |= new["flags"]
        message["edited_timestamp"] = objects.written(self.now())
        return message

    def find(self, channel_id: str, message_id: str) -> Json | None:
        """A message that is still there."""
        found = self.channels.get(channel_id)
        messages = found.messages if found else []
        return next((it for it in messages if it["id"] == message_id), None)

    def known_nonce(self, channel_id: str, nonce: Any) -> Json | None:  # noqa: ANN401
        """The message that has this nonce, if it is recent."""
        found = self.nonces.get((channel_id, str(nonce)))
        if found is None or self.now() - found[0] > NONCES_LAST:
            return None
        self.repeats += 1
        return found[1]

    def _mentions(self, text: str) -> list[Json]:
        ids = dict.fromkeys(re.findall(r"<@!?(\d+)>", text))
        return [self.users[it] for it in ids if it in self.users]

    def _reference(self, channel: Channel, body: Json) -> Json:
        reference = body.get("message_reference")
        if not reference:
            return {}
        number = str(reference["message_id"])
        return {
            "type": 19,
            "message_reference": {"type": 0, "channel_id": channel.id, "message_id": number},
            "referenced_message": self.find(channel.id, number),
        }

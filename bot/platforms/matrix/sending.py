"""Events out: each with a transaction id of its own, so that a repeat is shown once.

Synapse knows a transaction id for 24 hours, for the same device and room, over all event types.
"""

import hashlib
import io
import logging
from typing import Any

from nio import AsyncClient, MatrixRoom, MegolmEvent, RoomMessagesResponse, UploadResponse

from bot.chat import Gone, NotNow, Person, Picture, Place, Reply
from bot.platforms.matrix import faults
from bot.platforms.matrix.parts import PLATFORM, Words
from bot.platforms.matrix.rendering import Content, render

log = logging.getLogger(__name__)

MESSAGE, REACTION = "m.room.message", "m.reaction"
HOURS = 3600
REMEMBERS = 23 * HOURS
NOT_YET = 5.0

KEY = "org.soleus.key"
"""Where in its content a message has its key, by which a reminder is found again."""

PAGES, PAGE = 10, 100
"""Of a room's history, in which a reminder is looked for."""

BEFORE = 60
"""Seconds by which the homeserver's clock may be behind ours."""


class Sending:
    """Sends with the bot's device. A Destination, as delivery knows it."""

    platform = PLATFORM
    rate: float | None = None
    remembers = REMEMBERS

    def __init__(self, account: str, words: Words) -> None:
        self.account = account
        self._words = words
        self._client: AsyncClient | None = None
        self._knows_rooms = False

    def use(self, client: AsyncClient | None, *, knows_rooms: bool = False) -> None:
        """The client to send with, or None; before its first sync it knows no rooms."""
        self._client = client
        self._knows_rooms = knows_rooms

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder. Raises Gone or NotNow; after anything else its fate is unknown."""
        if not self._knows_rooms:
            raise NotNow(NOT_YET)
        await self.show(place.id, reply, key, mention=to.id)

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether a reminder is in its room, by the key in it; None when that cannot be seen.

        Raises NotNow until the first sync.
        """
        client = self._ready()
        if not self._knows_rooms:
            raise NotNow(NOT_YET)
        due, page = int(key.rpartition(".")[2]), None
        for _ in range(PAGES):
            found = await client.room_messages(place.id, page, limit=PAGE)
            if not isinstance(found, RoomMessagesResponse):
                return None
            for event in found.chunk:
                if event.server_timestamp / 1000 < due - BEFORE:
                    return False
                if event.sender == client.user_id and isinstance(event, MegolmEvent):
                    return None
                if event.sender == client.user_id and _key_of(event) == key:
                    return True
            page = found.end
            if not page:
                return False
        return None

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something where reminders are to come. Raises Gone or NotNow."""
        await self.show(place.id, reply, f"reach.{to.id}")
        return place

    async def show(
        self,
        room: str,
        reply: Reply,
        key: str,
        *,
        mention: str | None = None,
        relation: Content | None = None,
    ) -> str:
        """Send a reply with its pictures and reactions; the id of its text event."""
        rendered = render(reply, self._words, mention)
        content = {
            **rendered.content,
            KEY: key,
            **({"m.relates_to": relation} if relation else {}),
        }
        event = await self.send(room, MESSAGE, content, key)
        for number, picture in enumerate(rendered.pictures):
            shown = await self._picture(room, picture, relation)
            await self.send(room, MESSAGE, shown, f"{key}.p{number}")
        await self._react(room, event, rendered.reactions, key)
        return event

    async def _react(self, room: str, event: str, reactions: tuple[str, ...], key: str) -> None:
        """Offer reactions; without them all can still be typed, so nothing waits for them."""
        for number, reaction in enumerate(reactions):
            about = {"rel_type": "m.annotation", "event_id": event, "key": reaction}
            try:
                await self.send(room, REACTION, {"m.relates_to": about}, f"{key}.r{number}")
            except (Gone, NotNow, faults.UnsureError, *faults.UNSURE) as error:
                log.info("not all reactions are offered in %s: %s", room, type(error).__name__)
                return

    async def send(self, room: str, kind: str, content: Content, key: str) -> str:
        """Send one event; its id. Refuses to write plainly into an encrypted room."""
        client = self._ready()
        known = client.rooms.get(room)
        if known is None:
            raise Gone
        if known.encrypted and not client.config.encryption_enabled:
            raise Gone
        try:
            if known.encrypted:
                await _meet_devices(client, known)
            response = await client.room_send(
                room, kind, content, tx_id=transaction(key), ignore_unverified_devices=True
            )
        except Exception as error:
            raise faults.meant(error) from error
        return str(faults.checked(response).event_id)

    async def _picture(self, room: str, picture: Picture, relation: Content | None) -> Content:
        """An uploaded picture; encrypted where the room is."""
        client = self._ready()
        known = client.rooms.get(room)
        response, keys = await client.upload(
            io.BytesIO(picture.data),
            picture.media,
            picture.name,
            encrypt=known is not None and known.encrypted,
            filesize=len(picture.data),
        )
        uploaded: Any = faults.checked(response)
        assert isinstance(uploaded, UploadResponse)  # noqa: S101 - for types
        uri = uploaded.content_uri
        return {
            "msgtype": "m.image",
            "body": picture.alt,
            "filename": picture.name,
            "info": {
                "mimetype": picture.media,
                "size": len(picture.data),
                "w": picture.width,
                "h": picture.height,
            },
            **({"file": {"url": uri, **keys}} if keys else {"url": uri}),
            **({"m.relates_to": relation} if relation else {}),
        }

    def _ready(self) -> AsyncClient:
        if self._client is None:
            raise NotNow(NOT_YET)
        return self._client


def _key_of(event: Any) -> str | None:  # noqa: ANN401
    """The key of a message of ours."""
    content = event.source.get("content")
    return content.get(KEY) if isinstance(content, dict) else None


async def _meet_devices(client: AsyncClient, room: MatrixRoom) -> None:
    """Ask for the devices of whoever joined in the same round of sync, so that they can read it.

    matrix-nio does so only after that round, and its messages are answered within.
    """
    client.olm.update_tracked_users(room)
    if client.should_query_keys:
        await client.keys_query()


def transaction(key: str) -> str:
    """A transaction id for a key; only letters and digits, whatever the key holds."""
    return "soleus" + hashlib.sha256(key.encode()).hexdigest()[:32]

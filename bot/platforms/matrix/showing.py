"""Showing replies in a room, patiently; and finding what was shown before."""

import logging
from typing import Any

from nio import AsyncClient, MatrixRoom, RoomGetEventResponse

from bot.chat import Gone, NotNow, Reply
from bot.platforms.matrix.faults import UNSURE, UnsureError
from bot.platforms.matrix.hearing import Said
from bot.platforms.matrix.parts import PLATFORM, Clock, Keeping
from bot.platforms.matrix.rendering import Content
from bot.platforms.matrix.sending import Sending

log = logging.getLogger(__name__)

ATTEMPTS, LONGEST_WAIT = 6, 10.0
"""Of one reply, and seconds between two; an answer that comes later helps nobody."""

EARLIER = 300.0
"""Seconds before the first day whose messages are still answered."""


class Showing:
    """Shows replies. `begun` is the account's first day, before which all is history."""

    def __init__(
        self, client: AsyncClient, sending: Sending, keeping: Keeping, clock: Clock, begun: float
    ) -> None:
        self._client = client
        self._sending = sending
        self._keeping = keeping
        self._clock = clock
        self._begun = begun

    async def insist(
        self, room: str, reply: Reply, key: str, to: str, relation: Content
    ) -> str | None:
        """Send a reply, and again with the same key while the homeserver asks to wait."""
        for _ in range(ATTEMPTS):
            try:
                return await self._sending.show(room, reply, key, mention=to, relation=relation)
            except NotNow as error:
                await self._clock.sleep(min(error.seconds, LONGEST_WAIT))
            except Gone:
                break
            except (*UNSURE, UnsureError):
                await self._clock.sleep(1)
        log.warning("may not answer in %s", room)
        return None

    async def ours(self, room: MatrixRoom, event: str) -> dict[str, Any] | None:
        """The content of an event of ours, decrypted; None if it is not ours or not there."""
        response = await self._client.room_get_event(room.room_id, event)
        if not isinstance(response, RoomGetEventResponse):
            return None
        found = response.event
        if found.sender != self._client.user_id:
            return None
        content = found.source.get("content")
        return content if isinstance(content, dict) else None

    async def is_first(self, event: str) -> bool:
        """Whether nobody has dealt with an event that changes something."""
        return await self._keeping.first(f"{PLATFORM}:{event}"[:64])

    def is_old(self, event: Any) -> bool:  # noqa: ANN401
        """Before the bot's first day: history that it was shown when it joined."""
        return float(event.server_timestamp) / 1000 < self._begun - EARLIER


def relation(said: Said, *, in_thread: bool) -> Content:
    """How a reply belongs to what it answers."""
    reply = {"event_id": said.event}
    if not in_thread:
        return {"m.in_reply_to": reply}
    return {
        "rel_type": "m.thread",
        "event_id": said.thread,
        "is_falling_back": True,
        "m.in_reply_to": reply,
    }

"""Rooms: invited ones are joined, empty ones left, upgraded ones followed. Within limits."""

import logging
from collections import deque
from typing import Any

from nio import AsyncClient, MatrixRoom, RoomGetStateResponse

from bot.platforms.matrix.parts import Account, Clock

log = logging.getLogger(__name__)

MOST, HOUR = 20, 3600.0
"""Rooms that are joined in an hour."""

PAIR = 2
CREATORS_RULE = 12


class Rooms:
    """What the bot is in, and whom it lets invite it."""

    def __init__(self, client: AsyncClient, account: Account, clock: Clock) -> None:
        self._client = client
        self._account = account
        self._clock = clock
        self._joined: deque[float] = deque()

    async def invited(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody invited somebody; perhaps us."""
        if event.state_key != self._client.user_id or event.membership != "invite":
            return
        if not self._may_invite(event.sender):
            log.info("an invitation to %s is not on the list", room.room_id)
            await self._client.room_leave(room.room_id)
        elif self._is_too_many():
            log.warning("too many invitations in an hour; %s waits", room.room_id)
        else:
            await self._client.join(room.room_id)
            log.info("joined %s", room.room_id)

    async def changed(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody came or went; a room with nobody else in it is left."""
        gone = event.membership in {"leave", "ban"} and event.state_key != self._client.user_id
        if gone and joined(room) <= 1:
            await self._client.room_leave(room.room_id)
            log.info("left %s, which is empty", room.room_id)

    async def upgraded(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """A room goes on as another one."""
        await self._client.join(event.replacement_room)
        log.info("followed %s to %s", room.room_id, event.replacement_room)

    def _may_invite(self, user: str) -> bool:
        server = user.partition(":")[2]
        return not self._account.invites or bool({user, server} & set(self._account.invites))

    def _is_too_many(self) -> bool:
        now = self._clock.now()
        while self._joined and now - self._joined[0] > HOUR:
            self._joined.popleft()
        if len(self._joined) >= MOST:
            return True
        self._joined.append(now)
        return False


def is_dm(room: MatrixRoom) -> bool:
    """A room of two; somebody who was invited will read along."""
    return len(room.users) <= PAIR


def joined(room: MatrixRoom) -> int:
    """How many are in a room; its summary may be older than its events."""
    return len(room.users.keys() - room.invited_users.keys())


async def may_arrange(client: AsyncClient, room: MatrixRoom, user: str) -> bool:
    """Whether somebody may change the state of a room, and so what the bot does there.

    From room version 12 on whoever made a room may do everything, and no power level says so.
    """
    if room.power_levels.can_user_send_state(user, "m.room.topic"):
        return True
    response = await client.room_get_state(room.room_id)
    events = response.events if isinstance(response, RoomGetStateResponse) else ()
    made: dict[str, Any] = next((it for it in events if it.get("type") == "m.room.create"), {})
    return _is_new(made) and user in _creators(made)


def _is_new(made: dict[str, Any]) -> bool:
    version = str(made.get("content", {}).get("room_version", "1"))
    return version.isdecimal() and int(version) >= CREATORS_RULE


def _creators(made: dict[str, Any]) -> set[str]:
    others = made.get("content", {}).get("additional_creators")
    return {made.get("sender", ""), *(others if isinstance(others, list) else ())}

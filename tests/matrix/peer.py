"""A person with a real Matrix client: makes rooms, writes, reacts, and reads what comes."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import ClientError
from nio import (
    AsyncClient,
    AsyncClientConfig,
    RoomCreateResponse,
    RoomPreset,
    RoomSendResponse,
    SyncResponse,
)

from tests.matrix.synapse import Synapse

PATIENCE, STARTING = 20.0, 40.0
ENCRYPTED = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}

Json = dict[str, Any]


class Peer:
    """One person. Remembers every event that the client got, decrypted where it could be."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self.events: list[Any] = []
        self._changed = asyncio.Event()
        self._syncing: asyncio.Task[None] | None = None

    @classmethod
    async def enter(cls, synapse: Synapse, name: str, folder: Path) -> "Peer":
        """A new account, logged in and in step."""
        synapse.register(name, "password")
        store = folder / name
        store.mkdir()
        config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
        client = AsyncClient(
            synapse.url, f"@{name}:localhost", store_path=str(store), config=config
        )
        await client.login("password", device_name=name)
        peer = cls(client)
        client.add_event_callback(peer._got, object)
        await client.sync(0, full_state=True)
        if client.should_upload_keys:
            await client.keys_upload()
        peer._syncing = asyncio.create_task(peer._sync())
        return peer

    async def joins(self) -> None:
        """Accept every invitation."""
        while True:
            for room in list(self.client.invited_rooms):
                await self.client.join(room)
            self._changed.clear()
            await self._changed.wait()

    async def leave(self) -> None:
        """Close the client."""
        if self._syncing:
            self._syncing.cancel()
            await asyncio.gather(self._syncing, return_exceptions=True)
        await self.client.close()

    async def room(self, *others: str, dm: bool = True, encrypted: bool = False) -> str:
        """A new room with others in it, when they have come."""
        made = await self.client.room_create(
            invite=list(others),
            is_direct=dm,
            preset=RoomPreset.private_chat,
            initial_state=[ENCRYPTED] if encrypted else [],
        )
        assert isinstance(made, RoomCreateResponse), made
        await self.until(lambda: self._joined(made.room_id) > len(others), STARTING)
        return str(made.room_id)

    async def say(self, room: str, text: str, **more: Any) -> str:  # noqa: ANN401
        """Write; the id of the event."""
        content = {"msgtype": "m.text", "body": text, **more}
        return await self.send(room, "m.room.message", content)

    async def edit(self, room: str, event: str, text: str) -> str:
        """Change what was written."""
        new = {"msgtype": "m.text", "body": text}
        relates = {"rel_type": "m.replace", "event_id": event}
        return await self.say(room, f"* {text}", **{"m.new_content": new, "m.relates_to": relates})

    async def react(self, room: str, event: str, key: str) -> str:
        """React to something."""
        about = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.send(room, "m.reaction", {"m.relates_to": about})

    async def send(self, room: str, kind: str, content: Json) -> str:
        """Send any event."""
        sent = await self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        assert isinstance(sent, RoomSendResponse), sent
        return str(sent.event_id)

    @property
    def user(self) -> str:
        """Their Matrix id."""
        return str(self.client.user_id)

    def reactions(self, user: str, event: str) -> list[str]:
        """Somebody's reactions to an event, in the order in which they came."""
        return [
            it.key
            for it in self.events
            if it.sender == user and getattr(it, "reacts_to", None) == event
        ]

    def membership(self, room: str, user: str) -> str | None:
        """What became last of somebody in a room."""
        told = [
            it.membership
            for it in self.events
            if getattr(it, "state_key", None) == user and it.source.get("room_id") == room
        ]
        return str(told[-1]) if told else None

    def texts(self, user: str, room: str | None = None) -> list[Any]:
        """The text events of somebody, the oldest first."""
        return [
            it
            for it in self.events
            if it.sender == user and it.source["type"] == "m.room.message"
            if room is None or it.source["room_id"] == room
        ]

    async def hears(self, user: str, count: int = 1, room: str | None = None) -> Any:  # noqa: ANN401
        """Wait for so many texts of somebody; the last one."""
        await self.until(lambda: len(self.texts(user, room)) >= count)
        return self.texts(user, room)[count - 1]

    async def until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until something holds; looked at after each event."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            last = [f"{it.sender}: {getattr(it, 'body', it)}" for it in self.events[-6:]]
            raise AssertionError(
                "it did not happen in time; last came:\n" + "\n".join(last)
            ) from None

    def _joined(self, room: str) -> int:
        known = self.client.rooms.get(room)
        return len(known.users.keys() - known.invited_users.keys()) if known else 0

    async def _sync(self) -> None:
        while True:
            try:
                answer = await self.client.sync(30_000)
            except (OSError, TimeoutError, ClientError):
                answer = None
            if not isinstance(answer, SyncResponse):
                await asyncio.sleep(0.2)  # the homeserver is away
            self._changed.set()
            await self.client.send_to_device_messages()
            if self.client.should_upload_keys:
                await self.client.keys_upload()
            if self.client.should_query_keys:
                await self.client.keys_query()

    async def _got(self, room: Any, event: Any) -> None:  # noqa: ANN401
        event.source.setdefault("room_id", room.room_id)
        self.events.append(event)
        self._changed.set()

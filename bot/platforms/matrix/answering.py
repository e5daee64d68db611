"""What happens in rooms -> replies there: questions, edits, reactions, what cannot be read."""

import logging
from dataclasses import dataclass
from typing import Any

from nio import AsyncClient, MatrixRoom, RoomGetEventResponse

from bot.chat import Answer, Care, Community, Gone, Kind, Message, NotNow, Reply
from bot.platforms.matrix import hearing
from bot.platforms.matrix.faults import UNSURE, UnsureError
from bot.platforms.matrix.hearing import Me, Said
from bot.platforms.matrix.parts import PLATFORM, Clock, Keeping, Words
from bot.platforms.matrix.rendering import Content, press_of, render
from bot.platforms.matrix.rooms import is_dm
from bot.platforms.matrix.sending import MESSAGE, Sending
from bot.platforms.matrix.setting_up import SetUp

log = logging.getLogger(__name__)

MOST = 5000
ATTEMPTS, LONGEST_WAIT = 6, 10.0
"""Of one reply, and seconds between two; an answer that comes later helps nobody."""

EARLIER = 300.0
"""Seconds before the start whose messages are still answered when nothing was noted yet."""


@dataclass(frozen=True)
class Told:
    """Our reply to a message, and whether it was updated already."""

    event: str
    updated: bool = False


class Answering:
    """Answers what happens in rooms."""

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        client: AsyncClient,
        answer: Answer,
        care: Care,
        keeping: Keeping,
        sending: Sending,
        words: Words,
        clock: Clock,
        begun: float,
    ) -> None:
        self._client = client
        self._answer = answer
        self._care = care
        self._keeping = keeping
        self._sending = sending
        self._words = words
        self._clock = clock
        self._begun = begun
        self._set_up = SetUp(client, care, words)
        self._told: dict[str, Told] = {}

    async def said(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody wrote. A failure spares the others."""
        try:
            await self._said(room, event)
        except Exception:
            log.exception("event %s failed", event.event_id)

    async def reacted(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody reacted to something; a press, if it is ours."""
        try:
            await self._reacted(room, event)
        except Exception:
            log.exception("reaction %s failed", event.event_id)

    async def unread(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Something could not be decrypted: said once for each session, with what to do."""
        log.warning("event %s in %s cannot be decrypted", event.event_id, room.room_id)
        if event.sender == self._client.user_id or self._is_old(event):
            return
        if not await self._keeping.first(f"{PLATFORM}:unread:{event.session_id}"[:64]):
            return
        notice = Reply(Kind.NOTICE, (self._words.said["unread"],))
        await self._sending.show(room.room_id, notice, f"unread.{event.session_id}")

    async def _said(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        said = _of(room, event)
        community = await self._care.community(PLATFORM, room.room_id)
        to_me = await self._is_to_me(room, said, community)
        message = hearing.heard(said, self._me(room), community, is_dm=is_dm(room), to_me=to_me)
        if message is None or self._is_old(event):
            return
        await self._client.room_read_markers(room.room_id, said.event, said.event)
        if said.edits:
            await self._edited(room, said, message)
            return
        if message.text.startswith(hearing.PREFIX) and not await self._is_first(said.event):
            return
        await self._client.room_typing(room.room_id, typing_state=True)
        replies = await self._set_up.answer(room, message) or await self._answer(message)
        await self._client.room_typing(room.room_id, typing_state=False)
        await self._show(room, said, replies, community)

    async def _show(
        self, room: MatrixRoom, said: Said, replies: tuple[Reply, ...], community: Community
    ) -> None:
        for number, reply in enumerate(replies):
            relation = _relation(said, in_thread=community.threads and not is_dm(room))
            key = f"{said.event}.{number}"
            event = await self._insist(room.room_id, reply, key, said.sender, relation)
            if number == 0 and event:
                self._remember(said.event, Told(event))

    async def _insist(
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

    async def _edited(self, room: MatrixRoom, said: Said, message: Message) -> None:
        """A new version of a message: red flags always, another answer once."""
        replies = await self._answer(message)
        told = self._told.get(said.edits or "")
        if not replies:
            return
        if replies[0].kind is Kind.URGENT:
            await self._sending.show(
                room.room_id, replies[0], f"{said.event}.e", mention=said.sender
            )
        elif told and not told.updated and said.edits:
            rendered = render(replies[0], self._words, said.sender)
            content: Content = {
                **rendered.content,
                "body": f"* {rendered.content['body']}",
                "m.new_content": rendered.content,
                "m.relates_to": {"rel_type": "m.replace", "event_id": told.event},
            }
            await self._sending.send(room.room_id, MESSAGE, content, f"{said.event}.e")
            self._remember(said.edits, Told(told.event, updated=True))

    async def _reacted(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        if event.sender == self._client.user_id or self._is_old(event):
            return
        ours = await self._event(room, event.reacts_to)
        press = press_of(ours, event.key) if ours else None
        if press is None or not await self._is_first(event.event_id):
            return
        community = await self._care.community(PLATFORM, room.room_id)
        message = Message(
            "",
            hearing.person(event.sender),
            hearing.place(room.room_id),
            pressed=press,
            private=is_dm(room),
            community=community,
        )
        replies = await self._answer(message)
        said = Said(event.reacts_to, event.sender, room.room_id, {}, 0.0)
        for number, reply in enumerate(replies):
            relation = _relation(said, in_thread=community.threads and not is_dm(room))
            key = f"{event.event_id}.{number}"
            await self._insist(room.room_id, reply, key, event.sender, relation)

    async def _is_to_me(self, room: MatrixRoom, said: Said, community: Community) -> bool:
        """Whether it replies to something of ours. Looked up only where it matters."""
        if said.replies_to is None or is_dm(room) or said.room in community.open:
            return False
        return await self._event(room, said.replies_to) is not None

    async def _event(self, room: MatrixRoom, event: str) -> dict[str, Any] | None:
        """The content of an event of ours, decrypted; None if it is not ours or not there."""
        response = await self._client.room_get_event(room.room_id, event)
        if not isinstance(response, RoomGetEventResponse):
            return None
        found = response.event
        if found.sender != self._client.user_id:
            return None
        content = found.source.get("content")
        return content if isinstance(content, dict) else None

    async def _is_first(self, event: str) -> bool:
        return await self._keeping.first(f"{PLATFORM}:{event}"[:64])

    def _is_old(self, event: Any) -> bool:  # noqa: ANN401
        """Before the bot's first day: history that it was shown when it joined."""
        return float(event.server_timestamp) / 1000 < self._begun - EARLIER

    def _me(self, room: MatrixRoom) -> Me:
        name = room.user_name(self._client.user_id) or ""
        return Me(self._client.user_id, name)

    def _remember(self, event: str, told: Told) -> None:
        if len(self._told) >= MOST:
            self._told.pop(next(iter(self._told)))
        self._told[event] = told


def _of(room: MatrixRoom, event: Any) -> Said:  # noqa: ANN401
    return Said(
        event.event_id,
        event.sender,
        room.room_id,
        event.source.get("content") or {},
        event.server_timestamp / 1000,
    )


def _relation(said: Said, *, in_thread: bool) -> Content:
    reply = {"event_id": said.event}
    if not in_thread:
        return {"m.in_reply_to": reply}
    return {
        "rel_type": "m.thread",
        "event_id": said.thread,
        "is_falling_back": True,
        "m.in_reply_to": reply,
    }

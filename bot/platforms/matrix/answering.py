"""What is said in rooms -> replies there: questions, edits, and what cannot be read."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from nio import AsyncClient, MatrixRoom

from bot.chat import Answer, Care, Community, Kind, Message, Reply, is_command
from bot.platforms.matrix import hearing
from bot.platforms.matrix.faults import UNSURE
from bot.platforms.matrix.hearing import Me, Said
from bot.platforms.matrix.memory import keep
from bot.platforms.matrix.parts import PLATFORM, Keeping, Words
from bot.platforms.matrix.rendering import Content, render
from bot.platforms.matrix.rooms import is_dm
from bot.platforms.matrix.sending import MESSAGE, Sending
from bot.platforms.matrix.setting_up import SetUp
from bot.platforms.matrix.showing import Showing, relation

log = logging.getLogger(__name__)


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
        showing: Showing,
    ) -> None:
        self._client = client
        self._answer = answer
        self._care = care
        self._keeping = keeping
        self._sending = sending
        self._words = words
        self._showing = showing
        self._set_up = SetUp(client, care, words)
        self._told: dict[str, Told] = {}

    async def unread(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Something could not be decrypted: said once for each session, with what to do."""
        log.warning("event %s in %s cannot be decrypted", event.event_id, room.room_id)
        if event.sender == self._client.user_id or self._showing.is_old(event):
            return
        if not await self._keeping.first(f"{PLATFORM}:unread:{event.session_id}"[:64]):
            return
        notice = Reply(Kind.NOTICE, (self._words.said["unread"],))
        await self._sending.show(room.room_id, notice, f"unread.{event.session_id}")

    async def said(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody wrote."""
        said = _of(room, event)
        community = await self._care.community(PLATFORM, room.room_id)
        to_me = await self._is_to_me(room, said, community)
        message = hearing.heard(said, self._me(room), community, is_dm=is_dm(room), to_me=to_me)
        if message is None or self._showing.is_old(event):
            return
        await self._courtesy(self._client.room_read_markers(room.room_id, said.event, said.event))
        if said.edits:
            await self._edited(room, said, message)
            return
        if is_command(message.text) and not await self._showing.is_first(said.event):
            return
        await self._courtesy(self._client.room_typing(room.room_id, typing_state=True))
        replies = await self._set_up.answer(room, message) or await self._answer(message)
        await self._courtesy(self._client.room_typing(room.room_id, typing_state=False))
        await self._show(room, said, replies, community)

    @staticmethod
    async def _courtesy(shown: Awaitable[object]) -> None:
        """What is nice to have, and must not cost the answer."""
        try:
            await shown
        except UNSURE as error:
            log.info("a courtesy was left out: %s", type(error).__name__)

    async def _show(
        self, room: MatrixRoom, said: Said, replies: tuple[Reply, ...], community: Community
    ) -> None:
        for number, reply in enumerate(replies):
            about = relation(said, in_thread=community.threads and not is_dm(room))
            key = f"{said.event}.{number}"
            event = await self._showing.insist(room.room_id, reply, key, said.sender, about)
            if number == 0 and event:
                self._remember(said.event, Told(event))

    async def _edited(self, room: MatrixRoom, said: Said, message: Message) -> None:
        """A new version of a message: red flags always, another answer once."""
        replies = await self._answer(hearing.as_question(message))
        told = self._told.get(said.edits or "")
        commands = is_command(message.text)
        if not replies:
            return
        if replies[0].kind is Kind.URGENT:
            await self._sending.show(
                room.room_id, replies[0], f"{said.event}.e", mention=said.sender
            )
        elif told and not told.updated and said.edits and not commands:
            rendered = render(replies[0], self._words, said.sender)
            content: Content = {
                **rendered.content,
                "body": f"* {rendered.content['body']}",
                "m.new_content": rendered.content,
                "m.relates_to": {"rel_type": "m.replace", "event_id": told.event},
            }
            await self._sending.send(room.room_id, MESSAGE, content, f"{said.event}.e")
            self._remember(said.edits, Told(told.event, updated=True))

    async def _is_to_me(self, room: MatrixRoom, said: Said, community: Community) -> bool:
        """Whether it replies to something of ours. Looked up only where it matters."""
        if said.replies_to is None or is_dm(room) or said.room in community.open:
            return False
        return await self._showing.ours(room, said.replies_to) is not None

    def _me(self, room: MatrixRoom) -> Me:
        name = room.user_name(self._client.user_id) or ""
        return Me(self._client.user_id, name)

    def _remember(self, event: str, told: Told) -> None:
        keep(self._told, event, told)


def _of(room: MatrixRoom, event: Any) -> Said:  # noqa: ANN401
    return Said(
        event.event_id,
        event.sender,
        room.room_id,
        event.source.get("content") or {},
        event.server_timestamp / 1000,
    )

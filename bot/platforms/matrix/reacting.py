"""Reactions -> presses: of what the bot offered, by whoever reacts; taken back, they are undone."""

import logging
from dataclasses import dataclass
from typing import Any

from nio import MatrixRoom

from bot.chat import Action, Answer, Care, Message, Press
from bot.platforms.matrix import hearing
from bot.platforms.matrix.hearing import Said
from bot.platforms.matrix.memory import keep
from bot.platforms.matrix.parts import PLATFORM, Clock
from bot.platforms.matrix.rendering import press_of
from bot.platforms.matrix.rooms import is_dm
from bot.platforms.matrix.showing import Showing, relation

log = logging.getLogger(__name__)

OPINIONS = frozenset({Action.HELPFUL, Action.NOT_HELPFUL})
UNDONE = frozenset({Action.DONE, Action.SKIP, Action.SNOOZE_10, *OPINIONS})
"""Presses that can be taken back, for a minute, by taking the reaction back."""

MINUTE = 60.0


@dataclass(frozen=True)
class Pressed:
    """A reaction that was taken for a press: by whom, and when."""

    press: Press
    user: str
    at: float


class Reacting:
    """Answers reactions."""

    def __init__(self, me: str, answer: Answer, care: Care, showing: Showing, clock: Clock) -> None:
        self._me = me
        self._answer = answer
        self._care = care
        self._showing = showing
        self._clock = clock
        self._pressed: dict[str, Pressed] = {}

    async def reacted(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """Somebody reacted to something; a press, if it is ours."""
        if event.sender == self._me or self._showing.is_old(event):
            return
        ours = await self._showing.ours(room, event.reacts_to)
        press = press_of(ours, event.key) if ours else None
        if press is None or not await self._showing.is_first(event.event_id):
            return
        keep(self._pressed, event.event_id, Pressed(press, event.sender, self._clock.now()))
        await self._press(room, event, press, event.reacts_to)

    async def withdrawn(self, room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        """A reaction was taken back: within a minute that undoes what it did."""
        before = self._pressed.pop(event.redacts, None)
        if before is None or before.user != event.sender or before.press.action not in UNDONE:
            return
        if self._clock.now() - before.at <= MINUTE and await self._showing.is_first(event.event_id):
            await self._press(room, event, undoing(before.press), event.event_id)

    async def _press(
        self,
        room: MatrixRoom,
        event: Any,  # noqa: ANN401
        press: Press,
        about: str,
    ) -> None:
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
        said = Said(about, event.sender, room.room_id, {}, 0.0)
        for number, reply in enumerate(replies):
            about_it = relation(said, in_thread=community.threads and not is_dm(room))
            key = f"{event.event_id}.{number}"
            await self._showing.insist(room.room_id, reply, key, event.sender, about_it)


def undoing(press: Press) -> Press:
    """The press that takes another one back."""
    about = f"{press.action}/{press.about}" if press.action in OPINIONS else press.about
    return Press(Action.UNDO, about)

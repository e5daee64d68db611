"""Messages in, replies out: red flags first, then presses and commands, then topics.

A red flag inside a command is still a red flag: it is looked for before the table is. Remembers
nothing between two messages; what must be remembered is in the store.
"""

import logging
from collections.abc import Awaitable
from dataclasses import replace

from bot.chat import Action, Kind, Message, Reply
from bot.commands.pressing import pressed
from bot.commands.request import Bot, Request
from bot.commands.table import COMMANDS
from bot.reminders.store.error import StoreError
from bot.reminders.store.reminders import TooManyError
from bot.replies import answers, reminders

log = logging.getLogger(__name__)

PREFIX = "!"


class Conversation:
    """What every platform hands its messages to."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def answer(self, message: Message) -> tuple[Reply, ...]:
        """The replies to one message; none is silence. A failure spares the other messages."""
        try:
            return await self._answer(message)
        except Exception:
            log.exception("could not answer a message on %s", message.place.platform)
            return (answers.notice(self._bot.content.wording.failed),)

    async def _answer(self, message: Message) -> tuple[Reply, ...]:
        if message.pressed and message.pressed.action is not Action.TYPE:
            request = self._request(message, message.pressed.about)
            return await self._with_news(message, await pressed(request, message.pressed.action))
        if message.pressed:
            message = replace(message, text=message.pressed.about, pressed=None)
        decision = self._bot.answering.answer(message.text, addressed=message.addressed).decision
        if decision.reply and decision.reply.kind is Kind.URGENT:
            return (decision.reply, *await self._spared(self._offer(message)))
        return await self._with_news(message, await self._command(message) or decision.reply)

    async def _command(self, message: Message) -> Reply | None:
        name, *rest = message.text.split(maxsplit=1) or [""]
        if not (message.addressed and name.startswith(PREFIX) and name.strip(PREFIX)):
            return None
        handler = COMMANDS.get(name.removeprefix(PREFIX).lower())
        if handler is None:
            return answers.notice(self._bot.content.wording.unknown_command)
        try:
            return await handler(self._request(message, "".join(rest).strip()))
        except TooManyError:
            return answers.notice(self._bot.content.reminding.said.too_many)

    async def _with_news(self, message: Message, reply: Reply | None) -> tuple[Reply, ...]:
        return (reply, *await self._spared(self._news(message))) if reply else ()

    @staticmethod
    async def _spared(more: Awaitable[tuple[Reply, ...]]) -> tuple[Reply, ...]:
        """What the store adds to a reply; a store that fails takes nothing away from it."""
        try:
            return await more
        except StoreError as error:
            log.warning("said without a look at the reminders: %s", error)
            return ()

    async def _offer(self, message: Message) -> tuple[Reply, ...]:
        """After an urgent reply: whoever has reminders may let them rest."""
        owner = await self._bot.people.find(message.person)
        active = await self._bot.reminders.all(owner) if owner else ()
        if any(one.paused is None for one in active):
            return (reminders.offer_pause(self._bot.content),)
        return ()

    async def _news(self, message: Message) -> tuple[Reply, ...]:
        """What became of the person's reminders that they cannot have noticed."""
        owner = await self._bot.people.find(message.person)
        if owner is None or not message.addressed:
            return ()
        happened = await self._bot.history.news(owner)
        told = reminders.news(self._bot.content, happened, owner.zone or reminders.UTC)
        return (told,) if told else ()

    def _request(self, message: Message, rest: str) -> Request:
        return Request(self._bot, rest, message.person, message.place)

"""Messages in, replies out: red flags first, then presses and commands, then topics.

A red flag inside a command is still a red flag: it is looked for before the table is. Remembers
nothing between two messages; what must be remembered is in the store.
"""

import logging
from collections.abc import Awaitable
from dataclasses import replace

from bot.chat import PREFIX, Action, Kind, Message, Press, Reply, is_command
from bot.commands.cooldown import Cooldown
from bot.commands.pressing import OF_ANSWERS, pressed
from bot.commands.request import Bot, Request
from bot.commands.table import COMMANDS
from bot.reminders.store.error import StoreError
from bot.reminders.store.reminders import TooManyError
from bot.replies import answers, reminders

log = logging.getLogger(__name__)


class Conversation:
    """What every platform hands its messages to."""

    def __init__(self, bot: Bot, cooldown: Cooldown | None = None) -> None:
        self._bot = bot
        self._cooldown = cooldown

    async def answer(self, message: Message) -> tuple[Reply, ...]:
        """The replies to one message; none is silence. A failure spares the other messages."""
        try:
            return await self._answer(message)
        except Exception:
            log.exception("could not answer a message on %s", message.place.platform)
            return (answers.notice(self._bot.content.wording.failed),)

    async def _answer(self, message: Message) -> tuple[Reply, ...]:
        pressed_action = message.pressed.action if message.pressed else None
        if pressed_action in TYPED:
            message = _typed(message)
        elif message.pressed:
            return await self._pressed(message, message.pressed)
        decision = self._bot.answering.answer(
            message.text, addressed=message.addressed, country=message.community.country
        ).decision
        if decision.reply and decision.reply.kind is Kind.URGENT:
            return (decision.reply, *await self._spared(self._offer(message)))
        if is_muted(message):
            return ()
        says = decision.reply or _commands(message)
        if says and (wait := self._wait(message)) is not None:
            return wait
        return await self._with_news(message, await self._command(message) or decision.reply)

    async def _pressed(self, message: Message, press: Press) -> tuple[Reply, ...]:
        if is_muted(message):
            return ()
        if press.action in OF_ANSWERS and (wait := self._wait(message)) is not None:
            return wait
        request = self._request(message, press.about)
        return await self._with_news(message, await pressed(request, press.action))

    def _wait(self, message: Message) -> tuple[Reply, ...] | None:
        """What is said to whoever asks too much; None when they may go on."""
        if self._cooldown is None:
            return None
        now = self._bot.clock.now()
        if self._cooldown.allows(message, now):
            return None
        if not message.addressed or not self._cooldown.tells(message, now):
            return ()
        return (answers.notice(self._bot.content.wording.slower),)

    async def _command(self, message: Message) -> Reply | None:
        if not _commands(message):
            return None
        name, *rest = message.text.split(maxsplit=1)
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
        if not message.private:
            return ()
        owner = await self._bot.people.find(message.person)
        active = await self._bot.reminders.all(owner) if owner else ()
        if any(one.paused is None for one in active):
            return (reminders.offer_pause(self._bot.content),)
        return ()

    async def _news(self, message: Message) -> tuple[Reply, ...]:
        """What became of the person's reminders that they cannot have noticed."""
        if not (message.addressed and message.private):
            return ()
        owner = await self._bot.people.find(message.person)
        if owner is None:
            return ()
        happened = await self._bot.history.news(owner)
        told = reminders.news(self._bot.content, happened, owner.zone or reminders.UTC)
        return (told,) if told else ()

    def _request(self, message: Message, rest: str) -> Request:
        return Request(
            self._bot, rest, message.person, message.place, message.remind_at, message.community
        )


TYPED = frozenset({Action.TYPE, Action.TYPE_HERE, Action.TYPE_PRIVATE})


def _commands(message: Message) -> bool:
    return message.addressed and is_command(message.text)


def _typed(message: Message) -> Message:
    """A press that types a command, as if the person had."""
    if message.pressed is None:
        return message
    here = message.place if message.pressed.action is Action.TYPE_HERE else message.remind_at
    return replace(message, text=message.pressed.about, pressed=None, remind_at=here)


def is_muted(message: Message) -> bool:
    """Whether nothing is said here, or to this person, but urgent replies (STD-26)."""
    chosen = message.community
    is_quiet = not message.private and message.place.id in chosen.quiet
    return is_quiet or message.person.id in chosen.ignored

"""Messages in, replies out: mentions, DMs, questions in open channels, and edits of all these."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.chat import Community, Kind, Message, Reply, is_command
from bot.platforms.discord import hearing
from bot.platforms.discord.desk import Parts
from bot.platforms.discord.parts import PLATFORM
from bot.platforms.discord.recent import Recent
from bot.platforms.discord.speaking import changed, reply_to

log = logging.getLogger(__name__)

ANSWERS = frozenset({Kind.ANSWER, Kind.SUGGESTIONS, Kind.UNKNOWN})


TOO_OLD = 3600.0
"""Seconds after which an edit is no news: Discord also tells of old ones, when a message is pinned
or a link in it gets its preview."""


@dataclass(frozen=True)
class Said:
    """What was replied to a message: ours, if any, what it warns of, and whether it was updated."""

    reply: discord.PartialMessage | None
    warning: tuple[str, ...] = ()
    updated: bool = False


class Messages:
    """Answers what people write in channels and DMs."""

    def __init__(self, me: Callable[[], int], parts: Parts, *, unasked: bool) -> None:
        self._me = me
        self._answer = parts.answer
        self._care = parts.care
        self._looks = parts.looks
        self._clock = parts.clock
        self._keeping = parts.keeping
        self._unasked = unasked
        self._said: Recent[int, Said] = Recent()
        self._turns: Recent[int, asyncio.Lock] = Recent()

    async def said(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        async with self._turn(message):
            heard = await self._heard(message)
            if heard is None or not await self._is_first(message, heard):
                return
            replies = await self._answer(heard)
            sent = [
                await self._reply(message, reply, str(number))
                for number, reply in enumerate(replies)
            ]
            if sent and sent[0]:
                self._said.keep(message.id, Said(sent[0], warning(replies[0])))

    async def edited(self, message: discord.Message) -> None:
        """Somebody changed what they wrote: red flags always, another answer once."""
        if message.edited_at is None:  # Discord itself adds previews of links
            return
        if self._clock.now() - message.edited_at.timestamp() > TOO_OLD:
            return
        async with self._turn(message):
            heard = await self._heard(message)
            replies = await self._answer(hearing.as_question(heard)) if heard else ()
            if heard and replies:
                await self._say_again(message, heard, replies[0])

    async def _say_again(self, message: discord.Message, heard: Message, reply: Reply) -> None:
        before = self._said.get(message.id) or Said(None)
        if reply.kind is Kind.URGENT:
            if warning(reply) != before.warning:
                await self._warn(message, reply, before)
        elif before.warning or before.updated or not may_change(heard, reply):
            return
        elif before.reply:
            await before.reply.edit(**changed(self._looks.render(reply)))
            self._said.keep(message.id, Said(before.reply, updated=True))

    async def _warn(self, message: discord.Message, reply: Reply, before: Said) -> None:
        """An urgent reply is a new message, so that it is seen; an answer before it goes."""
        sent = await self._reply(message, reply, edition(message))
        if sent is None:
            return
        self._said.keep(message.id, Said(sent, warning(reply), updated=True))
        if before.reply and not before.warning:
            await before.reply.delete()

    def _turn(self, message: discord.Message) -> asyncio.Lock:
        """A message and its edits are dealt with one after the other."""
        turn = self._turns.get(message.id) or asyncio.Lock()
        self._turns.keep(message.id, turn)
        return turn

    async def _heard(self, message: discord.Message) -> Message | None:
        if not hearing.is_somebody(message):
            return None
        return hearing.heard(
            message, self._me(), await self._community(message), unasked=self._unasked
        )

    async def _community(self, message: discord.Message) -> Community:
        if message.guild is None:
            return Community()
        return await self._care.community(PLATFORM, str(message.guild.id))

    async def _is_first(self, message: discord.Message, heard: Message) -> bool:
        """Only a command changes anything; two replies with the same nonce are one."""
        if not is_command(heard.text):
            return True
        return await self._keeping.first(f"{PLATFORM}:{message.id}")

    async def _reply(
        self, message: discord.Message, reply: Reply, ending: str
    ) -> discord.PartialMessage | None:
        """Our reply by its id alone: what Discord returns holds what the person wrote."""
        rendered = self._looks.render(reply)
        try:
            sent = await reply_to(message, rendered, f"{message.id}.{ending}", self._clock)
            return discord.PartialMessage(channel=sent.channel, id=sent.id)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("may not reply in channel %s: %s", message.channel.id, error.code)
            return None


def warning(reply: Reply) -> tuple[str, ...]:
    """What an urgent reply warns of; nothing for any other."""
    return reply.paragraphs if reply.kind is Kind.URGENT else ()


def edition(message: discord.Message) -> str:
    """Ends the nonce of a reply to an edit, of which there may be several.

    Four digits, as a nonce has 25 characters; that of a first reply ends in its number.
    """
    edited = message.edited_at.timestamp() if message.edited_at else 0
    return f"{int(edited) % 10_000:04}"


def may_change(heard: Message, reply: Reply) -> bool:
    """Whether a reply to an edit takes the place of an answer: no command is carried out again."""
    return reply.kind in ANSWERS and not is_command(heard.text)

"""Messages in, replies out: mentions, DMs, questions in open channels, and edits of all these."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.chat import Answer, Care, Community, Kind, Message, Reply, is_command
from bot.platforms.discord import hearing
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.parts import PLATFORM, Clock, Keeping
from bot.platforms.discord.recent import Recent
from bot.platforms.discord.speaking import changed, reply_to

log = logging.getLogger(__name__)

ANSWERS = frozenset({Kind.ANSWER, Kind.SUGGESTIONS, Kind.UNKNOWN})

EDITED = "e"
"""Ends the nonce of a reply to an edit; the first reply's ends in its number."""


@dataclass(frozen=True)
class Said:
    """What was replied to a message: our message, if any, and whether it was updated already."""

    reply: discord.Message | None
    urgent: bool = False
    updated: bool = False


class Messages:
    """Answers what people write in channels and DMs."""

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        me: Callable[[], int],
        answer: Answer,
        care: Care,
        looks: Looks,
        clock: Clock,
        keeping: Keeping,
        *,
        unasked: bool,
    ) -> None:
        self._me = me
        self._answer = answer
        self._care = care
        self._looks = looks
        self._clock = clock
        self._keeping = keeping
        self._unasked = unasked
        self._said: Recent[int, Said] = Recent()

    async def said(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        heard = await self._heard(message)
        if heard is None or not await self._is_first(message, heard):
            return
        replies = await self._answer(heard)
        sent = [
            await self._reply(message, reply, str(number)) for number, reply in enumerate(replies)
        ]
        if heard.addressed or sent:
            urgent = any(reply.kind is Kind.URGENT for reply in replies)
            self._said.keep(message.id, Said(sent[0] if sent else None, urgent))

    async def edited(self, message: discord.Message) -> None:
        """Somebody changed what they wrote: red flags always, another answer once."""
        if message.edited_at is None:  # Discord itself adds previews of links
            return
        heard = await self._heard(message)
        if heard is None:
            return
        before = self._said.get(message.id) or Said(None)
        replies = await self._answer(hearing.as_question(heard))
        if not replies or before.urgent:
            return
        if replies[0].kind is Kind.URGENT:
            await self._warn(message, replies[0], before)
        elif before.reply and not before.updated and may_change(heard, replies[0]):
            await before.reply.edit(**changed(self._looks.render(replies[0])))
            self._said.keep(message.id, Said(before.reply, updated=True))

    async def _warn(self, message: discord.Message, reply: Reply, before: Said) -> None:
        """An urgent reply is a new message, so that it is seen; the old answer goes."""
        sent = await self._reply(message, reply, EDITED)
        self._said.keep(message.id, Said(sent, urgent=True, updated=True))
        if before.reply:
            await before.reply.delete()

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
    ) -> discord.Message | None:
        rendered = self._looks.render(reply)
        try:
            return await reply_to(message, rendered, f"{message.id}.{ending}", self._clock)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("may not reply in channel %s: %s", message.channel.id, error.code)
            return None


def may_change(heard: Message, reply: Reply) -> bool:
    """Whether a reply to an edit takes the place of an answer: no command is carried out again."""
    return reply.kind in ANSWERS and not is_command(heard.text)

"""Slash commands, the message menu and presses in; replies out, to the person alone.

Each interaction is acknowledged at once (Discord waits three seconds), then answered by changing
that acknowledgement. Of several processes that see the same one, the first one to note its id acts.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.chat import (
    Action,
    Answer,
    Care,
    Community,
    Complete,
    Field,
    Kind,
    Message,
    Offer,
    Place,
    Press,
    Reply,
)
from bot.platforms.discord import custom_ids, hearing
from bot.platforms.discord.acknowledging import Interaction, acknowledge, answered_at_once
from bot.platforms.discord.busy import Busy
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.parts import PLATFORM, Keeping, Words
from bot.platforms.discord.pressing import show_press
from bot.platforms.discord.recent import Recent
from bot.platforms.discord.speaking import changed, shown
from bot.platforms.discord.whereabouts import here, in_private, may_write_here

log = logging.getLogger(__name__)

SETS_REMINDERS = "!remind "
OPINIONS = frozenset({Action.HELPFUL, Action.NOT_HELPFUL})


@dataclass(frozen=True)
class Parts:
    """What answers interactions."""

    answer: Answer
    complete: Complete
    care: Care
    keeping: Keeping
    looks: Looks
    words: Words


class Desk:
    """Answers interactions."""

    def __init__(self, parts: Parts, busy: Busy) -> None:
        self.parts = parts
        self._busy = busy
        self._opinions: Recent[tuple[int, int], bool] = Recent()

    async def command(
        self,
        interaction: Interaction,
        typed: str,
        *,
        public: bool = False,
        where: Place | None = None,
        press: Press | None = None,
    ) -> None:
        """Answer a command as if it had been typed; `where` is where its reminder shall come."""

        async def answer() -> tuple[Reply, ...]:
            message = await self.message(interaction, typed, public=public, where=where)
            if press:
                message = _pressed(message, press)
            return await self.parts.answer(message)

        await self.respond(interaction, answer, public=public)

    async def respond(
        self,
        interaction: Interaction,
        answer: Callable[[], Awaitable[tuple[Reply, ...]]],
        *,
        public: bool = False,
    ) -> None:
        """Acknowledge, answer, and show what came of it."""
        with self._busy.working():
            if not await self._take(interaction, thinking=True, public=public):
                return
            try:
                await self._show(interaction, await answer(), public=public)
            except Exception:
                log.exception("interaction %s failed", interaction.id)
                await self.say(interaction, "failed")

    async def pressed(self, interaction: Interaction) -> None:
        """Answer a press of a button or a choice in a menu."""
        custom_id, values = pressed_in(interaction)
        custom_id = values[0] if values else custom_id
        press = custom_ids.decode(custom_id)
        with self._busy.working():
            if not await self._take(interaction, thinking=False):
                return
            try:
                if press is None or self._is_repeated(interaction, press):
                    await self.say(interaction, "no_choice")
                    return
                message = _pressed(await self._place_of(interaction, press), press)
                replies = await self.parts.answer(message)
                if not replies:
                    await self.say(interaction, "no_choice")
                await show_press(interaction, self.parts.looks, custom_id, press, replies)
            except Exception:
                log.exception("interaction %s failed", interaction.id)
                await self.say(interaction, "failed")

    async def complete(
        self, interaction: Interaction, field: Field, typed: str
    ) -> tuple[Offer, ...]:
        """What is offered while somebody types."""
        community = await self.community(interaction)
        person = hearing.person(interaction.user)
        return await self.parts.complete(field, typed, person, community.language)

    async def say(self, interaction: Interaction, name: str) -> None:
        """A sentence of faq/discord.yaml, to the person alone."""
        notice = Reply(Kind.NOTICE, (self.parts.words.said[name],))
        rendered = self.parts.looks.render(notice)
        if not await answered_at_once(interaction, rendered):
            await interaction.followup.send(ephemeral=True, **shown(rendered))

    async def community(self, interaction: Interaction) -> Community:
        """What was chosen for the server of an interaction."""
        if interaction.guild_id is None:
            return Community()
        return await self.parts.care.community(PLATFORM, str(interaction.guild_id))

    async def message(
        self, interaction: Interaction, typed: str, *, public: bool, where: Place | None
    ) -> Message:
        """The interaction as the port knows it."""
        community = hearing.as_here(await self.community(interaction), interaction.channel)
        return Message(
            typed,
            hearing.person(interaction.user),
            here(interaction),
            private=not (public and not interaction.context.dm_channel),
            remind_at=where,
            community=community,
        )

    async def usual_place(self, interaction: Interaction) -> Place:
        """Where reminders come unless something else is chosen."""
        community = await self.community(interaction)
        private = community.dms or not may_write_here(interaction)
        return in_private(interaction) if private else here(interaction)

    async def _place_of(self, interaction: Interaction, press: Press) -> Message:
        sets = press.action is Action.TYPE and press.about.startswith(SETS_REMINDERS)
        where = await self.usual_place(interaction) if sets else None
        return await self.message(interaction, "", public=False, where=where)

    def _is_repeated(self, interaction: Interaction, press: Press) -> bool:
        """Whether this person has told their opinion of this answer already."""
        if press.action not in OPINIONS or interaction.message is None:
            return False
        which = (interaction.message.id, interaction.user.id)
        known = self._opinions.get(which) is not None
        self._opinions.keep(which, True)
        return known

    async def _take(
        self, interaction: Interaction, *, thinking: bool, public: bool = False
    ) -> bool:
        """Acknowledge, and find out whether to act; at once, as Discord waits three seconds."""
        is_first, is_known = await asyncio.gather(
            self.parts.keeping.first(f"{PLATFORM}:{interaction.id}"),
            acknowledge(interaction, thinking=thinking, public=public),
        )
        return is_first and is_known

    async def _show(
        self, interaction: Interaction, replies: tuple[Reply, ...], *, public: bool
    ) -> None:
        if not replies:
            await interaction.delete_original_response()
            return
        first, *more = (self.parts.looks.render(reply) for reply in replies)
        await interaction.edit_original_response(**changed(first))
        for rendered in more:
            await interaction.followup.send(ephemeral=not public, **shown(rendered))


def _pressed(message: Message, press: Press) -> Message:
    return replace(message, pressed=press)


def pressed_in(interaction: Interaction) -> tuple[str, list[str]]:
    """The custom id of what was pressed, and the values chosen in a menu."""
    data: Mapping[str, object] = interaction.data or {}
    values = data.get("values")
    chosen = [str(value) for value in values] if isinstance(values, list) else []
    return str(data.get("custom_id")), chosen

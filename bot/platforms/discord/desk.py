"""Dealing with an interaction: acknowledged in time, by one process, shown to the right people.

Discord waits three seconds, so each is acknowledged before anything is looked up; the answer then
takes the place of the acknowledgement.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat import Answer, Care, Community, Complete, Field, Kind, Offer, Reply
from bot.platforms.discord import hearing
from bot.platforms.discord.acknowledging import Interaction, acknowledge, answered_at_once
from bot.platforms.discord.busy import Busy
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.parts import PLATFORM, Clock, Keeping, Words
from bot.platforms.discord.rendering import Rendered
from bot.platforms.discord.speaking import changed, insist, shown

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """What messages and interactions are answered with."""

    answer: Answer
    complete: Complete
    care: Care
    keeping: Keeping
    looks: Looks
    words: Words
    clock: Clock


class Desk:
    """Takes interactions, and shows what is answered."""

    def __init__(self, parts: Parts, busy: Busy) -> None:
        self.parts = parts
        self._busy = busy

    async def once(
        self,
        interaction: Interaction,
        act: Callable[[], Awaitable[None]],
        *,
        thinking: bool,
        public: bool = False,
    ) -> None:
        """Acknowledge, and act if no other process does.

        Of several the first to note its id acts; one that could not acknowledge leaves it to them.
        """
        with self._busy.working():
            if not await acknowledge(interaction, thinking=thinking, public=public):
                return
            if not await self.parts.keeping.first(f"{PLATFORM}:{interaction.id}"):
                return
            try:
                await act()
            except Exception:
                log.exception("interaction %s failed", interaction.id)
                await self.say(interaction, "failed")

    async def respond(
        self,
        interaction: Interaction,
        answer: Callable[[], Awaitable[tuple[Reply, ...]]],
        *,
        public: bool = False,
    ) -> None:
        """Acknowledge, answer, and show what came of it."""

        async def act() -> None:
            await self._show(interaction, await answer(), public=public)

        await self.once(interaction, act, thinking=True, public=public)

    async def say(self, interaction: Interaction, name: str) -> None:
        """A sentence of faq/discord.yaml, to the person alone."""
        rendered = self.parts.looks.render(self.notice(name))
        if not await answered_at_once(interaction, rendered):
            await interaction.followup.send(ephemeral=True, **shown(rendered))

    def notice(self, name: str) -> Reply:
        """A sentence of faq/discord.yaml."""
        return Reply(Kind.NOTICE, (self.parts.words.said[name],))

    async def change(self, interaction: Interaction, rendered: Rendered) -> None:
        """Show something instead of the acknowledgement, or of the message that was pressed."""

        async def send() -> None:
            await interaction.edit_original_response(**changed(rendered))

        await insist(send, self.parts.clock)

    async def community(self, interaction: Interaction) -> Community:
        """What was chosen for the server of an interaction, as it holds in its channel."""
        if interaction.guild_id is None:
            return Community()
        chosen = await self.parts.care.community(PLATFORM, str(interaction.guild_id))
        return hearing.as_here(chosen, interaction.channel)

    async def complete(
        self, interaction: Interaction, field: Field, typed: str
    ) -> tuple[Offer, ...]:
        """What is offered while somebody types."""
        community = await self.community(interaction)
        person = hearing.person(interaction.user)
        return await self.parts.complete(field, typed, person, community.language)

    async def _show(
        self, interaction: Interaction, replies: tuple[Reply, ...], *, public: bool
    ) -> None:
        """Only the first reply is insisted on: those after it would be shown twice."""
        if not replies:
            await interaction.delete_original_response()
            await self.say(interaction, "not_here")
            return
        first, *more = (self.parts.looks.render(reply) for reply in replies)
        await self.change(interaction, first)
        try:
            for rendered in more:
                await interaction.followup.send(ephemeral=not public, **shown(rendered))
        except Exception:
            log.exception("interaction %s was not answered to its end", interaction.id)

"""What admins of a server and the bot's own people can do: /setup, /stats, reload.

Discord hides these commands from others; who may use them is looked at again at each press.
"""

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot.chat import Community, Field, Reply
from bot.platforms.discord import setup_page
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.interactions import Desk
from bot.platforms.discord.parts import PLATFORM, Words
from bot.platforms.discord.speaking import changed
from bot.platforms.discord.whereabouts import is_member

RELOAD = "care:reload"
OURS = (setup_page.PREFIX, RELOAD)
"""How the custom ids of these pages begin."""

MANAGES = app_commands.default_permissions(manage_guild=True)
IN_SERVERS = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
INSTALLED = app_commands.allowed_installs(guilds=True, users=False)


class Admin:
    """Answers admins, and nobody else."""

    def __init__(self, desk: Desk, words: Words, is_owner: Callable[[int], bool]) -> None:
        self._desk = desk
        self._words = words
        self._is_owner = is_owner

    def add_all(self, tree: app_commands.CommandTree[discord.Client]) -> None:
        """The commands of admins."""

        async def setup(interaction: Interaction) -> None:
            await self._if_admin(interaction, self._show_page)

        async def stats(interaction: Interaction) -> None:
            await self._if_admin(interaction, self._show_stats)

        for name, callback in (("setup", setup), ("stats", stats)):
            description = self._words.commands[name].description
            command: app_commands.Command[app_commands.Group, ..., None] = app_commands.Command(
                name=name, description=description, callback=callback
            )
            tree.add_command(MANAGES(IN_SERVERS(INSTALLED(command))))

    async def pressed(self, interaction: Interaction, custom_id: str, values: list[str]) -> None:
        """A choice on one of these pages."""
        if custom_id == RELOAD:
            await self._reload(interaction)
            return

        async def choose(interaction: Interaction) -> None:
            await self._choose(interaction, custom_id, values)

        await self._if_admin(interaction, choose)

    async def _if_admin(
        self, interaction: Interaction, then: Callable[[Interaction], Awaitable[None]]
    ) -> None:
        if not is_member(interaction):
            await self._desk.say(interaction, "server_only")
        elif not interaction.permissions.manage_guild:
            await self._desk.say(interaction, "admins_only")
        else:
            await then(interaction)

    async def _show_page(self, interaction: Interaction) -> None:
        page = await self._page(interaction)
        view = setup_page.view(await self._desk.community(interaction), page)
        await interaction.response.send_message(view=view, ephemeral=True)

    async def _choose(self, interaction: Interaction, custom_id: str, values: list[str]) -> None:
        before = await self._desk.community(interaction)
        after = setup_page.chosen(before, custom_id, values)
        page = await self._page(interaction)
        if after is None or not _is_offered(after, page):
            await self._desk.say(interaction, "no_choice")
            return
        await self._desk.parts.care.arrange(PLATFORM, str(interaction.guild_id), after)
        await interaction.response.edit_message(view=setup_page.view(after, page))

    async def _page(self, interaction: Interaction) -> setup_page.Page:
        offers = await self._desk.complete(interaction, Field.COUNTRY, "")
        return setup_page.Page(self._words, offers)

    async def _show_stats(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        rendered = self._desk.parts.looks.render(await self._desk.parts.care.stats())
        made = changed(rendered)
        if self._is_owner(interaction.user.id):
            button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
                label=self._words.said["reload"], custom_id=RELOAD
            )
            made["view"].add_item(discord.ui.ActionRow(button))
        await interaction.edit_original_response(**made)

    async def _reload(self, interaction: Interaction) -> None:
        if not self._is_owner(interaction.user.id):
            await self._desk.say(interaction, "no_choice")
            return

        async def reload() -> tuple[Reply, ...]:
            return (await self._desk.parts.care.reload(),)

        await self._desk.respond(interaction, reload)


def _is_offered(chosen: Community, page: setup_page.Page) -> bool:
    """Whether a country and a language are among those on the page: a value can be forged."""
    countries = {None, *(offer.value for offer in page.countries)}
    return chosen.country in countries and chosen.language in page.words.languages

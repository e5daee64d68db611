"""What admins of a server and the bot's own people can do: /setup, /stats, reload.

Discord hides these commands from others; who may use them is looked at again at each press.
"""

from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import app_commands

from bot.chat import Reply
from bot.platforms.discord import setup_page
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.desk import Desk
from bot.platforms.discord.parts import PLATFORM
from bot.platforms.discord.rendering import Rendered
from bot.platforms.discord.whereabouts import is_member

RELOAD = "care:reload"
OURS = (setup_page.PREFIX, RELOAD)
"""How the custom ids of these pages begin."""

COMMAND = discord.InteractionType.application_command
MANAGES = app_commands.default_permissions(manage_guild=True)
IN_SERVERS = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
INSTALLED = app_commands.allowed_installs(guilds=True, users=False)


class Admin:
    """Answers admins, and nobody else."""

    def __init__(self, desk: Desk, is_owner: Callable[[int], bool]) -> None:
        self._desk = desk
        self._parts = desk.parts
        self._is_owner = is_owner

    def add_all(self, tree: app_commands.CommandTree[discord.Client]) -> None:
        """The commands of admins."""

        async def setup(interaction: Interaction) -> None:
            await self._if_admin(interaction, partial(self._show_page, interaction))

        async def stats(interaction: Interaction) -> None:
            await self._if_admin(interaction, partial(self._show_stats, interaction))

        for name, callback in (("setup", setup), ("stats", stats)):
            description = self._parts.words.commands[name].description
            command: app_commands.Command[app_commands.Group, ..., None] = app_commands.Command(
                name=name, description=description, callback=callback
            )
            tree.add_command(MANAGES(IN_SERVERS(INSTALLED(command))))

    async def pressed(self, interaction: Interaction, custom_id: str, values: list[str]) -> None:
        """A choice on one of these pages."""
        if custom_id == RELOAD:
            await self._reload(interaction)
            return

        choose = partial(self._choose, interaction, custom_id, values)
        await self._if_admin(interaction, choose)

    async def _if_admin(
        self, interaction: Interaction, then: Callable[[], Awaitable[None]]
    ) -> None:
        if not is_member(interaction):
            await self._desk.say(interaction, "server_only")
        elif not interaction.permissions.manage_guild:
            await self._desk.say(interaction, "admins_only")
        else:
            await self._desk.once(interaction, then, thinking=interaction.type is COMMAND)

    async def _show_page(self, interaction: Interaction) -> None:
        community = await self._parts.care.community(PLATFORM, str(interaction.guild_id))
        await self._show(interaction, setup_page.view(community, self._page()))

    async def _choose(self, interaction: Interaction, custom_id: str, values: list[str]) -> None:
        page = self._page()
        after = await self._parts.care.arrange(
            PLATFORM,
            str(interaction.guild_id),
            lambda now: setup_page.chosen(now, custom_id, values, page),
        )
        if after is None:
            await self._desk.say(interaction, "no_choice")
        else:
            await self._show(interaction, setup_page.view(after, page))

    def _page(self) -> setup_page.Page:
        return setup_page.Page(self._parts.words, self._parts.care.countries())

    async def _show_stats(self, interaction: Interaction) -> None:
        view = self._parts.looks.render(await self._parts.care.stats()).view
        if view is None:
            return
        if self._is_owner(interaction.user.id):
            button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
                label=self._parts.words.said["reload"], custom_id=RELOAD
            )
            view.add_item(discord.ui.ActionRow(button))
        await self._show(interaction, view)

    async def _show(self, interaction: Interaction, view: discord.ui.LayoutView) -> None:
        await self._desk.change(interaction, Rendered(None, view))

    async def _reload(self, interaction: Interaction) -> None:
        if not self._is_owner(interaction.user.id):
            await self._desk.say(interaction, "no_choice")
            return

        async def reload() -> tuple[Reply, ...]:
            return (await self._parts.care.reload(),)

        await self._desk.respond(interaction, reload)

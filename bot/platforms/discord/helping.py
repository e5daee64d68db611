"""/help: every command as Discord knows it, and what people should know of the bot."""

import discord
from discord import app_commands

from bot.chat import Kind, Reply
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.commands import Maker
from bot.platforms.discord.desk import Desk
from bot.platforms.discord.parts import Words

UNLISTED = frozenset({"remind", "privacy", "setup", "stats"})
"""Groups, and what admins use."""


def add_help(tree: app_commands.CommandTree[discord.Client], desk: Desk, url: str | None) -> None:
    """The command; `url` is where the privacy notice of whoever runs the bot stands."""
    words = desk.parts.words

    async def handle(interaction: Interaction) -> None:
        async def answer() -> tuple[Reply, ...]:
            spelled = {path: desk.parts.looks.mention(path) for path in words.commands}
            return (help_(words, spelled, url),)

        await desk.respond(interaction, answer)

    tree.add_command(Maker(desk).command("help", handle))


def help_(words: Words, spelled: dict[str, str], privacy_url: str | None) -> Reply:
    """The list of commands; `spelled` is how each is shown."""
    said = words.said
    lines = [
        f"{spelled[path]}: {command.description}"
        for path, command in words.commands.items()
        if path not in UNLISTED
    ]
    privacy = (said["help_privacy"].format(url=privacy_url),) if privacy_url else ()
    return Reply(
        Kind.LISTING,
        ("\n".join(lines), said["help_ask"], said["only_english"]),
        title=said["help_title"],
        after=(*privacy, said["help_footer"]),
    )

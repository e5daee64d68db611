"""What a press shows: a changed reminder, a changed question, or a word to the person alone."""

import discord

from bot.chat import Action, Press, Reply
from bot.platforms.discord import custom_ids
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.rendering import after_press
from bot.platforms.discord.speaking import changed, shown

ABOUT_EVERYTHING = frozenset({Action.PAUSE_ALL, Action.FORGET_ME, Action.HURTS})
"""When these are chosen, the question that offered them becomes its answer."""


async def show_press(
    interaction: discord.Interaction[discord.Client],
    looks: Looks,
    custom_id: str,
    press: Press,
    replies: tuple[Reply, ...],
) -> None:
    """Show the replies to a press; the first one in the message that offered it, where it fits."""
    if not replies:
        return
    first, *more = replies
    message = interaction.message
    if message and first.chosen and custom_ids.key_of(custom_id):
        await _settle(interaction, message, looks.spell(first.paragraphs[0]), press)
        told = () if _is_short(first) else (first,)
        more = [*told, *more]
    elif message and message.flags.ephemeral and first.chosen in ABOUT_EVERYTHING:
        await interaction.edit_original_response(**changed(looks.render(first)))
    else:
        more = [first, *more]
    for reply in more:
        await interaction.followup.send(ephemeral=True, **shown(looks.render(reply)))


async def _settle(
    interaction: discord.Interaction[discord.Client],
    message: discord.Message,
    line: str,
    press: Press,
) -> None:
    """A reminder after a press: as it was, with what was chosen and nothing more to press."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    await interaction.edit_original_response(view=after_press(view, press, line))


def _is_short(reply: Reply) -> bool:
    return len(reply.paragraphs) == 1 and not reply.after

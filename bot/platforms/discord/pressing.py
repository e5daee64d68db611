"""What a press shows: a changed reminder, a changed question, or a word to the person alone."""

from dataclasses import dataclass

import discord

from bot.chat import Action, Press, Reply
from bot.platforms.discord import custom_ids
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.desk import Desk
from bot.platforms.discord.rendering import after_press
from bot.platforms.discord.speaking import insist, shown

ABOUT_EVERYTHING = frozenset({Action.PAUSE_ALL, Action.FORGET_ME, Action.HURTS})
"""When these are chosen, the question that offered them becomes its answer."""


@dataclass(frozen=True)
class Pressed:
    """A press, and the custom id that it was read from."""

    press: Press
    custom_id: str


async def show_press(
    desk: Desk, interaction: Interaction, pressed: Pressed, replies: tuple[Reply, ...]
) -> None:
    """Show the replies to a press; the first one in the message that offered it, where it fits."""
    if not replies:
        return
    looks = desk.parts.looks
    first, *more = replies
    message = interaction.message
    if message and first.chosen and custom_ids.key_of(pressed.custom_id):
        await _settle(desk, interaction, message, looks.spell(first.paragraphs[0]), pressed.press)
        told = () if _is_short(first) else (first,)
        more = [*told, *more]
    elif message and message.flags.ephemeral and first.chosen in ABOUT_EVERYTHING:
        await desk.change(interaction, looks.render(first))
    else:
        more = [first, *more]
    for reply in more:
        await interaction.followup.send(ephemeral=True, **shown(looks.render(reply)))


async def _settle(
    desk: Desk, interaction: Interaction, message: discord.Message, line: str, press: Press
) -> None:
    """A reminder after a press: as it was, with what was chosen and nothing more to press."""
    view = after_press(discord.ui.LayoutView.from_message(message, timeout=None), press, line)

    async def send() -> None:
        await interaction.edit_original_response(view=view)

    await insist(send, desk.parts.clock)


def _is_short(reply: Reply) -> bool:
    return len(reply.paragraphs) == 1 and not reply.after

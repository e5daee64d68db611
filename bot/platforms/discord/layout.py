"""What can be pressed: the buttons and the menu of a reply, in rows. Pure.

Limits: https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import discord
from discord import ui

from bot.chat import Action, Choice, Press, Reply
from bot.platforms.discord import custom_ids
from bot.platforms.discord.fitting import clip

Item = ui.Item[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

LABEL, OPTION, PLACEHOLDER = 80, 100, 150
"""Characters of a button, of a line of a menu, and of what stands in it."""

ROW, OPTIONS = 5, 25

LONG = 38
"""A label from here on has a row to itself."""

STYLES: Mapping[Action, discord.ButtonStyle] = MappingProxyType(
    {
        Action.REMIND: discord.ButtonStyle.primary,
        Action.DONE: discord.ButtonStyle.success,
        Action.HURTS: discord.ButtonStyle.danger,
        Action.FORGET_ME: discord.ButtonStyle.danger,
    }
)
"""Colours; what a button does is always said by its label too (STD-32)."""


def rows(
    reply: Reply, labels: Mapping[str, str], see_also: str, key: str | None
) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """Choices, actions and neighbours; each custom id once, as Discord wants it."""
    seen = set[str]()
    offered = [(it.press, it.label) for it in reply.choices]
    doable = [(it, labels.get(it.action, "")) for it in reply.actions]
    for group in (offered, doable):
        made = (_button(press, label, key, seen) for press, label in group)
        yield from _in_rows([button for button in made if button])
    options = list(_options(reply.neighbours))[:OPTIONS]
    if options:
        placeholder = clip(see_also, PLACEHOLDER)
        yield ui.ActionRow(
            ui.Select(custom_id=custom_ids.MENU, placeholder=placeholder, options=options)
        )


def _button(press: Press, label: str, key: str | None, seen: set[str]) -> Button | None:
    custom_id = custom_ids.encode(press, key)
    if not label.strip() or custom_id is None or custom_id in seen:
        return None
    seen.add(custom_id)
    style = STYLES.get(press.action, discord.ButtonStyle.secondary)
    return ui.Button(label=clip(label, LABEL), style=style, custom_id=custom_id)


def _in_rows(buttons: Sequence[Button]) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """Short ones side by side, long ones below each other."""
    row: list[Button] = []
    for button in buttons:
        is_long = len(button.label or "") >= LONG
        if row and (is_long or len(row) == ROW):
            yield ui.ActionRow(*row)
            row = []
        row.append(button)
        if is_long:
            yield ui.ActionRow(*row)
            row = []
    if row:
        yield ui.ActionRow(*row)


def _options(choices: Sequence[Choice]) -> Iterator[discord.SelectOption]:
    seen = set[str]()
    for choice in choices:
        value = custom_ids.encode(choice.press)
        if value and value not in seen and choice.label.strip():
            seen.add(value)
            yield discord.SelectOption(label=clip(choice.label, OPTION), value=value)

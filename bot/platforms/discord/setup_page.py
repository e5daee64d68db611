"""/setup: the page on which admins of a server choose. Pure: Community -> page, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import discord
from discord import ui

from bot.chat import Community, Offer
from bot.platforms.discord.parts import Words

PREFIX = "setup:"
NONE = "none"
MOST = 25
"""Things that a menu of Discord's can hold, or let pick."""

CHANNELS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]


@dataclass(frozen=True)
class Page:
    """What the page is made of beside the choices."""

    words: Words
    countries: Sequence[Offer]


def view(community: Community, page: Page) -> ui.LayoutView:
    """The page as it stands."""
    said = page.words.said
    made = ui.LayoutView(timeout=None)
    made.add_item(ui.TextDisplay(f"### {said['setup_title']}\n{said['setup_intro']}"))
    _add(made, said["setup_open"], _channels("open", community.open, said))
    _add(made, said["setup_quiet"], _channels("quiet", community.quiet, said))
    _add(made, said["setup_ignored"], _people(community.ignored, said))
    _add(made, said["setup_country"], _country(community.country, page))
    _add(made, said["setup_language"], _language(community.language, page.words.languages))
    _add(made, said["setup_dms"], _dms(said, dms=community.dms))
    made.stop()
    return made


def chosen(community: Community, which: str, values: Sequence[str]) -> Community | None:
    """What holds after a choice on the page; None for what cannot be chosen there."""
    name = which.removeprefix(PREFIX)
    if name == "dms":
        return replace(community, dms=not community.dms)
    if name == "country" and len(values) == 1:
        return replace(community, country=None if values[0] == NONE else values[0])
    if name == "language" and len(values) == 1:
        return replace(community, language=values[0])
    if name in LISTS and all(value.isascii() and value.isdecimal() for value in values):
        return _with_list(community, name, frozenset(values))
    return None


LISTS = frozenset({"open", "quiet", "ignored"})


def _with_list(community: Community, name: str, ids: frozenset[str]) -> Community:
    """Another list; a channel is open or quiet, the last choice counts."""
    if name == "open":
        return replace(community, open=ids, quiet=community.quiet - ids)
    if name == "quiet":
        return replace(community, quiet=ids, open=community.open - ids)
    return replace(community, ignored=ids)


def _add(made: ui.LayoutView, text: str, item: ui.Item[ui.LayoutView]) -> None:
    made.add_item(ui.TextDisplay(text))
    made.add_item(ui.ActionRow(item))


def _channels(
    name: str, ids: frozenset[str], said: Mapping[str, str]
) -> ui.ChannelSelect[ui.LayoutView]:
    return ui.ChannelSelect(
        custom_id=f"{PREFIX}{name}",
        placeholder=said["setup_no_channel"],
        channel_types=CHANNELS,
        min_values=0,
        max_values=MOST,
        default_values=[
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.channel)
            for number in _numbers(ids)
        ],
    )


def _people(ids: frozenset[str], said: Mapping[str, str]) -> ui.UserSelect[ui.LayoutView]:
    return ui.UserSelect(
        custom_id=f"{PREFIX}ignored",
        placeholder=said["setup_nobody"],
        min_values=0,
        max_values=MOST,
        default_values=[
            discord.SelectDefaultValue(id=number, type=discord.SelectDefaultValueType.user)
            for number in _numbers(ids)
        ],
    )


def _country(now: str | None, page: Page) -> ui.Select[ui.LayoutView]:
    none = Offer(page.words.said["setup_country_none"], NONE)
    offers = (none, *page.countries[: MOST - 1])
    options = [
        discord.SelectOption(label=it.label, value=it.value, default=it.value == (now or NONE))
        for it in offers
    ]
    return ui.Select(custom_id=f"{PREFIX}country", options=options)


def _language(now: str, languages: Mapping[str, str]) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=name, value=code, default=code == now)
        for code, name in languages.items()
    ]
    return ui.Select(custom_id=f"{PREFIX}language", options=options)


def _dms(said: Mapping[str, str], *, dms: bool) -> ui.Button[ui.LayoutView]:
    label = said["setup_dms_on" if dms else "setup_dms_off"]
    return ui.Button(label=label, custom_id=f"{PREFIX}dms")


def _numbers(ids: frozenset[str]) -> list[int]:
    return sorted(int(it) for it in ids if it.isdecimal())[:MOST]

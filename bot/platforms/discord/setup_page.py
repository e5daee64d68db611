"""/setup: the page on which admins of a server choose. Pure: Community -> page, and back."""

from collections.abc import Iterator, Mapping, Sequence
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
    _add(made, said["setup_country"], *_countries(community.country, page))
    _add(made, said["setup_language"], _language(community.language, page.words.languages))
    _add(made, said["setup_dms"], _dms(said, dms=community.dms))
    made.stop()
    return made


def chosen(community: Community, which: str, values: Sequence[str], page: Page) -> Community | None:
    """What holds after a choice on the page; None for what cannot be chosen there."""
    name = which.removeprefix(PREFIX).rstrip(DIGITS)
    if name in LISTS and all(value.isascii() and value.isdecimal() for value in values):
        return _with_list(community, name, frozenset(values))
    match name, values:
        case "dms:on" | "dms:off", _:
            return replace(community, dms=name == "dms:on")
        case "country", [code] if code == NONE:
            return replace(community, country=None)
        case "country", [code] if any(it.value == code for it in page.countries):
            return replace(community, country=code)
        case "language", [code] if code in page.words.languages:
            return replace(community, language=code)
    return None


LISTS = frozenset({"open", "quiet", "ignored"})
DIGITS = "0123456789"


def _with_list(community: Community, name: str, ids: frozenset[str]) -> Community:
    """Another list; a channel is open or quiet, the last choice counts."""
    if name == "open":
        return replace(community, open=ids, quiet=community.quiet - ids)
    if name == "quiet":
        return replace(community, quiet=ids, open=community.open - ids)
    return replace(community, ignored=ids)


def _add(made: ui.LayoutView, text: str, *items: ui.Item[ui.LayoutView]) -> None:
    made.add_item(ui.TextDisplay(text))
    for item in items:
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


def _countries(now: str | None, page: Page) -> Iterator[ui.Select[ui.LayoutView]]:
    """As many menus as all countries need."""
    said = page.words.said
    offers = (Offer(said["setup_country_none"], NONE), *page.countries)
    for number, some in enumerate(batched(offers, MOST)):
        options = [
            discord.SelectOption(label=it.label, value=it.value, default=it.value == (now or NONE))
            for it in some
        ]
        first, last = next(it.value for it in some if it.value != NONE), some[-1].value
        yield ui.Select(
            custom_id=f"{PREFIX}country{number or ''}",
            placeholder=said["setup_countries"].format(first=first, last=last),
            options=options,
        )


def batched(offers: Sequence[Offer], most: int) -> Iterator[Sequence[Offer]]:
    """In rows of at most so many."""
    for begin in range(0, len(offers), most):
        yield offers[begin : begin + most]


def _language(now: str, languages: Mapping[str, str]) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=name, value=code, default=code == now)
        for code, name in languages.items()
    ]
    return ui.Select(custom_id=f"{PREFIX}language", options=options)


def _dms(said: Mapping[str, str], *, dms: bool) -> ui.Button[ui.LayoutView]:
    label = said["setup_dms_on" if dms else "setup_dms_off"]
    return ui.Button(label=label, custom_id=f"{PREFIX}dms:{'off' if dms else 'on'}")


def _numbers(ids: frozenset[str]) -> list[int]:
    return sorted(int(it) for it in ids if it.isdecimal())[:MOST]

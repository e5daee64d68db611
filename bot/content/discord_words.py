"""The classes of what only Discord needs (faq/discord.yaml): commands in its languages, pages."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.content.models import Entry, Line

Language = Literal["de", "es-ES", "fr", "pt-BR"]
"""Languages of Discord's clients that the commands are translated into."""

Name = Annotated[
    str, StringConstraints(pattern=r"^[^\sA-ZÀ-ÖØ-Þ!-,./:-@\[-^`{-~]{1,32}$", max_length=32)
]
"""A command or an option: small letters, digits, - and _ (Discord's rule)."""

MenuName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=32)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Path = Annotated[str, StringConstraints(pattern=r"^[a-z]+( [a-z]+)?$")]
OptionName = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]


class ChoiceWords(Entry):
    """One fixed value of an option."""

    name: Short
    names: dict[Language, Short]


class OptionWords(Entry):
    """One option of a command."""

    names: dict[Language, Name]
    description: Short
    descriptions: dict[Language, Short]
    choices: dict[OptionName, ChoiceWords] = Field(default_factory=dict)


class CommandWords(Entry):
    """A slash command, or a group of them."""

    names: dict[Language, Name]
    description: Short
    descriptions: dict[Language, Short]
    options: tuple[OptionName, ...] = Field((), description="Described below, under options")


class MenuWords(Entry):
    """An entry of the menu of a message."""

    name: MenuName
    names: dict[Language, MenuName]


class DiscordWords(Entry):
    """Every word that only Discord needs."""

    commands: dict[Path, CommandWords] = Field(description="By the English path: remind add")
    options: dict[OptionName, OptionWords] = Field(description="The same in every command")
    menu: MenuWords
    said: dict[str, Line]
    languages: dict[str, Short] = Field(description="Languages that times can be written in")

"""What the platform is handed: its account, its words, a clock, and what is kept for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

PLATFORM = "discord"


@dataclass(frozen=True)
class Account:
    """The bot's account, and how it is reached.

    `shards` are the ids of this process and how many there are in all; None asks Discord.
    `open_channels` needs the privileged intent Message Content.
    """

    token: str = field(repr=False)
    api_url: str
    gateway_url: str | None = None
    shards: tuple[tuple[int, ...], int] | None = None
    open_channels: bool = False
    privacy_url: str | None = None


class Clock(Protocol):
    """Seconds since 1970, and waiting."""

    def now(self) -> float:
        """The instant."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class Keeping(Protocol):
    """What processes that share the account keep together."""

    async def first(self, event: str) -> bool:
        """Whether nobody has dealt with an event yet; true once."""

    async def recall(self, name: str) -> str | None:
        """What was noted under a name."""

    async def note(self, name: str, value: str) -> None:
        """Note something under a name."""

    async def turn(self, name: str, every: float) -> None:
        """Wait for a turn that comes `every` so many seconds, to one process at a time."""


class ChoiceWords(Protocol):
    """One fixed value of an option."""

    @property
    def name(self) -> str:
        """In English."""

    @property
    def names(self) -> Mapping[Any, str]:
        """By Discord's name of the language."""


class OptionWords(Protocol):
    """One option of a command."""

    @property
    def names(self) -> Mapping[Any, str]:
        """What it is called, by language."""

    @property
    def description(self) -> str:
        """In English."""

    @property
    def descriptions(self) -> Mapping[Any, str]:
        """By language."""

    @property
    def choices(self) -> Mapping[str, ChoiceWords]:
        """Its fixed values, if it has any."""


class CommandWords(Protocol):
    """One command or group."""

    @property
    def names(self) -> Mapping[Any, str]:
        """What it is called, by language."""

    @property
    def description(self) -> str:
        """In English."""

    @property
    def descriptions(self) -> Mapping[Any, str]:
        """By language."""

    @property
    def options(self) -> Sequence[str]:
        """The English names of its options."""


class MenuWords(Protocol):
    """An entry of the menu of a message."""

    @property
    def name(self) -> str:
        """In English."""

    @property
    def names(self) -> Mapping[Any, str]:
        """By language."""


class Words(Protocol):
    """Every word that only Discord needs; faq/discord.yaml has them."""

    @property
    def commands(self) -> Mapping[str, CommandWords]:
        """By the English path: "remind add"."""

    @property
    def options(self) -> Mapping[str, OptionWords]:
        """By their English names; the same in every command."""

    @property
    def menu(self) -> MenuWords:
        """The menu of a message."""

    @property
    def said(self) -> Mapping[str, str]:
        """Sentences by name."""

    @property
    def languages(self) -> Mapping[str, str]:
        """Languages that times can be written in, by code."""

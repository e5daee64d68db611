"""What the platform is handed: its account, its words, a clock, and what is kept for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

PLATFORM = "matrix"


@dataclass(frozen=True)
class Account:
    """The bot's account, and the folder in which its device and keys are kept.

    `invites` are who may invite it: users (`@ann:example.org`) or servers (`example.org`); nobody
    in particular means everybody.
    """

    homeserver: str
    user: str
    folder: Path
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    device: str | None = None
    invites: tuple[str, ...] = ()
    recovery_key: str | None = field(default=None, repr=False)


class Clock(Protocol):
    """Seconds since 1970, and waiting."""

    def now(self) -> float:
        """The instant."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class Keeping(Protocol):
    """What is kept for the account."""

    async def first(self, event: str) -> bool:
        """Whether nobody has dealt with an event yet; true once."""

    async def recall(self, name: str) -> str | None:
        """What was noted under a name."""

    async def note(self, name: str, value: str) -> None:
        """Note something under a name."""


class Words(Protocol):
    """Every word that only Matrix needs; faq/matrix.yaml has them."""

    @property
    def reactions(self) -> Mapping[str, str]:
        """The reaction that stands for an action."""

    @property
    def typed(self) -> Mapping[str, str]:
        """What can be typed instead, with {about}."""

    @property
    def said(self) -> Mapping[str, str]:
        """Sentences by name."""

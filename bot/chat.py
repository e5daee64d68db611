"""The port: the words that every chat platform shares with the bot. Meaning, not markup."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Person:
    """Who wrote, by the platform's own id."""

    platform: str
    id: str


@dataclass(frozen=True)
class Place:
    """Where it was written: a channel, a room or a terminal."""

    platform: str
    id: str


class Action(StrEnum):
    """What a person can do with a reply; a button, a reaction or a typed word."""

    SHOW = "show"
    SOURCES = "sources"


@dataclass(frozen=True)
class Press:
    """An action and the topic it is about; all that a button needs to remember."""

    action: Action
    topic: str


@dataclass(frozen=True)
class Message:
    """Something a person wrote or pressed.

    `addressed` is false in a channel that an admin opened to the bot.
    """

    text: str
    person: Person
    place: Place
    addressed: bool = True
    pressed: Press | None = None


class Kind(StrEnum):
    """What sort of reply it is; platforms give each its own looks."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    UNKNOWN = "unknown"
    URGENT = "urgent"
    NOTICE = "notice"
    LISTING = "listing"


@dataclass(frozen=True)
class Choice:
    """One of several things a person may pick, and what picking it does."""

    label: str
    press: Press


@dataclass(frozen=True)
class ExerciseCard:
    """An exercise as it is shown: lines are complete sentences."""

    title: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """What the bot says, in the order a reader meets it."""

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    caution: str | None = None
    exercise: ExerciseCard | None = None
    choices: tuple[Choice, ...] = ()
    after: tuple[str, ...] = ()
    notice: str | None = None
    neighbours: tuple[Choice, ...] = ()
    actions: tuple[Press, ...] = ()


Answer = Callable[[Message], Awaitable[Reply | None]]


class Platform(Protocol):
    """A place where people chat."""

    async def listen(self, answer: Answer) -> None:
        """Hand every message to `answer` and show its reply, until the chat ends."""

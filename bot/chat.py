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
    REMIND = "remind"
    TYPE = "type"
    DONE = "done"
    SNOOZE_10 = "snooze-10"
    SNOOZE_60 = "snooze-60"
    TONIGHT = "tonight"
    SKIP = "skip"
    HURTS = "hurts"
    PAUSE_ALL = "pause-all"
    FORGET_ME = "forget-me"


@dataclass(frozen=True)
class Press:
    """An action and what it is about: a topic, or the key of a reminder. All a button remembers."""

    action: Action
    about: str


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
    REMINDER = "reminder"


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
class File:
    """Something to take away: a name without folders, its media type and its text."""

    name: str
    media: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What the bot says, in the order a reader meets it."""

    kind: Kind
    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    caution: str | None = None
    exercises: tuple[ExerciseCard, ...] = ()
    choices: tuple[Choice, ...] = ()
    after: tuple[str, ...] = ()
    notice: str | None = None
    neighbours: tuple[Choice, ...] = ()
    actions: tuple[Press, ...] = ()
    files: tuple[File, ...] = ()


Answer = Callable[[Message], Awaitable[tuple[Reply, ...]]]
"""What is replied to one message, in order; nothing is silence."""


class Gone(Exception):  # noqa: N818
    """A place refuses for good: a closed DM, a room that was left."""


class NotNow(Exception):  # noqa: N818
    """A message was certainly not taken; `seconds` is when to try again at the earliest."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(f"not now, in {seconds} s")
        self.seconds = seconds


class Platform(Protocol):
    """A place where people chat."""

    async def listen(self, answer: Answer) -> None:
        """Hand every message to `answer` and show its reply, until the chat ends."""

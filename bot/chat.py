"""The port: the words that every chat platform shares with the bot. Meaning, not markup."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

PREFIX = "!"
"""What a typed command begins with."""

COMMAND_MARKS = re.compile(rf"^[{PREFIX}\s]+")


def is_command(text: str) -> bool:
    """Whether a text is read as a command, even one that nobody knows."""
    name = text.split(maxsplit=1)[:1] or [""]
    return name[0].startswith(PREFIX) and bool(name[0].strip(PREFIX))


def bare(text: str) -> str:
    """What was written, so that no command is read in it, whatever white space stands between."""
    return COMMAND_MARKS.sub("", text)


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
    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    TYPE = "type"
    TYPE_HERE = "type-here"
    TYPE_PRIVATE = "type-private"
    DONE = "done"
    SNOOZE_10 = "snooze-10"
    SNOOZE_60 = "snooze-60"
    TONIGHT = "tonight"
    SKIP = "skip"
    HURTS = "hurts"
    UNDO = "undo"
    PAUSE_ALL = "pause-all"
    FORGET_ME = "forget-me"


@dataclass(frozen=True)
class Press:
    """An action and what it is about: a topic, or the key of a reminder. All a button remembers.

    TYPE, TYPE_HERE and TYPE_PRIVATE are about a command, as it is typed. The last two also mean
    that the reminder which it sets or changes shall come to the place of the press, or to its owner
    alone.
    """

    action: Action
    about: str


@dataclass(frozen=True)
class Community:
    """What those who look after a server or a room chose for it; ids are the platform's own.

    In `open` places un-addressed questions are answered; in `quiet` ones, and to `ignored` people,
    nothing is said but urgent replies. `dms` is whether reminders come in private unless asked
    otherwise, `country` whose emergency numbers come first (ISO 3166), `language` that of times,
    `threads` whether answers stand in threads, where the chat has them.
    """

    open: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    dms: bool = True
    country: str | None = None
    language: str = "en-GB"
    threads: bool = True


@dataclass(frozen=True)
class Message:
    """Something a person wrote or pressed.

    `addressed` is false in a place that its community opened to the bot. `private` is whether
    nobody but the person reads the replies, `awaited` whether the chat itself shows that a reply is
    on its way, so that silence would look like a failure. `remind_at` is where reminders that are
    set or changed here shall come; None: where this was written, or where they came before.
    """

    text: str
    person: Person
    place: Place
    addressed: bool = True
    pressed: Press | None = None
    private: bool = True
    awaited: bool = False
    remind_at: Place | None = None
    community: Community = Community()


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
class Picture:
    """A picture: a name without folders, its media type, the words for it, and its pixels."""

    name: str
    media: str
    alt: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class ExerciseCard:
    """An exercise as it is shown: lines are complete sentences."""

    title: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    picture: Picture | None = None


@dataclass(frozen=True)
class File:
    """Something to take away: a name without folders, its media type and its text."""

    name: str
    media: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What the bot says, in the order a reader meets it. A command in a text is written `!name`.

    `times` are the instants that it speaks of, for platforms that show them in each reader's own
    way. `chosen` is set when the press that it replies to was taken: what offered it offers nothing
    more.
    """

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
    times: tuple[int, ...] = ()
    chosen: Action | None = None


Answer = Callable[[Message], Awaitable[tuple[Reply, ...]]]
"""What is replied to one message, in order; nothing is silence."""


Reach = Callable[[Place, Person, Reply], Awaitable[Place]]
"""Says something to a person in a place, to find out whether one may; the place by its lasting id.

Raises Gone or NotNow.
"""


class Field(StrEnum):
    """What a person is typing while the platform asks how it may go on."""

    EXERCISE = "exercise"
    WHEN = "when"
    ZONE = "zone"
    REMINDER = "reminder"
    COUNTRY = "country"


@dataclass(frozen=True)
class Offer:
    """A way to go on: what is shown, and what is then typed."""

    label: str
    value: str


Complete = Callable[[Field, str, Person, str], Awaitable[tuple[Offer, ...]]]
"""What is offered while a person types into a field, the best first; it changes nothing.

Times in it are written in a language (BCP 47), which comes last.
"""


class Care(Protocol):
    """What those who look after a community, or after the bot, can do.

    The platform knows who they are, and asks for nobody else.
    """

    async def community(self, platform: str, name: str) -> Community:
        """What was chosen for a server or a room, or what holds where nothing was."""

    async def arrange(
        self, platform: str, name: str, change: Callable[[Community], Community | None]
    ) -> Community | None:
        """Choose something else, beginning with what holds now; nothing where that gives None."""

    def countries(self) -> tuple[Offer, ...]:
        """Those whose emergency numbers are known."""

    async def known(self, platform: str) -> tuple[str, ...]:
        """Communities of which something is kept."""

    async def leave(self, platform: str, name: str) -> None:
        """The bot was removed there: nothing of it is kept."""

    async def stats(self) -> Reply:
        """Counts, of nobody in particular."""

    async def reload(self) -> Reply:
        """Read the content anew; faulty content changes nothing, and is told."""


class Gone(Exception):  # noqa: N818
    """A place refuses for good: a closed DM, a room that was left."""


class NotNow(Exception):  # noqa: N818
    """A message was certainly not taken; `seconds` is when to try again at the earliest."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(f"not now, in {seconds} s")
        self.seconds = seconds


class Refused(Exception):  # noqa: N818
    """The chat does not let the bot in; one line says what to do. Trying again is no use."""


class Platform(Protocol):
    """A place where people chat."""

    async def listen(self, answer: Answer) -> None:
        """Hand every message to `answer` and show its reply, until the chat ends."""

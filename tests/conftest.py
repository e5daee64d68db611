"""What many tests share: the shipped FAQ, a copy of it to spoil, and the real command."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, Self

import pytest
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.answering import Answering
from bot.chat import Person, Place, Reach, Reply
from bot.clock import Clock
from bot.commands.conversation import Conversation
from bot.commands.current import Current
from bot.commands.request import Bot
from bot.content.load import Content, Folder, load
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.feedback import Feedback
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from bot.settings import SHIPPED
from bot.understanding import embedding, weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

ROOT = Path(__file__).parents[1]
PATIENCE = 60
"""Seconds until a command that hangs is a failure; far more than any needs."""


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class ToldFlag(BaseModel):
    """One red flag in what `ask --json` tells."""

    model_config = ConfigDict(strict=True, extra="forbid")

    id: str
    tier: Literal["T1", "T2", "T3"]
    stance: Literal["asserted", "asked", "denied", "past", "figurative"]


class Told(BaseModel):
    """What `ask --json` promises to scripts; `Told.model_validate(...)` raises on anything else."""

    model_config = ConfigDict(strict=True, extra="forbid")

    outcome: Literal["answer", "suggest", "unknown", "urgent", "silent"]
    topic: str | None
    suggestions: list[str] = Field(max_length=3)
    flags: list[ToldFlag]
    caution: bool
    confidence: float = Field(ge=0, le=1)
    exercise: str | None
    text: str

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        assert (self.text == "") is (self.outcome == "silent"), "only silence has no text"
        assert not self.topic or self.outcome == "answer", "only an answer has a topic"
        assert not self.exercise or self.topic, "an exercise belongs to a topic"
        assert self.outcome != "suggest" or self.suggestions, "an offer offers something"
        reported = {"asserted"} & {flag.stance for flag in self.flags if flag.tier != "T3"}
        assert (self.outcome == "urgent") is bool(reported), "urgent is what was reported"
        asked = "asked" in {flag.stance for flag in self.flags}
        assert self.outcome != "answer" or self.topic or asked, "an answer is about something"
        return self


@dataclass(frozen=True)
class Wrong:
    """A value that is wrong in a file, what is told of it, and how far below its key."""

    file: str
    key: str
    value: str
    told: str
    below: int = 0


@dataclass
class HeldClock:
    """A clock that stands still until it is moved; waiting moves it."""

    instant: float = 1_800_000_000

    def now(self) -> float:
        return self.instant

    async def sleep(self, seconds: float) -> None:
        self.instant += max(0.0, seconds)


@dataclass
class Reached:
    """Stands in for what reaches people: notes whom, and refuses with `fault` if it is given one."""

    fault: Exception | None = None
    places: list[Place] = field(default_factory=list)

    async def __call__(self, place: Place, to: Person, reply: Reply) -> Place:
        assert to
        assert reply.paragraphs
        if self.fault:
            raise self.fault
        self.places.append(place)
        return Place(place.platform, f"lasting {place.id}")


def bot_of(
    answering: Answering,
    database: Database,
    reminders: Reminders,
    clock: Clock,
    reach: Reach | None = None,
) -> Bot:
    """The parts of a bot on a database."""
    return Bot(
        Current(lambda: answering),
        People(database),
        reminders,
        History(database),
        Feedback(database),
        clock,
        reach or Reached(),
    )


@asynccontextmanager
async def conversing(answering: Answering) -> AsyncIterator[Conversation]:
    """A conversation whose reminders are kept in memory."""
    database = await open_database("sqlite://", Path())
    reminders = Reminders(database, lambda: None)
    try:
        yield Conversation(bot_of(answering, database, reminders, HeldClock()))
    finally:
        await database.close()


class Runner(Protocol):
    """`run("ask", "why?", env={...})` is `soleus ask "why?"`, in an empty folder."""

    def __call__(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        """How it ended."""


def no_checks(_content: Content, _folder: Folder) -> Iterator[str]:
    """Stands in for the checks between files, so that a test can look at faulty content."""
    return iter(())


def put(folder: Path, file: str, key: str, value: str) -> int:
    """Write `value`, as YAML, for a key at the left edge of a file; the line of the key."""
    path = folder / file
    lines = path.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = start + 1
    while end < len(lines) and (not lines[end] or lines[end].startswith(" ")):
        end += 1
    path.write_text("\n".join([*lines[:start], f"{key}: {value}", *lines[end:], ""]), "utf-8")
    return start + 1


@pytest.fixture(scope="session")
def content() -> Content:
    return load(SHIPPED, no_checks)


@pytest.fixture(scope="session")
def answering(content: Content) -> Answering:
    encoder = embedding.available()
    path = SHIPPED / weights.NAME
    learned = weights.load(path, origin(content), semantic=encoder is not None)
    return Answering(content, Understanding(content, learned, encoder))


@pytest.fixture
async def conversation(answering: Answering) -> AsyncIterator[Conversation]:
    async with conversing(answering) as made:
        yield made


@pytest.fixture
def faq_copy(tmp_path: Path) -> Path:
    copied = tmp_path / "faq"
    shutil.copytree(SHIPPED, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    inherited = {name: value for name, value in os.environ.items() if not _ours(name)}
    folder = tmp_path / "started in"
    folder.mkdir()

    def command(*args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *args],
            input=stdin,
            env={**inherited, "PYTHONPATH": str(ROOT), **(env or {})},
            cwd=folder,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return command


def _ours(name: str) -> bool:
    return name.startswith("SOLEUS_")

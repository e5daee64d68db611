"""What is remembered of a reminder, and what became of it. Frozen; knows no storage."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.chat import Person, Place
from bot.reminders.quiet import Quiet
from bot.reminders.rule import Rule

MOST_ACTIVE = 25
"""Active reminders that one person may have."""


class Why(StrEnum):
    """Why a reminder is paused."""

    ASKED = "asked"
    HURTS = "hurts"
    UNREACHABLE = "unreachable"


class State(StrEnum):
    """What became of one occurrence of a reminder."""

    SENT = "sent"
    DONE = "done"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    HURT = "hurt"
    MISSED = "missed"
    UNSURE = "unsure"
    REFUSED = "refused"


NEWS = frozenset({State.MISSED, State.UNSURE, State.REFUSED})
"""What a person cannot have noticed; it is told at their next contact."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A person as the store knows them: their row, zone and quiet hours. No zone: not told yet."""

    id: int
    person: Person
    zone: str | None
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person asks to be reminded of, when, and where it is sent."""

    exercises: tuple[str, ...]
    rule: Rule
    place: Place


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of a person. `number` is the person's own; `due` the next occurrence.

    `resting` are exercises that hurt. `ready` is when the occurrence may be sent: `due`, or the end
    of quiet hours. `resumes` is a day until which it was paused; `due` lies behind it already.
    """

    id: int
    number: int
    plan: Plan
    resting: tuple[str, ...]
    due: int | None
    ready: int | None
    paused: Why | None
    resumes: date | None

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that are sent: those that do not hurt."""
        return tuple(name for name in self.plan.exercises if name not in self.resting)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a reminder was due, and what became of it. `at` is when that was noted."""

    reminder: int
    number: int
    due: int
    state: State
    at: int
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Names one occurrence everywhere: idempotency key of its delivery, and in its buttons."""

    reminder: int
    due: int

    def __str__(self) -> str:
        return f"{self.reminder}.{self.due}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key that a button carries, or None for anything else."""
        found = _KEY.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None


# At most 25 characters, Discord's limit for a nonce; and numbers that every database can hold.
_KEY = re.compile(r"([1-9][0-9]{0,12})\.([0-9]{1,11})")

"""A clock in the hand, and a chat account that remembers what it was given."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import Kind, Person, Place, Reply
from bot.reminders.store.queue import Due

BERLIN = "Europe/Berlin"


def at(wall: str, zone: str = BERLIN, fold: int = 0) -> int:
    """The instant of a wall time such as "2026-11-25 19:00"."""
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


@dataclass
class FakeClock:
    """Stands still until somebody waits or sets it."""

    time: float
    waited: float = 0.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += max(0.0, seconds)
        self.waited += max(0.0, seconds)


@dataclass(frozen=True)
class Sent:
    """One message as the chat was given it."""

    place: Place
    to: Person
    reply: Reply
    key: str


@dataclass
class FakeChat:
    """A `Destination`. Raises what stands in `trouble` first, after showing what is in `shown_by`.

    `sent` is every attempt; `answers` says what it tells when asked whether a key arrived.
    """

    platform: str = "chat"
    account: str = "chat:bot"
    rate: float | None = None
    remembers: int = 180
    trouble: deque[Exception] = field(default_factory=deque)
    answers: bool | None = None
    asked: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        self.sent.append(Sent(place, to, reply, key))
        if self.trouble:
            raise self.trouble.popleft()

    async def arrived(self, _place: Place, key: str) -> bool | None:
        self.asked.append(key)
        return self.answers

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.sent]


LATE = "late"


def compose(due: Due, late: bool) -> Reply:
    """A message that says no more than what it is about."""
    return Reply(Kind.NOTICE, (LATE,) if late else (), title=",".join(due.plan.exercises))

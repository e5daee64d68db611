"""Delivery: claim what is due -> send it with its key -> settle. Knows no SQL and no platform.

Nothing is lost: what was claimed and not settled comes back when its lease ends. Nothing is doubled:
a repeat carries the same key, which the chat knows for a while; after that, delivery asks the chat
whether the message is there, and if that stays open it sends no second one but tells the owner.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Protocol

from bot.chat import Gone, NotNow, Person, Place, Reply
from bot.clock import Clock
from bot.reminders import schedule
from bot.reminders.reminder import Key, State, Why
from bot.reminders.rooms import Rooms
from bot.reminders.store.queue import Due, Lease, Settled

log = logging.getLogger(__name__)

LEASE = 60
SEND = 15
"""Seconds that a claim lasts, and that one send may take. A send that could outlast its lease is
not begun."""

LATE = 2 * 3600
"""A reminder that could not be sent in time is still sent this many seconds later, once."""

MARKED = 5 * 60
"""From here on it says that it is late; less is the ordinary wait of a busy minute."""

CHUNK = 25
"""Claimed together: what a killed worker can leave in doubt, and half a second of a busy account."""

MARGIN = 30
"""Seconds by which a key counts as forgotten before the chat forgets it."""

FIRST_WAIT, LONGEST_WAIT = 2, 45


class Destination(Protocol):
    """A chat account that reminders are sent with."""

    @property
    def platform(self) -> str:
        """The platform whose reminders it sends."""

    @property
    def account(self) -> str:
        """Names the account; all processes that share it share its rate."""

    @property
    def rate(self) -> float | None:
        """Messages a second that it may send, if there is a limit."""

    @property
    def remembers(self) -> int:
        """Seconds for which the chat knows a key again and shows its message once."""

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send. Raises Gone or NotNow; after anything else nobody knows whether it arrived."""

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether the message of a key is there; None when that cannot be told."""


class Work(Protocol):
    """The queue of due reminders."""

    async def claim(
        self, platform: str, now: int, most: int, seconds: int
    ) -> tuple[Lease, tuple[Due, ...]]:
        """Take due reminders for a while."""

    async def settle(self, lease: Lease, settled: Sequence[Settled], now: int) -> frozenset[int]:
        """Write what became of them."""

    async def reserve(self, account: str, count: int, rate: float, now: float) -> float:
        """Reserve turns of an account; when the first begins."""

    async def next_wake(self, platform: str) -> int | None:
        """When the queue wants to be looked at next."""


Compose = Callable[[Due, bool], Reply]
"""The message for a due reminder, and whether to say that it is late."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One claimed reminder on its way. `superseded` was due before `due` and is sent no more."""

    due: Due
    superseded: tuple[tuple[Key, State], ...] = ()


class Delivery:
    """Sends the reminders of one chat account. Several may run, in as many processes."""

    def __init__(  # noqa: PLR0913
        self,
        work: Work,
        destination: Destination,
        compose: Compose,
        clock: Clock,
        random: Random,
        chunk: int = CHUNK,
    ) -> None:
        self._work = work
        self._destination = destination
        self._compose = compose
        self._clock = clock
        self._random = random
        self._chunk = chunk
        self._rooms = Rooms()

    async def next_wake(self) -> int | None:
        """When something is due next."""
        return await self._work.next_wake(self._destination.platform)

    async def send_due(self) -> int:
        """One round: claim, send, settle. How many were claimed."""
        platform = self._destination.platform
        lease, dues = await self._work.claim(platform, self._now(), self._chunk, LEASE)
        if not dues:
            return 0
        turns = await self._turns(len(dues))
        handled = [self._handle(due, lease, turn) for due, turn in zip(dues, turns, strict=True)]
        settled = [one for one in await asyncio.gather(*handled) if one]
        kept = await self._work.settle(lease, settled, self._now())
        if len(kept) < len(settled):
            log.warning("%d reminders changed hands while sent", len(settled) - len(kept))
        return len(dues)

    async def _turns(self, count: int) -> list[float]:
        rate = self._destination.rate
        if rate is None:
            return [0.0] * count
        first = await self._work.reserve(self._destination.account, count, rate, self._clock.now())
        return [first + number / rate for number in range(count)]

    async def _handle(self, due: Due, lease: Lease, turn: float) -> Settled | None:
        """What became of one reminder; None when it must be left to the next claim."""
        try:
            task = self._current(due)
            if task is None:
                return self._over(due, ((due.of, self._lost(due)),))
            return await self._send(task, lease, turn)
        except Exception:
            log.exception("could not handle reminder %s", due.key)
            return None

    def _current(self, due: Due) -> _Task | None:
        """The occurrence that is sent now: the latest that is not too old; None for none."""
        now = self._now()
        latest = schedule.latest(due.plan.rule, due.key.due, now, LATE, due.by)
        if latest is None:
            return None
        if latest == due.key.due:
            return _Task(due)
        key = Key(due.key.reminder, latest)
        doubt = due.in_doubt_since
        ready = schedule.put_off(latest, due.by)
        # An attempt before this occurrence was due was about another one.
        doubt = doubt if doubt and doubt >= latest else None
        current = replace(due, key=key, of=key, ready=ready, in_doubt_since=doubt)
        return _Task(current, ((due.of, self._lost(due)),))

    @staticmethod
    def _lost(due: Due) -> State:
        return State.UNSURE if due.in_doubt_since else State.MISSED

    async def _send(self, task: _Task, lease: Lease, turn: float) -> Settled | None:
        due, place = task.due, task.due.plan.place
        if self._forgotten(due):
            there = await self._destination.arrived(place, str(due.key))
            if there is not False:
                state = State.SENT if there else State.UNSURE
                return self._over(due, (*task.superseded, (due.of, state)))
        room = self._rooms.turn(place, self._clock.now())
        if room - self._clock.now() > 1:
            return self._later(task, room, due.in_doubt_since)
        await self._clock.sleep(max(turn, room) - self._clock.now())
        if self._clock.now() + SEND > lease.until:
            return None
        return await self._attempt(task)

    async def _attempt(self, task: _Task) -> Settled:
        due = task.due
        begun = self._now()
        reply = self._compose(due, begun - due.ready >= MARKED)
        try:
            async with asyncio.timeout(SEND):
                await self._destination.deliver(due.plan.place, due.owner, reply, str(due.key))
        except Gone:
            return self._refused(due, (*task.superseded, (due.of, State.REFUSED)))
        except NotNow as error:
            until = self._clock.now() + max(error.seconds, self._wait(due.tries))
            return self._later(task, until, due.in_doubt_since)
        except Exception as error:  # noqa: BLE001
            log.warning("reminder %s may not have arrived: %s", due.key, type(error).__name__)
            until = self._clock.now() + self._wait(due.tries)
            return self._later(task, until, due.in_doubt_since or begun)
        return self._over(due, (*task.superseded, (due.of, State.SENT)))

    def _over(self, due: Due, records: tuple[tuple[Key, State], ...]) -> Settled:
        """This occurrence is dealt with; the next one is waited for."""
        instant = max(self._now(), due.key.due)
        times = schedule.after(due.plan.rule, instant, due.by)
        return Settled(due.key.reminder, records, times.due, times.ready, times.ready)

    def _refused(self, due: Due, records: tuple[tuple[Key, State], ...]) -> Settled:
        """Nobody can be reached there; the reminder pauses, and is never deleted for it."""
        log.info("reminder %s paused: its place refuses messages for good", due.key)
        times = schedule.after(due.plan.rule, max(self._now(), due.key.due), due.by)
        is_last = times.due is None and due.of == due.key
        return Settled(
            due.key.reminder,
            records,
            due.key.due if is_last else times.due,
            due.ready if is_last else times.ready,
            None,
            paused=Why.UNREACHABLE.value,
        )

    def _later(self, task: _Task, until: float, doubt: int | None) -> Settled:
        """The same occurrence again, at `until`."""
        due = task.due
        return Settled(
            due.key.reminder,
            task.superseded,
            due.key.due,
            due.ready,
            math.ceil(until),
            tries=due.tries,
            tried_at=doubt,
        )

    def _forgotten(self, due: Due) -> bool:
        """Whether the chat may no longer know the key of an attempt that may have arrived."""
        if due.in_doubt_since is None:
            return False
        return self._now() - due.in_doubt_since >= self._destination.remembers - MARGIN

    def _wait(self, tries: int) -> float:
        """Seconds until the next attempt: longer each time, and never the same for all."""
        longest = min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT)
        return float(longest * self._random.uniform(0.5, 1.0))

    def _now(self) -> int:
        return int(self._clock.now())

"""Delivery: claim what is due -> send it with its key -> settle. Knows no SQL and no platform.

Nothing is lost: what was claimed and not settled comes back when its lease ends. Nothing is
doubled: a repeat carries the same key, which the chat knows for a while; after that, delivery asks
the chat whether the message is there, and if that stays open it sends no second one but tells the
owner.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from bot.chat import Gone, NotNow, Person, Place, Reply
from bot.clock import Clock
from bot.reminders import outcomes
from bot.reminders.reminder import State
from bot.reminders.rooms import Rooms
from bot.reminders.store.error import StoreError
from bot.reminders.store.queue import Due, Lease, Settled

log = logging.getLogger(__name__)

LEASE = 60
SEND = 15
"""Seconds that a claim lasts, and that one send may take. A send that could outlast its lease is
not begun."""

CHUNK = 25
"""Claimed together: what a killed worker can leave in doubt, half a second of a busy account."""

MARGIN = LEASE
"""Seconds by which a key counts as forgotten before the chat forgets it: what is claimed by then is
sent by then."""

FIRST_WAIT, LONGEST_WAIT = 2, 45
SETTLE_AGAIN = 1


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
        """Whether the message of a key is there; None when that cannot be told.

        Raises NotNow where it can be told later.
        """


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
class _Message:
    """What is sent now."""

    due: Due
    reply: Reply


class Delivery:
    """Sends the reminders of one chat account. Several may run, in as many processes."""

    def __init__(  # noqa: PLR0913, PLR0917
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
        lease, dues = await self._work.claim(platform, self._now(), self._most(), LEASE)
        if not dues:
            return 0
        prepared = [self._prepare(due) for due in dues]
        messages = [one for one in prepared if isinstance(one, _Message)]
        turns = await self._turns(len(messages))
        sending = (
            self._handle(one, lease, turn) for one, turn in zip(messages, turns, strict=True)
        )
        ended = (*prepared, *await asyncio.gather(*sending))
        settled = [one for one in ended if isinstance(one, Settled)]
        kept = await self._settle(lease, settled)
        if len(kept) < len(settled):
            log.warning("%d reminders changed hands while sent", len(settled) - len(kept))
        return len(dues)

    def _most(self) -> int:
        """No more than a slow account can send well within a lease."""
        rate = self._destination.rate
        return self._chunk if rate is None else max(1, min(self._chunk, int(rate * SEND)))

    def _prepare(self, due: Due) -> _Message | Settled:
        """What to send of one reminder, or what becomes of it without."""
        now = self._now()
        try:
            latest = outcomes.latest(due, now)
            if latest is None:
                return outcomes.missed(due, now)
            if latest != due.key.due:
                return outcomes.overtaken(due, latest, now)
            quiet = outcomes.quiet_until(due, now)
            if quiet > now:
                return outcomes.put_back(due, quiet)
            reply = self._compose(due, outcomes.is_late(due, now))
        except Exception:
            log.exception("could not prepare reminder %s", due.key)
            return outcomes.put_back(due, now + LEASE)
        room = self._rooms.turn(due.plan.place, now)
        if room > now:
            return outcomes.put_back(due, room)
        return _Message(due, reply)

    async def _turns(self, count: int) -> list[float]:
        rate = self._destination.rate
        if rate is None or not count:
            return [0.0] * count
        first = await self._work.reserve(self._destination.account, count, rate, self._clock.now())
        return [first + number / rate for number in range(count)]

    async def _settle(self, lease: Lease, settled: Sequence[Settled]) -> frozenset[int]:
        """Tried as long as the lease lasts: whoever takes over knows less of what was sent."""
        told = False
        while True:
            try:
                return await self._work.settle(lease, settled, self._now())
            except StoreError as error:
                if self._clock.now() + SETTLE_AGAIN >= lease.until:
                    raise
                if not told:
                    log.warning("not settled yet: %s", error)
                told = True
                await self._clock.sleep(SETTLE_AGAIN)

    async def _handle(self, message: _Message, lease: Lease, turn: float) -> Settled | None:
        """What became of one reminder; None when it must be left to the next claim."""
        try:
            return await self._send(message, lease, turn)
        except Exception:
            log.exception("could not handle reminder %s", message.due.key)
            return None

    async def _send(self, message: _Message, lease: Lease, turn: float) -> Settled:
        due = message.due
        if self._forgotten(due):
            try:
                there = await self._arrived(due)
            except NotNow as error:
                return outcomes.put_back(due, self._clock.now() + error.seconds)
            if there is not False:
                return outcomes.over(due, State.SENT if there else State.UNSURE)
        begin = max(turn, self._clock.now())
        if begin + SEND <= lease.until:
            await self._clock.sleep(begin - self._clock.now())
        if max(begin, self._clock.now()) + SEND > lease.until:
            return outcomes.put_back(due, begin)
        return await self._attempt(due, message.reply)

    async def _arrived(self, due: Due) -> bool | None:
        async with asyncio.timeout(SEND):
            return await self._destination.arrived(due.plan.place, str(due.key))

    async def _attempt(self, due: Due, reply: Reply) -> Settled:
        begun = self._now()
        try:
            async with asyncio.timeout(SEND):
                await self._destination.deliver(due.plan.place, due.owner, reply, str(due.key))
        except Gone:
            log.info("reminder %s paused: its place refuses messages for good", due.key)
            return outcomes.refused(due, self._now())
        except NotNow as error:
            until = self._clock.now() + max(error.seconds, self._wait(due.tries))
            return outcomes.later(due, until, due.in_doubt_since)
        except Exception as error:  # noqa: BLE001
            log.warning("reminder %s may not have arrived: %s", due.key, type(error).__name__)
            until = self._clock.now() + self._wait(due.tries)
            return outcomes.later(due, until, due.in_doubt_since or begun)
        return outcomes.over(due, State.SENT)

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

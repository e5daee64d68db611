"""The queue that delivery works off: claim under a lease, settle fenced by it. Tables only.

A claim takes due rows for one worker until its lease ends; whoever changes a reminder meanwhile
takes the lease away, and so does the next claim after its end. A worker without its lease settles
nothing.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat import Person
from bot.reminders.reminder import Key, Plan, State
from bot.reminders.schedule import Clockwork
from bot.reminders.store import pacing, recording, rows
from bot.reminders.store.database import Database
from bot.reminders.store.schema import person, reminder

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to settle what was claimed, until an instant."""

    token: str
    until: int


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed reminder. `of` is the occurrence it is about: its own, or the one snoozed.

    `in_doubt_since` is the first earlier attempt that may have arrived unknown to us.
    """

    key: Key
    of: Key
    number: int
    owner: Person
    by: Clockwork
    plan: Plan
    ready: int
    tries: int
    in_doubt_since: int | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed reminder, and the row it leaves: when to look at it again."""

    reminder: int
    records: tuple[tuple[Key, State], ...]
    due: int | None
    ready: int | None
    wake: int | None
    tries: int = 0
    tried_at: int | None = None
    paused: str | None = None


class Queue:
    """Due reminders of all people on one platform."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, platform: str, now: int, most: int, seconds: int
    ) -> tuple[Lease, tuple[Due, ...]]:
        """Up to `most` due reminders, the longest due first, for `seconds`."""
        lease = Lease(secrets.token_hex(8), now + seconds)
        given = {"on": platform, "now": now, "most": most}
        async with self._database.writing() as connection:
            taken = await connection.execute(
                CLAIM, {**given, "token": lease.token, "until": lease.until}
            )
            ids = taken.scalars().all()
            found = (await connection.execute(CLAIMED, {"ids": ids})).all() if ids else []
        dues = (_readable(row, now) for row in found)
        return lease, tuple(due for due in dues if due)

    async def settle(self, lease: Lease, settled: Sequence[Settled], now: int) -> frozenset[int]:
        """Write what became of them; the reminders for which the lease still held."""
        async with self._database.writing() as connection:
            if self._database.is_sqlite:
                kept = await _settle_one_by_one(connection, lease, settled)
            else:
                kept = await _settle_at_once(connection, lease, settled)
            held = (one.records for one in settled if one.reminder in kept)
            await recording.record(connection, chain.from_iterable(held), now)
        return kept

    async def reserve(self, account: str, count: int, rate: float, now: float) -> float:
        """Reserve `count` turns of a chat account for all processes; when the first one begins."""
        return await pacing.reserve(self._database, account, count, rate, now)

    async def next_wake(self, platform: str) -> int | None:
        """When the queue of a platform wants to be looked at next."""
        async with self._database.reading() as connection:
            found: int | None = (await connection.execute(NEXT, {"on": platform})).scalar()
        return found


_PICK = (
    select(reminder.c.id)
    .where(reminder.c.platform == bindparam("on"), reminder.c.wake_at <= bindparam("now"))
    .order_by(reminder.c.wake_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("pick")
)
CLAIM = (
    update(reminder)
    .where(reminder.c.id.in_(select(_PICK.c.id)))
    .values(
        wake_at=bindparam("until"),
        lease=bindparam("token"),
        tries=reminder.c.tries + 1,
        tried_at=func.coalesce(reminder.c.tried_at, bindparam("now")),
    )
    .returning(reminder.c.id)
)
CLAIMED = (
    select(
        reminder,
        person.c.account,
        person.c.zone,
        person.c.quiet_start,
        person.c.quiet_end,
    )
    .join(person, person.c.id == reminder.c.person_id)
    .where(reminder.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(reminder.c.ready_at, reminder.c.id)
)
NEXT = select(func.min(reminder.c.wake_at)).where(
    reminder.c.platform == bindparam("on"), reminder.c.wake_at.is_not(None)
)
HELD = select(reminder.c.id).where(
    reminder.c.id.in_(bindparam("ids", expanding=True)),
    reminder.c.lease == bindparam("token"),
)
LEAVE = (
    update(reminder)
    .where(reminder.c.id == bindparam("reminder"))
    .values(
        due_at=bindparam("due"),
        ready_at=bindparam("ready"),
        wake_at=bindparam("wake"),
        tries=bindparam("tries_left"),
        tried_at=bindparam("tried"),
        paused=bindparam("why"),
        lease=None,
    )
)
LEAVE_ALL = text(
    """
    WITH held AS (
        SELECT reminder.id, left_.*
        FROM unnest(
            CAST(:reminder AS bigint[]), CAST(:due AS bigint[]), CAST(:ready AS bigint[]),
            CAST(:wake AS bigint[]), CAST(:tries_left AS int[]), CAST(:tried AS bigint[]),
            CAST(:why AS text[])
        ) AS left_(row_id, due, ready, wake, tries, tried, why)
        JOIN reminder ON reminder.id = left_.row_id
        WHERE reminder.lease = :token
        ORDER BY reminder.id FOR UPDATE OF reminder
    )
    UPDATE reminder SET due_at = held.due, ready_at = held.ready, wake_at = held.wake,
        tries = held.tries, tried_at = held.tried, paused = held.why, lease = NULL
    FROM held WHERE reminder.id = held.id
    RETURNING reminder.id
    """
)
"""For PostgreSQL alone: a whole claim is settled in one go.

Rows are locked in the order in which a person's changes lock them, so that neither waits for the
other. Every row is found by its id, whatever PostgreSQL believes about the sizes of lists."""


async def _settle_at_once(
    connection: AsyncConnection, lease: Lease, settled: Sequence[Settled]
) -> frozenset[int]:
    each = [_left(one) for one in settled]
    columns = {name: [row[name] for row in each] for name in each[0]} if each else {}
    if not columns:
        return frozenset()
    kept = await connection.execute(LEAVE_ALL, {**columns, "token": lease.token})
    return frozenset(kept.scalars())


async def _settle_one_by_one(
    connection: AsyncConnection, lease: Lease, settled: Sequence[Settled]
) -> frozenset[int]:
    ids = [one.reminder for one in settled]
    held = await connection.execute(HELD, {"ids": ids, "token": lease.token})
    kept = frozenset(held.scalars())
    if kept:
        left = [_left(one) for one in settled if one.reminder in kept]
        await connection.execute(LEAVE, left)
    return kept


def _left(one: Settled) -> dict[str, Any]:
    return {
        "reminder": one.reminder,
        "due": one.due,
        "ready": one.ready,
        "wake": one.wake,
        "tries_left": one.tries,
        "tried": one.tried_at,
        "why": one.paused,
    }


def _readable(row: Row[Any], now: int) -> Due | None:
    """None for a row that this program cannot read; it waits for one that can."""
    try:
        return _due(row, now)
    except Exception:
        log.exception("reminder %s cannot be read", row.id)
        return None


def _due(row: Row[Any], now: int) -> Due:
    kept = rows.reminder(row)
    key = Key(row.id, row.due_at)
    snoozed = row.parent_id is not None
    return Due(
        key=key,
        of=Key(row.parent_id, row.parent_due_at) if snoozed else key,
        number=row.number,
        owner=Person(row.platform, row.account),
        by=rows.clockwork(row),
        plan=Plan(kept.exercises, kept.plan.rule, kept.plan.place),
        ready=row.ready_at,
        tries=row.tries,
        in_doubt_since=row.tried_at if row.tried_at < now else None,
    )

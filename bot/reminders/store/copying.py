"""Everything from one database into another, in either direction; or nothing of it."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.store.database import Database
from bot.reminders.store.error import StoreError
from bot.reminders.store.faults import name, told
from bot.reminders.store.schema import metadata, person, reminder

Progress = Callable[[str, int, int], None]
"""Told of a table, how many of its rows are copied, and how many it has."""

BATCH = 5000
NUMBERED = (person, reminder)
"""Tables that number their rows; a number that was ever used must not come again."""


async def copy(source: Database, target: Database, progress: Progress) -> Mapping[str, int]:
    """Copy every table as it is now, and tell how many rows each has.

    Raises StoreError, and leaves the target as it was: it holds something already, or a database
    fails. Rows are read in a stream, so that memory does not grow with them.
    """
    async with source.reading() as reads, target.writing() as writes:
        with told(source.engine.url):
            await _hold_still(reads)
        await _refuse_used(writes, target)
        counts = {}
        for table in metadata.sorted_tables:
            with told(source.engine.url):
                total = await _count(reads, table)
            await writes.execute(delete(table))
            progress(table.name, 0, total)
            async for done in _copied(_batches(source, reads, table), writes, table):
                progress(table.name, done, total)
            counts[table.name] = await _verified(writes, target, table, total)
        for table in NUMBERED:
            with told(source.engine.url):
                highest = await _highest(reads, table)
            await _number_after(writes, table, highest)
    return counts


async def _hold_still(reads: AsyncConnection) -> None:
    """One state of the source for all its tables; SQLite gives that to every transaction."""
    if _is_postgresql(reads):
        await reads.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


async def _refuse_used(writes: AsyncConnection, target: Database) -> None:
    if await _count(writes, person) or await _count(writes, reminder):
        raise StoreError(f"{name(target.engine.url)} holds people or reminders; copy to a new one")


async def _count(connection: AsyncConnection, table: Table) -> int:
    count: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return count


async def _batches(
    source: Database, reads: AsyncConnection, table: Table
) -> AsyncIterator[list[dict[str, Any]]]:
    # By key, so that a reminder comes before the snoozed ones that refer to it.
    rows = select(table).order_by(*table.primary_key)
    with told(source.engine.url):
        async with reads.stream(rows, execution_options={"yield_per": BATCH}) as result:
            async for batch in result.mappings().partitions():
                yield [dict(row) for row in batch]


async def _copied(
    batches: AsyncIterator[list[dict[str, Any]]], writes: AsyncConnection, table: Table
) -> AsyncIterator[int]:
    """Write batch after batch; how many rows that were by now."""
    done = 0
    async for batch in batches:
        await writes.execute(insert(table), batch)
        done += len(batch)
        yield done


async def _verified(writes: AsyncConnection, target: Database, table: Table, total: int) -> int:
    count = await _count(writes, table)
    if count != total:
        raise StoreError(
            f"{name(target.engine.url)} has {count} rows of {table.name} instead of {total}; "
            "nothing was copied"
        )
    return count


async def _highest(reads: AsyncConnection, table: Table) -> int:
    """The highest number that rows ever had, also those deleted since."""
    present = (await reads.execute(select(func.coalesce(func.max(table.c.id), 0)))).scalar_one()
    if _is_postgresql(reads):
        sequence = (await reads.execute(_SEQUENCE, _of(table))).scalar_one()
        used = (await reads.execute(text(f"SELECT last_value FROM {sequence}"))).scalar_one()  # noqa: S608
    else:
        used = (await reads.execute(_USED, _of(table))).scalar() or 0
    return max(int(present), int(used))


async def _number_after(writes: AsyncConnection, table: Table, highest: int) -> None:
    if _is_postgresql(writes):
        await writes.execute(_CONTINUE, {**_of(table), "highest": max(highest, 1)})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        await writes.execute(_UNUSE, _of(table))
        await writes.execute(_USE, {**_of(table), "highest": highest})


def _of(table: Table) -> dict[str, str]:
    return {"table": table.name}


def _is_postgresql(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "postgresql"


_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, 'id')")
_CONTINUE = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)")
_USED = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
_UNUSE = text("DELETE FROM sqlite_sequence WHERE name = :table")
_USE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :highest)")

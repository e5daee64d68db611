"""What one process changes wakes the others, on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.reminders.changes import Change
from bot.reminders.store.database import open_database
from bot.reminders.store.listening import listen
from bot.reminders.waking import Bell
from tests.reminders.world import NOON, World, world_in

PATIENCE = 10
LOOK = 0.05


@pytest.fixture
async def there(postgresql: str, tmp_path: Path) -> AsyncIterator[World]:
    """The process in which people change things."""
    world = world_in(await open_database(postgresql, tmp_path))
    yield world
    await world.database.close()


@pytest.fixture
async def bell(postgresql: str, tmp_path: Path) -> AsyncIterator[Bell]:
    """The bell of another process, which listens."""
    bell = Bell()
    database = await open_database(postgresql, tmp_path)
    task = asyncio.create_task(listen(database, bell.ring, LOOK))
    yield bell
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.close()


async def test_a_change_in_one_process_rings_in_the_other(there: World, bell: Bell) -> None:
    await heard(there, bell)
    owner = await there.owner()
    assert not await bell.rings_within(LOOK)
    await there.add(owner)
    assert await bell.rings_within(PATIENCE)


async def test_a_change_that_is_taken_back_rings_nowhere(there: World, bell: Bell) -> None:
    await heard(there, bell)
    owner = await there.owner()
    await there.add(owner)
    assert await bell.rings_within(PATIENCE)
    with pytest.raises(ZeroDivisionError):
        await there.reminders.change(owner, 1, lambda _: Change(1 / 0), NOON)  # type: ignore[arg-type]
    assert not await bell.rings_within(4 * LOOK)


async def test_a_lost_connection_is_made_again(there: World, bell: Bell) -> None:
    await heard(there, bell)
    async with there.database.writing() as connection:
        await connection.execute(LOSE)
    assert await bell.rings_within(PATIENCE), "what was missed meanwhile is looked for"
    await heard(there, bell)


async def test_on_sqlite_there_is_nothing_to_listen_to(tmp_path: Path) -> None:
    database = await open_database("sqlite://", tmp_path)
    async with asyncio.timeout(PATIENCE):
        await listen(database, lambda: None)
    await database.close()


LOSE = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
)


async def heard(there: World, bell: Bell) -> None:
    """Change something until the other process hears it, which it does once it is connected."""
    owner = await there.owner("somebody else")
    async with asyncio.timeout(PATIENCE):
        while True:
            await there.reminders.change_all(owner, Change, NOON)
            if await bell.rings_within(LOOK):
                break
    while await bell.rings_within(LOOK):
        pass

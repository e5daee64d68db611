"""Everything moves from one database into another, whichever they are; or nothing does."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.chat import Community
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Owner
from bot.reminders.rule import Moment
from bot.reminders.store.communities import Communities
from bot.reminders.store.copying import BATCH, copy
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.error import StoreError
from bot.reminders.store.feedback import Feedback
from bot.reminders.store.handled import Handled
from bot.reminders.store.leases import Leases
from bot.reminders.store.renewing import renew
from bot.reminders.store.schema import metadata, occurrence
from tests.reminders.world import DAY, NOON, SEVEN_PM, World, world_in

Pair = tuple[World, World]
WAYS = ["sqlite-postgresql", "postgresql-sqlite", "sqlite-sqlite"]


def silent(_table: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture(params=WAYS)
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    source, target = str(request.param).split("-")
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    return url_of(request, source, first), url_of(request, target, second)


@pytest.fixture
async def pair(urls: tuple[str, str], tmp_path: Path) -> AsyncIterator[Pair]:
    """A database that was used for a while, and an empty one."""
    first, second = [world_in(await open_database(url, tmp_path)) for url in urls]
    await lived(first)
    yield first, second
    await first.database.close()
    await second.database.close()


@pytest.fixture
async def small_pair(tmp_path: Path) -> AsyncIterator[Pair]:
    """The same on SQLite, for what no database decides."""
    files = [f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db")]
    first, second = [world_in(await open_database(url, tmp_path)) for url in files]
    await lived(first)
    yield first, second
    await first.database.close()
    await second.database.close()


async def test_every_row_of_every_table_is_copied(pair: Pair) -> None:
    source, target = pair
    await renew(target.database, "2026z", NOON)
    counts = await copy(source.database, target.database, silent)
    before, after = await rows(source.database), await rows(target.database)
    assert after == before
    assert counts == {table: len(found) for table, found in before.items()}
    assert min(counts.values()) > 0


async def test_a_number_that_was_ever_used_does_not_come_again(pair: Pair) -> None:
    source, target = pair
    owner = await source.owner("ada")
    deleted = await source.add(owner)
    await source.reminders.delete(owner, deleted.number)
    await copy(source.database, target.database, silent)
    added = await target.add(await target.again("ada"))
    assert added.id > deleted.id
    assert (await target.owner("somebody new")).id > owner.id


async def test_an_unused_database_can_be_copied_too(urls: tuple[str, str], tmp_path: Path) -> None:
    first, second = [world_in(await open_database(url, tmp_path)) for url in urls]
    counts = await copy(first.database, second.database, silent)
    assert set(counts.values()) == {0}
    assert (await second.add(await second.owner())).number == 1
    await first.database.close()
    await second.database.close()


async def test_delivery_goes_on_where_it_was_and_with_the_same_keys(pair: Pair) -> None:
    source, target = pair
    await copy(source.database, target.database, silent)
    source.chat.sent.clear()
    await source.deliver_at(SEVEN_PM + DAY)
    await target.deliver_at(SEVEN_PM + DAY)
    assert target.chat.keys == source.chat.keys != []


async def test_a_database_with_people_in_it_is_refused_and_left_alone(pair: Pair) -> None:
    source, target = pair
    await target.owner("zoe")
    before = await rows(target.database)
    with pytest.raises(StoreError, match="holds people or reminders") as told:
        await copy(source.database, target.database, silent)
    assert "\n" not in str(told.value)
    assert await rows(target.database) == before


async def test_what_stops_halfway_leaves_nothing(pair: Pair) -> None:
    source, target = pair
    before = await rows(target.database)
    with pytest.raises(ZeroDivisionError):
        await copy(source.database, target.database, stop_at_reminders)
    assert await rows(target.database) == before


async def test_the_source_stays_as_it_was(pair: Pair) -> None:
    source, target = pair
    before = await rows(source.database)
    await copy(source.database, target.database, silent)
    assert await rows(source.database) == before


async def test_many_rows_are_moved_in_batches(small_pair: Pair) -> None:
    source, target = small_pair
    added = await source.add(await source.owner())
    many = [
        {"reminder_id": added.id, "due_at": due, "state": "sent", "at": due, "untold": False}
        for due in range(2 * BATCH + 1)
    ]
    async with source.database.writing() as connection:
        await connection.execute(insert(occurrence), many)
    told: list[tuple[str, int, int]] = []
    counts = await copy(source.database, target.database, lambda *it: told.append(it))
    total = counts["occurrence"]
    steps = [done for table, done, _ in told if table == "occurrence"]
    assert steps == [0, BATCH, 2 * BATCH, total]
    assert {table for table, _, _ in told} == set(metadata.tables)


async def test_a_fault_of_the_source_names_the_source(small_pair: Pair) -> None:
    source, target = small_pair
    async with source.database.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE pace")
    with pytest.raises(StoreError, match=r"first\.db"):
        await copy(source.database, target.database, silent)


def url_of(request: pytest.FixtureRequest, kind: str, file: Path) -> str:
    return f"sqlite:///{file}" if kind == "sqlite" else str(request.getfixturevalue(kind))


def stop_at_reminders(table: str, done: int, _total: int) -> None:
    if table == "reminder" and done:
        raise ZeroDivisionError


async def lived(world: World) -> Owner:
    """Something in every table: sent, snoozed, over, paced, noted, chosen, liked, dealt with."""
    owner = await world.owner("ada")
    await world.people.set_quiet(owner, Quiet(22 * 60, 7 * 60))
    await world.add(await world.again("ada"))
    await world.add(owner, Moment(NOON + 60))
    key = await world.key(owner)
    world.chat.rate = 50.0
    await world.deliver_at(SEVEN_PM)
    await world.reminders.snooze(owner, key, SEVEN_PM + DAY, SEVEN_PM)
    async with world.database.writing() as connection:
        await connection.execute(insert(metadata.tables["fact"]).values(name="zone", value="2026a"))
    await Communities(world.database).put("chat", "1", Community(quiet=frozenset({"2"})))
    await Feedback(world.database).count("footwear", date(2026, 11, 16), helpful=True)
    await Handled(world.database).first("chat:1", NOON)
    await Leases(world.database).take("chat", "one", NOON, 20)
    return owner


async def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async with database.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in await connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }

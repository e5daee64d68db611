"""Claims and leases: each due reminder has one worker at a time, and none is stuck."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.reminders import changes
from bot.reminders.reminder import State
from bot.reminders.rule import Moment
from bot.reminders.store.database import open_database
from bot.reminders.store.queue import Due, Lease, Settled
from tests.reminders.world import DAY, NOON, SEVEN_PM, World, by, world_in

LEASE = 60
Two = tuple[World, World]


@pytest.fixture
async def two(shared_url: str, tmp_path: Path) -> AsyncIterator[Two]:
    """Two processes, as far as a database can tell."""
    opened = [await open_database(shared_url, tmp_path) for _ in range(2)]
    yield world_in(opened[0]), world_in(opened[1])
    for database in opened:
        await database.close()


async def claim(world: World, now: int, most: int = 25) -> tuple[Lease, tuple[Due, ...]]:
    return await world.queue.claim("chat", now, most, LEASE)


def sent(due: Due) -> Settled:
    tomorrow = due.key.due + DAY
    return Settled(due.key.reminder, ((due.of, State.SENT),), tomorrow, tomorrow, tomorrow)


async def test_what_is_not_due_is_not_claimed(world: World) -> None:
    await world.add(await world.owner())
    assert (await claim(world, SEVEN_PM - 1))[1] == ()


async def test_a_claim_tells_all_that_delivery_needs(world: World) -> None:
    owner = await world.owner()
    added = await world.add(owner)
    _, (due,) = await claim(world, SEVEN_PM)
    assert due.key == due.of == await world.key(owner)
    assert (due.number, due.owner, due.plan) == (1, owner.person, added.plan)
    assert (due.by, due.ready, due.tries) == (by(owner), SEVEN_PM, 1)
    assert due.in_doubt_since is None


async def test_the_longest_due_come_first(world: World) -> None:
    owner = await world.owner()
    for minute in (3, 1, 2):
        await world.add(owner, Moment(NOON + minute))
    _, dues = await claim(world, NOON + 10, most=2)
    assert [due.key.due for due in dues] == [NOON + 1, NOON + 2]


async def test_what_belongs_to_another_platform_is_left(world: World) -> None:
    await world.add(await world.owner())
    assert (await world.queue.claim("other", SEVEN_PM, 25, LEASE))[1] == ()


async def test_what_is_paused_is_not_claimed(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.reminders.change(
        owner, 1, lambda it: changes.paused(it, None, NOON, by(owner)), NOON
    )
    assert (await claim(world, SEVEN_PM))[1] == ()
    assert await world.queue.next_wake("chat") is None


async def test_what_is_claimed_is_not_claimed_again_until_its_lease_ends(world: World) -> None:
    await world.add(await world.owner())
    await claim(world, SEVEN_PM)
    assert (await claim(world, SEVEN_PM + LEASE - 1))[1] == ()
    _, (due,) = await claim(world, SEVEN_PM + LEASE)
    assert due.tries == 2


async def test_an_attempt_whose_end_is_unknown_is_in_doubt_since_its_claim(world: World) -> None:
    await world.add(await world.owner())
    await claim(world, SEVEN_PM)
    await claim(world, SEVEN_PM + LEASE)
    _, (due,) = await claim(world, SEVEN_PM + 2 * LEASE)
    assert due.in_doubt_since == SEVEN_PM


async def test_two_workers_share_the_work_and_no_reminder(two: Two) -> None:
    owner = await two[0].owner()
    for _ in range(20):
        await two[0].add(owner)
    rounds = [claim(world, SEVEN_PM, most=3) for world in two for _ in range(4)]
    keys = [str(due.key) for _, dues in await asyncio.gather(*rounds) for due in dues]
    assert len(keys) == len(set(keys)) == 20


async def test_a_claim_does_not_wait_for_a_row_that_somebody_changes(
    postgresql: str, tmp_path: Path
) -> None:
    world = world_in(await open_database(postgresql, tmp_path))
    owner = await world.owner()
    for _ in range(2):
        await world.add(owner)
    async with world.database.writing() as connection:
        await connection.execute(text("SELECT id FROM reminder WHERE number = 1 FOR UPDATE"))
        async with asyncio.timeout(5):
            _, dues = await claim(world, SEVEN_PM)
    assert [due.number for due in dues] == [2]
    await world.database.close()


async def test_settling_tells_whose_lease_held(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    lease, (due,) = await claim(world, SEVEN_PM)
    assert await world.queue.settle(lease, [sent(due)], SEVEN_PM) == {due.key.reminder}
    assert await world.states(owner) == {SEVEN_PM: State.SENT}
    assert await world.queue.next_wake("chat") == SEVEN_PM + DAY


async def test_nothing_to_settle_is_no_error(world: World) -> None:
    lease, _ = await claim(world, SEVEN_PM)
    assert await world.queue.settle(lease, [], SEVEN_PM) == frozenset()


async def test_a_worker_that_lost_its_lease_settles_nothing(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    slow, (due,) = await claim(world, SEVEN_PM)
    quick, _ = await claim(world, SEVEN_PM + LEASE)
    assert await world.queue.settle(slow, [sent(due)], SEVEN_PM + LEASE) == frozenset()
    assert await world.states(owner) == {}
    assert await world.queue.settle(quick, [sent(due)], SEVEN_PM + LEASE) == {due.key.reminder}


async def test_one_lost_lease_does_not_spoil_the_others(world: World) -> None:
    owner = await world.owner()
    for _ in range(2):
        await world.add(owner)
    lease, dues = await claim(world, SEVEN_PM)
    await world.reminders.delete(owner, 1)
    kept = await world.queue.settle(lease, [sent(due) for due in dues], SEVEN_PM)
    assert kept == {dues[1].key.reminder}
    assert len(await world.history.since(owner, 0)) == 1


async def test_a_change_by_the_owner_takes_the_lease_away(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    lease, (due,) = await claim(world, SEVEN_PM)
    await world.reminders.change(owner, 1, lambda it: changes.skipped(it, by(owner)), SEVEN_PM)
    assert await world.queue.settle(lease, [sent(due)], SEVEN_PM) == frozenset()
    assert await world.states(owner) == {SEVEN_PM: State.SKIPPED}


async def test_a_change_keeps_in_mind_that_the_occurrence_may_have_arrived(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, exercises=("walking", "cat-camel"))
    await claim(world, SEVEN_PM)
    await world.reminders.change(
        owner, 1, lambda it: changes.hurting(it, ("walking",)), SEVEN_PM + 1
    )
    _, (due,) = await claim(world, SEVEN_PM + 2)
    assert due.in_doubt_since == SEVEN_PM


async def test_another_occurrence_is_not_in_doubt(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await claim(world, SEVEN_PM)
    await world.reminders.change(owner, 1, lambda it: changes.skipped(it, by(owner)), SEVEN_PM + 1)
    _, (due,) = await claim(world, SEVEN_PM + DAY)
    assert due.in_doubt_since is None


async def test_a_row_that_cannot_be_read_spares_the_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    owner = await world.owner()
    for _ in range(2):
        await world.add(owner)
    async with world.database.writing() as connection:
        await connection.execute(
            text("UPDATE reminder SET rule = 'of a later program' WHERE number = 1")
        )
    assert [due.number for due in (await claim(world, SEVEN_PM))[1]] == [2]
    assert "cannot be read" in caplog.text


async def test_the_next_look_is_when_the_earliest_is_due(world: World) -> None:
    owner = await world.owner()
    assert await world.queue.next_wake("chat") is None
    await world.add(owner)
    await world.add(owner, Moment(NOON + 60))
    assert await world.queue.next_wake("chat") == NOON + 60


async def test_turns_of_one_account_lie_apart(world: World) -> None:
    first = await world.queue.reserve("bot", 5, 50.0, NOON)
    second = await world.queue.reserve("bot", 5, 50.0, NOON)
    assert first == pytest.approx(NOON)
    assert second == pytest.approx(NOON + 0.1)


async def test_two_processes_do_not_get_the_same_turn(two: Two) -> None:
    asked = [world.queue.reserve("bot", 1, 10.0, NOON) for world in two for _ in range(10)]
    turns = sorted(await asyncio.gather(*asked))
    assert turns == pytest.approx([NOON + number / 10 for number in range(20)])


async def test_accounts_do_not_wait_for_each_other(world: World) -> None:
    await world.queue.reserve("bot", 100, 50.0, NOON)
    assert await world.queue.reserve("other", 1, 50.0, NOON) == pytest.approx(NOON)


async def test_turns_that_nobody_used_are_not_saved_up(world: World) -> None:
    await world.queue.reserve("bot", 1, 50.0, NOON)
    assert await world.queue.reserve("bot", 1, 50.0, NOON + 3600) >= NOON + 3600 - 0.25


async def test_a_clock_that_was_set_back_does_not_stall(world: World) -> None:
    await world.queue.reserve("bot", 1, 50.0, NOON + 3600)
    assert await world.queue.reserve("bot", 1, 50.0, NOON) == pytest.approx(NOON)

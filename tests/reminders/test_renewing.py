"""Newer zone data move the times that they change, and lose nothing."""

from sqlalchemy import text

from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Key
from bot.reminders.store.renewing import renew
from tests.reminders.world import DAY, NOON, SEVEN_PM, World


async def test_the_first_start_only_notes_the_zone_data(world: World) -> None:
    await stale(world)
    assert await renew(world.database, "2026a", NOON) == 0


async def test_the_same_zone_data_move_nothing(world: World) -> None:
    await renew(world.database, "2026a", NOON)
    await stale(world)
    assert await renew(world.database, "2026a", NOON) == 0


async def test_newer_zone_data_move_what_they_change(world: World) -> None:
    await renew(world.database, "2026a", NOON)
    await world.add(await world.owner("ben"))
    await stale(world)
    assert await renew(world.database, "2026b", NOON) == 1
    assert (await world.key(await world.again())).due == SEVEN_PM


async def test_what_fell_due_while_nothing_ran_is_not_lost(world: World) -> None:
    await renew(world.database, "2026a", NOON)
    await world.add(await world.owner())
    await renew(world.database, "2026b", SEVEN_PM + 60)
    await world.deliver_at(SEVEN_PM + 60)
    assert len(world.chat.sent) == 1


async def test_what_was_snoozed_stays_where_it_is(world: World) -> None:
    await renew(world.database, "2026a", NOON)
    await world.people.set_quiet(await world.owner(), Quiet(22 * 60, 7 * 60))
    owner = await world.again()
    added = await world.add(owner)
    await world.deliver_at(SEVEN_PM)
    until = SEVEN_PM + 5 * 3600
    await world.reminders.snooze(owner, Key(added.id, SEVEN_PM), until, SEVEN_PM)
    await renew(world.database, "2026b", SEVEN_PM)
    assert await world.queue.next_wake("chat") == until


async def stale(world: World) -> None:
    """A person whose reminder is due an hour off, as older zone data had it."""
    added = await world.add(await world.owner())
    async with world.database.writing() as connection:
        await connection.execute(
            text(
                "UPDATE reminder SET due_at = :due, ready_at = :due, wake_at = :due WHERE id = :id"
            ),
            {"due": SEVEN_PM - 3600 + DAY, "id": added.id},
        )

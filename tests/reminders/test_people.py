"""Who is known, and that everything of a person can be shown and deleted."""

from sqlalchemy import func, select

from bot.chat import Person
from bot.reminders.quiet import Quiet
from bot.reminders.reminder import Owner, State
from bot.reminders.store.schema import metadata
from tests.reminders.world import NOON, SEVEN_PM, World

ADA = Person("chat", "ada")
QUIET = Quiet(22 * 60, 7 * 60)


async def test_nobody_is_known_before_they_ask_for_something(world: World) -> None:
    assert await world.people.find(ADA) is None
    assert await world.people.everything(ADA) is None


async def test_a_person_is_known_once(world: World) -> None:
    first = await world.people.know(ADA, NOON)
    assert await world.people.know(ADA, NOON + 60) == first
    assert await world.people.find(ADA) == first


async def test_the_same_id_on_another_platform_is_another_person(world: World) -> None:
    here = await world.people.know(ADA, NOON)
    there = await world.people.know(Person("other", "ada"), NOON)
    assert here.id != there.id


async def test_a_zone_is_kept(world: World) -> None:
    await world.people.set_zone(await world.people.know(ADA, NOON), "Asia/Tokyo")
    assert (await world.again()).zone == "Asia/Tokyo"


async def test_quiet_hours_are_kept_and_can_end(world: World) -> None:
    owner = await world.owner()
    await world.people.set_quiet(owner, QUIET)
    assert (await world.again()).quiet == QUIET
    await world.people.set_quiet(owner, None)
    assert (await world.again()).quiet is None


async def test_settings_of_one_person_leave_those_of_others(world: World) -> None:
    ada = await world.owner("ada")
    await world.owner("ben")
    await world.people.set_zone(ada, "Asia/Tokyo")
    await world.people.set_quiet(ada, QUIET)
    ben = await world.again("ben")
    assert (ben.zone, ben.quiet) == ("Europe/Berlin", None)


async def test_everything_that_is_kept_is_shown(world: World) -> None:
    owner = await lived(world, "ada")
    kept = await world.people.everything(ADA)
    assert kept
    assert kept.owner == owner
    assert kept.since == NOON
    assert len(kept.reminders) == 2
    assert [(one.due, one.state) for one in kept.occurrences] == [(SEVEN_PM, State.SNOOZED)]


async def test_nothing_of_others_is_shown(world: World) -> None:
    await lived(world, "ben")
    await world.owner("ada")
    kept = await world.people.everything(ADA)
    assert kept
    assert (kept.reminders, kept.occurrences) == ((), ())


async def test_who_is_forgotten_leaves_no_row_in_any_table(world: World) -> None:
    await lived(world, "ada")
    assert await world.people.forget(ADA) == 2
    assert set((await rows(world)).values()) == {0}


async def test_forgetting_one_person_leaves_the_others(world: World) -> None:
    await lived(world, "ben")
    before = await rows(world)
    await lived(world, "ada")
    await world.people.forget(ADA)
    assert await rows(world) == before


async def test_forgetting_somebody_unknown_is_no_error(world: World) -> None:
    assert await world.people.forget(ADA) == 0


async def test_who_was_forgotten_may_come_back_as_a_stranger(world: World) -> None:
    await lived(world, "ada")
    await world.people.forget(ADA)
    owner = await world.people.know(ADA, NOON)
    assert owner.zone is None
    assert await world.reminders.all(owner) == ()


async def lived(world: World, name: str) -> Owner:
    """A person with a reminder that was sent, and snoozed."""
    owner = await world.owner(name)
    await world.add(owner)
    key = await world.key(owner)
    await world.deliver_at(SEVEN_PM)
    await world.reminders.snooze(owner, key, SEVEN_PM + 600, SEVEN_PM)
    world.clock.time = NOON
    return owner


async def rows(world: World) -> dict[str, int]:
    async with world.database.reading() as connection:
        return {
            table.name: (
                await connection.execute(select(func.count()).select_from(table))
            ).scalar_one()
            for table in metadata.sorted_tables
        }

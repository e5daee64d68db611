"""What people do with their reminders, on both databases."""

import asyncio
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.reminders import changes, schedule
from bot.reminders.reminder import MOST_ACTIVE, Key, Owner, Plan, Reminder, State, Why
from bot.reminders.rule import Moment, Once, Wall
from bot.reminders.store.database import open_database
from bot.reminders.store.queue import Due, Lease, Settled
from bot.reminders.store.reminders import Reminders, TooManyError
from tests.reminders.world import DAILY, DAY, HERE, NOON, SEVEN_PM, World, by, world_in

HOSTILE = [0, -1, 2**31, 2**63, 2**70]
TOMORROW_AT_EIGHT = datetime.fromisoformat("2026-11-26 08:00")


async def test_a_reminder_is_kept_as_it_was_asked_for(world: World) -> None:
    owner = await world.owner()
    added = await world.add(owner)
    assert added.plan == Plan(("heel-walking",), DAILY, HERE)
    assert added.due == SEVEN_PM
    assert await world.reminders.all(owner) == (added,)


async def test_everybody_counts_their_own_reminders_from_one(world: World) -> None:
    ada, ben = await world.owner("ada"), await world.owner("ben")
    numbers = [(await world.add(owner)).number for owner in (ada, ada, ben)]
    assert numbers == [1, 2, 1]


async def test_the_number_of_a_deleted_reminder_is_not_given_again(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.reminders.delete(owner, 1)
    assert (await world.add(owner)).number == 2


async def test_a_person_has_as_many_active_reminders_as_allowed_and_no_more(world: World) -> None:
    owner = await world.owner()
    for _ in range(MOST_ACTIVE):
        await world.add(owner)
    with pytest.raises(TooManyError):
        await world.add(owner)
    assert len(await world.reminders.all(owner)) == MOST_ACTIVE


async def test_of_two_that_are_added_at_once_only_the_allowed_one_is(
    shared_url: str, tmp_path: Path
) -> None:
    first = world_in(await open_database(shared_url, tmp_path))
    second = world_in(await open_database(shared_url, tmp_path))
    owner = await first.owner()
    for _ in range(MOST_ACTIVE - 1):
        await first.add(owner)
    both = await asyncio.gather(first.add(owner), second.add(owner), return_exceptions=True)
    assert len([one for one in both if isinstance(one, TooManyError)]) == 1
    assert len(await first.reminders.all(owner)) == MOST_ACTIVE
    await first.database.close()
    await second.database.close()


async def test_a_paused_reminder_leaves_room_for_another(world: World) -> None:
    owner = await world.owner()
    for _ in range(MOST_ACTIVE):
        await world.add(owner)
    await pause(world, owner, 1)
    assert (await world.add(owner)).number == MOST_ACTIVE + 1


async def test_resuming_cannot_go_beyond_what_is_allowed(world: World) -> None:
    owner = await world.owner()
    for _ in range(MOST_ACTIVE):
        await world.add(owner)
    await pause(world, owner, 1)
    await world.add(owner)
    with pytest.raises(TooManyError):
        await world.reminders.change_all(
            owner, lambda it: changes.resumed(it, NOON, by(owner)), NOON
        )
    assert (await find(world, owner, 1)).paused is Why.ASKED


async def test_what_is_over_cannot_be_edited_beyond_what_is_allowed(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    await world.deliver_at(NOON + 60)
    for _ in range(MOST_ACTIVE):
        await world.add(owner)
    plan = Plan(("heel-walking",), DAILY, HERE)
    with pytest.raises(TooManyError):
        await world.reminders.change(
            owner, 1, lambda it: changes.edited(it, plan, NOON, by(owner)), NOON
        )


async def test_a_full_list_can_still_be_changed(world: World) -> None:
    owner = await world.owner()
    for _ in range(MOST_ACTIVE):
        await world.add(owner)
    skipped = await world.reminders.change(
        owner, 3, lambda it: changes.skipped(it, by(owner)), NOON
    )
    assert skipped
    assert skipped.due == SEVEN_PM + DAY


async def test_reminders_are_listed_by_number_and_without_those_that_are_over(
    world: World,
) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.add(owner, Moment(NOON + 60))
    await world.add(owner)
    await world.deliver_at(NOON + 60)
    assert [one.number for one in await world.reminders.all(owner)] == [1, 3]


async def test_a_reminder_that_is_over_is_still_found_by_its_number(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    await world.deliver_at(NOON + 60)
    assert (await find(world, owner, 1)).due is None


async def test_a_change_is_kept(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    plan = Plan(("walking", "cat-camel"), Once(TOMORROW_AT_EIGHT), HERE)
    changed = await world.reminders.change(
        owner, 1, lambda it: changes.edited(it, plan, NOON, by(owner)), NOON
    )
    assert changed
    assert changed.plan == plan
    assert await find(world, owner, 1) == changed


async def test_what_a_change_says_of_an_occurrence_is_kept(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.reminders.change(owner, 1, lambda it: changes.done_early(it, by(owner)), NOON)
    assert await world.states(owner) == {SEVEN_PM: State.DONE}


async def test_a_change_that_fails_changes_nothing(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    second = await world.add(owner)

    def second_fails(it: Reminder) -> changes.Change:
        if it == second:
            raise RuntimeError
        return changes.skipped(it, by(owner))

    with pytest.raises(RuntimeError):
        await world.reminders.change_all(owner, second_fails, NOON)
    assert {one.due for one in await world.reminders.all(owner)} == {SEVEN_PM}


async def test_a_deleted_reminder_is_gone_with_what_became_of_it(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM)
    assert await world.reminders.delete(owner, 1)
    assert await world.reminders.find(owner, 1) is None
    assert await world.states(owner) == {}
    assert not await world.reminders.delete(owner, 1)


@pytest.mark.parametrize("number", HOSTILE)
async def test_a_number_that_nobody_has_finds_nothing(world: World, number: int) -> None:
    owner = await world.owner()
    await world.add(owner)
    assert await world.reminders.find(owner, number) is None
    assert not await world.reminders.delete(owner, number)
    assert await world.reminders.change(owner, number, changes.Change, NOON) is None


async def test_nobody_reaches_the_reminder_of_another_by_its_number(world: World) -> None:
    ada, ben = await world.owner("ada"), await world.owner("ben")
    await world.add(ada)
    assert await world.reminders.find(ben, 1) is None
    assert await world.reminders.change(ben, 1, changes.Change, NOON) is None
    assert await world.reminders.change_all(ben, changes.Change, NOON) == ()
    assert not await world.reminders.delete(ben, 1)
    assert len(await world.reminders.all(ada)) == 1


async def test_nobody_reaches_the_reminder_of_another_by_a_key(world: World) -> None:
    ada, ben = await world.owner("ada"), await world.owner("ben")
    await world.add(ada)
    key = await world.key(ada)
    assert await world.reminders.of(ben, key) is None
    assert not await world.reminders.mark(ben, key, State.DONE, NOON)
    assert not await world.reminders.snooze(ben, key, NOON + 600, NOON)
    assert await world.states(ada) == {}


@pytest.mark.parametrize("key", [Key(9_999_999_999_999, 0), Key(1, 99_999_999_999)])
async def test_a_forged_key_reaches_nothing(world: World, key: Key) -> None:
    owner = await world.owner()
    await world.add(owner)
    assert not await world.reminders.mark(owner, key, State.DONE, NOON)
    assert not await world.reminders.snooze(owner, key, NOON + 600, NOON)
    assert await world.states(owner) == {}


async def test_what_was_marked_is_what_is_known(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    key = await world.key(owner)
    await world.deliver_at(SEVEN_PM)
    assert await world.reminders.mark(owner, key, State.DONE, SEVEN_PM + 60)
    assert await world.states(owner) == {SEVEN_PM: State.DONE}


async def test_an_answer_that_is_faster_than_our_own_note_stays(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    key = await world.key(owner)
    world.clock.time = SEVEN_PM
    lease, (due,) = await world.queue.claim("chat", SEVEN_PM, 1, 60)
    await world.reminders.mark(owner, key, State.DONE, SEVEN_PM)
    await settle_as_sent(world, lease, due)
    assert await world.states(owner) == {SEVEN_PM: State.DONE}


async def test_pausing_silences_what_was_snoozed(world: World) -> None:
    owner = await snoozed(world)
    await pause(world, owner, 1)
    assert await world.deliver_at(SEVEN_PM + 600) == 0


async def test_a_pause_until_a_day_silences_what_was_snoozed(world: World) -> None:
    owner = await snoozed(world)
    await world.reminders.change(
        owner, 1, lambda it: changes.paused(it, date(2026, 11, 30), world.now, by(owner)), world.now
    )
    assert await world.deliver_at(SEVEN_PM + 600) == 0


async def test_what_was_snoozed_does_not_come_back_with_an_exercise_that_hurts(
    world: World,
) -> None:
    owner = await snoozed(world, ("heel-walking", "walking"))
    await world.reminders.change(owner, 1, lambda it: changes.hurting(it, ("walking",)), world.now)
    assert await world.deliver_at(SEVEN_PM + 600) == 0


async def test_skipping_the_next_leaves_what_was_snoozed(world: World) -> None:
    owner = await snoozed(world)
    await world.reminders.change(owner, 1, lambda it: changes.skipped(it, by(owner)), world.now)
    assert await world.deliver_at(SEVEN_PM + 600) == 1


async def test_done_silences_what_was_snoozed(world: World) -> None:
    owner = await snoozed(world)
    key = (await world.history.since(owner, 0))[0]
    await world.reminders.mark(owner, Key(key.reminder, key.due), State.DONE, world.now)
    assert await world.deliver_at(SEVEN_PM + 600) == 0


async def test_a_second_snooze_takes_the_place_of_the_first(world: World) -> None:
    owner = await snoozed(world)
    one = (await world.history.since(owner, 0))[0]
    await world.reminders.snooze(owner, Key(one.reminder, one.due), SEVEN_PM + 1200, world.now)
    assert await world.deliver_at(SEVEN_PM + 600) == 0
    assert await world.deliver_at(SEVEN_PM + 1200) == 1


async def test_delivery_is_woken_by_what_falls_due_earlier(small_world: World) -> None:
    rung: list[str] = []
    reminders = Reminders(small_world.database, lambda: rung.append("rung"))
    owner = await small_world.owner()
    times = schedule.after(DAILY, NOON, by(owner))
    await reminders.add(owner, Plan(("walking",), DAILY, HERE), times, NOON)
    await reminders.change(owner, 1, lambda it: changes.skipped(it, by(owner)), NOON)
    assert len(rung) == 2


async def test_a_new_zone_moves_the_next_times(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.people.set_zone(owner, "America/New_York")
    owner = await world.again()
    await world.reminders.change_all(owner, lambda it: changes.moved(it, NOON, by(owner)), NOON)
    assert (await find(world, owner, 1)).due == SEVEN_PM + 6 * 3600


async def test_a_wall_rule_may_end(world: World) -> None:
    owner = await world.owner()
    last = Wall(DAILY.times, DAILY.days, DAILY.start, until=date(2026, 11, 25))
    await world.add(owner, last)
    await world.deliver_at(SEVEN_PM)
    assert await world.reminders.all(owner) == ()


async def find(world: World, owner: Owner, number: int) -> Reminder:
    found = await world.reminders.find(owner, number)
    assert found
    return found


async def pause(world: World, owner: Owner, number: int) -> None:
    await world.reminders.change(
        owner, number, lambda it: changes.paused(it, None, world.now, by(owner)), world.now
    )


async def snoozed(world: World, exercises: tuple[str, ...] = ("heel-walking",)) -> Owner:
    """A person who was reminded at seven and snoozes that for ten minutes."""
    owner = await world.owner()
    await world.add(owner, exercises=exercises)
    key = await world.key(owner)
    await world.deliver_at(SEVEN_PM)
    assert await world.reminders.snooze(owner, key, SEVEN_PM + 600, world.now)
    return owner


async def settle_as_sent(world: World, lease: Lease, due: Due) -> None:
    times = schedule.after(due.plan.rule, due.key.due, due.by)
    settled = Settled(
        due.key.reminder, ((due.of, State.SENT),), times.due, times.ready, times.ready
    )
    assert await world.queue.settle(lease, [settled], world.now) == {due.key.reminder}

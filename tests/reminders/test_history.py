"""What became of reminders: for progress, as news, and for a year."""

from bot.reminders.reminder import Key, State
from bot.reminders.rule import Moment
from tests.reminders.world import DAY, NOON, SEVEN_PM, World

YEAR = 366 * DAY


async def test_occurrences_come_oldest_first_from_an_instant_on(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    for day in range(3):
        await world.deliver_at(SEVEN_PM + day * DAY)
    found = await world.history.since(owner, SEVEN_PM + DAY)
    assert [one.due for one in found] == [SEVEN_PM + DAY, SEVEN_PM + 2 * DAY]


async def test_the_history_of_another_is_not_seen(world: World) -> None:
    ada, ben = await world.owner("ada"), await world.owner("ben")
    await world.add(ada)
    await world.deliver_at(SEVEN_PM + DAY / 2)
    assert await world.history.since(ben, 0) == ()
    assert await world.history.news(ben) == ()


async def test_what_nobody_can_have_noticed_is_news_once(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM + DAY / 2)
    assert [one.state for one in await world.history.news(owner)] == [State.MISSED]
    assert await world.history.news(owner) == ()


async def test_what_was_sent_is_no_news(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM)
    assert await world.history.news(owner) == ()


async def test_each_reminder_has_news_of_its_own(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    await world.add(owner, Moment(NOON + 120))
    await world.deliver_at(NOON + DAY)
    assert [one.number for one in await world.history.news(owner)] == [1, 2]


async def test_what_is_older_than_a_year_is_tidied_away(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.deliver_at(SEVEN_PM)
    await world.deliver_at(SEVEN_PM + DAY)
    await world.history.tidy(SEVEN_PM + DAY)
    assert list(await world.states(owner)) == [SEVEN_PM + DAY]


async def test_a_reminder_that_is_over_goes_when_nothing_of_it_is_left(world: World) -> None:
    owner = await world.owner()
    await world.add(owner, Moment(NOON + 60))
    await world.deliver_at(NOON + 60)
    await world.history.tidy(NOON + 60)
    assert await world.reminders.find(owner, 1)
    await world.history.tidy(NOON + YEAR)
    assert await world.reminders.find(owner, 1) is None


async def test_tidying_leaves_what_is_still_to_come(world: World) -> None:
    owner = await world.owner()
    await world.add(owner)
    await world.add(owner, Moment(NOON + 2 * YEAR))
    await world.history.tidy(NOON + YEAR)
    assert len(await world.reminders.all(owner)) == 2


async def test_a_snooze_is_told_under_the_reminder_it_belongs_to(world: World) -> None:
    owner = await world.owner()
    added = await world.add(owner)
    await world.deliver_at(SEVEN_PM)
    await world.reminders.snooze(owner, Key(added.id, SEVEN_PM), SEVEN_PM + 600, SEVEN_PM)
    await world.deliver_at(SEVEN_PM + DAY / 2)
    (told,) = await world.history.news(owner)
    assert (told.number, told.due, told.state) == (1, SEVEN_PM, State.MISSED)

"""Many at once: servers that join, and reminders of the same minute."""

from collections import Counter

from bot.answering import Answering
from bot.chat import Person, Place
from bot.reminders.reminder import Plan
from bot.reminders.rule import Moment
from bot.reminders.schedule import Clockwork, after
from bot.reminders.store.database import Database
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from tests.discord.house import House, MovedClock, running
from tests.fake_discord import fake_discord
from tests.fake_discord.state import State

SERVERS, PEOPLE = 100, 1000
DISCORDS_LIMIT = 50
FEW = 20
"""Requests that may be told to wait, on a machine that stalls and then catches up; they come too."""


async def test_a_hundred_servers_join_and_each_is_answered(house: House) -> None:
    state = house.discord.state
    guilds = [state.add_guild(f"Runners {number}") for number in range(SERVERS)]
    for guild in guilds:
        await house.discord.join(guild)
    channels = [state.channels[state.of_guild[guild][0]] for guild in guilds]
    people = [state.add_user(f"runner {number}") for number in range(SERVERS)]
    for person, channel in zip(people, channels, strict=True):
        await house.discord.people.say(person, f"{house.me} hello", channel)
    await house.discord.until(lambda: all(map(house.discord.sent, channels)), 30)
    assert {len(house.discord.sent(channel)) for channel in channels} == {1}


async def test_a_thousand_reminders_of_one_minute_come_once_each_within_the_limit(
    clock: MovedClock, answering: Answering
) -> None:
    async with fake_discord(clock.now, rate=DISCORDS_LIMIT) as discord:
        async with running(discord, clock, answering) as (_, database, _care):
            due = int(clock.now()) + 3600
            await _set(database, discord.state, due)
            clock.move_to(due)
            await discord.until(lambda: len(_keys(discord.state)) >= PEOPLE, 60)
        assert set(_keys(discord.state).values()) == {1}
        assert len(_keys(discord.state)) == PEOPLE
        assert discord.limited < FEW


def _keys(state: State) -> Counter[str]:
    """How often each DM got something."""
    return Counter(dm for dm in state.dms.values() for _ in state.channels[dm].messages)


async def _set(database: Database, state: State, due: int) -> None:
    """One reminder for each of many people, all at the same instant."""
    people, reminders = People(database), Reminders(database, lambda: None)
    for number in range(PEOPLE):
        user = state.add_user(f"runner {number}")
        owner = await people.know(Person("discord", user["id"]), due - 3600)
        place = Place("discord", f"dm:{state.dm(user['id']).id}")
        rule = Moment(due)
        times = after(rule, due - 3600, Clockwork("UTC", None))
        await reminders.add(owner, Plan(("heel-walking",), rule, place), times, due - 3600)

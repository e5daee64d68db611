"""The homeserver's limits, its restart, and keys that change while the bot is away."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.chat import Person, Place
from bot.reminders.reminder import Plan
from bot.reminders.rule import Moment
from bot.reminders.schedule import Clockwork, after
from bot.reminders.store.database import Database
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from tests.discord.house import MovedClock
from tests.matrix.house import PASSWORD, running
from tests.matrix.peer import Peer
from tests.matrix.synapse import Synapse

LIMITED = {"rc_message": {"per_second": 8.0, "burst_count": 9}}
"""The burst that is Synapse's default; one in five seconds would make the test last minutes."""

MANY, ROOMS = 50, 5
CRAMPS = "Why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"


@pytest.fixture
def own() -> Iterator[Synapse]:
    """A homeserver for one test, with limits."""
    made = Synapse(limits=LIMITED)
    made.start()
    yield made
    made.remove()


@pytest.fixture
async def eve(own: Synapse, tmp_path: Path) -> AsyncIterator[Peer]:
    made = await Peer.enter(own, "eve", tmp_path)
    yield made
    await made.leave()


async def test_many_reminders_come_once_each_within_the_limits(
    own: Synapse, eve: Peer, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    bot = str(own.register("soleus", PASSWORD)["user_id"])
    async with running(own, bot, clock, answering, tmp_path / "s") as (_, database):
        rooms = [await eve.room(bot) for _ in range(ROOMS)]
        due = int(clock.now()) + 3600
        await _set(database, rooms, due)
        clock.move_to(due)
        await eve.until(lambda: len(_came(eve, bot)) >= MANY, 90)
    assert sorted(_came(eve, bot)) == sorted(set(_came(eve, bot)))
    assert len(_came(eve, bot)) == MANY


def _came(peer: Peer, bot: str) -> list[str]:
    """Whose reminders came: each mentions its owner."""
    texts = peer.texts(bot)
    told = [it.source["content"]["m.mentions"]["user_ids"] for it in texts if "Reminder" in it.body]
    return [users[0] for users in told]


async def _set(database: Database, rooms: list[str], due: int) -> None:
    people, reminders = People(database), Reminders(database, lambda: None)
    for number in range(MANY):
        owner = await people.know(Person("matrix", f"@runner-{number}:localhost"), due - 3600)
        place = Place("matrix", rooms[number % ROOMS])
        plan = Plan(("heel-walking",), Moment(due), place)
        times = after(plan.rule, due - 3600, Clockwork("UTC", None))
        await reminders.add(owner, plan, times, due - 3600)


async def test_a_homeserver_that_restarts_is_found_again(
    own: Synapse, eve: Peer, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    bot = str(own.register("soleus", PASSWORD)["user_id"])
    async with running(own, bot, clock, answering, tmp_path / "s"):
        room = await eve.room(bot, encrypted=True)
        await eve.say(room, "!help")
        await eve.hears(bot, 1, room)
        await asyncio.to_thread(own.stop)
        await asyncio.to_thread(own.start)
        await eve.say(room, CRAMPS)
        assert ANSWERED in (await eve.hears(bot, 2, room)).body


async def test_keys_that_change_while_it_is_away_are_followed(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        room = await ann.room(bot, encrypted=True)
        await ann.say(room, "!help")
        await ann.hears(bot, 1, room)
    ann.client.invalidate_outbound_session(room)
    await ann.say(room, CRAMPS)
    async with running(homeserver, bot, clock, answering, folder):
        assert ANSWERED in (await ann.hears(bot, 2, room)).body

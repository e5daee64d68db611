"""What is kept beside reminders: communities, opinions, events that were dealt with, counts."""

import asyncio
from datetime import date

import pytest

from bot.chat import Community
from bot.reminders.store import pacing
from bot.reminders.store.communities import Communities
from bot.reminders.store.counting import Counts
from bot.reminders.store.facts import Facts
from bot.reminders.store.feedback import Feedback, Verdict
from bot.reminders.store.handled import Handled
from bot.reminders.store.leases import Leases
from tests.reminders.world import NOON, World

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
CHOSEN = Community(
    open=frozenset({"12", "3"}),
    quiet=frozenset({"4"}),
    ignored=frozenset({"7", "8"}),
    dms=False,
    country="GB",
    language="de",
    threads=False,
)


async def test_where_nothing_was_chosen_the_defaults_hold(world: World) -> None:
    assert await Communities(world.database).find("chat", "1") == Community()


async def test_what_was_chosen_is_kept_until_something_else_is(world: World) -> None:
    communities = Communities(world.database)
    await communities.put("chat", "1", CHOSEN)
    assert await communities.find("chat", "1") == CHOSEN
    await communities.put("chat", "1", Community())
    assert await communities.find("chat", "1") == Community()


async def test_each_community_has_its_own(world: World) -> None:
    communities = Communities(world.database)
    await communities.put("chat", "1", CHOSEN)
    assert await communities.find("chat", "2") == Community()
    assert await communities.find("other", "1") == Community()


async def test_nothing_is_kept_of_a_community_that_was_left(world: World) -> None:
    communities = Communities(world.database)
    await communities.put("chat", "1", CHOSEN)
    await communities.forget("chat", "1")
    assert await communities.find("chat", "1") == Community()


async def test_an_id_with_a_space_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="spaces"):
        await Communities(world.database).put("chat", "1", Community(open=frozenset({"1 2"})))


async def test_opinions_are_summed_by_topic(world: World) -> None:
    feedback = Feedback(world.database)
    for topic, day, helpful in (
        ("night-cramps", MONDAY, True),
        ("night-cramps", MONDAY, True),
        ("night-cramps", TUESDAY, False),
        ("footwear", TUESDAY, True),
    ):
        await feedback.count(topic, day, helpful=helpful)
    assert await feedback.since(MONDAY) == (
        Verdict("footwear", 1, 0),
        Verdict("night-cramps", 2, 1),
    )
    assert await feedback.since(TUESDAY) == (
        Verdict("footwear", 1, 0),
        Verdict("night-cramps", 0, 1),
    )


async def test_opinions_are_deleted_when_they_are_old(world: World) -> None:
    feedback = Feedback(world.database)
    await feedback.count("footwear", MONDAY, helpful=True)
    await feedback.count("footwear", TUESDAY, helpful=True)
    await feedback.tidy(TUESDAY)
    assert await feedback.since(MONDAY) == (Verdict("footwear", 1, 0),)


async def test_of_many_who_see_an_event_one_is_the_first(world: World) -> None:
    handled = Handled(world.database)
    firsts = await asyncio.gather(*(handled.first("chat:1", NOON) for _ in range(8)))
    assert sorted(firsts) == [False] * 7 + [True]
    assert await handled.first("chat:2", NOON)


async def test_an_event_is_forgotten_when_it_cannot_come_again(world: World) -> None:
    handled = Handled(world.database)
    await handled.first("chat:1", NOON)
    await handled.first("chat:2", NOON + 60)
    await handled.tidy(NOON + 60)
    assert await handled.first("chat:1", NOON + 61)
    assert not await handled.first("chat:2", NOON + 61)


async def test_a_lease_is_held_by_one_until_it_ends(world: World) -> None:
    leases = Leases(world.database)
    taken = await asyncio.gather(*(leases.take("chat", str(it), NOON, 20) for it in range(8)))
    assert sum(taken) == 1
    holder = str(taken.index(True))
    assert await leases.take("chat", holder, NOON + 10, 20)
    assert not await leases.take("chat", "another", NOON + 20, 20)
    assert await leases.take("chat", "another", NOON + 31, 20)
    assert not await leases.take("chat", holder, NOON + 32, 20)


async def test_a_lease_that_is_given_back_is_free(world: World) -> None:
    leases = Leases(world.database)
    await leases.take("chat", "one", NOON, 20)
    await leases.leave("chat", "another")
    assert not await leases.take("chat", "another", NOON, 20)
    await leases.leave("chat", "one")
    assert await leases.take("chat", "another", NOON, 20)


async def test_a_fact_is_what_was_noted_last(world: World) -> None:
    facts = Facts(world.database)
    assert await facts.get("commands") is None
    await facts.put("commands", "old")
    await facts.put("commands", "new")
    assert await facts.get("commands") == "new"


async def test_active_reminders_and_their_people_are_counted(world: World) -> None:
    counts = Counts(world.database)
    assert (await counts.people(), await counts.reminders()) == (0, 0)
    ada = await world.owner("ada")
    await world.add(ada)
    await world.add(ada)
    await world.add(await world.owner("bob"))
    assert (await counts.people(), await counts.reminders()) == (2, 3)


async def test_slow_turns_may_lie_far_ahead(world: World) -> None:
    turns = [
        await pacing.reserve(world.database, "sessions", 1, 1 / 10, 1000.0, ahead=3600)
        for _ in range(10)
    ]
    assert turns[-1] - turns[0] == pytest.approx(90)

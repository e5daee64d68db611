"""What is offered while people type: it fits the chat, it is their own, and nothing breaks it."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answering
from bot.chat import Field, Offer, Person
from bot.commands.completing import LONGEST, MOST, Completing
from bot.commands.current import Current
from bot.content.load import Content
from bot.reminders.store.database import open_database
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from tests.commands.chatting import EVERY_EVENING, Talk
from tests.conftest import HeldClock

module = pytest.mark.asyncio(loop_scope="module")


def completing(talk: Talk) -> Completing:
    bot = talk.bot
    return Completing(bot.current, bot.people, bot.reminders, bot.clock)


async def offers(
    talk: Talk, field: Field, typed: str, language: str = "en-GB"
) -> tuple[Offer, ...]:
    return await completing(talk)(field, typed, talk.person, language)


@module
@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (Field.EXERCISE, "heel wa", "heel-walking"),
        (Field.EXERCISE, "pelvc tilt", "pelvic-tilt"),
        (Field.ZONE, "berl", "Europe/Berlin"),
        (Field.ZONE, "New York", "America/New_York"),
        (Field.COUNTRY, "gb", "GB"),
        (Field.WHEN, "every weekday at 7pm", "every weekday at 7pm"),
    ],
)
async def test_the_best_offer_is_what_was_meant(
    ann: Talk, field: Field, typed: str, value: str
) -> None:
    first, *_ = await offers(ann, field, typed)
    assert first.value == value


@module
async def test_everything_is_offered_before_anything_is_typed(ann: Talk, content: Content) -> None:
    assert {it.value for it in await offers(ann, Field.EXERCISE, "")} == content.exercises.keys()
    examples = await offers(ann, Field.WHEN, "")
    assert [it.value for it in examples] == list(content.reminding.examples)


@module
async def test_a_time_shows_how_it_is_understood_and_when_it_comes(ann: Talk) -> None:
    (offer,) = await offers(ann, Field.WHEN, "every weekday at 7pm")
    assert offer.label == "every weekday at 19:00. Next: Wed 18 Nov, 19:00; Thu 19 Nov, 19:00"


@module
@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en-US", "7:00\u202fPM"),
        ("de", "Mi., 18. Nov., 19:00"),
        ("es-ES", "mié, 18 nov, 19:00"),
        ("fr", "mer. 18 nov."),
        ("pt-BR", "qua., 18 de nov."),
        ("xx-yy", "Wed 18 Nov, 19:00"),
    ],
)
async def test_times_are_written_in_the_language_of_the_community(
    ann: Talk, language: str, word: str
) -> None:
    (offer,) = await offers(ann, Field.WHEN, "every weekday at 7pm", language)
    assert word in offer.label


@module
async def test_an_unclear_time_offers_what_it_may_mean(ann: Talk) -> None:
    found = await offers(ann, Field.WHEN, "tomorrow at 7")
    assert [it.value for it in found] == ["tomorrow at 7:00", "tomorrow at 19:00"]


@module
async def test_a_time_that_cannot_be_understood_says_why(ann: Talk, content: Content) -> None:
    (offer,) = await offers(ann, Field.WHEN, "every day at 19:00 o'bananas")
    problem = content.reminding.problems["unknown-words"]
    assert offer.label.startswith(problem.partition("{words}")[0])


@module
async def test_without_a_zone_it_is_asked_for(stranger: Talk, content: Content) -> None:
    (offer,) = await offers(stranger, Field.WHEN, "every day at 8:00")
    assert offer.label == content.reminding.when["zone-first"]


@module
async def test_only_one_s_own_reminders_are_offered(ann: Talk, ben: Talk) -> None:
    await ann.says(EVERY_EVENING)
    assert await offers(ann, Field.REMINDER, "") == (
        Offer("1. Heel walking: every day at 19:00", "1"),
    )
    assert await offers(ben, Field.REMINDER, "") == ()


@module
async def test_completing_changes_nothing(stranger: Talk) -> None:
    before = await stranger.rows()
    for field in Field:
        await offers(stranger, field, "a")
    assert await stranger.rows() == before


@given(st.sampled_from(Field), st.text(max_size=300))
def test_whatever_is_typed_offers_fit(answering: Answering, field: Field, typed: str) -> None:
    asyncio.run(_fits(answering, field, typed))


async def _fits(answering: Answering, field: Field, typed: str) -> None:
    database = await open_database("sqlite://", Path())
    try:
        people, clock = People(database), HeldClock()
        ann = Person("fake", "ann")
        await people.set_zone(await people.know(ann, 0), "Europe/Berlin")
        reminders = Reminders(database, lambda: None)
        complete = Completing(Current(lambda: answering), people, reminders, clock)
        found = await complete(field, typed, ann, "en-GB")
        assert len(found) <= MOST
        assert all(0 < len(it.label) <= LONGEST and 0 < len(it.value) <= LONGEST for it in found)
    finally:
        await database.close()


@module
async def test_a_database_that_fails_offers_nothing(answering: Answering, tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'gone.db'}", tmp_path)
    async with database.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE occurrence")
        await connection.exec_driver_sql("DROP TABLE reminder")
        await connection.exec_driver_sql("DROP TABLE person")
    people, reminders = People(database), Reminders(database, lambda: None)
    complete = Completing(Current(lambda: answering), people, reminders, HeldClock())
    assert await complete(Field.REMINDER, "", Person("fake", "ann"), "en-GB") == ()
    await database.close()

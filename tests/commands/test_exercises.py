"""Which exercises a reminder is of: names, routines, slips, and what is nobody's name."""

import pytest

from bot.content.load import Content
from tests.commands.chatting import Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROUTINES = {
    "ids": "heel-raises,calf-stretch",
    "ids with spaces": "heel-raises , calf-stretch",
    "names": "heel raises, calf stretch",
    "other names": "tiptoe raises, runner's stretch",
    "capitals": "HEEL-RAISES,Calf Stretch",
    "one twice": "heel-raises,calf-stretch,heel-raises",
    "a comma at the end": "heel-raises, calf-stretch,",
    "misspelt": "heel rasies, calf strech",
}


@pytest.mark.parametrize("typed", ROUTINES.values(), ids=ROUTINES.keys())
async def test_a_routine_has_commas_between_its_exercises(ann: Talk, typed: str) -> None:
    await ann.says(f"!remind {typed} tomorrow at 18:00")
    assert (await ann.reminder()).plan.exercises == ("heel-raises", "calf-stretch")


async def test_a_routine_of_six_names_of_several_words(ann: Talk) -> None:
    names = "walking on your heels, calf stretch at the wall, standing calf raises"
    more = "sitting towel calf stretch, lying pelvic tilt, single knee to chest"
    await ann.says(f"!remind {names}, {more} every day at 19:00")
    assert (await ann.reminder()).plan.exercises == (
        "heel-walking",
        "calf-stretch",
        "heel-raises",
        "towel-stretch",
        "pelvic-tilt",
        "knee-to-chest",
    )


NAMES = {
    "two words": ("heel walking every day at 19:00", "heel-walking"),
    "two words, misspelt": ("heel walkng every day at 19:00", "heel-walking"),
    "one word, misspelt": ("hel-walking every day at 19:00", "heel-walking"),
    "four words": ("walking on your heels every day at 19:00", "heel-walking"),
    "the shorter of two": ("walking daily at 19:00", "walking"),
    "many words, misspelt": ("sitting towl calf stretch at 19:00", "towel-stretch"),
    "an apostrophe": ("runner's stretch every day at 19:00", "calf-stretch"),
}


@pytest.mark.parametrize(("typed", "exercise"), NAMES.values(), ids=NAMES.keys())
async def test_an_exercise_goes_by_its_names(ann: Talk, typed: str, exercise: str) -> None:
    await ann.says(f"!remind {typed}")
    assert (await ann.reminder()).plan.exercises == (exercise,)


async def test_commas_of_the_time_are_not_those_of_a_routine(ann: Talk) -> None:
    told = await ann.says("!remind heel-walking monday, thursday at 19:00")
    assert "every Monday and Thursday at 19:00" in told


OF_NO_EXERCISE = {
    "unknown": "juggling every day at 19:00",
    "another exercise": "knee raises every day at 19:00",
    "the beginning of several": "heel every day at 19:00",
    "a part of the body": "calf every day at 19:00",
    "only a time": "every day at 19:00",
    "only a comma": ",",
}


@pytest.mark.parametrize("typed", OF_NO_EXERCISE.values(), ids=OF_NO_EXERCISE.keys())
async def test_without_a_known_exercise_all_names_are_shown(
    ann: Talk, content: Content, typed: str
) -> None:
    before = await ann.rows()
    (reply,) = await ann.replies(f"!remind {typed}")
    assert reply.title == content.wording.no_such_exercise
    assert "Heel walking" in reply.paragraphs[0]
    assert await ann.rows() == before


async def test_an_unknown_exercise_in_a_routine_is_named_and_nothing_set(
    ann: Talk, content: Content
) -> None:
    before = await ann.rows()
    told = await ann.says("!remind heel-raises,juggling every day at 19:00")
    assert told == content.reminding.problems["unknown-words"].format(words="juggling")
    assert await ann.rows() == before


async def test_more_exercises_than_a_routine_may_have_are_not_dropped_quietly(ann: Talk) -> None:
    six = "heel-raises,calf-stretch,toe-raises,ankle-pumps,cat-camel,pelvic-tilt"
    before = await ann.rows()
    assert "walking" in await ann.says(f"!remind {six},walking every day at 19:00")
    assert await ann.rows() == before

"""!edit: other exercises, another time, both or neither."""

import pytest
import pytest_asyncio

from bot.content.load import Content
from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


async def test_another_exercise_keeps_the_time(talk: Talk) -> None:
    told = await talk.says("!edit 1 calf stretch")
    assert "Calf stretch with a straight knee, every day at 19:00" in told
    assert (await talk.reminder()).plan.exercises == ("calf-stretch",)


async def test_another_time_keeps_the_exercise(talk: Talk) -> None:
    told = await talk.says("!edit 1 every weekday at 8:00")
    assert "Heel walking, every weekday at 8:00" in told
    assert "Thu 19 Nov 2026 08:00" in told


async def test_both_at_once(talk: Talk) -> None:
    told = await talk.says("!edit 1 heel-raises, calf-stretch tomorrow at 9:00")
    assert "Heel raises, Calf stretch with a straight knee" in told
    assert "Thu 19 Nov 2026 09:00" in told


async def test_neither_shows_how(talk: Talk, said: Said) -> None:
    before = await talk.rows()
    assert await talk.says("!edit 1") == said.edit_how
    assert await talk.rows() == before


async def test_a_phrase_that_is_refused_changes_nothing(talk: Talk, content: Content) -> None:
    before = await talk.rows()
    told = await talk.says("!edit 1 every blurgday at 19:00")
    assert told == content.reminding.problems["unknown-words"].format(words="blurgday")
    assert await talk.rows() == before


async def test_a_choice_of_an_ambiguous_time_changes_this_reminder(talk: Talk) -> None:
    (reply,) = await talk.replies("!edit 1 heel-raises every day at 7")
    assert "every day at 7:00" in await talk.chooses(1, reply)
    assert (await talk.reminder()).plan.exercises == ("heel-raises",)


async def test_it_comes_at_the_new_time_only(talk: Talk) -> None:
    await talk.says("!edit 1 every day at 20:00")
    assert await talk.waits_until("2026-11-18 19:59") == []
    assert len(await talk.waits_until("2026-11-18 20:00")) == 1


async def test_another_time_wakes_a_paused_one(talk: Talk) -> None:
    await talk.says("!pause 1")
    await talk.says("!edit 1 every day at 20:00")
    assert len(await talk.waits_until("2026-11-18 20:00")) == 1


async def test_another_time_revives_one_that_is_over(talk: Talk) -> None:
    await talk.says("!edit 1 today at 11:00")
    await talk.waits_until("2026-11-18 12:00")
    assert "Wed 18 Nov 2026 13:00" in await talk.says("!edit 1 today at 13:00")
    assert len(await talk.waits_until("2026-11-18 13:00")) == 1


async def test_another_exercise_does_not_bring_back_a_time_that_was_skipped(talk: Talk) -> None:
    await talk.says("!skip 1")
    await talk.says("!edit 1 heel-raises")
    assert await talk.waits_until("2026-11-19 18:59") == []


async def test_it_comes_where_it_was_edited(talk: Talk) -> None:
    phone = talk.called("ann")
    await phone.says("!edit 1 every day at 20:00")
    await talk.waits_until("2026-11-18 20:00")
    assert talk.chat.sent[0].place == phone.place


COMMANDS = ["edit {} every day at 8:00", "edit {}", "pause {}", "pause {} for 2 weeks"]
MORE_COMMANDS = ["resume {}", "skip {}", "delete {}", "done {}", "hurts {}"]


@pytest.mark.parametrize("command", [*COMMANDS, *MORE_COMMANDS])
async def test_a_foreign_number_and_a_missing_one_get_the_very_same_words(
    talk: Talk, ben: Talk, said: Said, command: str
) -> None:
    for _ in range(7):
        await talk.says(EVERY_EVENING)
    before = await talk.rows()
    foreign = await ben.says(f"!{command.format(7)}")
    missing = await ben.says(f"!{command.format(99)}")
    assert foreign.replace("7", "#") == missing.replace("99", "#")
    assert foreign in {said.none_numbered.format(number=7), said.which.format(command="hurts")}
    assert await talk.rows() == before


NO_NUMBERS = ["", "one", "-1", "1.5", "1234567", "\u0661"]


@pytest.mark.parametrize("command", ["edit", "pause", "resume", "skip", "delete"])
async def test_what_is_no_number_is_asked_for(talk: Talk, said: Said, command: str) -> None:
    before = await talk.rows()
    for number in NO_NUMBERS:
        assert await talk.says(f"!{command} {number}") == said.which.format(command=command)
    assert await talk.rows() == before


async def test_a_number_may_have_a_hash_before_it(talk: Talk, said: Said) -> None:
    assert await talk.says("!delete #1") == said.deleted.format(number=1)

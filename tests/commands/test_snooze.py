"""!snooze and its buttons: once more, later, and never another time of the schedule."""

import pytest
import pytest_asyncio

from bot.chat import Action, Kind
from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEVEN = "2026-11-18 19:00"


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    """Somebody whose reminder of 19:00 just came."""
    await ann.says(EVERY_EVENING)
    await ann.waits_until(SEVEN)
    return ann


LENGTHS = {
    "10 min": "19:10",
    "10": "19:10",
    "1 h": "20:00",
    "in 1 hour": "20:00",
    "In 1 Hour": "20:00",
    "90 minutes": "20:30",
    "1": "19:01",
    "tonight": "20:00",
    "Tonight": "20:00",
}


@pytest.mark.parametrize(("typed", "time"), LENGTHS.items(), ids=LENGTHS.keys())
async def test_it_comes_again_after_a_while(talk: Talk, said: Said, typed: str, time: str) -> None:
    told = await talk.says(f"!snooze {typed}")
    assert told == said.snoozed.format(time=f"Wed 18 Nov 2026 {time}")
    (reply,) = await talk.waits_until(f"2026-11-18 {time}")
    assert reply.kind is Kind.REMINDER
    assert "Heel walking" in text_of(reply)


BUTTONS = {Action.SNOOZE_10: "19:10", Action.SNOOZE_60: "20:00", Action.TONIGHT: "20:00"}


@pytest.mark.parametrize(("action", "time"), BUTTONS.items(), ids=BUTTONS.keys())
async def test_the_buttons_do_the_same(ann: Talk, said: Said, action: Action, time: str) -> None:
    await ann.says(EVERY_EVENING)
    (reply,) = await ann.waits_until(SEVEN)
    told = await ann.presses(action, reply)
    assert told == said.snoozed.format(time=f"Wed 18 Nov 2026 {time}")
    assert len(await ann.waits_until(f"2026-11-18 {time}")) == 1


async def test_a_snooze_is_one_more_and_not_a_new_schedule(talk: Talk) -> None:
    await talk.says("!snooze 1 h")
    assert "Thu 19 Nov 2026 19:00" in await talk.says("!reminders")
    assert len(await talk.waits_until("2026-11-19 18:59")) == 1
    assert len(await talk.waits_until("2026-11-19 19:00")) == 1
    assert await talk.waits_until("2026-11-20 18:59") == []


async def test_snoozed_again_it_comes_at_the_later_time_only(talk: Talk) -> None:
    await talk.says("!snooze 10 min")
    await talk.says("!snooze 1 h")
    assert await talk.waits_until("2026-11-18 19:59") == []
    assert len(await talk.waits_until("2026-11-18 20:00")) == 1


async def test_what_came_again_can_be_snoozed_again(talk: Talk) -> None:
    await talk.says("!snooze 10 min")
    (again,) = await talk.waits_until("2026-11-18 19:10")
    await talk.presses(Action.SNOOZE_10, again)
    assert len(await talk.waits_until("2026-11-18 19:20")) == 1


async def test_of_two_that_wait_the_one_not_snoozed_yet_is_meant(talk: Talk) -> None:
    await talk.says("!remind heel-raises every day at 19:01")
    await talk.waits_until("2026-11-18 19:01")
    await talk.says("!snooze 20 min")
    await talk.says("!snooze 30 min")
    titles = [text_of(one) for one in await talk.waits_until("2026-11-18 19:31")]
    assert ["Heel raises" in title for title in titles] == [True, False]


async def test_it_comes_although_quiet_hours_have_begun(talk: Talk) -> None:
    await talk.says("!quiet 19:05 to 23:00")
    await talk.says("!snooze 10 min")
    assert len(await talk.waits_until("2026-11-18 19:10")) == 1


async def test_a_snooze_is_neither_late_nor_missed(talk: Talk) -> None:
    await talk.says("!snooze 5 h")
    (reply,) = await talk.waits_until("2026-11-19 00:00")
    assert reply.paragraphs == ()


async def at_time(ann: Talk, time: str) -> Talk:
    await ann.says(f"!remind heel-walking today at {time}")
    await ann.waits_until(f"2026-11-18 {time}")
    return ann


@pytest.mark.parametrize(("time", "offered"), [("19:30", True), ("19:31", False)])
async def test_tonight_is_offered_until_half_past_seven(
    ann: Talk, said: Said, time: str, offered: bool
) -> None:
    talk = await at_time(ann, time)
    buttons = [press.action for press in talk.chat.sent[0].reply.actions]
    assert (Action.TONIGHT in buttons) is offered
    told = await talk.says("!snooze tonight")
    assert (told != said.too_late_tonight) is offered


async def test_an_old_button_for_tonight_says_that_it_is_too_late(ann: Talk, said: Said) -> None:
    talk = await at_time(ann, "19:00")
    reply = talk.chat.sent[0].reply
    await talk.waits_until("2026-11-18 21:00")
    assert await talk.presses(Action.TONIGHT, reply) == said.too_late_tonight


NONSENSE = ["", "0", "0 min", "25 hours", "2 days", "a blurg", "every day at 19:00", "-5", "10 20"]


@pytest.mark.parametrize("typed", NONSENSE)
async def test_a_length_that_is_not_understood_snoozes_nothing(
    talk: Talk, said: Said, typed: str
) -> None:
    before = await talk.rows()
    assert await talk.says(f"!snooze {typed}") == said.snooze_how
    assert await talk.rows() == before


async def test_with_nothing_that_came_it_says_so(ann: Talk, stranger: Talk, said: Said) -> None:
    assert await ann.says("!snooze 10 min") == said.nothing_to_do
    assert await stranger.says("!snooze 10 min") == said.nothing_to_do


async def test_what_is_paused_is_not_snoozed(talk: Talk, said: Said) -> None:
    await talk.says("!pause 1")
    assert await talk.says("!snooze 10 min") == said.nothing_next.format(number=1)
    assert await talk.waits_until("2026-11-19 12:00") == []


@pytest.mark.parametrize("pause", ["!pause 1", "!pause all", "!pause 1 for 1 week"])
async def test_a_pause_ends_a_snooze(talk: Talk, pause: str) -> None:
    await talk.says("!snooze 1 h")
    await talk.says(pause)
    assert await talk.waits_until("2026-11-19 12:00") == []

"""News: what became of reminders and cannot have been noticed, told once at the next contact."""

import pytest
import pytest_asyncio

from bot.chat import Action, Gone, Press
from bot.content.load import Content
from bot.content.reminding import Said
from tests.commands.chatting import EVERY_EVENING, Talk, shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

SWOLLEN = "my left calf is swollen, red and hot since yesterday"


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    """Somebody whose reminder was missed because the bot was down."""
    await ann.says(EVERY_EVENING)
    await ann.is_down_until("2026-11-19 10:00")
    return ann


@pytest.fixture
def missed(content: Content) -> str:
    return content.reminding.news["missed"].format(
        number=1, names="Heel walking", time="Wed 18 Nov 2026 19:00"
    )


@pytest.mark.parametrize("typed", ["!reminders", "!zone", "why do my calves cramp at night?"])
async def test_a_missed_one_is_told_behind_the_next_reply(
    talk: Talk, missed: str, typed: str
) -> None:
    _, news = await talk.replies(typed)
    assert shown((news,)) == missed


async def test_it_is_told_once(talk: Talk, missed: str) -> None:
    await talk.says("!reminders")
    assert missed not in await talk.says("!reminders")


async def test_a_press_is_a_contact_too(talk: Talk, missed: str) -> None:
    assert missed in await talk.press(Press(Action.SHOW, "night-cramps"))
    assert missed not in await talk.says("!reminders")


async def test_it_is_told_to_nobody_else(talk: Talk, ben: Talk, missed: str) -> None:
    assert missed not in await ben.says("!reminders")
    assert missed in await talk.says("!reminders")


async def test_it_is_not_told_where_the_bot_was_not_addressed(talk: Talk, missed: str) -> None:
    said = await talk.says("which muscles form the calf?", addressed=False)
    assert missed not in said
    assert missed in await talk.says("!reminders")


async def test_it_waits_while_there_is_an_urgent_reply(talk: Talk, missed: str) -> None:
    assert missed not in await talk.says(SWOLLEN)
    assert missed in await talk.says("!reminders")


async def test_a_place_that_refuses_pauses_it_and_is_told(
    ann: Talk, content: Content, said: Said
) -> None:
    await ann.says(EVERY_EVENING)
    ann.chat.trouble.append(Gone())
    await ann.waits_until("2026-11-18 20:00")
    told = await ann.says("!reminders")
    refused = content.reminding.news["refused"]
    assert said.paused_unreachable.format(number=1) in told
    assert refused.format(number=1, names="Heel walking", time="Wed 18 Nov 2026 19:00") in told


async def test_one_of_which_nobody_knows_whether_it_arrived_is_told(
    ann: Talk, content: Content
) -> None:
    await ann.says(EVERY_EVENING)
    ann.chat.trouble.extend(ConnectionResetError() for _ in range(20))
    await ann.waits_until("2026-11-18 20:00")
    unsure = content.reminding.news["unsure"]
    told = await ann.says("!reminders")
    assert unsure.format(number=1, names="Heel walking", time="Wed 18 Nov 2026 19:00") in told


async def test_resumed_it_is_tried_again(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    ann.chat.trouble.append(Gone())
    await ann.waits_until("2026-11-18 20:00")
    await ann.says("!resume 1")
    assert len(await ann.waits_until("2026-11-19 19:00")) == 1


async def test_what_came_is_no_news(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.waits_until("2026-11-18 19:00")
    assert len(await ann.replies("!reminders")) == 1


async def test_whoever_deletes_everything_hears_no_news(talk: Talk, missed: str) -> None:
    assert missed not in await talk.press(Press(Action.FORGET_ME, ""))

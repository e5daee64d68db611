"""Red flags outrank every command and every reminder (STD-4, STD-5)."""

import re
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.chat import Action, Kind, Press
from bot.commands.conversation import Conversation
from bot.commands.table import COMMANDS
from bot.content.load import Content
from bot.content.reminding import Said
from bot.reminders.reminder import Owner
from bot.reminders.store.error import StoreError
from bot.reminders.store.people import People
from tests.commands.chatting import EVERY_EVENING, Talk, shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

SWOLLEN = "my left calf is swollen, red and hot since yesterday"
CHEST = "I have chest pain and cannot breathe"
EXERCISING = re.compile(r"\b(exercis\w*|stretch\w*|remind\w*|pause|!\w+)\b", re.IGNORECASE)


@pytest_asyncio.fixture(loop_scope="module")
async def talk(ann: Talk) -> Talk:
    await ann.says(EVERY_EVENING)
    return ann


@pytest.mark.parametrize("typed", [SWOLLEN, CHEST])
async def test_an_urgent_reply_comes_first_and_alone(talk: Talk, typed: str) -> None:
    urgent, *_ = await talk.replies(typed)
    assert urgent.kind is Kind.URGENT
    assert urgent.choices + urgent.neighbours == ()
    assert urgent.actions == ()
    assert urgent.exercises == ()
    assert not EXERCISING.search(shown((urgent,)))


async def test_whoever_has_reminders_is_then_asked_whether_to_pause(talk: Talk, said: Said) -> None:
    _, offer = await talk.replies(SWOLLEN)
    assert offer.paragraphs == (said.offer_pause,)
    assert [choice.press.action for choice in offer.choices] == [Action.PAUSE_ALL]


async def test_unless_it_is_pressed_nothing_is_paused(talk: Talk) -> None:
    before = await talk.rows()
    await talk.replies(SWOLLEN)
    assert await talk.rows() == before
    assert len(await talk.waits_until("2026-11-18 19:00")) == 1


async def test_pressed_all_reminders_rest(talk: Talk, said: Said) -> None:
    await talk.says("!remind heel-raises every day at 20:00")
    _, offer = await talk.replies(SWOLLEN)
    assert await talk.chooses(1, offer) == said.all_paused
    assert await talk.waits_until("2026-11-20 12:00") == []


async def test_without_an_active_reminder_nothing_is_offered(
    talk: Talk, ben: Talk, stranger: Talk
) -> None:
    await talk.says("!pause all")
    for person in (talk, ben, stranger):
        assert len(await person.replies(SWOLLEN)) == 1


async def test_where_nobody_asked_an_urgent_reply_comes_too(talk: Talk) -> None:
    urgent, *_ = await talk.replies(SWOLLEN, addressed=False)
    assert urgent.kind is Kind.URGENT


@pytest.mark.parametrize("command", [*COMMANDS, "blurg"])
async def test_a_red_flag_inside_a_command_wins_over_it(talk: Talk, command: str) -> None:
    before = await talk.rows()
    urgent, *_ = await talk.replies(f"!{command} 1 {SWOLLEN}")
    assert urgent.kind is Kind.URGENT
    assert await talk.rows() == before


async def test_a_red_flag_behind_a_phrase_sets_no_reminder(talk: Talk) -> None:
    before = await talk.rows()
    urgent, *_ = await talk.replies(f"{EVERY_EVENING} because {SWOLLEN}")
    assert urgent.kind is Kind.URGENT
    assert await talk.rows() == before


async def test_a_red_flag_in_what_a_choice_types_wins(talk: Talk) -> None:
    pressed = await talk.press(Press(Action.TYPE, f"{EVERY_EVENING} {SWOLLEN}"))
    (alone, *_) = await talk.replies(SWOLLEN)
    assert pressed.startswith(shown((alone,)))


class BrokenPeople(People):
    """A database that is away."""

    async def find(self, who: object) -> Owner | None:
        raise StoreError(f"no database to look for {type(who).__name__}")


@pytest.fixture
def broken(talk: Talk) -> Talk:
    return replace(talk, bot=replace(talk.bot, people=BrokenPeople(talk.database)))


async def test_a_store_that_fails_does_not_take_away_an_urgent_reply(broken: Talk) -> None:
    (urgent,) = await broken.replies(SWOLLEN)
    assert urgent.kind is Kind.URGENT


async def test_a_store_that_fails_does_not_take_away_an_answer(broken: Talk) -> None:
    (answer,) = await broken.replies("why do my calves cramp at night?")
    assert answer.kind is Kind.ANSWER


async def test_a_store_that_fails_is_told_to_whoever_needs_it(
    broken: Talk, content: Content
) -> None:
    from bot.chat import Message

    message = Message("!reminders", broken.person, broken.place)
    (reply,) = await Conversation(broken.bot).answer(message)
    assert reply.paragraphs == (content.wording.failed,)

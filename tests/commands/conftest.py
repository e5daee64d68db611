"""People who talk to the bot: a stranger nothing is kept of, and two who told their zone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.chat import Person
from bot.commands.request import Bot
from bot.content.load import Content
from bot.content.reminding import Personal, Said
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from tests.commands.chatting import WEDNESDAY_TEN, Talk
from tests.reminders.fakes import BERLIN, FakeChat, FakeClock


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database("sqlite://", tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def stranger(answering: Answering, database: Database) -> Talk:
    """Somebody who never said anything."""
    clock, chat = FakeClock(WEDNESDAY_TEN), FakeChat()
    reminders = Reminders(database, lambda: None)
    bot = Bot(answering, People(database), reminders, History(database), clock)
    return Talk(bot, database, clock, chat, Person(chat.platform, "stranger"))


@pytest.fixture
async def ann(stranger: Talk) -> Talk:
    """Somebody in Berlin."""
    return await _in_berlin(stranger.called("ann"))


@pytest.fixture
async def ben(ann: Talk) -> Talk:
    """Somebody else in Berlin, who came later."""
    return await _in_berlin(ann.called("ben"))


@pytest.fixture
def said(content: Content) -> Said:
    return content.reminding.said


@pytest.fixture
def personal(content: Content) -> Personal:
    return content.reminding.personal


async def _in_berlin(talk: Talk) -> Talk:
    owner = await talk.bot.people.know(talk.person, WEDNESDAY_TEN)
    await talk.bot.people.set_zone(owner, BERLIN)
    return talk

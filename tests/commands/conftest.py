"""People who talk to the bot: a stranger nothing is kept of, and two who told their zone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete, text

from bot.answering import Answering
from bot.chat import Person
from bot.content.load import Content
from bot.content.reminding import Personal, Said
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.reminders import Reminders
from bot.reminders.store.schema import metadata
from tests.commands.chatting import WEDNESDAY_TEN, Talk
from tests.conftest import bot_of
from tests.reminders.fakes import BERLIN, FakeChat, FakeClock


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened() -> AsyncIterator[Database]:
    """Made once for the tests of a file: tables take longer than most of them."""
    database = await open_database("sqlite://", Path())
    yield database
    await database.close()


@pytest_asyncio.fixture(loop_scope="module")
async def database(opened: Database) -> Database:
    """As empty as on the first day."""
    async with opened.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
        await connection.execute(text("DELETE FROM sqlite_sequence"))
    return opened


@pytest.fixture
def stranger(answering: Answering, database: Database) -> Talk:
    """Somebody who never said anything."""
    clock, chat = FakeClock(WEDNESDAY_TEN), FakeChat()
    reminders = Reminders(database, lambda: None)
    bot = bot_of(answering, database, reminders, clock)
    return Talk(bot, database, clock, chat, Person(chat.platform, "stranger"))


@pytest_asyncio.fixture(loop_scope="module")
async def ann(stranger: Talk) -> Talk:
    """Somebody in Berlin."""
    return await _in_berlin(stranger.called("ann"))


@pytest_asyncio.fixture(loop_scope="module")
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

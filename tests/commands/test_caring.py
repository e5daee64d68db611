"""Those who look after communities and the bot: settings, counts, and answers read anew."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.chat import Community
from bot.commands.caring import KNOWN_FOR, Caring
from bot.commands.current import Current
from bot.content.load import Content, ContentError
from bot.keeping import Keeping
from bot.reminders.store.communities import Communities
from bot.reminders.store.counting import Counts
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.feedback import Feedback
from tests.conftest import HeldClock

CHOSEN = Community(country="GB", dms=False)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path / 'some.db'}", tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


def caring(database: Database, clock: HeldClock, current: Current) -> Caring:
    return Caring(current, Communities(database), Feedback(database), Counts(database), clock)


@pytest.fixture
def care(database: Database, clock: HeldClock, answering: Answering) -> Caring:
    return caring(database, clock, Current(lambda: answering))


async def breaks(database: Database) -> None:
    """The database fails from here on."""
    async with database.writing() as connection:
        for table in ("community", "handled", "fact", "pace"):
            await connection.exec_driver_sql(f"DROP TABLE {table}")


async def test_what_was_chosen_holds_until_something_else_is(care: Caring) -> None:
    await care.arrange("chat", "1", lambda _: CHOSEN)
    assert await care.community("chat", "1") == CHOSEN
    await care.leave("chat", "1")
    assert await care.community("chat", "1") == Community()


async def test_what_another_process_chose_is_seen_after_a_while(
    care: Caring, database: Database, clock: HeldClock
) -> None:
    assert await care.community("chat", "1") == Community()
    await Communities(database).put("chat", "1", CHOSEN)
    assert await care.community("chat", "1") == Community()
    clock.instant += KNOWN_FOR
    assert await care.community("chat", "1") == CHOSEN


async def test_a_database_that_fails_leaves_what_was_known(
    care: Caring, database: Database, clock: HeldClock
) -> None:
    await care.arrange("chat", "1", lambda _: CHOSEN)
    await breaks(database)
    clock.instant += KNOWN_FOR
    assert await care.community("chat", "1") == CHOSEN
    assert await care.community("chat", "2") == Community()
    await care.leave("chat", "1")


async def test_counts_are_of_the_last_thirty_days(
    care: Caring, database: Database, clock: HeldClock, content: Content
) -> None:
    today = datetime.fromtimestamp(clock.now(), UTC).date()
    feedback = Feedback(database)
    await feedback.count("footwear", today, helpful=True)
    await feedback.count("footwear", today - timedelta(days=31), helpful=True)
    shown = (await care.stats()).paragraphs[0]
    assert f"{content.topics['footwear'].question}: 1 helpful, 0 not" in shown
    assert "People with active reminders: 0" in shown


async def test_answers_are_read_anew(
    database: Database, clock: HeldClock, answering: Answering
) -> None:
    loads = iter([answering, answering])
    current = Current(lambda: next(loads))
    reply = await caring(database, clock, current).reload()
    assert reply.paragraphs[0].startswith("The answers are new")
    assert next(loads, None) is None


async def test_faulty_answers_leave_the_old_ones_and_are_told(
    database: Database, clock: HeldClock, answering: Answering
) -> None:
    fault = "topics/footwear.yaml:3: answer: is missing"
    first = True

    def load() -> Answering:
        nonlocal first
        if not first:
            raise ContentError([fault])
        first = False
        return answering

    current = Current(load)
    reply = await caring(database, clock, current).reload()
    assert fault in reply.paragraphs
    assert current.answering is answering


async def test_one_of_two_processes_is_the_first(database: Database, clock: HeldClock) -> None:
    one, other = Keeping(database, clock), Keeping(database, clock)
    assert await one.first("chat:1")
    assert not await other.first("chat:1")


async def test_turns_come_one_after_the_other(database: Database, clock: HeldClock) -> None:
    one, other = Keeping(database, clock), Keeping(database, clock)
    await one.turn("sessions", 5.0)
    begun = clock.instant
    await other.turn("sessions", 5.0)
    assert clock.instant - begun == pytest.approx(5.0, abs=0.3)


async def test_a_note_is_recalled(database: Database, clock: HeldClock) -> None:
    keeping = Keeping(database, clock)
    await keeping.note("commands", "some")
    assert await Keeping(database, clock).recall("commands") == "some"


async def test_without_a_database_each_process_acts_alone(
    database: Database, clock: HeldClock
) -> None:
    keeping = Keeping(database, clock)
    await breaks(database)
    assert await keeping.first("chat:1")
    assert await keeping.recall("commands") is None
    await keeping.note("commands", "some")
    begun = clock.instant
    await keeping.turn("sessions", 5.0)
    assert clock.instant - begun == pytest.approx(5.0)

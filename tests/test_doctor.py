"""`soleus doctor` as a whole: content, database and chats, told in lines."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from bot import joining
from bot.answering import Answering
from bot.content.discord_words import DiscordWords
from bot.doctoring import Means, examine
from bot.platforms.discord.checkup import checkup
from bot.platforms.findings import Finding, Level
from bot.reminders.store.database import Database, open_database
from bot.settings import Settings
from bot.understanding.weights import WeightsError
from tests.conftest import put
from tests.discord.house import MovedClock, settings_for
from tests.fake_discord import FakeDiscord, fake_discord


@dataclass
class Told:
    """Remembers what is told, and whether anything must be mended."""

    lines: list[str] = field(default_factory=list)
    mend: bool | None = None

    def of(self, subject: str) -> str:
        """The line about something."""
        return next(it for it in self.lines if it[5:].startswith(f"{subject}:"))


async def doctor(means: Means) -> Told:
    told = Told()
    told.mend = await examine(means, told.lines.append)
    assert all(it[:5] in {"ok   ", "note ", "MEND "} for it in told.lines[:-1])
    return told


@pytest.fixture
def means(answering: Answering) -> Means:
    """All is well, and no chat is configured."""
    return Means(lambda: answering, partial(open_database, "sqlite://", Path()), None)


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with fake_discord() as made:
        yield made


async def test_nothing_configured_is_well_and_says_what_works(means: Means) -> None:
    told = await doctor(means)
    assert told.mend is False
    assert "SOLEUS_DISCORD_TOKEN is not set" in told.of("discord")
    assert "soleus chat" in told.of("discord")
    assert told.of("content").startswith("ok ")
    assert told.of("database").startswith("ok   database: SQLite")
    assert told.of("clock").startswith("note ")
    assert told.of("zone data").startswith("ok   zone data: release 20")
    assert told.lines[-1] == "nothing to mend"


async def test_the_whole_of_it_on_discord(means: Means, discord: FakeDiscord) -> None:
    account = joining.account(settings_for(discord))
    told = await doctor(replace(means, discord=partial(checkup, account, MovedClock().now)))
    assert told.mend is False
    assert told.of("discord token").startswith("ok   discord token: Soleus (id ")
    assert told.of("clock").startswith("ok ")
    assert discord.token not in "\n".join(told.lines)


async def test_what_is_to_be_mended_is_counted(means: Means) -> None:
    async def visit(_words: DiscordWords | None) -> tuple[Finding, ...]:
        return tuple(Finding(Level.MEND, "it", text) for text in ("one", "two"))

    told = await doctor(replace(means, discord=visit))
    assert told.mend is True
    assert [it for it in told.lines if " it: " in it] == ["MEND it: one", "MEND it: two"]
    assert told.lines[-1] == "2 to mend"


async def test_a_dead_database_is_told_without_its_password(means: Means) -> None:
    opened = partial(open_database, "postgresql://ann:s3cret@127.0.0.1:1/soleus", Path())
    told = await doctor(replace(means, database=opened))
    assert told.mend is True
    assert told.of("database").startswith("MEND ")
    assert "cannot be reached" in told.of("database")
    assert "s3cret" not in "\n".join(told.lines)


async def test_a_database_that_is_none_is_told_and_left_as_it_is(
    means: Means, tmp_path: Path
) -> None:
    file = tmp_path / "soleus.db"
    file.write_bytes(b"not a database, and longer than its header " * 9)
    before = file.read_bytes()
    told = await doctor(replace(means, database=partial(open_database, None, tmp_path)))
    assert "is not a Soleus database" in told.of("database")
    assert file.read_bytes() == before


async def test_a_database_that_may_only_be_read_is_to_be_mended(
    means: Means, tmp_path: Path
) -> None:
    file = tmp_path / "soleus.db"
    await (await open_database(None, tmp_path)).close()
    read_only = partial(open_database, f"sqlite:///file:{file}?mode=ro&uri=true", tmp_path)
    told = await doctor(replace(means, database=read_only))
    assert told.of("database").startswith("MEND ")
    assert "read-only" in told.of("database")


async def test_a_database_that_never_answers_is_given_up(means: Means) -> None:
    async def hang() -> Database:
        await asyncio.Event().wait()
        raise AssertionError

    told = await doctor(replace(means, database=hang, patience=0.01))
    assert "does not answer" in told.of("database")


async def test_a_locked_database_says_what_holds_it(means: Means, tmp_path: Path) -> None:
    await (await open_database(None, tmp_path)).close()
    holder = sqlite3.connect(tmp_path / "soleus.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    url = f"sqlite:///{tmp_path / 'soleus.db'}?timeout=0.01"
    try:
        told = await doctor(replace(means, database=partial(open_database, url, tmp_path)))
    finally:
        holder.close()
    assert "is locked by another program" in told.of("database")


async def test_faulty_content_is_told_and_the_rest_tried(means: Means, faq_copy: Path) -> None:
    put(faq_copy, "wording.yaml", "notice", "[]")
    chosen = Settings(faq_dir=faq_copy)
    told = await doctor(replace(means, answering=partial(joining.answering, chosen)))
    assert told.mend is True
    assert told.of("content").startswith("MEND ")
    assert "wording.yaml" in told.of("content")
    assert told.of("database").startswith("ok ")


async def test_weights_that_do_not_fit_are_to_be_mended(means: Means) -> None:
    def answering() -> Answering:
        raise WeightsError("weights.npz: made from other content; run `soleus train`")

    told = await doctor(replace(means, answering=answering))
    assert told.of("content") == (
        "MEND content: weights.npz: made from other content; run `soleus train`"
    )

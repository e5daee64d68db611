"""One Synapse for all tests, a bot and a person of its own for each."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.answering import Answering
from tests.discord.house import MovedClock
from tests.matrix.house import PASSWORD, House, running
from tests.matrix.peer import Peer
from tests.matrix.synapse import Synapse


@pytest.fixture(scope="session")
def homeserver() -> Iterator[Synapse]:
    made = Synapse()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def bot(homeserver: Synapse) -> str:
    """The id of a new account for the bot."""
    made = homeserver.register(f"soleus-{uuid4().hex[:8]}", PASSWORD)
    return str(made["user_id"])


@pytest.fixture
async def ann(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[Peer]:
    made = await Peer.enter(homeserver, f"ann-{uuid4().hex[:8]}", tmp_path)
    yield made
    await made.leave()


@pytest.fixture
async def ben(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[Peer]:
    made = await Peer.enter(homeserver, f"ben-{uuid4().hex[:8]}", tmp_path)
    joining = asyncio.create_task(made.joins())
    yield made
    joining.cancel()
    await made.leave()


@pytest.fixture
async def house(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> AsyncIterator[House]:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder) as (platform, database):
        yield House(homeserver, clock, database, platform, ann, bot)

"""A Discord for each test, and Soleus on it."""

from collections.abc import AsyncIterator

import pytest

from bot.answering import Answering
from tests.discord.house import House, MovedClock, house_in
from tests.fake_discord import FakeDiscord, fake_discord


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def discord(clock: MovedClock) -> AsyncIterator[FakeDiscord]:
    async with fake_discord(clock.now) as made:
        yield made


@pytest.fixture
async def house(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> AsyncIterator[House]:
    async with house_in(discord, clock, answering) as made:
        yield made

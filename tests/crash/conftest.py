"""A new database for each test, on both stores."""

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from benchmarks import crash_stores
from benchmarks.crash_stores import POSTGRESQL, SQLITE, Store
from bot.reminders.store.database import Database, open_database


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with crash_stores.opened(POSTGRESQL, tmp_path_factory.mktemp("server")) as store:
        yield store


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == SQLITE:
        return f"sqlite:///{tmp_path / 'soleus.db'}"
    server: Store = request.getfixturevalue("server")
    name = f"test_{uuid.uuid4().hex}"
    connection = await asyncpg.connect(server.url)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return server.url.replace("/postgres?", f"/{name}?")


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(url, tmp_path)
    yield opened
    await opened.close()

"""A new database for each test, on both stores."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import crash_stores
from benchmarks.crash_stores import POSTGRESQL, SQLITE, Store
from bot.reminders.store.database import DRIVERS, Database, open_database


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with crash_stores.opened(POSTGRESQL, tmp_path_factory.mktemp("server")) as store:
        yield store


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database with nothing in it."""
    if request.param == SQLITE:
        return f"sqlite:///{tmp_path / 'soleus.db'}"
    return await _made_on(request.getfixturevalue("server"))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(url, tmp_path)
    yield opened
    await opened.close()


async def _made_on(server: Store) -> str:
    name = f"soleus_{uuid4().hex}"
    url = make_url(server.url).set(drivername=DRIVERS["postgresql"])
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return make_url(server.url).set(database=name).render_as_string(hide_password=False)

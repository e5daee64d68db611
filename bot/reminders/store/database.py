"""One database, SQLite or PostgreSQL: opened, migrated under a lock, handed out in transactions.

Every fault that a person can mend becomes a StoreError of one line.
"""

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.reminders.store import migrating
from bot.reminders.store.error import StoreError
from bot.reminders.store.faults import told

FILE = "soleus.db"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
OPTIONS = {
    "sqlite": ("mode", "timeout", "uri"),
    "postgresql": ("command_timeout", "host", "passfile", "port", "ssl", "sslmode", "timeout"),
}
"""What may stand behind the question mark of a URL; the drivers choke on anything else."""

ADVISORY_LOCK = 0x50_1E_05
"""Names our migration among the advisory locks of a PostgreSQL that other programs may use too."""

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
PATIENCE = "10"
"""Seconds to wait for another program that writes, unless the URL says otherwise."""


class Database:
    """The one way to a connection. `open_database` makes it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"

    def insert(self, table: Table) -> Any:  # noqa: ANN401 - of the dialect, and alike in both
        """An insert that can say what to do where the row is there already."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change things: all of it, or nothing when it raises."""
        with told(self.engine.url):
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks."""
        with told(self.engine.url):
            async with self.engine.execution_options(reads=True).begin() as connection:
                yield connection

    async def missing(self) -> str | None:
        """What is wrong with it now; None when nothing is."""
        try:
            async with self.reading() as connection:
                await connection.execute(text("SELECT 1"))
        except StoreError as error:
            return str(error)
        return None

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


async def open_database(url: str | None, data_dir: Path) -> Database:
    """The database of a URL, or the SQLite file in `data_dir`; made or migrated if need be.

    Raises StoreError: no such server or folder, locked, read-only, corrupt, or newer than this
    program. Nothing is overwritten then.
    """
    database = Database(_engine(_url(url, data_dir)))
    try:
        await upgrade(database)
    except BaseException:
        await database.close()
        raise
    return database


async def upgrade(database: Database) -> None:
    """Bring the tables to the form this program knows; of several processes one does it."""
    async with database.writing() as connection:
        if not database.is_sqlite:  # on SQLite the transaction itself is the lock
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        await connection.run_sync(migrating.upgrade)
        # A database that may only be read is told of now, not at the first reminder.
        await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def _url(given: str | None, data_dir: Path) -> URL:
    if given is None:
        _make_private(data_dir)
        return URL.create(DRIVERS["sqlite"], database=str(data_dir / FILE))
    try:
        url = make_url(given)
        return _in_driver_words(_known_options(url.set(drivername=DRIVERS[url.get_backend_name()])))
    except (ArgumentError, KeyError, ValueError):
        raise StoreError(
            "SOLEUS_DATABASE_URL: should begin with postgresql:// or sqlite:///"
        ) from None


def _known_options(url: URL) -> URL:
    known = OPTIONS[url.get_backend_name()]
    if strangers := sorted(url.query.keys() - known):
        raise StoreError(
            f"SOLEUS_DATABASE_URL: has the option {strangers[0]!r}; it may have {', '.join(known)}"
        )
    return url


def _in_driver_words(url: URL) -> URL:
    """With `sslmode`, as everybody writes it, in the word that asyncpg has for it."""
    if "sslmode" not in url.query:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(folder / FILE, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be made or written ({error.strerror}); set SOLEUS_DATA_DIR to a "
            "folder that can"
        ) from None


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True
        )
    _try(url)
    # One connection, handed from one to the next in turn: SQLite's own waiting is not fair, and a
    # database in memory is only there as long as its connection.
    patient = url.update_query_dict({"timeout": url.query.get("timeout", PATIENCE)})
    engine = create_async_engine(
        patient,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _try(url: URL) -> None:
    """Open a SQLite file once by hand: a failure in the driver's thread outlives the program."""
    if "uri" not in url.query:
        with told(url):
            sqlite3.connect(url.database or ":memory:").close()


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:  # noqa: ANN401
    reads = connection.get_execution_options().get("reads")
    # A lock taken at once cannot deadlock; one that is widened later can.
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

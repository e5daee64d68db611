"""Tables come into being and change once, as the schema says, or not at all."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from bot.reminders.store import migrating
from bot.reminders.store.database import Database, open_database
from bot.reminders.store.schema import metadata
from tests.reminders.world import World

PROCESSES = 4
NEWEST = "0003"
PATIENCE = 60
OPEN = (
    "import asyncio, pathlib, sys; from bot.reminders.store.database import open_database; "
    "asyncio.run(open_database(sys.argv[1], pathlib.Path('.')))"
)
BROKEN = '''"""Breaks after its first step."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    raise RuntimeError
'''


def differences(connection: Connection) -> object:
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


async def differences_in(url: str, folder: Path) -> object:
    database = await open_database(url, folder)
    async with database.reading() as connection:
        found = await connection.run_sync(differences)
    await database.close()
    return found


def form(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_migrations_lead_to_the_tables_of_the_schema(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_indexes_cover_the_same_rows_as_in_the_schema(database: Database) -> None:
    async with database.reading() as connection:
        found = await connection.run_sync(partial_indexes)
    assert found == {
        index.name for table in metadata.tables.values() for index in table.indexes
    } - {"ix_reminder_person_id"}


async def test_an_open_database_is_opened_again_with_all_that_is_in_it(
    shared_url: str, tmp_path: Path
) -> None:
    first = await open_database(shared_url, tmp_path)
    async with first.reading() as connection:
        before = await connection.run_sync(form)
    second = await open_database(shared_url, tmp_path)
    async with second.reading() as connection:
        assert await connection.run_sync(form) == before == NEWEST
    await first.close()
    await second.close()


def test_of_several_processes_that_start_at_once_one_migrates(
    bare_url: str, tmp_path: Path
) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, bare_url], stderr=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    said = [process.communicate(timeout=PATIENCE)[1] for process in started]
    assert [process.returncode for process in started] == [0] * PROCESSES, said
    assert asyncio.run(differences_in(bare_url, tmp_path)) == []


async def test_a_step_that_fails_leaves_everything_as_it_was(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0004_broken.py").write_text(BROKEN, "utf-8")
    await world.add(await world.owner())
    with pytest.raises(RuntimeError):
        async with world.database.writing() as connection:
            await connection.run_sync(migrating.upgrade, folder)
    async with world.database.reading() as connection:
        assert await connection.run_sync(form) == NEWEST
        assert "half" not in await connection.run_sync(table_names)
    assert len(await world.reminders.all(await world.again())) == 1


def partial_indexes(connection: Connection) -> set[str | None]:
    """Names of indexes that cover only some rows, or only differing ones."""
    dialect = connection.dialect.name
    return {
        index["name"]
        for table in metadata.tables
        for index in inspect(connection).get_indexes(table)
        if f"{dialect}_where" in index.get("dialect_options", {})
    }

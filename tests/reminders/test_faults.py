"""A database that cannot be used is one line that says what to do, and nothing is overwritten."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.reminders.store.database import FILE, open_database
from bot.reminders.store.error import StoreError
from tests.reminders.test_migrating import NEWEST
from tests.reminders.world import World, world_in


async def fault(url: str | None, folder: Path) -> str:
    """The one line that opening a database ends with."""
    with pytest.raises(StoreError) as told:
        await open_database(url, folder)
    line = str(told.value)
    assert line
    assert "\n" not in line
    assert "Error(" not in line
    return line


async def test_without_a_url_it_is_a_file_that_nobody_else_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "for it"
    await (await open_database(None, folder)).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = await fault(None, tmp_path / "file" / "data")
    assert "file/data" in line
    assert "SOLEUS_DATA_DIR" in line


async def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert "missing/soleus.db: cannot be opened" in await fault(
        f"sqlite:///{missing / 'soleus.db'}", tmp_path
    )
    assert not missing.exists()


async def test_a_database_that_another_program_holds_is_locked(tmp_path: Path) -> None:
    file = await made(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert "is locked by another program" in await fault(f"sqlite:///{file}?timeout=0.1", tmp_path)
    other.close()


async def test_a_database_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    file = await made(tmp_path)
    before = file.read_bytes()
    # By URL, since root may write every file.
    assert "is read-only" in await fault(f"sqlite:///file:{file}?mode=ro&uri=true", tmp_path)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"Dear diary, " * 100, "not a Soleus database"), (None, "damaged")],
    ids=["something else", "damaged"],
)
async def test_what_is_no_sound_database_is_left_alone(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = await made(tmp_path)
    head = file.read_bytes()[:100]
    spoiled = content or head + bytes(len(file.read_bytes()) - 100)
    file.write_bytes(spoiled)
    assert told in await fault(f"sqlite:///{file}", tmp_path)
    assert file.read_bytes() == spoiled


async def test_a_database_of_a_newer_program_is_refused(shared_url: str, tmp_path: Path) -> None:
    newer = world_in(await open_database(shared_url, tmp_path))
    await newer.add(await newer.owner())
    await set_form(newer, "9999")
    assert "newer than this program" in await fault(shared_url, tmp_path)
    assert len(await newer.reminders.all(await newer.again())) == 1
    await set_form(newer, NEWEST)
    await newer.database.close()


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "nonsense", "", "postgresql://host:port/name", "sqlite"]
)
async def test_a_url_of_another_kind_is_explained(url: str, tmp_path: Path) -> None:
    assert "SOLEUS_DATABASE_URL" in await fault(url, tmp_path)


async def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    line = await fault("postgresql://soleus:secret@127.0.0.1:1/soleus", tmp_path)
    assert "cannot be reached" in line
    assert "secret" not in line


async def test_a_missing_database_is_told(postgresql: str, tmp_path: Path) -> None:
    missing = make_url(postgresql).set(database="missing")
    line = await fault(missing.render_as_string(hide_password=False), tmp_path)
    assert "does not have this database" in line


async def test_a_user_who_is_not_let_in_is_told(postgresql: str, tmp_path: Path) -> None:
    stranger = make_url(postgresql).set(username="stranger", password="secret")
    line = await fault(stranger.render_as_string(hide_password=False), tmp_path)
    assert "does not let this user in" in line
    assert "secret" not in line


async def test_sslmode_is_understood_as_everybody_writes_it(
    postgresql: str, tmp_path: Path
) -> None:
    plain = make_url(postgresql).update_query_dict({"sslmode": "disable"})
    database = await open_database(plain.render_as_string(hide_password=False), tmp_path)
    await database.close()


async def test_what_fails_in_use_is_told_too(world: World) -> None:
    with pytest.raises(StoreError, match="refused what Soleus asked of it"):
        async with world.database.writing() as connection:
            await connection.execute(text("SELECT * FROM nowhere"))


async def test_what_was_begun_and_failed_leaves_no_trace(world: World) -> None:
    owner = await world.owner()
    with pytest.raises(StoreError):
        await half_done(world)
    assert (await world.again()).zone == owner.zone


async def half_done(world: World) -> None:
    async with world.database.writing() as connection:
        await connection.execute(text("UPDATE person SET zone = 'Asia/Tokyo'"))
        await connection.execute(text("SELECT * FROM nowhere"))


async def made(folder: Path) -> Path:
    """A SQLite file with our tables."""
    file = folder / "soleus.db"
    await (await open_database(f"sqlite:///{file}", folder)).close()
    return file


async def set_form(world: World, form: str) -> None:
    async with world.database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": form})


@pytest.mark.parametrize("url", ["postgresql://here/x?foo=1", "sqlite:///x.db?foo=1"])
async def test_an_option_that_no_driver_knows_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="SOLEUS_DATABASE_URL: has the option 'foo'; it may have"):
        await open_database(url, tmp_path)

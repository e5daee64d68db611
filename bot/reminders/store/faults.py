"""What can be wrong with a database, each as one line that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.reminders.store.error import StoreError

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
POSTGRESQL = {
    "28": "does not let this user in; are name and password right?",
    "25006": "is read-only; name the server that may be written",
    "3D000": "does not have this database; make it with createdb, or name another one",
    "53": "has no room left, on disk or for connections; look after it",
}
"""By SQLSTATE, or how it begins."""

OTHER = "refused what Soleus asked of it ({name}); see its own log"
PASSING = frozenset({"SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR", "53"})


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn what a driver raises into a StoreError. The URL is shown without its password."""
    try:
        yield
    except DBAPIError as error:
        line, passing = _line(error.orig)
        passing = passing or error.connection_invalidated
        raise StoreError(f"{name(url)} {line}", passing=passing) from error
    except sqlite3.Error as error:
        line, passing = _line(error)
        raise StoreError(f"{name(url)} {line}", passing=passing) from error
    except PoolTimeoutError as error:
        raise StoreError(f"{name(url)} is too busy to answer", passing=True) from error
    except OSError as error:
        line = "cannot be reached; is the server running, and are host and port right?"
        raise StoreError(f"{name(url)} {line}", passing=True) from error


def name(url: URL) -> str:
    """A database as its owner knows it, without the password."""
    if url.get_backend_name() == "sqlite":
        return f"{url.database or 'the database in memory'}:"
    return f"{url.set(drivername='postgresql').render_as_string(hide_password=True)}:"


def _line(error: BaseException | None) -> tuple[str, bool]:
    code = _code(error)
    for known, line in (SQLITE | POSTGRESQL).items():
        if code.startswith(known):
            return line, known in PASSING
    return OTHER.format(name=code), False


def _code(error: BaseException | None) -> str:
    """SQLITE_BUSY, 3D000: what the database calls it."""
    codes = (getattr(error, kind, None) for kind in ("sqlite_errorname", "sqlstate"))
    return next((str(code) for code in codes if code), type(error).__name__)

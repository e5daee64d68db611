"""Logging of `soleus run`: one line for each event, with ids, without texts and without secrets.

Libraries never log below INFO, whatever was chosen: their DEBUG lines hold messages and headers. Of
an exception of theirs only its class is told, since its message may quote what somebody wrote.
"""

import json
import logging
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

OURS = "bot"
ASYNCIO = "asyncio"
HIDDEN = "***"

QUIET = ("aiohttp.access", "alembic")
"""Libraries that log every request or statement at INFO."""


def configure(level: str, form: str, stream: TextIO, secrets: Iterable[str] = ()) -> None:
    """Log to `stream`, as text or as JSON lines, from a level on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(tuple(filter(None, secrets)), as_json=form == "json"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    logging.getLogger(OURS).setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


class Lines(logging.Formatter):
    """One event -> one line, or one JSON object, and the places of an exception below it."""

    def __init__(self, secrets: tuple[str, ...], *, as_json: bool) -> None:
        super().__init__()
        self._secrets = secrets
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said, where = _said(record), _told(record)
        if self._as_json:
            entry = {
                "time": time,
                "level": record.levelname,
                "logger": record.name,
                "message": said,
                **({"exception": where} if where else {}),
            }
            return self._hide(json.dumps(entry))
        line = f"{time} {record.levelname} {record.name}: {said}"
        return self._hide(f"{line}\n{where}" if where else line)

    def _hide(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def _said(record: logging.LogRecord) -> str:
    """What is logged; asyncio puts an exception, and so its message, below its first line."""
    said = record.getMessage()
    return said.partition("\n")[0] if record.name == ASYNCIO else said


def _told(record: logging.LogRecord) -> str:
    """Where an exception came from, and what it was."""
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    error = record.exc_info[1]
    lines = [*_places(error.__traceback__), _named(error)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        lines = [*_places(cause.__traceback__), _named(cause), "which led to", *lines]
    return "\n".join(f"  {line}" for line in lines)


def _places(trace: TracebackType | None) -> Iterable[str]:
    return (f"{it.filename}:{it.lineno} in {it.name}" for it in traceback.extract_tb(trace))


def _named(error: BaseException) -> str:
    """An error of ours says what it is; of another only the class, and Discord's number for it."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if kind.__module__.partition(".")[0] == OURS:
        return f"{name}: {error}"
    code = getattr(error, "code", None)
    return f"{name} {code}" if isinstance(code, int) else name

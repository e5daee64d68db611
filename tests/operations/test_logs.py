"""Logs: one line for each event, no secrets, no texts, nothing from libraries below INFO."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.chat import Refused
from bot.operations.logs import configure

MARKER, SECRET = "zebracalf", "token-of-nobody"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Logging belongs to the whole process."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    kept = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], level, level_of_ours = kept
    root.setLevel(level)
    ours.setLevel(level_of_ours)
    logging.captureWarnings(False)


def logged(level: str = "DEBUG", form: str = "text") -> io.StringIO:
    stream = io.StringIO()
    configure(level, form, stream, [SECRET, ""])
    return stream


def test_an_event_is_one_line_with_its_time_and_level() -> None:
    stream = logged()
    logging.getLogger("bot.some").info("reminder %s paused", "1.2")
    line = stream.getvalue()
    assert line.endswith("INFO bot.some: reminder 1.2 paused\n")
    assert line.count("\n") == 1


def test_json_has_one_object_a_line() -> None:
    stream = logged(form="json")
    logging.getLogger("bot.some").warning("two\nlines")
    found = json.loads(stream.getvalue())
    assert (found["level"], found["logger"], found["message"]) == (
        "WARNING",
        "bot.some",
        "two\nlines",
    )


@pytest.mark.parametrize(("name", "is_shown"), [("discord.http", False), ("bot.some", True)])
def test_only_our_own_debug_lines_are_logged(name: str, is_shown: bool) -> None:
    stream = logged()
    logging.getLogger(name).debug("details")
    assert ("details" in stream.getvalue()) is is_shown


def test_a_level_counts_for_all() -> None:
    stream = logged("ERROR")
    logging.getLogger("bot.some").warning("not this")
    logging.getLogger("discord").warning("nor this")
    logging.getLogger("bot.some").error("this")
    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_are_hidden_wherever_they_stand(form: str) -> None:
    stream = logged(form=form)
    logging.getLogger("discord").info("logging in with %s", SECRET)
    assert SECRET not in stream.getvalue()
    assert "***" in stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_a_foreign_exception_only_class_and_places_are_told(form: str) -> None:
    stream = logged(form=form)
    try:
        _fails()
    except KeyError:
        logging.getLogger("bot.some").exception("could not answer")
    shown = stream.getvalue()
    assert MARKER not in shown
    assert "builtins.ValueError" in shown
    assert "builtins.KeyError" in shown
    assert "test_logs.py:" in shown


async def test_a_task_that_nobody_waited_for_tells_no_text() -> None:
    stream = logged()

    async def fails() -> None:
        raise ValueError(MARKER)

    task = asyncio.create_task(fails())
    await asyncio.wait({task})
    loop = asyncio.get_running_loop()
    loop.call_exception_handler(
        {
            "message": "Task exception was never retrieved",
            "exception": task.exception(),
            "future": task,
        }
    )
    assert "Task exception was never retrieved" in stream.getvalue()
    assert "builtins.ValueError" in stream.getvalue()
    assert MARKER not in stream.getvalue()


def test_an_exception_of_ours_says_what_it_is() -> None:
    stream = logged()
    try:
        _is_refused()
    except Refused:
        logging.getLogger("bot.some").exception("ended")
    assert "bot.chat.Refused: set the token" in stream.getvalue()


def _fails() -> None:
    try:
        int(MARKER)
    except ValueError as error:
        raise KeyError(MARKER) from error


def _is_refused() -> None:
    raise Refused("set the token")

"""Chat in a terminal, as a person meets it: in a pipe, and at a real pseudo-terminal."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest

from bot.chat import Action, Choice, Kind, Message, Press, Reply
from bot.content.load import Content
from bot.platforms.terminal import Terminal
from tests.conftest import ROOT, Runner

LONGEST_WAIT = 60


class Echo:
    """A bot that remembers what it was told and replies what it was given."""

    def __init__(self, *replies: Reply | None) -> None:
        self.heard: list[Message] = []
        self._replies = list(replies)

    async def answer(self, message: Message) -> Reply | None:
        self.heard.append(message)
        return self._replies.pop(0) if self._replies else None


async def talk(content: Content, typed: str, echo: Echo) -> str:
    """What a terminal shows while `typed` is piped into it."""
    shown = StringIO()
    await Terminal(content.wording, StringIO(typed), shown).listen(echo.answer)
    return shown.getvalue()


OFFER = Reply(
    Kind.SUGGESTIONS,
    choices=(
        Choice("Why?", Press(Action.SHOW, "night-cramps")),
        Choice("How?", Press(Action.SHOW, "cramp-relief")),
    ),
)
ANSWER = Reply(Kind.ANSWER, ("Said.",), actions=(Press(Action.SOURCES, "soleus"),))


async def test_a_typed_number_presses_that_choice(content: Content) -> None:
    echo = Echo(OFFER, None)
    await talk(content, "cramp\n2\n", echo)
    assert echo.heard[1].pressed == Press(Action.SHOW, "cramp-relief")


async def test_a_number_that_is_not_offered_is_told_and_not_sent(content: Content) -> None:
    echo = Echo(OFFER)
    shown = await talk(content, "cramp\n7\n", echo)
    assert content.wording.no_such_choice.format(number=7) in shown
    assert len(echo.heard) == 1


async def test_choices_do_not_outlive_the_next_reply(content: Content) -> None:
    echo = Echo(OFFER, ANSWER)
    await talk(content, "cramp\nsoleus\n2\n", echo)
    assert echo.heard[2].pressed is None


async def test_sources_are_those_of_the_last_answer(content: Content) -> None:
    echo = Echo(ANSWER)
    await talk(content, "soleus\nsources\n", echo)
    assert echo.heard[1].pressed == Press(Action.SOURCES, "soleus")


async def test_a_slash_means_a_command(content: Content) -> None:
    echo = Echo()
    await talk(content, "/help\n", echo)
    assert echo.heard[0].text == "!help"


@pytest.mark.parametrize("word", ["quit", "EXIT", "bye", "/quit"])
async def test_leaving_words_leave(content: Content, word: str) -> None:
    echo = Echo()
    shown = await talk(content, f"{word}\nmore\n", echo)
    assert echo.heard == []
    assert content.wording.goodbye in shown


async def test_a_pipe_sees_no_colours(content: Content) -> None:
    assert "\x1b" not in await talk(content, "cramp\n", Echo(OFFER))


def test_a_whole_conversation_through_a_pipe(run: Runner) -> None:
    said = run("chat", stdin=b"why do my calves cramp at night?\n\xff\xfe calf\nquit\n")
    assert said.code == 0
    assert "Exercise:" in said.out
    assert "not medical advice" in said.out
    assert said.err == ""


@contextmanager
def at_a_terminal(folder: Path, **more: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`soleus chat` on a pseudo-terminal: the end to type at, and the process."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **more}
    program = [sys.executable, "-m", "bot", "chat"]
    with subprocess.Popen(
        program, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=env
    ) as process:
        os.close(theirs)
        try:
            yield ours, process
        finally:
            process.kill()
            os.close(ours)


def read_until(terminal: int, wanted: str) -> str:
    """What is shown up to `wanted`; fails when it does not come."""
    shown, end = "", time.monotonic() + LONGEST_WAIT
    while wanted not in shown:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"{wanted!r} did not come; shown: {shown[-500:]!r}"
        try:
            shown += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:
            break
    assert wanted in shown
    return shown


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_control_keys_leave_cleanly(tmp_path: Path, content: Content, key: bytes) -> None:
    with at_a_terminal(tmp_path) as (terminal, process):
        read_until(terminal, " >")
        os.write(terminal, key)
        shown = read_until(terminal, content.wording.goodbye)
        assert process.wait(LONGEST_WAIT) == 0
        assert "Traceback" not in shown


def test_a_person_asks_and_gets_a_coloured_answer(tmp_path: Path) -> None:
    with at_a_terminal(tmp_path, NO_COLOR="") as (terminal, _):
        read_until(terminal, " >")
        os.write(terminal, b"which muscles form the calf?\r")
        assert re.search(r"\x1b\[1m", read_until(terminal, "not medical advice"))


def test_no_color_is_respected(tmp_path: Path) -> None:
    with at_a_terminal(tmp_path, NO_COLOR="1") as (terminal, _):
        read_until(terminal, " >")
        os.write(terminal, b"which muscles form the calf?\r")
        shown = read_until(terminal, "not medical advice")
        assert "\x1b[1m" not in shown
        assert "\x1b[32m" not in shown

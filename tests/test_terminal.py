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
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.chat import Action, Choice, File, Kind, Message, Press, Reply
from bot.content.load import Content
from bot.platforms.terminal import Terminal
from tests.conftest import ROOT, Runner

LONGEST_WAIT = 60


class Echo:
    """A bot that remembers what it was told and replies what it was given."""

    def __init__(self, *replies: Reply | None) -> None:
        self.heard: list[Message] = []
        self._replies = list(replies)

    async def answer(self, message: Message) -> tuple[Reply, ...]:
        self.heard.append(message)
        reply = self._replies.pop(0) if self._replies else None
        return (reply,) if reply else ()


async def talk(content: Content, typed: str, echo: Echo, folder: Path = Path()) -> str:
    """What a terminal shows while `typed` is piped into it."""
    shown = StringIO()
    labels = content.reminding.labels
    await Terminal(content.wording, labels, folder, StringIO(typed), shown).listen(echo.answer)
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


ASKED_BACK = Reply(
    Kind.REMINDER, ("Move.",), actions=(Press(Action.DONE, "1.2"), Press(Action.HURTS, "1.2"))
)


@pytest.mark.parametrize(
    ("typed", "action"),
    [("done", Action.DONE), ("It hurts", Action.HURTS)],
)
async def test_the_label_of_a_reminders_button_can_be_typed(
    content: Content, typed: str, action: Action
) -> None:
    echo = Echo(ASKED_BACK)
    await talk(content, f"cramp\n{typed}\n", echo)
    assert echo.heard[1].pressed == Press(action, "1.2")


async def test_a_command_is_a_command_whatever_was_offered(content: Content) -> None:
    echo = Echo(ASKED_BACK)
    await talk(content, "cramp\n!done\n", echo)
    assert (echo.heard[1].text, echo.heard[1].pressed) == ("!done", None)


async def test_a_label_that_nothing_offered_is_a_message(content: Content) -> None:
    echo = Echo()
    await talk(content, "it hurts\n", echo)
    assert echo.heard[0].text == "it hurts"
    assert echo.heard[0].pressed is None


async def test_a_file_is_saved_beside_those_that_are_there(
    content: Content, tmp_path: Path
) -> None:
    (tmp_path / "mine.json").write_text("old", "utf-8")
    given = Reply(Kind.NOTICE, files=(File("mine.json", "application/json", "new"),))
    shown = await talk(content, "export\n", Echo(given), tmp_path)
    assert (tmp_path / "mine.json").read_text("utf-8") == "old"
    assert (tmp_path / "mine-2.json").read_text("utf-8") == "new"
    assert "mine-2.json" in shown


async def test_a_file_that_cannot_be_saved_is_shown(content: Content, tmp_path: Path) -> None:
    given = Reply(Kind.NOTICE, files=(File("mine.json", "application/json", "all of it"),))
    assert "all of it" in await talk(content, "export\n", Echo(given), tmp_path / "nowhere")


async def test_a_pipe_sees_no_colours(content: Content) -> None:
    assert "\x1b" not in await talk(content, "cramp\n", Echo(OFFER))


def test_a_whole_conversation_through_a_pipe(run: Runner) -> None:
    said = run("chat", stdin=b"why do my calves cramp at night?\n\xff\xfe calf\nquit\n")
    assert said.code == 0
    assert "Exercise:" in said.out
    assert "not medical advice" in said.out
    assert said.err == ""


CHAT = ("bot", "chat")


@contextmanager
def at_a_terminal(
    folder: Path, *module: str, **more: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`soleus chat` on a pseudo-terminal: the end to type at, and the process."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **more}
    program = [sys.executable, "-m", *(module or CHAT)]
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


# --- reminders ------------------------------------------------------------------------------------

BERLIN_TEN = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday."""


def set_clock(path: Path, **later: int) -> None:
    """The time of the chat, counted from the Wednesday; replaced in one step, never half written."""
    new = path.with_suffix(".new")
    new.write_text(str((BERLIN_TEN + timedelta(**later)).timestamp()), "utf-8")
    new.replace(path)


def test_a_reminder_is_set_fires_is_snoozed_and_done(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    set_clock(clock)
    with at_a_terminal(tmp_path, "tests.chat_on_a_clock", str(clock)) as (terminal, process):

        def say(line: str, wanted: str) -> str:
            os.write(terminal, line.encode() + b"\r")
            return read_until(terminal, wanted)

        read_until(terminal, " >")
        say("!zone berlin", "Europe/Berlin")
        say("!remind heel-walking every weekday at 7pm", "Wed 18 Nov 2026 19:00; Thu 19 Nov")
        set_clock(clock, hours=9)
        assert "Reminder 1: Heel walking" in read_until(terminal, "it hurts")
        say("snooze 10 min", "again on Wed 18 Nov 2026 19:10")
        set_clock(clock, hours=9, minutes=10)
        assert "Reminder 1: Heel walking" in read_until(terminal, "it hurts")
        say("done", "Noted as done")
        say("!reminders", "Next (Europe/Berlin): Thu 19 Nov")
        say("!progress", "1 of 1 done")
        say("quit", "Take care")
        assert process.wait(LONGEST_WAIT) == 0


def test_a_reminder_outlives_the_chat_and_comes_late_at_the_next_one(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    set_clock(clock)
    with at_a_terminal(tmp_path, "tests.chat_on_a_clock", str(clock)) as (terminal, process):
        read_until(terminal, " >")
        os.write(terminal, b"!zone berlin\r")
        read_until(terminal, "Europe/Berlin")
        os.write(terminal, b"!remind heel-walking today at 19:00\r")
        read_until(terminal, "Reminder 1 is set")
        process.kill()
    set_clock(clock, hours=10)
    with at_a_terminal(tmp_path, "tests.chat_on_a_clock", str(clock)) as (terminal, _):
        read_until(terminal, "This is late. It was due at 19:00")

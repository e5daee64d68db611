"""Chat in a terminal: the only file that knows prompt_toolkit. Also reads a pipe, line by line.

Reminders appear above the line that is being typed; their buttons are words to type.
"""

import asyncio
import os
import shutil
import sys
import textwrap
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app_or_none, run_in_terminal
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import InMemoryHistory

from bot.chat import Action, Answer, File, Kind, Message, Person, Place, Press, Reply
from bot.plain import card

ME = "terminal"
LEAVE = frozenset({"quit", "exit", "bye", "!quit", "/quit", "/exit", ":q"})
WIDEST = 88

BOLD, DIM, RED, GREEN, YELLOW, PLAIN = (
    "\x1b[1m",
    "\x1b[2m",
    "\x1b[1;31m",
    "\x1b[32m",
    "\x1b[33m",
    "\x1b[0m",
)


class Sayings(Protocol):
    """The sentences that only a terminal needs; faq/wording.yaml has them."""

    @property
    def welcome(self) -> str:
        """Said at the start."""

    @property
    def goodbye(self) -> str:
        """Said at the end."""

    @property
    def choose(self) -> str:
        """Said after a number that stands for nothing."""

    @property
    def no_such_choice(self) -> str:
        """The same, with {number}."""

    @property
    def see_also(self) -> str:
        """Put before neighbouring topics."""

    @property
    def saved(self) -> str:
        """Said of a file, with {path}."""

    @property
    def type_one(self) -> str:
        """Put before the words that can be typed, with {words}."""


class Terminal:
    """One person at one keyboard, or a pipe. Remembers what the last replies offered.

    As a destination of reminders it forgets keys at once: nobody can look what a window showed.
    """

    platform = ME
    account = ME
    rate = None
    remembers = 0

    def __init__(
        self,
        wording: Sayings,
        labels: Mapping[str, str],
        folder: Path,
        source: TextIO = sys.stdin,
        target: TextIO = sys.stdout,
    ) -> None:
        self._wording = wording
        self._labels = labels
        self._folder = folder
        self._source = source
        self._target = target
        self._colours = target.isatty() and not os.environ.get("NO_COLOR")
        self._choices: tuple[Press, ...] = ()
        self._actions: dict[str, Press] = {}

    async def listen(self, answer: Answer) -> None:
        """Hand every line to `answer` and show its replies, until quit, Ctrl-C or Ctrl-D."""
        self._print(self._wording.welcome)
        lines = self._typed() if self._source.isatty() else self._piped()
        async for line in lines:
            if line.strip().lower() in LEAVE:
                break
            await self._respond(line, answer)
        self._print(self._wording.goodbye)

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:  # noqa: ARG002
        """Show a reminder; what can be picked of the last answer stays."""
        self._offer_actions(reply)
        if get_app_or_none():
            await run_in_terminal(lambda: self._show(reply))
        else:
            self._show(reply)

    async def arrived(self, place: Place, key: str) -> bool | None:  # noqa: ARG002
        """Nobody can tell."""
        return None

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:  # noqa: ARG002
        """Whoever sits here is reached."""
        return place

    async def _respond(self, line: str, answer: Answer) -> None:
        pressed = self._pick(line.strip().lower())
        if pressed is None and self._is_number(line) and self._choices:
            said = self._wording.no_such_choice.format(number=int(line))
            return self._print(f"{said} {self._wording.choose}")
        message = Message(_command(line), Person(ME, ME), Place(ME, ME), pressed=pressed)
        replies = await answer(message)
        if replies:
            self.show(replies)
        return None

    def show(self, replies: Iterable[Reply]) -> None:
        """Print replies, wrapped to the width of the window, and note what they offer."""
        offered: list[Press] = []
        self._actions.pop(self._labels.get(Action.SOURCES, Action.SOURCES).lower(), None)
        for reply in replies:
            self._show(reply)
            offered += [choice.press for choice in (*reply.choices, *reply.neighbours)]
            self._offer_actions(reply)
        self._choices = tuple(offered)

    def _show(self, reply: Reply) -> None:
        self._print("\n\n".join(self._blocks(reply)))
        for file in reply.files:
            self._print(self._kept(file))

    def _offer_actions(self, reply: Reply) -> None:
        """The labels of a reply can be typed until another reply has the same ones."""
        for press in reply.actions:
            self._actions[self._labels[press.action].lower()] = press

    def _kept(self, file: File) -> str:
        """Save a file under a name that is free; where that fails, show it."""
        stem, dot, ending = file.name.partition(".")
        for number in range(1, 100):
            path = self._folder / (file.name if number == 1 else f"{stem}-{number}{dot}{ending}")
            try:
                with path.open("x", encoding="utf-8", newline="") as out:
                    out.write(file.text)
            except FileExistsError:
                continue
            except OSError:
                break
            return self._wording.saved.format(path=path)
        return file.text

    def _pick(self, typed: str) -> Press | None:
        """What a typed number or word stands for, after the last reply."""
        if self._is_number(typed) and 0 < int(typed) <= len(self._choices):
            return self._choices[int(typed) - 1]
        if typed.lstrip("!/") == Action.SOURCES:  # also a command, which alone would know no answer
            typed = self._labels[Action.SOURCES].lower()
        return self._actions.get(typed)

    @staticmethod
    def _is_number(typed: str) -> bool:
        typed = typed.strip()
        return typed.isascii() and typed.isdigit() and len(typed) <= 2  # noqa: PLR2004

    async def _typed(self) -> AsyncIterator[str]:
        session: PromptSession[str] = PromptSession(history=InMemoryHistory())
        prompt = HTML("<ansigreen><b>you</b></ansigreen> &gt; ") if self._colours else "you > "
        while True:
            try:
                yield await session.prompt_async(prompt)
            except (EOFError, KeyboardInterrupt):
                return

    async def _piped(self) -> AsyncIterator[str]:
        """Lines of a pipe, read by a thread of its own: reminders are not held up by waiting."""
        lines: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def read() -> None:
            with suppress(RuntimeError):  # the chat has ended meanwhile
                for line in self._source:
                    loop.call_soon_threadsafe(lines.put_nowait, line)
                loop.call_soon_threadsafe(lines.put_nowait, "")

        threading.Thread(target=read, daemon=True).start()
        while line := await lines.get():
            if line.strip():
                yield line.rstrip("\n")

    def _blocks(self, reply: Reply) -> Iterator[str]:
        loud = RED if reply.kind is Kind.URGENT else ""
        if reply.caution:
            yield self._styled(reply.caution, YELLOW)
        if reply.title:
            yield self._styled(reply.title, BOLD)
        for number, paragraph in enumerate(reply.paragraphs):
            yield self._styled(paragraph, loud if number == 0 else "")
        if reply.choices:
            yield "\n".join(
                self._wrapped(f"{number}. {choice.label}")
                for number, choice in enumerate(reply.choices, 1)
            )
        for exercise in reply.exercises:
            yield self._styled(card(exercise), GREEN)
        for paragraph in reply.after:
            yield self._wrapped(paragraph)
        if reply.neighbours:
            yield self._styled(self._more(reply), DIM)
        if reply.notice:
            yield self._styled(reply.notice, DIM)
        if reply.kind is Kind.REMINDER:
            words = ", ".join(self._labels[press.action].lower() for press in reply.actions)
            yield self._styled(self._wording.type_one.format(words=words), DIM)

    def _more(self, reply: Reply) -> str:
        """Neighbouring topics, numbered so that they can be typed."""
        numbered = (f"{n}. {choice.label}" for n, choice in enumerate(reply.neighbours, 1))
        return "\n".join((self._wording.see_also, *numbered))

    def _styled(self, text: str, style: str) -> str:
        text = self._wrapped(text)
        return f"{style}{text}{PLAIN}" if style and self._colours else text

    @staticmethod
    def _wrapped(text: str) -> str:
        width = min(WIDEST, shutil.get_terminal_size().columns - 1)
        return "\n".join(textwrap.fill(line, max(width, 20)) for line in text.splitlines())

    def _print(self, text: str) -> None:
        print(f"\n{text.strip()}\n", file=self._target, flush=True)


def _command(line: str) -> str:
    """A slash means the same as an exclamation mark here."""
    return "!" + line[1:] if line.startswith("/") else line

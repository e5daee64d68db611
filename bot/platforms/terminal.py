"""Chat in a terminal: the only file that knows prompt_toolkit. Also reads a pipe, line by line."""

import os
import shutil
import sys
import textwrap
from collections.abc import AsyncIterator, Iterator
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import InMemoryHistory

from bot.chat import Action, Answer, Kind, Message, Person, Place, Press, Reply
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


class Terminal:
    """One person at one keyboard, or a pipe. Remembers the last reply so that it can be picked."""

    def __init__(
        self, wording: Sayings, source: TextIO = sys.stdin, target: TextIO = sys.stdout
    ) -> None:
        self._wording = wording
        self._source = source
        self._target = target
        self._colours = target.isatty() and not os.environ.get("NO_COLOR")
        self._choices: tuple[Press, ...] = ()
        self._sources: Press | None = None

    async def listen(self, answer: Answer) -> None:
        """Hand every line to `answer` and show its reply, until quit, Ctrl-C or Ctrl-D."""
        self._print(self._wording.welcome)
        lines = self._typed() if self._source.isatty() else self._piped()
        async for line in lines:
            if line.strip().lower() in LEAVE:
                break
            await self._respond(line, answer)
        self._print(self._wording.goodbye)

    async def _respond(self, line: str, answer: Answer) -> None:
        pressed = self._pick(line.strip().lower())
        if pressed is None and self._is_number(line) and self._choices:
            said = self._wording.no_such_choice.format(number=int(line))
            return self._print(f"{said} {self._wording.choose}")
        message = Message(_command(line), Person(ME, ME), Place(ME, ME), pressed=pressed)
        reply = await answer(message)
        if reply:
            self.show(reply)
        return None

    def show(self, reply: Reply) -> None:
        """Print a reply, wrapped to the width of the window."""
        self._print("\n\n".join(self._blocks(reply)))
        self._choices = tuple(choice.press for choice in (*reply.choices, *reply.neighbours))
        sources = (press for press in reply.actions if press.action is Action.SOURCES)
        self._sources = next(sources, None)

    def _pick(self, typed: str) -> Press | None:
        """What a typed number or word stands for, after the last reply."""
        if self._is_number(typed) and 0 < int(typed) <= len(self._choices):
            return self._choices[int(typed) - 1]
        if typed in ("sources", "!sources", "/sources"):
            return self._sources
        return None

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
        for line in self._source:
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
        if reply.exercise:
            yield self._styled(card(reply.exercise), GREEN)
        for paragraph in reply.after:
            yield self._wrapped(paragraph)
        if reply.neighbours:
            yield self._styled(self._more(reply), DIM)
        if reply.notice:
            yield self._styled(reply.notice, DIM)

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

"""What people can ask it to do, once for all platforms: a table of names and what each does.

A red flag inside a command is still a red flag: it is looked for before the table is.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from bot import replies
from bot.answering import Answering
from bot.chat import Action, Kind, Message, Press, Reply
from bot.content.load import Content

log = logging.getLogger(__name__)

PREFIX = "!"

NEAR_ENOUGH = 70
"""rapidfuzz similarity from which a typed exercise name is taken for one we know."""

RESERVED = frozenset(
    [
        "remind",
        "reminders",
        "edit",
        "pause",
        "resume",
        "skip",
        "delete",
        "snooze",
        "done",
        "zone",
        "quiet",
        "progress",
        "privacy",
    ]
)
"""Commands of reminders, which come with a later version."""

Handler = Callable[["Conversation", str], Reply]


@dataclass(frozen=True)
class Command:
    """A name and what it does with the words behind it."""

    name: str
    handle: Handler


class Conversation:
    """Messages in, replies out. Remembers nothing between two messages."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    @property
    def content(self) -> Content:
        """What the bot knows."""
        return self._answering.content

    async def answer(self, message: Message) -> Reply | None:
        """The reply to one message, or None for silence. A failure spares the other messages."""
        try:
            return self._answer(message)
        except Exception:
            log.exception("could not answer a message on %s", message.place.platform)
            return replies.notice(self.content.wording.failed)

    def ask(self, question: str) -> Reply | None:
        """The answer to a question that was put to the bot."""
        return self._answering.answer(question).decision.reply

    def _answer(self, message: Message) -> Reply | None:
        if message.pressed:
            return self._pressed(message.pressed)
        decision = self._answering.answer(message.text, addressed=message.addressed).decision
        name, _, rest = message.text.strip().partition(" ")
        is_command = name.startswith(PREFIX) and name.strip(PREFIX) and message.addressed
        if is_command and decision.outcome != "urgent":
            return self._command(name.removeprefix(PREFIX).lower(), rest.strip())
        return decision.reply

    def _pressed(self, press: Press) -> Reply | None:
        if press.topic not in self.content.topics:
            return None
        if press.action is Action.SOURCES:
            return replies.sources(self.content, press.topic)
        return replies.topic(self.content, press.topic, None)

    def _command(self, name: str, rest: str) -> Reply:
        command = COMMANDS.get(name)
        if command:
            return command.handle(self, rest)
        wording = self.content.wording
        known = wording.reserved_command if name in RESERVED else wording.unknown_command
        return replies.notice(known)


def _ask(chat: Conversation, rest: str) -> Reply:
    found = chat.ask(rest) if rest else None
    return found or replies.notice(chat.content.wording.ask_what)


def _exercise(chat: Conversation, rest: str) -> Reply:
    content = chat.content
    names = {name: entry.name for name, entry in content.exercises.items()}
    if not rest:
        return replies.listing(content.wording.exercises, names.values())
    name = find_exercise(content, rest)
    if name is None:
        return replies.listing(content.wording.no_such_exercise, names.values())
    return replies.exercise(content, name)


def _topics(chat: Conversation, _rest: str) -> Reply:
    questions = (topic.question for topic in chat.content.topics.values())
    return replies.listing(chat.content.wording.topics, questions)


def _sources(chat: Conversation, _rest: str) -> Reply:
    return replies.notice(chat.content.wording.no_sources)


def _emergency(chat: Conversation, rest: str) -> Reply:
    return replies.numbers(chat.content, rest)


def _help(chat: Conversation, _rest: str) -> Reply:
    wording = chat.content.wording
    lines = [f"{PREFIX}{name}: {said}" for name, said in wording.commands.items()]
    return Reply(Kind.LISTING, ("\n".join(lines),), title=wording.help)


def find_exercise(content: Content, typed: str) -> str | None:
    """The id of the exercise a person means, by its id, name or another name for it."""
    called = {
        spelled.lower(): name
        for name, entry in content.exercises.items()
        for spelled in (name, entry.name, *entry.also_called)
    }
    found = process.extractOne(typed.lower(), called.keys(), score_cutoff=NEAR_ENOUGH)
    return called[found[0]] if found else None


COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command("ask", _ask),
        Command("exercise", _exercise),
        Command("topics", _topics),
        Command("sources", _sources),
        Command("emergency", _emergency),
        Command("help", _help),
    )
}

"""A person who talks to the bot by a clock that a test sets, and gets their reminders."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from sqlalchemy import select

from bot.chat import Action, Message, Person, Place, Press, Reply
from bot.commands.conversation import Conversation
from bot.commands.request import Bot
from bot.plain import plain
from bot.reminders.delivery import Delivery
from bot.reminders.reminder import Occurrence, Owner, Reminder
from bot.reminders.store.database import Database
from bot.reminders.store.queue import Queue
from bot.reminders.store.schema import metadata
from bot.replies import reminders
from tests.reminders.fakes import FakeChat, FakeClock, at

WEDNESDAY_TEN = at("2026-11-18 10:00")
"""In Berlin, where everybody lives unless a test says otherwise."""

EVERY_EVENING = "!remind heel-walking every day at 19:00"
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Talk:
    """One person, the bot they talk to and all that a test may look at."""

    bot: Bot
    database: Database
    clock: FakeClock
    chat: FakeChat
    person: Person

    async def send(self, message: Message) -> tuple[Reply, ...]:
        """The replies; that something went wrong inside is never one of them."""
        replies = await Conversation(self.bot).answer(message)
        said = (paragraph for reply in replies for paragraph in reply.paragraphs)
        assert self.bot.content.wording.failed not in said
        return replies

    async def replies(self, text: str, *, addressed: bool = True) -> tuple[Reply, ...]:
        return await self.send(Message(text, self.person, self.place, addressed))

    async def says(self, text: str, *, addressed: bool = True) -> str:
        """Everything that is replied to a typed line, as plain text."""
        return shown(await self.replies(text, addressed=addressed))

    async def press(self, pressed: Press) -> str:
        """Everything that is replied to a press, as plain text."""
        return shown(await self.send(Message("", self.person, self.place, pressed=pressed)))

    async def presses(self, action: Action, reply: Reply) -> str:
        """Press one of the buttons of a reply."""
        return await self.press(next(one for one in reply.actions if one.action is action))

    async def chooses(self, number: int, reply: Reply) -> str:
        """Press one of the choices of a reply, counted from 1."""
        return await self.press(reply.choices[number - 1].press)

    async def waits_until(self, wall: str) -> list[Reply]:
        """Let time pass up to a wall time of Berlin; the reminders that come meanwhile."""
        before, end = len(self.chat.sent), at(wall)
        delivery = self._delivery()
        while (due := await delivery.next_wake()) is not None and due <= end:
            self.clock.time = max(self.clock.time, due)
            await delivery.send_due()
        self.clock.time = end
        return [one.reply for one in self.chat.sent[before:] if one.to == self.person]

    async def is_down_until(self, wall: str) -> list[Reply]:
        """The bot does not run until a wall time of Berlin, then sends what it still may."""
        self.clock.time = at(wall)
        return await self.waits_until(wall)

    async def owner(self) -> Owner:
        found = await self.bot.people.find(self.person)
        assert found
        return found

    async def reminder(self, number: int = 1) -> Reminder:
        """A reminder as the store has it."""
        found = await self.bot.reminders.find(await self.owner(), number)
        assert found
        return found

    async def past(self) -> tuple[Occurrence, ...]:
        return await self.bot.history.since(await self.owner(), 0)

    async def rows(self) -> Rows:
        """Every row of every table, of all people."""
        async with self.database.reading() as connection:
            return {
                name: [tuple(row) for row in await connection.execute(select(table))]
                for name, table in metadata.tables.items()
            }

    @property
    def place(self) -> Place:
        return Place(self.person.platform, f"direct messages of {self.person.id}")

    def called(self, name: str) -> "Talk":
        """Another person who talks to the same bot."""
        return replace(self, person=Person(self.chat.platform, name))

    def _delivery(self) -> Delivery:
        return Delivery(
            Queue(self.database),
            self.chat,
            lambda due, late: reminders.reminding(
                self.bot.content, due, int(self.clock.now()), late=late
            ),
            self.clock,
            Random(1),
        )


def shown(replies: tuple[Reply, ...]) -> str:
    return "\n\n".join(map(plain, replies))


def text_of(reply: Reply) -> str:
    return plain(reply)

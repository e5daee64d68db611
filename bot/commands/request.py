"""What a command is handed: who wants what, where and when, and the parts of the bot it may use."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.answering import Answering
from bot.chat import Community, Person, Place, Reach, Reply
from bot.clock import Clock
from bot.commands.current import Current
from bot.content.load import Content
from bot.reminders.reminder import Owner
from bot.reminders.schedule import Clockwork
from bot.reminders.store.feedback import Feedback
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders


@dataclass(frozen=True)
class Bot:
    """The parts that commands work with. Made once for each platform."""

    current: Current
    people: People
    reminders: Reminders
    history: History
    feedback: Feedback
    clock: Clock
    reach: Reach

    @property
    def answering(self) -> Answering:
        """What answers questions now."""
        return self.current.answering

    @property
    def content(self) -> Content:
        """What the bot knows and says."""
        return self.answering.content


@dataclass(frozen=True)
class Request:
    """One command or press: the words behind it, by whom and where.

    `remind_at` is where reminders that it sets or changes shall come, if that was chosen.
    """

    bot: Bot
    rest: str
    person: Person
    place: Place
    remind_at: Place | None
    community: Community

    @property
    def content(self) -> Content:
        """What the bot knows and says."""
        return self.bot.content

    @property
    def now(self) -> int:
        """The instant of the request."""
        return int(self.bot.clock.now())

    async def owner(self) -> Owner:
        """The person, kept from now on: only for what needs to be kept."""
        return await self.bot.people.know(self.person, self.now)

    async def known(self) -> Owner | None:
        """The person, if anything is kept of them."""
        return await self.bot.people.find(self.person)


Handler = Callable[[Request], Awaitable[Reply]]


def clockwork(owner: Owner) -> Clockwork:
    """Zone and quiet hours of a person; UTC until a zone is told."""
    return Clockwork(owner.zone or "UTC", owner.quiet)

"""What those who look after a community, or after the bot, can do: settings, counts, reload."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.chat import Community, Kind, Offer, Reply
from bot.clock import Clock
from bot.commands.completing import countries
from bot.commands.current import Current
from bot.content.load import Content, ContentError
from bot.reminders.store.communities import Communities
from bot.reminders.store.counting import Counts
from bot.reminders.store.error import StoreError
from bot.reminders.store.feedback import Feedback, Verdict
from bot.understanding.weights import WeightsError

log = logging.getLogger(__name__)

RECENT = timedelta(days=30)
KNOWN_FOR = 30.0
"""Seconds after which a community is looked up again: another process may have changed it."""

MOST = 20_000


@dataclass(frozen=True)
class _Known:
    """A community, and when it was looked up."""

    community: Community
    at: float


class Caring:
    """Looks after communities. A database that fails leaves what was known of them."""

    def __init__(
        self,
        current: Current,
        communities: Communities,
        feedback: Feedback,
        counts: Counts,
        clock: Clock,
    ) -> None:
        self._current = current
        self._communities = communities
        self._feedback = feedback
        self._counts = counts
        self._clock = clock
        self._known: dict[tuple[str, str], _Known] = {}

    async def community(self, platform: str, name: str) -> Community:
        """What was chosen for a server or a room."""
        now = self._clock.now()
        known = self._known.get((platform, name))
        if known and 0 <= now - known.at < KNOWN_FOR:
            return known.community
        try:
            found = await self._communities.find(platform, name)
        except StoreError as error:
            log.warning("settings of %s %s as they were: %s", platform, name, error)
            found = known.community if known else Community()
        self._know(platform, name, found)
        return found

    async def arrange(
        self, platform: str, name: str, change: Callable[[Community], Community | None]
    ) -> Community | None:
        """Choose something else. Looks what holds now, whatever is known. Raises StoreError."""
        chosen = change(await self._communities.find(platform, name))
        if chosen is not None:
            await self._communities.put(platform, name, chosen)
            self._know(platform, name, chosen)
        return chosen

    def countries(self) -> tuple[Offer, ...]:
        """Those whose emergency numbers are known."""
        return countries(self._current.answering.content)

    async def known(self, platform: str) -> tuple[str, ...]:
        """Communities of which something is kept; none while the database fails."""
        try:
            return await self._communities.names(platform)
        except StoreError as error:
            log.warning("nobody can tell which communities of %s are known: %s", platform, error)
            return ()

    async def leave(self, platform: str, name: str) -> None:
        """The bot was removed there."""
        self._known.pop((platform, name), None)
        try:
            await self._communities.forget(platform, name)
        except StoreError as error:
            log.warning("settings of %s %s are kept for now: %s", platform, name, error)

    async def stats(self) -> Reply:
        """Counts, of nobody in particular."""
        said = self._current.answering.content.wording
        day = datetime.fromtimestamp(self._clock.now(), UTC).date() - RECENT
        people, reminders = await self._counts.people(), await self._counts.reminders()
        lines = (
            said.stats_people.format(count=people),
            said.stats_reminders.format(count=reminders),
            "",
            *_opinions(self._current.answering.content, await self._feedback.since(day)),
        )
        return Reply(Kind.LISTING, ("\n".join(lines),), title=said.stats_title)

    async def reload(self) -> Reply:
        """Read the content anew; faulty content changes nothing, and is told."""
        try:
            await self._current.reload()
        except (ContentError, WeightsError) as error:
            log.error("the content is faulty, the old one stays:\n%s", error)  # noqa: TRY400
            said = self._current.answering.content.wording
            return Reply(Kind.NOTICE, (said.not_reloaded, str(error)))
        content = self._current.answering.content
        log.info("the content was read anew")
        counts = {"topics": len(content.topics), "exercises": len(content.exercises)}
        return Reply(Kind.NOTICE, (content.wording.reloaded.format(**counts),))

    def _know(self, platform: str, name: str, community: Community) -> None:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[platform, name] = _Known(community, self._clock.now())


def _opinions(content: Content, verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    said = content.wording
    if not verdicts:
        return (said.stats_none,)
    return (said.stats_opinions, *(_opinion(content, one) for one in verdicts))


def _opinion(content: Content, one: Verdict) -> str:
    known = content.topics.get(one.topic)
    return content.wording.stats_topic.format(
        topic=known.question if known else one.topic,
        helpful=one.helpful,
        unhelpful=one.unhelpful,
    )

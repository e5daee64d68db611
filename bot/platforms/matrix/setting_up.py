"""`!setup`: what a room's moderators choose by typing. Shown and changed by words."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from nio import AsyncClient, MatrixRoom

from bot.chat import Care, Community, Kind, Message, Reply
from bot.platforms.matrix.parts import PLATFORM, Words
from bot.platforms.matrix.rooms import may_arrange

COMMAND = "!setup"
SWITCHES = {"on": True, "off": False}


class SetUp:
    """Answers `!setup`, and leaves everything else alone."""

    def __init__(self, client: AsyncClient, care: Care, words: Words) -> None:
        self._client = client
        self._care = care
        self._words = words

    async def answer(self, room: MatrixRoom, message: Message) -> tuple[Reply, ...]:
        """The reply to the command; nothing if it is another message."""
        name, *words = message.text.split()[:4] or [""]
        if name.lower() != COMMAND:
            return ()
        if not words:
            return (self._shown(message.community, message.place.id),)
        if not await may_arrange(self._client, room, message.person.id):
            return (self._notice("not_allowed"),)
        where = message.place.id
        known = {country.value for country in self._care.countries()}
        chosen = await self._care.arrange(
            PLATFORM, where, lambda now: changed(now, where, words, known)
        )
        return (self._shown(chosen, where) if chosen else self._notice("setup_how"),)

    def _shown(self, community: Community, room: str) -> Reply:
        said = self._words.said
        lines = (
            said["setup_open" if room in community.open else "setup_closed"],
            said["setup_threads" if community.threads else "setup_replies"],
            said["setup_country"].format(country=community.country or said["setup_no_country"]),
            said["setup_how"],
        )
        return Reply(Kind.LISTING, ("\n".join(lines),), title=said["setup_title"])

    def _notice(self, name: str) -> Reply:
        return Reply(Kind.NOTICE, (self._words.said[name],))


def changed(
    community: Community, room: str, words: list[str], countries: AbstractSet[str]
) -> Community | None:
    """What holds after words like "open", "threads off", "country GB"; None for others."""
    match [word.lower() for word in words]:
        case ["open"]:
            return replace(community, open=community.open | {room})
        case ["closed"]:
            return replace(community, open=community.open - {room})
        case ["threads", "on" | "off" as switch]:
            return replace(community, threads=SWITCHES[switch])
        case ["country", "none"]:
            return replace(community, country=None)
        case ["country", code] if code.upper() in countries:
            return replace(community, country=code.upper())
    return None

"""What was said in a room -> a Message of the port. Pure. Hears no notices: bots write those."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import Community, Message, Person, Place, bare, is_command
from bot.platforms.matrix.parts import PLATFORM

TEXTS = frozenset({"m.text"})
LONGEST = 20_000
"""Characters of a message that are read."""


@dataclass(frozen=True)
class Me:
    """How the bot is addressed."""

    user: str
    name: str


@dataclass(frozen=True)
class Said:
    """One message event: where, by whom, and what it belongs to."""

    event: str
    sender: str
    room: str
    content: dict[str, Any]
    at: float

    @property
    def relates(self) -> dict[str, Any]:
        """What it relates to."""
        found = self.content.get("m.relates_to")
        return found if isinstance(found, dict) else {}

    @property
    def edits(self) -> str | None:
        """The event that it is a new version of."""
        if self.relates.get("rel_type") != "m.replace":
            return None
        return str(self.relates.get("event_id"))

    @property
    def thread(self) -> str:
        """The root of its thread; itself where it is in none."""
        is_threaded = self.relates.get("rel_type") == "m.thread"
        return str(self.relates.get("event_id")) if is_threaded else self.event

    @property
    def replies_to(self) -> str | None:
        """The event that it is a reply to."""
        found = self.relates.get("m.in_reply_to")
        event = found.get("event_id") if isinstance(found, dict) else None
        falls_back = self.relates.get("is_falling_back") is True
        return event if isinstance(event, str) and not falls_back else None

    @property
    def words(self) -> dict[str, Any]:
        """The content that counts: of an edit the new one."""
        new = self.content.get("m.new_content")
        return new if self.edits and isinstance(new, dict) else self.content


def person(user: str) -> Person:
    """Somebody, by their Matrix id."""
    return Person(PLATFORM, user)


def place(room: str) -> Place:
    """A room."""
    return Place(PLATFORM, room)


def heard(said: Said, me: Me, community: Community, *, is_dm: bool, to_me: bool) -> Message | None:
    """The message as the port knows it; None where the bot has no business.

    `to_me` is whether it replies to something of the bot's.
    """
    words = said.words
    body = words.get("body")
    if said.sender == me.user or words.get("msgtype") not in TEXTS or not isinstance(body, str):
        return None
    text = _bare(body[:LONGEST], said)
    called = _called(text, words, me)
    addressed = is_dm or to_me or called or is_command(text)
    if not addressed and said.room not in community.open:
        return None
    return Message(
        _without_name(text, me) if called else text,
        person(said.sender),
        place(said.room),
        addressed=addressed,
        private=is_dm,
        community=community,
    )


def as_question(heard: Message) -> Message:
    """What was written, read for what it says and not as a command."""
    return replace(heard, text=bare(heard.text))


def _called(text: str, words: dict[str, Any], me: Me) -> bool:
    mentions = words.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, dict) else None
    if isinstance(users, list) and me.user in users:
        return True
    return bool(_name(me).match(text))


def _without_name(text: str, me: Me) -> str:
    return _name(me).sub("", text, count=1).strip()


def _name(me: Me) -> re.Pattern[str]:
    """The bot's id, or its name with a colon behind: by itself it may be a word of the question."""
    local = me.user.partition(":")[0]
    full = "|".join(map(re.escape, (me.user, local)))
    names = "|".join(re.escape(it) for it in (me.name, local[1:]) if it)
    return re.compile(rf"\s*(?:(?:{full})\b[:,]?|(?:{names})[:,])\s*", re.IGNORECASE)


def _bare(body: str, said: Said) -> str:
    """Without the quotation that older clients put before a reply, and the star before an edit."""
    lines = body.splitlines()
    if said.relates.get("m.in_reply_to"):
        while lines and lines[0].startswith(">"):
            lines.pop(0)
    return "\n".join(lines).strip()

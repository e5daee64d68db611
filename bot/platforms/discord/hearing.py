"""What people write and where -> a Message of the port. Pure.

Other bots, webhooks and system messages are not heard. Discord gives the content of a message only
if it mentions the bot or is in a DM, unless the Message Content intent is on.
"""

import re
from dataclasses import replace

import discord

from bot.chat import Community, Message, Person, Place, bare
from bot.platforms.discord.parts import PLATFORM

DM, UNOPENED = "dm:", "user:"

HEARD = frozenset({discord.MessageType.default, discord.MessageType.reply})


def person(user: discord.abc.Snowflake) -> Person:
    """Somebody, by their Discord id."""
    return Person(PLATFORM, str(user.id))


def place(channel_id: int) -> Place:
    """A channel or a thread of a server."""
    return Place(PLATFORM, str(channel_id))


def dm(channel_id: int) -> Place:
    """A DM; told apart from a channel, where a reminder has to mention its owner."""
    return Place(PLATFORM, f"{DM}{channel_id}")


def unopened_dm(user_id: int) -> Place:
    """The DM of a person before it is opened."""
    return Place(PLATFORM, f"{UNOPENED}{user_id}")


def place_of(message: discord.Message) -> Place:
    """Where a message was written."""
    return place(message.channel.id) if message.guild else dm(message.channel.id)


def is_somebody(message: discord.Message) -> bool:
    """Whether a person wrote it, in words of their own."""
    return not (message.author.bot or message.webhook_id) and message.type in HEARD


def heard(
    message: discord.Message, me: int, community: Community, *, unasked: bool
) -> Message | None:
    """The message as the port knows it; None where the bot has no business.

    `unasked` is whether questions to nobody in particular are read in open channels.
    """
    in_guild = message.guild is not None
    addressed = not in_guild or any(user.id == me for user in message.mentions)
    here = as_here(community, message.channel)
    if not addressed and not (unasked and str(message.channel.id) in here.open):
        return None
    return Message(
        question(message.content, me, in_guild=in_guild),
        person(message.author),
        place_of(message),
        addressed=addressed,
        private=not in_guild,
        community=here,
    )


def question(text: str, me: int, *, in_guild: bool) -> str:
    """What was asked, without the mention of the bot.

    Commands typed behind a mention are questions in a server: their replies are about a person, and
    slash commands show them to that person only.
    """
    asked = re.sub(rf"<@!?{me}>", " ", text).strip()
    return bare(asked) if in_guild else asked


def as_question(heard: Message) -> Message:
    """What was written, read for what it says and not as a command."""
    return replace(heard, text=bare(heard.text))


def as_here(community: Community, channel: object) -> Community:
    """What holds in a channel: a thread is as open or quiet as the channel it belongs to."""
    parent = getattr(channel, "parent_id", None)
    if parent is None or not isinstance(channel, discord.Thread):
        return community
    thread, above = str(channel.id), str(parent)
    return replace(
        community,
        open=community.open | ({thread} if above in community.open else set()),
        quiet=community.quiet | ({thread} if above in community.quiet else set()),
    )

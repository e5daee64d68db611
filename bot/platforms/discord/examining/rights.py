"""The rights that the bot needs in a server, why, and the link that asks for them. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

import discord

SCOPES = ("bot", "applications.commands")

NEEDED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "view_channel": ("View Channels", "to hear when it is mentioned"),
        "send_messages": ("Send Messages", "to answer and to remind"),
        "send_messages_in_threads": ("Send Messages in Threads", "to do so in threads"),
        "attach_files": ("Attach Files", "to show pictures of exercises"),
        "read_message_history": ("Read Message History", "to reply to the message that asks"),
    }
)
"""discord.py's name -> what Discord's own pages call it, and what it is for."""

VIEW, SEND, ATTACH = "View Channels", "Send Messages", "Attach Files"


def least() -> discord.Permissions:
    """All that it needs."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


def invitation(application: int) -> str:
    """The link by which a server is asked to let the bot in."""
    return discord.utils.oauth_url(application, permissions=least(), scopes=SCOPES)


def reasons() -> str:
    """What each right is for."""
    return "; ".join(f"{name} {why}" for name, why in NEEDED.values())


def lacking(given: discord.Permissions) -> tuple[str, ...]:
    """What is not given, by the names of Discord's pages."""
    return tuple(name for right, (name, _) in NEEDED.items() if not getattr(given, right))


def taken(everywhere: discord.Permissions, here: discord.Permissions) -> tuple[str, ...]:
    """What the server gives and a channel takes away; not what merely follows from that."""
    lost = [name for name in lacking(here) if name not in lacking(everywhere)]
    if VIEW in lost:
        return (VIEW,)
    return tuple(name for name in lost if name != ATTACH or SEND not in lost)

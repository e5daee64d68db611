"""What is chosen for the bot in the Developer Portal, and whether Soleus can work with it. Pure."""

from collections.abc import Iterator

import discord

from bot.platforms.discord.examining import rights
from bot.platforms.findings import Finding, Level

INTENTS, ENDPOINT = "discord intents", "discord endpoint"
INSTALLING, INVITING = "discord installation", "discord invite link"
PORTAL = "in the Developer Portal"


def application(its: discord.AppInfo, *, open_channels: bool) -> Iterator[Finding]:
    """Everything about it; `open_channels` is whether SOLEUS_DISCORD_OPEN_CHANNELS is set."""
    flags = its.flags
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    yield intents(granted=granted, needed=open_channels)
    yield from _endpoint(its)
    yield from _contexts(its)
    yield from _invitation(its)


def intents(*, granted: bool, needed: bool) -> Finding:
    """Whether the Message Content intent is as the settings need it; no other is privileged."""
    match needed, granted:
        case True, False:
            told = f"{MISSING_INTENT} {PORTAL} under Bot, or unset SOLEUS_DISCORD_OPEN_CHANNELS"
            return Finding(Level.MEND, INTENTS, told)
        case False, True:
            return Finding(Level.NOTE, INTENTS, SPARE_INTENT)
        case True, True:
            return Finding(Level.OK, INTENTS, "Message Content is switched on, for open channels")
    return Finding(Level.OK, INTENTS, "none is needed that Discord must grant")


MISSING_INTENT = "Message Content is needed for open channels; switch it on"
SPARE_INTENT = (
    "Message Content is switched on and not used; "
    "set SOLEUS_DISCORD_OPEN_CHANNELS, or switch it off"
)


def _endpoint(its: discord.AppInfo) -> Iterator[Finding]:
    if its.interactions_endpoint_url:
        told = f"commands and buttons go to a web address; empty Interactions Endpoint URL {PORTAL}"
        yield Finding(Level.MEND, ENDPOINT, told)


def _contexts(its: discord.AppInfo) -> Iterator[Finding]:
    """Whom it can be installed by, where Discord tells."""
    by_servers, by_people = its.guild_integration_config, its.user_integration_config
    if by_servers and by_people:
        yield Finding(Level.OK, INSTALLING, "by servers and by people")
    elif by_servers or by_people:
        who = "servers" if by_servers else "people for themselves"
        told = f"by {who} only; the other is switched on {PORTAL} under Installation"
        yield Finding(Level.NOTE, INSTALLING, told)


def _invitation(its: discord.AppInfo) -> Iterator[Finding]:
    if its.bot_require_code_grant:
        told = f"nobody can follow it; switch Requires OAuth2 Code Grant off {PORTAL} under Bot"
        yield Finding(Level.MEND, INVITING, told)
    whom = "" if its.bot_public else " (for the owner alone: Public Bot is switched off)"
    yield Finding(Level.NOTE, INVITING, f"{rights.invitation(its.id)}{whom}")
    yield Finding(Level.NOTE, "discord permissions", f"the link asks for {rights.reasons()}")

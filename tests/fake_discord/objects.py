"""Things as Discord writes them: users, channels, servers, messages, interactions. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

Json = dict[str, Any]

EPOCH = 1_420_070_400_000
"""Milliseconds since 1970 at which Discord's ids begin."""

TEXT, DM, GROUP, FORUM, THREAD = 0, 1, 3, 15, 11
FILE = 13
"""The component that shows a file."""
EVERYTHING = 2_248_473_465_835_073
VIEW, SEND, HISTORY, ATTACH = 1 << 10, 1 << 11, 1 << 16, 1 << 15
SEND_IN_THREADS, MANAGE_GUILD = 1 << 38, 1 << 5
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15


@dataclass
class Channel:
    """A channel, a thread or a DM. `denied` are the rights that the bot lacks in it."""

    id: str
    kind: int = TEXT
    name: str = "general"
    guild: str | None = None
    recipient: str | None = None
    parent: str | None = None
    denied: int = 0
    closed: bool = False
    messages: list[Json] = field(default_factory=list)


def written(instant: float) -> str:
    """An instant as Discord writes it."""
    return datetime.fromtimestamp(instant, UTC).isoformat()


def user(number: str, name: str, *, bot: bool = False) -> Json:
    """An account."""
    made: Json = {
        "id": number,
        "username": name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "global_name": None,
        "primary_guild": None,
    }
    return {**made, "bot": True} if bot else made


def member(account: Json, joined: str) -> Json:
    """An account in a server."""
    return {
        "user": account,
        "roles": [],
        "joined_at": joined,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "banner": None,
        "pending": False,
        "premium_since": None,
        "communication_disabled_until": None,
    }


def channel(it: Channel, users: Mapping[str, Json]) -> Json:
    """A channel, a thread or a DM."""
    if it.kind == GROUP:
        return {
            "id": it.id,
            "type": GROUP,
            "last_message_id": None,
            "flags": 0,
            "name": it.name,
            "icon": None,
            "owner_id": it.recipient,
            "recipients": [users[it.recipient]] if it.recipient else [],
        }
    if it.kind == DM:
        recipients = [users[it.recipient]] if it.recipient else []
        return {
            "id": it.id,
            "type": DM,
            "last_message_id": it.messages[-1]["id"] if it.messages else None,
            "flags": 0,
            "recipients": recipients,
        }
    denied = {"id": it.guild, "type": 0, "allow": "0", "deny": str(it.denied)}
    made: Json = {
        "id": it.id,
        "type": it.kind,
        "guild_id": it.guild,
        "name": it.name,
        "position": 0,
        "permission_overwrites": [denied] if it.denied else [],
        "nsfw": False,
        "last_message_id": None,
        "flags": 0,
        "parent_id": it.parent,
        "topic": None,
        "rate_limit_per_user": 0,
    }
    return {**made, **THREAD_REST} if it.kind == THREAD else made


THREAD_REST: Json = {
    "owner_id": "1",
    "message_count": 0,
    "member_count": 0,
    "total_message_sent": 0,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": written(1_700_000_000),
        "locked": False,
    },
}


def guild(number: str, name: str, channels: Sequence[Json], bot: Json, joined: str) -> Json:
    """A server as its members see it when they connect; threads stand apart from channels."""
    return {
        "id": number,
        "name": name,
        "owner_id": "9",
        "icon": None,
        "roles": [everyone(number)],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [it for it in channels if it["type"] != THREAD],
        "threads": [it for it in channels if it["type"] == THREAD],
        "members": [member(bot, joined)],
        "member_count": 2,
        "joined_at": joined,
        "large": False,
        "unavailable": False,
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        **GUILD_REST,
    }


GUILD_REST: Json = {
    "verification_level": 0,
    "default_message_notifications": 0,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "premium_tier": 0,
    "preferred_locale": "en-US",
    "nsfw_level": 0,
    "nsfw": False,
    "premium_progress_bar_enabled": False,
    "afk_channel_id": None,
    "system_channel_id": None,
    "rules_channel_id": None,
    "public_updates_channel_id": None,
    "safety_alerts_channel_id": None,
    "vanity_url_code": None,
    "description": None,
    "home_header": None,
    "banner": None,
    "splash": None,
    "discovery_splash": None,
    "application_id": None,
    "region": "us-west",
    "widget_enabled": False,
    "widget_channel_id": None,
    "max_members": 500_000,
    "max_presences": None,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "hub_type": None,
    "latest_onboarding_question_id": None,
    "premium_subscription_count": 0,
    "incidents_data": None,
}


def everyone(number: str) -> Json:
    """The role that every member of a server has."""
    return {
        "id": number,
        "name": "@everyone",
        "permissions": str(EVERYTHING),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
        "description": None,
    }


def attachment(number: str, name: str, size: int, base: str, described: str | None) -> Json:
    """A file of a message."""
    url = f"{base}/cdn/{number}/{name}"
    made: Json = {
        "id": number,
        "filename": name,
        "size": size,
        "url": url,
        "proxy_url": url,
        "content_type": "application/octet-stream",
    }
    return {**made, "description": described} if described else made


def numbered(components: Any, attachments: Sequence[Json]) -> Any:  # noqa: ANN401
    """Components as they come back: each with an id, and files with where they are."""
    ids = count(1)

    def walk(it: Any) -> Any:  # noqa: ANN401
        if isinstance(it, list):
            return [walk(one) for one in it]
        if not isinstance(it, dict):
            return it
        made = {name: walk(value) for name, value in it.items()}
        if isinstance(made.get("type"), int) and "id" not in made and "label" not in _option(it):
            made["id"] = next(ids)
        if made.get("type") == FILE:
            name = made["file"]["url"].rpartition("/")[2]
            made |= {"name": name, "size": _named(name, attachments)["size"]}
        url = made.get("url")
        if isinstance(url, str) and url.startswith("attachment://"):
            made.update(_media(url.removeprefix("attachment://"), attachments))
        return made

    return walk(components)


def _option(it: Json) -> Json:
    """An option of a menu, which is no component."""
    return it if "value" in it else {}


def _named(name: str, attachments: Sequence[Json]) -> Json:
    return next(it for it in attachments if it["filename"] == name)


def _media(name: str, attachments: Sequence[Json]) -> Json:
    found = _named(name, attachments)
    return {
        "url": found["url"],
        "proxy_url": found["proxy_url"],
        "attachment_id": found["id"],
        "id": found["id"],
        "content_type": found["content_type"],
    }


def custom_ids(components: Any) -> Iterator[str]:  # noqa: ANN401
    """Every custom id in a message, in order."""
    for it in every(components):
        if "custom_id" in it:
            yield it["custom_id"]


def every(components: Any) -> Iterator[Json]:  # noqa: ANN401
    """Every component, those inside others too."""
    for it in components or ():
        yield it
        yield from every(it.get("components"))
        if isinstance(it.get("accessory"), dict):
            yield from every([it["accessory"]])


def texts(message: Json) -> str:
    """Everything that can be read in a message."""
    shown = [it["content"] for it in every(message.get("components")) if it.get("type") == 10]
    return "\n".join([message.get("content") or "", *shown]).strip()

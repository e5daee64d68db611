"""What Discord refuses and its OpenAPI description does not say. Pure: a payload -> what is wrong."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.fake_discord.objects import COMPONENTS_V2, Json, custom_ids, every

CONTENT, TEXT, COMPONENTS, EMBEDS, NONCE = 2000, 4000, 40, 6000, 25
V2 = frozenset({9, 10, 11, 12, 13, 14, 17})
MESSAGE_KEYS = frozenset(
    {
        "content",
        "nonce",
        "enforce_nonce",
        "tts",
        "embeds",
        "allowed_mentions",
        "message_reference",
        "components",
        "sticker_ids",
        "attachments",
        "flags",
        "poll",
    }
)
NAME = re.compile(r"[-_'\w]{1,32}")


def of_message(body: Json, *, edits: bool = False) -> Iterator[str]:
    """A message that is sent, or with `edits` changed."""
    unknown = sorted(body.keys() - MESSAGE_KEYS)
    if unknown:
        yield f"unknown keys {unknown}"
    if len(body.get("content") or "") > CONTENT:
        yield "content is longer than 2000"
    if len(str(body.get("nonce", ""))) > NONCE:
        yield "nonce is longer than 25"
    if sum(map(_embed_size, body.get("embeds") or ())) > EMBEDS:
        yield "embeds are longer than 6000 together"
    if not edits and not (
        body.get("content") or body.get("components") or body.get("embeds") or body.get("poll")
    ):
        yield "the message is empty"
    yield from _of_components(body)


def _embed_size(embed: Json) -> int:
    fields = [it["name"] + it["value"] for it in embed.get("fields", ())]
    parts = [embed.get("title"), embed.get("description"), *fields]
    return sum(len(part or "") for part in parts)


def _of_components(body: Json) -> Iterator[str]:
    found = list(every(body.get("components")))
    is_v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    if any(it.get("type") in V2 for it in found) and not is_v2:
        yield "components of version 2 without their flag"
    if is_v2 and (body.get("content") or body.get("embeds")):
        yield "content or embeds beside components of version 2"
    if len(found) > COMPONENTS:
        yield "more than 40 components"
    if sum(len(it["content"]) for it in found if it.get("type") == 10) > TEXT:
        yield "texts are longer than 4000 together"
    twice = [
        name for name, times in Counter(custom_ids(body.get("components"))).items() if times > 1
    ]
    if twice:
        yield f"custom ids stand twice: {twice}"


def of_command(command: Json) -> Iterator[str]:
    """A command, with its subcommands."""
    is_menu = command.get("type", 1) != 1
    names = [command["name"], *(command.get("name_localizations") or {}).values()]
    for name in names:
        if not is_menu and not (NAME.fullmatch(name) and name == name.lower()):
            yield f"command or option is called {name!r}"
    for option in command.get("options") or ():
        yield from of_command({**option, "type": 1})

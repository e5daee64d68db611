"""Tells Discord the commands, only when it does not know them: it allows 200 changes a day."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.platforms.discord.faults import UNSURE
from bot.platforms.discord.parts import Keeping

log = logging.getLogger(__name__)

REFUSED = (discord.RateLimited, discord.HTTPException, app_commands.AppCommandError)

Tree = app_commands.CommandTree[discord.Client]


async def sync(tree: Tree, keeping: Keeping, account: str) -> Mapping[str, int]:
    """Sync the commands if they differ from the last time; their ids, by name.

    Where Discord refuses, the bot goes on with those it has: red flags need none.
    """
    print_ = await fingerprint(tree)
    name = f"{account}:commands"
    known = _read(await keeping.recall(name))
    before = {name: int(number) for name, number in known.get("ids", {}).items()}
    try:
        if known.get("fingerprint") == print_ and before == await _ids(tree.fetch_commands()):
            return before
        ids = await _ids(tree.sync())
    except UNSURE:
        raise
    except REFUSED as error:
        log.error("Discord does not take the commands, the old ones stay: %s", error)  # noqa: TRY400
        return before
    await keeping.note(name, json.dumps({"fingerprint": print_, "ids": ids}))
    log.info("told Discord %d commands", len(ids))
    return ids


async def fingerprint(tree: Tree) -> str:
    """Changes with anything that Discord is told of the commands."""
    payload = [
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


async def _ids(told: Awaitable[list[app_commands.AppCommand]]) -> dict[str, int]:
    return {command.name: command.id for command in await told}


def _read(noted: str | None) -> dict[str, Any]:
    try:
        return dict(json.loads(noted or "{}"))
    except ValueError:
        return {}

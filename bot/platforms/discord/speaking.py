"""Sending messages: with a nonce, and once more with the same one after a lost connection.

Discord shows messages with the same nonce once, for a few minutes
(https://discord.com/developers/docs/resources/message#create-message, `enforce_nonce`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.platforms.discord.faults import NEEDS_HISTORY, UNSURE
from bot.platforms.discord.parts import Clock
from bot.platforms.discord.rendering import Rendered

Sent = TypeVar("Sent")

WAITS = (1, 3, 9, 27, 50)
"""Seconds between attempts."""

ATTEMPT = 15.0
"""Seconds that one attempt may take; discord.py's own repetitions would take half a minute."""

KNOWN = 110.0
"""Seconds after which no attempt is running any more: the two minutes for which a nonce is sure to
be known, less what Discord may take to note it."""


async def insist(send: Callable[[], Awaitable[Sent]], clock: Clock) -> Sent:
    """Send, and repeat while nobody knows whether it arrived.

    Sending twice must be the same as once: `send` carries a nonce, or changes a message.
    """
    end = clock.now() + KNOWN
    for wait in WAITS:
        try:
            return await _attempt(send)
        except UNSURE:
            if clock.now() + wait + ATTEMPT > end:
                raise
            await clock.sleep(wait)
    return await _attempt(send)


async def _attempt(send: Callable[[], Awaitable[Sent]]) -> Sent:
    async with asyncio.timeout(ATTEMPT):
        return await send()


async def reply_to(
    message: discord.Message, rendered: Rendered, nonce: str, clock: Clock
) -> discord.Message:
    """Reply to a message, or write below it where replying needs a permission that is missing."""
    reference = message.to_reference(fail_if_not_exists=False)

    async def send(**more: Any) -> discord.Message:  # noqa: ANN401
        return await message.channel.send(**shown(rendered), nonce=nonce, **more)

    try:
        return await insist(lambda: send(reference=reference, mention_author=False), clock)
    except discord.HTTPException as error:
        if error.code != NEEDS_HISTORY:
            raise
    return await insist(send, clock)


def shown(rendered: Rendered) -> dict[str, Any]:
    """What a new message is made of; files are new each time, as sending uses them up."""
    return {**_body(rendered), "files": rendered.files()}


def changed(rendered: Rendered) -> dict[str, Any]:
    """The same for a message that is changed."""
    return {**_body(rendered), "attachments": rendered.files()}


def _body(rendered: Rendered) -> dict[str, Any]:
    body = {"content": rendered.content, "view": rendered.view}
    return {name: part for name, part in body.items() if part is not None}

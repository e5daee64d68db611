"""Pictures of how Soleus looks on Discord: `python -m tests.discord.simulated.pictures FOLDER`.

Rendered by simcord's preview in Debian's Chromium; nothing of Discord's own is involved.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from bot.answering import Answering
from bot.content import checks
from bot.content.load import load
from bot.settings import SHIPPED
from bot.understanding import embedding, weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin
from tests.discord.simulated.stage import Stage, on_stage

BROWSERS = ("chromium", "chromium-browser")
WIDTH, TALL = 860, 2200
NAMES = ("answer", "choice", "urgent", "reminder", "list", "setup")


def browser() -> str | None:
    """Where Chromium is, if it is installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


async def take(answering: Answering, folder: Path) -> dict[str, Path]:
    """Take every picture."""
    taken = {}
    for name in NAMES:
        async with on_stage(answering) as stage:
            target, viewer, channel = await SCENES[name](stage)
            taken[name] = folder / f"{name}.png"
            async with _preview(stage, channel, viewer) as preview:
                await preview.screenshot(taken[name], target=target, viewport=(WIDTH, TALL))
    return taken


@asynccontextmanager
async def _preview(stage: Stage, channel: Any, viewer: Any) -> AsyncIterator[Any]:  # noqa: ANN401
    at = datetime.fromtimestamp(stage.clock.instant, UTC)
    made = stage.env.preview(
        channel, viewers=[viewer], width=WIDTH, height=TALL, presentation_time=at
    )
    async with made as preview, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        preview._capture_manager._browser = chromium
        yield preview
        await chromium.close()


async def _asked(stage: Stage, text: str) -> tuple[Any, Any, Any]:
    me = stage.platform.client.user
    assert me
    await stage.ann.send(stage.channel, f"<@{me.id}> {text}")
    return stage.channel.last_message, stage.ann, stage.channel


async def _answer(stage: Stage) -> tuple[Any, Any, Any]:
    return await _asked(stage, "my calf balls up around 3am, whats going on")


async def _choice(stage: Stage) -> tuple[Any, Any, Any]:
    return await _asked(stage, "stiff back legs, what to do")


async def _urgent(stage: Stage) -> tuple[Any, Any, Any]:
    return await _asked(stage, "since my flight one calf is swollen and hot")


async def _reminded(stage: Stage) -> None:
    await stage.ann.slash(stage.channel, "zone", zone="Berlin")
    add = "remind add"
    await stage.ann.slash(stage.channel, add, exercise="heel-walking", when="every weekday at 7pm")


async def _reminder(stage: Stage) -> tuple[Any, Any, Any]:
    await _reminded(stage)
    await stage.passes()
    dm = stage.ann.user.dm_channel
    return dm.last_message, stage.ann.user, dm


async def _list(stage: Stage) -> tuple[Any, Any, Any]:
    await _reminded(stage)
    await stage.ann.slash(
        stage.channel, "remind add", exercise="cat-camel", when="tomorrow at 8:00"
    )
    result = await stage.ann.slash(stage.channel, "remind list")
    return result, stage.ann, stage.channel


async def _setup(stage: Stage) -> tuple[Any, Any, Any]:
    result = await stage.admin.slash(stage.channel, "setup")
    return result, stage.admin, stage.channel


SCENES = {
    "answer": _answer,
    "choice": _choice,
    "urgent": _urgent,
    "reminder": _reminder,
    "list": _list,
    "setup": _setup,
}


def _answering() -> Answering:
    content = load(SHIPPED, checks.faults)
    encoder = embedding.available()
    learned = weights.load(SHIPPED / weights.NAME, origin(content), semantic=encoder is not None)
    return Answering(content, Understanding(content, learned, encoder))


if __name__ == "__main__":
    asyncio.run(take(_answering(), Path(sys.argv[1])))

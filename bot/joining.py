"""Where parts are chosen and joined: content, answers, database, platforms and clock.

What only one command needs is imported by its function, so that the others start quickly.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractContextManager, AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.answering import Answering
from bot.clock import Clock
from bot.content import checks
from bot.content.load import Content, load
from bot.operations.watching import Watched
from bot.settings import Settings, SettingsError
from bot.understanding import weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

if TYPE_CHECKING:
    from bot.commands.caring import Caring
    from bot.commands.current import Current
    from bot.operations.metrics import Metrics
    from bot.platforms.discord.parts import Account
    from bot.platforms.discord.platform import Discord
    from bot.platforms.matrix.parts import Account as MatrixAccount
    from bot.platforms.matrix.platform import Matrix
    from bot.reminders.store.copying import Progress
    from bot.reminders.store.database import Database


def content(chosen: Settings) -> Content:
    """What the bot knows and says. Raises ContentError."""
    return load(chosen.faq_dir, checks.faults)


def answering(chosen: Settings) -> Answering:
    """Everything that answers questions. Raises ContentError and WeightsError."""
    from bot.understanding import embedding

    encoder = embedding.available()  # first: what it needs for a moment is then used again
    known = content(chosen)
    learned = weights.load(
        chosen.faq_dir / weights.NAME, origin(known), semantic=encoder is not None
    )
    return Answering(known, Understanding(known, learned, encoder))


async def converse(chosen: Settings, clock: Clock) -> None:
    """The chat in the terminal, until the person leaves."""
    from bot.commands.current import Current
    from bot.platforms.terminal import Terminal
    from bot.reminders import zones
    from bot.talking import talk

    zones.use_packaged_data()
    logging.basicConfig(level=chosen.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    current = Current(lambda: answering(chosen))
    said = current.answering.content
    opened = await database(chosen)
    try:
        terminal = Terminal(said.wording, said.reminding.labels, Path.cwd())
        await talk(current, opened, terminal, clock)
    finally:
        await opened.close()


async def run(chosen: Settings, clock: Clock) -> None:
    """Every platform that is configured, until told to stop. Raises SettingsError and Refused."""
    from bot.commands.current import Current
    from bot.operations import logs
    from bot.reminders import zones

    if chosen.discord_token is None and chosen.matrix_homeserver is None:
        raise SettingsError(NO_PLATFORM)
    zones.use_packaged_data()
    secrets = (chosen.discord_token, chosen.matrix_password, chosen.matrix_token)
    hidden = [secret.get_secret_value() for secret in secrets if secret]
    logs.configure(chosen.log_level, chosen.log_format, sys.stderr, hidden)
    current = Current(lambda: answering(chosen))
    opened = await database(chosen)
    try:
        await _run(chosen, clock, current, opened)
    finally:
        await opened.close()


NO_PLATFORM = (
    "no platform is configured: set SOLEUS_DISCORD_TOKEN to the token of a Discord bot, or "
    "SOLEUS_MATRIX_HOMESERVER, SOLEUS_MATRIX_USER and SOLEUS_MATRIX_PASSWORD; "
    "soleus chat works without"
)


async def _run(chosen: Settings, clock: Clock, current: "Current", opened: "Database") -> None:
    from bot.operations.health import served
    from bot.operations.metrics import Metrics
    from bot.operations.signals import heeded

    metrics, stop, care = Metrics(clock), asyncio.Event(), care_of(current, opened, clock)
    running: list[Running] = []
    if chosen.discord_token:
        discord = discord_of(chosen, clock, current, opened, care)
        for name, said, value in discord.numbers:
            metrics.gauge(f"discord_{name}", said, value)
        running.append(discord)
    if chosen.matrix_homeserver:
        running.append(matrix_of(chosen, clock, current, opened, care))

    async def missing() -> str | None:
        lacking = ((it.platform, it.missing) for it in running)
        told = "; ".join(f"{name}: {what}" for name, what in lacking if what)
        return await opened.missing() or told or None

    async with AsyncExitStack() as stack:
        if chosen.http_port:
            await stack.enter_async_context(served(chosen.http_port, missing, metrics.text))
        stack.enter_context(heeded(stop, care.reload))
        await _each([_talk(one, current, opened, clock, metrics, stop) for one in running])


async def _talk(  # noqa: PLR0913, PLR0917
    one: "Running",
    current: "Current",
    opened: "Database",
    clock: Clock,
    metrics: "Metrics",
    stop: asyncio.Event,
) -> None:
    from bot.commands.cooldown import Cooldown
    from bot.holding import held
    from bot.talking import Manners, talk

    manners = Manners(Cooldown(), partial(metrics.counted, one.platform), stop)

    async def talking() -> None:
        await talk(current, opened, metrics.watched(one), clock, manners)

    if one.is_exclusive:
        await held(opened, one.account, clock, stop, talking)
    else:
        await talking()


async def _each(talks: list[Coroutine[Any, Any, None]]) -> None:
    """All at once; when one fails the others end, and its fault is told."""
    tasks = [asyncio.create_task(one) for one in talks]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Running(Watched, Protocol):
    """A platform, as far as running it is concerned."""

    @property
    def missing(self) -> str | None:
        """What is missing until it hears everything."""

    @property
    def is_exclusive(self) -> bool:
        """Whether only one process may use its account at a time."""


def matrix_of(
    chosen: Settings, clock: Clock, current: "Current", opened: "Database", care: "Caring"
) -> "Matrix":
    """Matrix, with everything that it is handed. Raises SettingsError."""
    from bot.keeping import Keeping
    from bot.platforms.matrix.platform import Matrix

    words = current.answering.content.matrix
    return Matrix(matrix_account(chosen), words, clock, Keeping(opened, clock), care)


def matrix_account(chosen: Settings) -> "MatrixAccount":
    """The account on Matrix, as the settings have it. Raises SettingsError."""
    from bot.platforms.matrix.parts import Account

    if not chosen.matrix_homeserver or not chosen.matrix_user:
        raise SettingsError("SOLEUS_MATRIX_USER: set it to the bot's id, @soleus:example.org")
    password, token = chosen.matrix_password, chosen.matrix_token
    return Account(
        chosen.matrix_homeserver.rstrip("/"),
        chosen.matrix_user,
        chosen.data_dir / "matrix",
        password.get_secret_value() if password else None,
        token.get_secret_value() if token else None,
        chosen.matrix_device,
        tuple(filter(None, (chosen.matrix_invites or "").replace(" ", "").split(","))),
    )


def care_of(current: "Current", opened: "Database", clock: Clock) -> "Caring":
    """What looks after communities."""
    from bot.commands.caring import Caring
    from bot.reminders.store.communities import Communities
    from bot.reminders.store.counting import Counts
    from bot.reminders.store.feedback import Feedback

    return Caring(current, Communities(opened), Feedback(opened), Counts(opened), clock)


def discord_of(
    chosen: Settings, clock: Clock, current: "Current", opened: "Database", care: "Caring"
) -> "Discord":
    """Discord, with everything that it is handed."""
    from bot.commands.completing import Completing
    from bot.keeping import Keeping
    from bot.platforms.discord.platform import Discord
    from bot.reminders.store.people import People
    from bot.reminders.store.reminders import Reminders

    content = current.answering.content
    return Discord(
        account(chosen),
        content.discord,
        content.reminding.labels,
        clock,
        Keeping(opened, clock),
        care,
        Completing(current, People(opened), Reminders(opened, lambda: None), clock),
    )


def account(chosen: Settings) -> "Account":
    """The account on Discord, as the settings have it."""
    from bot.platforms.discord.parts import Account

    token, shards = chosen.discord_token, chosen.discord_shards
    return Account(
        token.get_secret_value() if token else "",
        chosen.discord_api_url,
        chosen.discord_gateway_url,
        (shards.ids, shards.count) if shards else None,
        open_channels=chosen.discord_open_channels,
        privacy_url=chosen.privacy_url,
    )


async def doctor(chosen: Settings, clock: Clock, tell: Callable[[str], object]) -> bool:
    """Try everything that is configured, and tell of each; whether something must be mended."""
    from bot.doctoring import Means, examine
    from bot.platforms.discord.checkup import checkup
    from bot.platforms.matrix.checkup import checkup as matrix_checkup
    from bot.reminders import zones

    zones.use_packaged_data()
    logging.getLogger("discord").setLevel(logging.ERROR)
    visit = partial(checkup, account(chosen), clock.now) if chosen.discord_token else None
    call = None
    if chosen.matrix_homeserver:
        call = partial(matrix_checkup, matrix_account(chosen), clock.now)
    means = Means(partial(answering, chosen), partial(database, chosen), visit, call)
    return await examine(means, tell)


async def database(chosen: Settings) -> "Database":
    """The database of the settings, in the form that this version needs. Raises StoreError."""
    from bot.reminders.store.database import open_database

    url = chosen.database_url
    return await open_database(url.get_secret_value() if url else None, chosen.data_dir)


async def upgrade(chosen: Settings) -> None:
    """Bring the database into that form, and no more. Raises StoreError."""
    await (await database(chosen)).close()


async def copied(
    chosen: Settings, url: str, shown: Callable[[], AbstractContextManager["Progress"]]
) -> Mapping[str, int]:
    """Copy everything to another database; the rows of each table. Raises StoreError."""
    from bot.reminders.store.copying import copy
    from bot.reminders.store.database import open_database

    source = await database(chosen)
    try:
        target = await open_database(url, chosen.data_dir)
        try:
            with shown() as progress:
                return await copy(source, target, progress)
        finally:
            await target.close()
    finally:
        await source.close()

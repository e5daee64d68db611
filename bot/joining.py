"""Where parts are chosen and joined: content, answers, database, platforms and clock.

What only one command needs is imported by its function, so that the others start quickly.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.clock import Clock
from bot.content import checks
from bot.content.load import Content, load
from bot.settings import Settings, SettingsError
from bot.understanding import weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

if TYPE_CHECKING:
    from bot.commands.caring import Caring
    from bot.commands.current import Current
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


def matrix_of(  # noqa: PLR0913, PLR0917
    chosen: Settings,
    clock: Clock,
    current: "Current",
    opened: "Database",
    care: "Caring",
    tell: Callable[[str], object],
) -> "Matrix":
    """Matrix, with everything that it is handed. Raises SettingsError.

    `tell` says something once to whoever runs the bot, and not to the log.
    """
    from bot.keeping import Keeping
    from bot.platforms.matrix.platform import Matrix

    words = current.answering.content.matrix
    return Matrix(matrix_account(chosen), words, clock, Keeping(opened, clock), care, tell)


def matrix_account(chosen: Settings) -> "MatrixAccount":
    """The account on Matrix, as the settings have it. Raises SettingsError."""
    from bot.platforms.matrix.parts import Account

    if not chosen.matrix_homeserver or not chosen.matrix_user:
        raise SettingsError("SOLEUS_MATRIX_USER: set it to the bot's id, @soleus:example.org")
    password, token = chosen.matrix_password, chosen.matrix_token
    recovery = chosen.matrix_recovery_key
    return Account(
        chosen.matrix_homeserver.rstrip("/"),
        chosen.matrix_user,
        chosen.data_dir / "matrix",
        password.get_secret_value() if password else None,
        token.get_secret_value() if token else None,
        chosen.matrix_device,
        tuple(filter(None, (chosen.matrix_invites or "").replace(" ", "").split(","))),
        recovery.get_secret_value() if recovery else None,
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

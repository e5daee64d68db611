"""Discord as a platform: joins its parts, talks until it is told to stop, leaves cleanly."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping

import discord

from bot.chat import Answer, Care, Complete, Person, Place, Reply
from bot.platforms.discord import faults
from bot.platforms.discord.client import Client
from bot.platforms.discord.desk import Parts
from bot.platforms.discord.directs import Directs
from bot.platforms.discord.endpoints import point_api
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.parts import PLATFORM, Account, Clock, Keeping, Words
from bot.platforms.discord.reception import Reception
from bot.platforms.discord.sending import RATE, REMEMBERS, Sending

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between attempts to log in."""

LEAVING, CLOSING = 2.0, 1.5
"""Seconds that replies in the making, and then Discord, may take when the bot leaves."""


class Discord:
    """Talks and reminds on Discord."""

    platform = PLATFORM
    rate: float | None = RATE
    remembers = REMEMBERS
    is_exclusive = False

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        account: Account,
        words: Words,
        labels: Mapping[str, str],
        clock: Clock,
        keeping: Keeping,
        care: Care,
        complete: Complete,
    ) -> None:
        self._words = words
        self._clock = clock
        self._keeping = keeping
        self._care = care
        self._complete = complete
        self._login = account
        self._looks = Looks(labels, words.said["see_also"])
        self.account = named(account.token)
        self.client = Client(account, self.account, keeping, clock)
        directs = Directs(self.client, self.account, keeping, clock)
        self._sending = Sending(self.client, self.account, self._looks, directs)

    async def listen(self, answer: Answer) -> None:
        """Talk until cancelled; then finish what is being answered. Raises Refused."""
        point_api(self._login.api_url)
        reception = await self.begin(answer)
        try:
            await self._log_in()
            await self._stay(reception)
        except Exception as error:
            raise faults.entering(error) from error
        finally:
            await asyncio.wait({asyncio.ensure_future(self.client.close())}, timeout=CLOSING)

    async def _stay(self, reception: Reception) -> None:
        """Stay connected, in a task that is cancelled last.

        discord.py loses a cancellation that comes while it starts a session, unless it is closed.
        """
        connected = asyncio.create_task(self.client.connect())
        try:
            await asyncio.wait({connected})
        finally:
            await reception.close(LEAVING)
            await asyncio.wait({asyncio.ensure_future(self.client.close())}, timeout=CLOSING)
            connected.cancel()
        await connected

    async def _log_in(self) -> None:
        """Log in, as soon as Discord can be reached."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self.client.login(self._login.token)
            except (*faults.UNSURE, discord.HTTPException) as error:
                log.warning("Discord cannot be reached yet: %s", faults.named(error))
            except discord.RateLimited as error:
                log.warning("Discord wants no request for %.0f s", error.retry_after)
                wait = max(wait, error.retry_after)
            await self.client.http.close()
            self.client.http.connector = discord.utils.MISSING  # closed; the next login makes one
            await self._clock.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def begin(self, answer: Answer) -> Reception:
        """Have everything in place that answers."""
        parts = Parts(
            answer,
            self._complete,
            self._care,
            self._keeping,
            self._looks,
            self._words,
            self._clock,
        )
        reception = Reception(self.client, self._login, self.account, parts)
        await reception.open()
        return reception

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder. Raises Gone or NotNow."""
        await self._sending.deliver(place, to, reply, key)

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether a reminder is in its channel."""
        return await self._sending.arrived(place, key)

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something where reminders are to come. Raises Gone or NotNow."""
        return await self._sending.reach(place, to, reply)

    @property
    def missing(self) -> str | None:
        """What is missing until it hears everything."""
        return self.client.missing

    @property
    def numbers(self) -> tuple[tuple[str, str, Callable[[], float]], ...]:
        """Numbers of the connection: name, meaning and how to get them."""
        client = self.client
        return (
            ("servers", "Servers that the bot is in", lambda: len(client.guilds)),
            ("latency_seconds", "Seconds that a heartbeat takes", lambda: client.latency),
            ("shards", "Shards that are connected", lambda: client.connected),
        )


def named(token: str) -> str:
    """Names an account by the public part of its token, which stays when the token is renewed."""
    public = token.partition(".")[0]
    return f"{PLATFORM}-{hashlib.sha256(public.encode()).hexdigest()[:12]}"

"""Discord as a platform: joins its parts, talks until it is told to stop, leaves cleanly."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping

import discord

from bot.chat import Answer, Care, Complete, Person, Place, Reply
from bot.platforms.discord import commands, faults
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.admin import OURS, Admin
from bot.platforms.discord.busy import Busy
from bot.platforms.discord.client import Attendants, Client
from bot.platforms.discord.desk import Desk, Parts
from bot.platforms.discord.directs import Directs
from bot.platforms.discord.endpoints import point_api
from bot.platforms.discord.helping import add_help
from bot.platforms.discord.interactions import Interactions, pressed_in
from bot.platforms.discord.looks import Looks
from bot.platforms.discord.messages import Messages
from bot.platforms.discord.parts import PLATFORM, Account, Clock, Keeping, Words
from bot.platforms.discord.sending import RATE, REMEMBERS, Sending
from bot.platforms.discord.syncing import sync
from bot.platforms.discord.translating import Translator

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between attempts to log in."""

ACCEPTED = discord.TeamMembershipState.accepted

SHARD_BITS = 22
"""Which shard a server belongs to: its id without these bits, by the number of shards
(https://discord.com/developers/docs/events/gateway#sharding-sharding-formula)."""

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
        self._settings = account
        self._busy = Busy()
        self._owners: set[int] = set()
        self._looks = Looks(labels, words.said["see_also"])
        self.account = named(account.token)
        self.client = Client(account, self.account, keeping, clock)
        directs = Directs(self.client, self.account, keeping, clock)
        self._sending = Sending(self.client, self.account, self._looks, directs)

    async def listen(self, answer: Answer) -> None:
        """Talk until cancelled; then finish what is being answered. Raises Refused."""
        point_api(self._settings.api_url)
        await self.begin(answer)
        try:
            await self._log_in()
            await self._stay()
        except Exception as error:
            raise faults.entering(error) from error
        finally:
            await asyncio.wait({asyncio.ensure_future(self.client.close())}, timeout=CLOSING)

    async def _stay(self) -> None:
        """Stay connected, in a task that is cancelled last.

        discord.py loses a cancellation that comes while it starts a session, unless it is closed.
        """
        connected = asyncio.create_task(self.client.connect())
        try:
            await asyncio.wait({connected})
        finally:
            await self._busy.idle(LEAVING)
            await asyncio.wait({asyncio.ensure_future(self.client.close())}, timeout=CLOSING)
            connected.cancel()
        await connected

    async def _log_in(self) -> None:
        """Log in, as soon as Discord can be reached."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self.client.login(self._settings.token)
            except (*faults.UNSURE, discord.HTTPException) as error:
                log.warning("Discord cannot be reached yet: %s", faults.named(error))
            except discord.RateLimited as error:
                log.warning("Discord wants no request for %.0f s", error.retry_after)
                wait = max(wait, error.retry_after)
            await self.client.http.close()
            self.client.http.connector = discord.utils.MISSING  # closed; the next login makes one
            await self._clock.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def begin(self, answer: Answer) -> None:
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
        desk = Desk(parts, self._busy)
        interactions = Interactions(desk)
        admin = Admin(desk, self._owners.__contains__)
        tree = self.client.tree
        commands.add_all(tree, interactions)
        admin.add_all(tree)
        add_help(tree, desk, self._settings.privacy_url)
        await tree.set_translator(Translator(self._words))
        self.client.attendants = self._attendants(interactions, admin, answer)

    def _attendants(self, does: Interactions, admin: Admin, answer: Answer) -> Attendants:
        messages = Messages(
            self._me,
            answer,
            self._care,
            self._looks,
            self._clock,
            self._keeping,
            unasked=self._settings.open_channels,
        )

        async def said(message: discord.Message) -> None:
            with self._busy.working():
                await messages.said(message)

        async def edited(message: discord.Message) -> None:
            with self._busy.working():
                await messages.edited(message)

        async def pressed(interaction: Interaction) -> None:
            custom_id, values = pressed_in(interaction)
            if custom_id.startswith(OURS):
                await admin.pressed(interaction, custom_id, values)
            else:
                await does.pressed(interaction)

        async def left(guild: int) -> None:
            with self._busy.working():
                await self._care.leave(PLATFORM, str(guild))

        async def began(shard: int) -> None:
            if self.client.is_closed():  # discord.py tells of it a while later
                return
            with self._busy.working():
                await self._forget_lost(shard)

        async def failed(interaction: Interaction) -> None:
            await does.desk.say(interaction, "failed")

        return Attendants(said, edited, pressed, left, began, self._entered, failed)

    async def _forget_lost(self, shard: int) -> None:
        """Forget what is kept of servers that removed the bot while it was not there."""
        count = self.client.shard_count or 1
        for name in await self._care.known(PLATFORM):
            is_ours = (int(name) >> SHARD_BITS) % count == shard
            if is_ours and self.client.get_guild(int(name)) is None:
                await self._care.leave(PLATFORM, name)

    async def _entered(self) -> None:
        """Logged in: who owns the bot, and whether Discord knows its commands."""
        application = self.client.application
        if application:
            team = application.team.members if application.team else ()
            joined = (it.id for it in team if it.membership_state is ACCEPTED)
            self._owners.update({application.owner.id, *joined})
        self._looks.learn(await sync(self.client.tree, self._keeping, self.account))

    def _me(self) -> int:
        return self.client.user.id if self.client.user else 0

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

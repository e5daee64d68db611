"""Matrix as a platform: joins its parts, talks until it is told to stop."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from nio import (
    AsyncClient,
    InviteMemberEvent,
    MatrixRoom,
    MegolmEvent,
    ReactionEvent,
    RedactionEvent,
    RoomMemberEvent,
    RoomMessageText,
    RoomUpgradeEvent,
)

from bot.chat import Answer, Care, NotNow, Person, Place, Reply
from bot.platforms.matrix.account import entered
from bot.platforms.matrix.answering import Answering
from bot.platforms.matrix.faults import UNSURE, UnsureError
from bot.platforms.matrix.parts import PLATFORM, Account, Clock, Keeping, Words
from bot.platforms.matrix.reacting import Reacting
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sending import REMEMBERS, Sending
from bot.platforms.matrix.showing import Showing
from bot.platforms.matrix.signing import SigningError, Tell, sign_device
from bot.platforms.matrix.syncing import Syncing

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
CLOSING = 2.0


class Matrix:
    """Talks and reminds on Matrix."""

    platform = PLATFORM
    rate: float | None = None
    remembers = REMEMBERS
    is_exclusive = True

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        account: Account,
        words: Words,
        clock: Clock,
        keeping: Keeping,
        care: Care,
        tell: Tell,
    ) -> None:
        self._settings = account
        self._words = words
        self._clock = clock
        self._keeping = keeping
        self._care = care
        self._tell = tell
        self._syncing: Syncing | None = None
        self.account = f"{PLATFORM}-{hashlib.sha256(account.user.encode()).hexdigest()[:12]}"
        self._sending = Sending(self.account, words)

    async def listen(self, answer: Answer) -> None:
        """Talk until cancelled. Raises Refused."""
        client = await self._log_in()
        try:
            self._attend(client, answer, await self._first_day())
            self._sending.use(client)
            self._syncing = Syncing(client, self.account, self._keeping, self._clock)
            await self._syncing.run(lambda: self._sending.use(client, knows_rooms=True))
        finally:
            self._sending.use(None)
            await asyncio.wait({asyncio.ensure_future(client.close())}, timeout=CLOSING)

    async def deliver(self, place: Place, to: Person, reply: Reply, key: str) -> None:
        """Send a reminder. Raises Gone or NotNow."""
        await self._sending.deliver(place, to, reply, key)

    async def arrived(self, place: Place, key: str) -> bool | None:
        """Whether a reminder is in its room."""
        return await self._sending.arrived(place, key)

    async def reach(self, place: Place, to: Person, reply: Reply) -> Place:
        """Say something where reminders are to come. Raises Gone or NotNow."""
        return await self._sending.reach(place, to, reply)

    @property
    def missing(self) -> str | None:
        """What is missing until it hears everything."""
        is_in_step = self._syncing is not None and self._syncing.is_in_step
        return None if is_in_step else "not connected"

    async def _log_in(self) -> AsyncClient:
        """Log in as soon as the homeserver can be reached, and sign the device."""
        wait = FIRST_WAIT
        while True:
            try:
                client = await entered(self._settings)
                return await self._signed(client)
            except (*UNSURE, UnsureError, NotNow) as error:
                log.warning("the homeserver cannot be reached yet: %s", type(error).__name__)
            await self._clock.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _signed(self, client: AsyncClient) -> AsyncClient:
        """The same client, its device signed; closed if that fails for now or for good."""
        try:
            await sign_device(client, self._settings, self._tell)
        except SigningError as error:
            log.warning("strict clients will not read the bot: %s", error)
        except BaseException:
            await client.close()
            raise
        return client

    async def _first_day(self) -> float:
        """When the account was used first: what is older is history, and nobody's question."""
        name = f"{self.account}:begun"
        known = await self._keeping.recall(name)
        if known is None:
            known = str(self._clock.now())
            await self._keeping.note(name, known)
        return float(known)

    def _attend(self, client: AsyncClient, answer: Answer, begun: float) -> None:
        rooms = Rooms(client, self._settings, self._clock)
        showing = Showing(client, self._sending, self._keeping, self._clock, begun)
        answering = Answering(
            client,
            answer,
            self._care,
            self._keeping,
            self._sending,
            self._words,
            showing,
        )
        reacting = Reacting(client.user_id, answer, self._care, showing, self._clock)
        handlers: tuple[tuple[Any, Any], ...] = (
            (rooms.invited, InviteMemberEvent),
            (rooms.changed, RoomMemberEvent),
            (rooms.upgraded, RoomUpgradeEvent),
            (answering.said, RoomMessageText),
            (reacting.reacted, ReactionEvent),
            (reacting.withdrawn, RedactionEvent),
            (answering.unread, MegolmEvent),
        )
        for handler, event in handlers:
            client.add_event_callback(spared(handler), event)


Handler = Callable[[MatrixRoom, Any], Awaitable[None]]


def spared(handler: Handler) -> Handler:
    """The same, but an event that fails spares the others, and the connection."""

    async def handle(room: MatrixRoom, event: Any) -> None:  # noqa: ANN401
        try:
            await handler(room, event)
        except Exception:
            log.exception("event %s failed", getattr(event, "event_id", "of an invitation"))

    return handle

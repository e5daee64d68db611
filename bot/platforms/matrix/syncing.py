"""The sync loop: events are handled, then the place is noted; none is lost, a few come twice.

matrix-nio's own loop notes the place first, and never ends when the token is revoked.
"""

import asyncio
import logging
from collections.abc import Callable

from nio import AsyncClient, SyncError, SyncResponse

from bot.chat import Refused
from bot.platforms.matrix.faults import REVOKED, SIGNED_OUT, UNSURE
from bot.platforms.matrix.parts import Clock, Keeping

log = logging.getLogger(__name__)

LONG = 30_000
"""Milliseconds that the homeserver may hold a request when nothing happens."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
PATIENCE = 20.0


class Syncing:
    """Keeps in step with the homeserver."""

    def __init__(self, client: AsyncClient, name: str, keeping: Keeping, clock: Clock) -> None:
        self._client = client
        self._name = f"{name}:since"
        self._keeping = keeping
        self._clock = clock
        self.is_in_step = False

    async def run(self, begun: Callable[[], None]) -> None:
        """Sync for ever. Raises Refused."""
        since = await self._keeping.recall(self._name)
        wait, is_first = FIRST_WAIT, True
        while True:
            response = await self._once(since, is_first=is_first)
            self.is_in_step = isinstance(response, SyncResponse)
            if response is None or not self.is_in_step:
                await self._clock.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            if is_first:
                begun()
            since, wait, is_first = response.next_batch, FIRST_WAIT, False
            await self._keeping.note(self._name, since)

    async def _once(self, since: str | None, *, is_first: bool) -> SyncResponse | None:
        timeout = 0 if is_first else LONG
        try:
            async with asyncio.timeout(timeout / 1000 + PATIENCE):
                response = await self._client.sync(timeout, since=since, full_state=is_first)
                await self._keys()
        except UNSURE as error:
            log.warning("the homeserver cannot be reached: %s", type(error).__name__)
            return None
        if isinstance(response, SyncError) and response.status_code in REVOKED:
            raise Refused(SIGNED_OUT)
        if not isinstance(response, SyncResponse):
            log.warning("the homeserver answered nonsense: %s", type(response).__name__)
            return None
        return response

    async def _keys(self) -> None:
        """What encryption needs between two rounds, as matrix-nio's own loop does."""
        client = self._client
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())

"""Processes of Soleus on the fake Discord."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from tests.fake_discord import FakeDiscord
from tests.processes import PATIENCE, Machine, Started


@dataclass
class Place:
    """A machine on which Soleus is started for a Discord."""

    machine: Machine
    discord: FakeDiscord

    async def start(self, **more: str) -> Started:
        """`soleus run`; returns when it has begun a session, or has ended."""
        sessions = len(self.discord.gateway.identified)
        made = await self.machine.launch(**more)
        ended = asyncio.create_task(made.process.wait())
        begun = asyncio.create_task(
            self.discord.until(lambda: self._sessions() > sessions, PATIENCE)
        )
        await asyncio.wait({ended, begun}, return_when=asyncio.FIRST_COMPLETED)
        for task in (ended, begun):
            task.cancel()
        await asyncio.gather(ended, begun, return_exceptions=True)
        return made

    def _sessions(self) -> int:
        return len(self.discord.gateway.identified) if self.discord.gateway.sessions else 0


def machine_for(discord: FakeDiscord, folder: Path) -> Machine:
    """A machine whose settings lead to a fake."""
    return Machine(
        folder,
        {
            "SOLEUS_DISCORD_TOKEN": discord.token,
            "SOLEUS_DISCORD_API_URL": discord.api_url,
            "SOLEUS_DISCORD_GATEWAY_URL": discord.gateway.url,
        },
    )

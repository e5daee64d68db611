"""Soleus on Discord beside a bare echo bot: messages a second, and memory with many servers.

`python -m benchmarks.discord [--messages 400] [--together 8] [--servers 1000 10000] [--json]`

Both are processes of their own on the same fake Discord over real HTTP and WebSocket, one after the
other; what is compared is their ratio.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.fake_discord import FakeDiscord
from tests.fake_discord.objects import Channel

ROOT = Path(__file__).parents[1]
SOLEUS, ECHO = "soleus", "echo bot"
START, ANSWERS = 60.0, 120.0

QUESTIONS = (
    "why do my calves cramp at night?",
    "how long should i hold a calf stretch",
    "my lower back is stiff in the morning",
    "what shoes are good for tight calves",
    "can sitting all day make my back hurt",
    "who won the cup final?",
    "hello",
    "one calf is swollen and hot since yesterday",
)


@dataclass(frozen=True)
class Speed:
    """Messages a second from gateway to answer; milliseconds of half of them and of 99 in 100."""

    each_second: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Figures:
    """What was measured, by bot; megabytes by number of servers."""

    messages: int
    together: int
    speed: dict[str, Speed]
    memory_mb: dict[str, dict[int, float]]

    @property
    def ratio(self) -> float:
        """Messages a second of Soleus for each one of the echo bot."""
        return self.speed[SOLEUS].each_second / self.speed[ECHO].each_second


async def measure(messages: int, together: int, servers: Sequence[int]) -> Figures:
    """Everything, one bot after the other."""
    speed = {name: await _speed(name, messages, together) for name in (ECHO, SOLEUS)}
    memory = {
        name: {count: await _memory(name, count) for count in servers} for name in (ECHO, SOLEUS)
    }
    return Figures(messages, together, speed, memory)


async def _speed(name: str, messages: int, together: int) -> Speed:
    """Each message by another person in another channel, so that no limit is met."""
    async with _discord(1) as discord:
        guild = next(iter(discord.state.guilds))
        channels = [discord.state.add_channel(guild) for _ in range(messages + together)]
        async with _bot(name, discord):
            await _round(discord, channels[:together], together)
            begun = time.perf_counter()
            taken = await _round(discord, channels[together:], together)
            seconds = time.perf_counter() - begun
    ordered = sorted(taken)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99) - 1]
    return Speed(messages / seconds, 1000 * half, 1000 * most)


async def _round(discord: FakeDiscord, channels: Sequence[Channel], together: int) -> list[float]:
    waiting = asyncio.Semaphore(together)

    async def one(number: int, channel: Channel) -> float:
        async with waiting:
            return await _ask(discord, channel, QUESTIONS[number % len(QUESTIONS)])

    return await asyncio.gather(*(one(*it) for it in enumerate(channels)))


async def _ask(discord: FakeDiscord, channel: Channel, question: str) -> float:
    person = discord.state.add_user("runner")
    begun = time.perf_counter()
    bot = discord.state.bot["id"]
    await discord.people.say(person, f"<@{bot}> {question}", channel)
    await discord.until(lambda: discord.sent(channel), ANSWERS)
    return time.perf_counter() - begun


async def _memory(name: str, servers: int) -> float:
    """Megabytes in use when every server was told of and one message was answered."""
    async with _discord(servers) as discord:
        guild = next(iter(discord.state.guilds))
        channel = discord.state.channels[discord.state.of_guild[guild][0]]
        async with _bot(name, discord) as process:
            await _ask(discord, channel, QUESTIONS[0])
            return _resident_mb(process)


def _resident_mb(process: asyncio.subprocess.Process) -> float:
    """What the system says that a process holds (Linux)."""
    lines = Path(f"/proc/{process.pid}/status").read_text("utf-8").splitlines()
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return int(held.split()[1]) * 1024 / 1e6


@asynccontextmanager
async def _discord(servers: int) -> AsyncIterator[FakeDiscord]:
    discord = FakeDiscord(checks=False)
    await discord.start()
    for _ in range(servers):
        discord.state.add_guild()
    try:
        yield discord
    finally:
        await discord.stop()


@asynccontextmanager
async def _bot(name: str, discord: FakeDiscord) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in a process of its own, connected."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            *_command(name, discord),
            env=_environment(discord, folder),
            cwd=folder,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await discord.until(lambda: discord.gateway.sessions, START)
            yield process
        finally:
            process.kill()
            await process.wait()


def _command(name: str, discord: FakeDiscord) -> list[str]:
    if name == SOLEUS:
        return [sys.executable, "-m", "bot", "run"]
    where = (discord.api_url, discord.gateway.url, discord.token)
    return [sys.executable, "-m", "benchmarks.discord_echo", *where]


def _environment(discord: FakeDiscord, folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SOLEUS_DATA_DIR": folder,
        "SOLEUS_DISCORD_TOKEN": discord.token,
        "SOLEUS_DISCORD_API_URL": discord.api_url,
        "SOLEUS_DISCORD_GATEWAY_URL": discord.gateway.url,
    }


def told(found: Figures) -> str:
    """The figures for people."""
    lines = [f"{found.messages} messages, {found.together} at a time"]
    for name, speed in found.speed.items():
        lines.append(
            f"  {name:9} {speed.each_second:6.0f} messages/s, half within {speed.p50_ms:.0f} ms, "
            f"99 in 100 within {speed.p99_ms:.0f} ms"
        )
    lines.append(f"  ratio     {found.ratio:6.2f}")
    for name, memory in found.memory_mb.items():
        held = ", ".join(f"{mb:.0f} MB with {count:,} servers" for count, mb in memory.items())
        lines.append(f"  {name:9} {held}")
    return "\n".join(lines)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.discord")
    parser.add_argument("--messages", type=int, default=400)
    parser.add_argument("--together", type=int, default=8)
    parser.add_argument("--servers", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = asyncio.run(measure(chosen.messages, chosen.together, chosen.servers))
    if chosen.json:
        print(json.dumps({**asdict(found), "ratio": found.ratio}))
    else:
        print(told(found))


if __name__ == "__main__":
    main()

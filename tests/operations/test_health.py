"""/healthz and /metrics: well or not and why; a port in use is one clear line."""

import asyncio
import socket
from collections.abc import Iterator

import aiohttp
import pytest

from bot.operations.health import served
from bot.settings import SettingsError


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def missing_nothing() -> str | None:
    return None


async def missing_discord() -> str | None:
    return "discord: not connected"


def numbers() -> bytes:
    return b"soleus_servers 1.0\n"


async def got(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http, http.get(path) as found:
        return found.status, await found.text()


async def test_well_is_ok(port: int) -> None:
    async with served(port, missing_nothing, numbers):
        assert await got(port, "/healthz") == (200, "ok\n")


async def test_not_well_says_why(port: int) -> None:
    async with served(port, missing_discord, numbers):
        assert await got(port, "/healthz") == (503, "discord: not connected\n")


async def test_a_database_that_hangs_is_not_well(port: int) -> None:
    async def never() -> str | None:
        await asyncio.Event().wait()
        return None

    async with served(port, never, numbers):
        assert await got(port, "/healthz") == (503, "no answer in time\n")


async def test_numbers_are_served_and_nothing_else(port: int) -> None:
    async with served(port, missing_nothing, numbers):
        assert await got(port, "/metrics") == (200, "soleus_servers 1.0\n")
        assert (await got(port, "/"))[0] == 404


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        yield int(other.getsockname()[1])


async def test_a_port_in_use_is_told_in_one_line(taken: int) -> None:
    with pytest.raises(SettingsError, match=f"SOLEUS_HTTP_PORT: {taken} cannot be opened"):
        async with served(taken, missing_nothing, numbers):
            pass

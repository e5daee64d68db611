"""A strict client, of another make and with other cryptography, reads the bot and is read by it.

matrix-js-sdk is the library of Element. From April 2026 on such clients may exclude devices that
their owner has not signed (MSC4153). It is installed once from npm, beside the checkout's own things.
"""

import asyncio
import json
from pathlib import Path
from uuid import uuid4

import pytest

from bot.answering import Answering
from bot.platforms.matrix.signing import SEEDS
from tests.discord.house import MovedClock
from tests.matrix.house import running
from tests.matrix.node import installed, needs_node
from tests.matrix.synapse import Synapse

SOURCE = Path(__file__).parent / "strict_peer"
FOLDER = ".strict-peer"
NO_SHIELD = 0
PATIENCE = 90
CRAMPS = "Why do my calves cramp at night?"


@pytest.fixture(scope="module")
def peer() -> Path:
    """The folder of the strict client, with what it needs."""
    return installed(SOURCE, FOLDER, "matrix-js-sdk")


@needs_node
async def test_a_strict_client_reads_the_bot_and_is_answered(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
    peer: Path,
) -> None:
    name = f"strict-{uuid4().hex[:8]}"
    homeserver.register(name, "password")
    async with running(homeserver, bot, clock, answering, tmp_path):
        command = ("node", "ask.js", homeserver.url, name, "password", bot, CRAMPS)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=peer, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
        assert (tmp_path / "matrix" / SEEDS).is_file()
    assert process.returncode == 0, err.decode()[-2000:]
    told = json.loads(out.decode().strip().splitlines()[-1])
    assert "Why do calves cramp at night?" in told["body"]
    assert told["encrypted"] is True
    assert told["shield"] == NO_SHIELD

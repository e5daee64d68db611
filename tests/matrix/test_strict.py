"""A strict client, of another make and with other cryptography, reads the bot and is read by it.

matrix-js-sdk is the library of Element. From April 2026 on such clients may exclude devices that
their owner has not signed (MSC4153). It is installed once from npm, beside the checkout's own things.
"""

from pathlib import Path
from uuid import uuid4

import pytest

from bot.answering import Answering
from bot.platforms.matrix.signing import SEEDS
from tests.discord.house import MovedClock
from tests.matrix.house import running
from tests.matrix.node import installed, needs_node, ran
from tests.matrix.synapse import Synapse

SOURCE = Path(__file__).parent / "strict_peer"
FOLDER = ".strict-peer"
NO_SHIELD = 0
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
        told = await ran(peer, "ask.js", homeserver.url, name, "password", bot, CRAMPS)
        assert (tmp_path / "matrix" / SEEDS).is_file()
    assert "Why do calves cramp at night?" in told["body"]
    assert told["encrypted"] is True
    assert told["shield"] == NO_SHIELD

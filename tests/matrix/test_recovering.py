"""The recovery key: shown once and never logged; it opens, here and in a client of another make."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.answering import Answering
from bot.chat import Refused
from bot.platforms.matrix.encoding import from_base64, from_recovery_key, recovery_key_of
from bot.platforms.matrix.recovering import RecoveryError, decrypted, encrypted
from bot.platforms.matrix.signing import SEEDS
from tests.discord.house import MovedClock
from tests.matrix.house import PASSWORD, running
from tests.matrix.node import needs_node, ran
from tests.matrix.peer import Peer
from tests.matrix.synapse import Synapse
from tests.matrix.test_strict import peer

__all__ = ["peer"]

ALICE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
SHOWN = "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d"
"""A pair that other implementations are tested with, too."""


def test_a_key_is_shown_as_everywhere() -> None:
    assert recovery_key_of(ALICE) == SHOWN
    assert from_recovery_key(f"  {SHOWN.replace(' ', '')}\n") == ALICE


@pytest.mark.parametrize("text", ["", "EsTc", SHOWN[:-1] + "e", "0OIl", SHOWN + "1", "🦵"])
def test_a_mistyped_key_is_noticed(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_recovery_key(text)


@given(st.binary(min_size=32, max_size=32), st.text(max_size=20), st.binary(max_size=100))
def test_what_is_sealed_opens_with_its_key_and_name_only(
    key: bytes, name: str, data: bytes
) -> None:
    sealed = encrypted(key, name, data)
    assert decrypted(key, name, sealed) == data
    for other, called in ((bytes(32) if any(key) else b"1" * 32, name), (key, f"{name}.")):
        with pytest.raises(RecoveryError):
            decrypted(other, called, sealed)


def key_in(told: list[str]) -> str:
    """The recovery key in what was told."""
    return told[0].splitlines()[0].rpartition(": ")[2]


async def master_key(homeserver: Synapse, bot: str, asker: Peer) -> str:
    """What others see as the identity of the bot."""
    path, token = "/_matrix/client/v3/keys/query", asker.client.access_token
    body: dict[str, Any] = {"device_keys": {bot: []}}
    told: dict[str, Any] = await asyncio.to_thread(homeserver.request, "POST", path, body, token)
    (name,) = told["master_keys"][bot]["keys"]
    return str(name)


async def test_it_is_shown_once_never_logged_and_keeps_the_identity(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    for _ in range(2):
        async with running(homeserver, bot, clock, answering, tmp_path / "a", tell=told.append):
            pass
    assert len(told) == 1
    key, before = key_in(told), await master_key(homeserver, bot, ann)
    assert key not in caplog.text
    again = {"matrix_recovery_key": SecretStr(key)}
    lost = tmp_path / "b"
    async with running(homeserver, bot, clock, answering, lost, again, tell=told.append):
        assert await master_key(homeserver, bot, ann) == before
    assert len(told) == 1
    seeds = [(tmp_path / it / "matrix" / SEEDS).read_text("utf-8") for it in ("a", "b")]
    assert seeds[0] == seeds[1]
    wrong = {"matrix_recovery_key": SecretStr(SHOWN)}
    with pytest.raises(Refused, match="SOLEUS_MATRIX_RECOVERY_KEY: the recovery key does not fit"):
        async with running(homeserver, bot, clock, answering, tmp_path / "c", wrong):
            pass


@needs_node
async def test_a_client_of_another_make_opens_what_is_kept(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
    peer: Path,
) -> None:
    told: list[str] = []
    async with running(homeserver, bot, clock, answering, tmp_path, tell=told.append):
        pass
    opened = await ran(peer, "recover.js", homeserver.url, bot, PASSWORD, key_in(told))
    kept = json.loads((tmp_path / "matrix" / SEEDS).read_text("utf-8"))
    assert {usage: from_base64(text).hex() for usage, text in opened.items()} == kept

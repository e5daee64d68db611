"""What lasts: restarts of the bot and of the homeserver, lost keys, revoked tokens, invitations."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.chat import Refused
from tests.discord.house import MovedClock
from tests.matrix.house import running
from tests.matrix.peer import Peer
from tests.matrix.synapse import Synapse

CRAMPS = "Why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_what_was_said_while_it_was_away_is_answered_once(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
    *,
    encrypted: bool,
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        room = await ann.room(bot, encrypted=encrypted)
        await ann.say(room, "!help")
        await ann.hears(bot, 1, room)
    await ann.say(room, CRAMPS)
    for _ in range(2):
        async with running(homeserver, bot, clock, answering, folder):
            assert ANSWERED in (await ann.hears(bot, 2, room)).body
    assert len(ann.texts(bot, room)) == 2


async def test_a_wrong_password_ends_it_with_what_to_do(
    homeserver: Synapse, bot: str, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="SOLEUS_MATRIX_PASSWORD"):
        async with running(
            homeserver, bot, clock, answering, tmp_path / "s", {"matrix_password": "wrong"}
        ):
            pass


async def test_a_revoked_token_ends_it_with_what_to_do(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        await ann.room(bot)
    await asyncio.to_thread(sign_out, homeserver, folder)
    with pytest.raises(Refused, match="does not know the token"):
        async with running(homeserver, bot, clock, answering, folder):
            pass


def token_in(folder: Path) -> str:
    """The access token that the bot keeps."""
    kept = json.loads((folder / "matrix" / "device.json").read_text("utf-8"))
    return str(kept["token"])


def sign_out(homeserver: Synapse, folder: Path) -> None:
    homeserver.request("POST", "/_matrix/client/v3/logout/all", {}, token_in(folder))


def joined(homeserver: Synapse, folder: Path) -> list[str]:
    told = homeserver.request("GET", "/_matrix/client/v3/joined_rooms", None, token_in(folder))
    return list(told["joined_rooms"])


async def test_lost_keys_are_noticed_at_the_start(
    homeserver: Synapse, bot: str, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        pass
    shutil.rmtree(folder / "matrix" / "keys")
    with pytest.raises(Refused, match="keys of this device are lost"):
        async with running(homeserver, bot, clock, answering, folder):
            pass


async def test_its_files_are_for_its_user_only(
    homeserver: Synapse, bot: str, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        files = [it for it in (folder / "matrix").rglob("*") if it.is_file()]
    assert {it.name for it in files} >= {"device.json", "cross-signing.json"}
    assert {it.stat().st_mode & 0o077 for it in files} == {0}


async def test_who_is_not_on_the_list_cannot_invite_it(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> None:
    chosen = {"matrix_invites": "@somebody:else, example.org"}
    async with running(homeserver, bot, clock, answering, tmp_path / "s", chosen):
        made = await ann.client.room_create(invite=[bot], is_direct=True)
        await ann.until(lambda: ann.membership(made.room_id, bot) == "leave")


async def test_a_room_that_is_empty_is_left_and_an_upgraded_one_followed(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "soleus"
    async with running(homeserver, bot, clock, answering, folder):
        room = await ann.room(bot)
        token = ann.client.access_token
        path = f"/_matrix/client/v3/rooms/{room}/upgrade"
        made = await asyncio.to_thread(
            homeserver.request, "POST", path, {"new_version": "11"}, token
        )
        new = made["replacement_room"]
        await ann.client.room_invite(new, bot)
        await ann.until(lambda: ann.membership(new, bot) == "join")
        await ann.client.room_leave(new)
        async with asyncio.timeout(15):
            while new in await asyncio.to_thread(joined, homeserver, folder):
                pass


async def test_its_device_is_signed(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    ann: Peer,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
) -> None:
    async with running(homeserver, bot, clock, answering, tmp_path / "s"):
        told = await asyncio.to_thread(
            homeserver.request,
            "POST",
            "/_matrix/client/v3/keys/query",
            {"device_keys": {bot: []}},
            ann.client.access_token,
        )
    (device,) = told["device_keys"][bot].values()
    (own,) = told["self_signing_keys"][bot]["keys"]
    assert own in device["signatures"][bot]

"""A person asks the bot in a web client, in a browser, in an encrypted room.

Hydrogen is a web client of the makers of Element. It is installed once from npm, beside the
checkout's own things, and shown in the Chromium of this machine. SOLEUS_PICTURES names a folder
that gets a picture of the answer.
"""

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from bot.answering import Answering
from tests.discord.house import MovedClock
from tests.matrix.house import running
from tests.matrix.node import installed, needs_node, ran
from tests.matrix.peer import ENCRYPTED
from tests.matrix.synapse import Json, Synapse

SOURCE = Path(__file__).parent / "web_client"
FOLDER = ".web-client"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
PICTURES, PICTURE = "SOLEUS_PICTURES", "matrix.png"
CRAMPS, ANSWERED = "Why do my calves cramp at night?", "Why do calves cramp at night?"

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason=f"no browser is installed ({', '.join(BROWSERS)})"
)


@pytest.fixture(scope="module")
def client() -> Path:
    """The folder of the web client, with what it needs."""
    return installed(SOURCE, FOLDER, "hydrogen-view-sdk")


@needs_node
@needs_chromium
async def test_a_person_asks_in_a_web_client_and_reacts(  # noqa: PLR0913, PLR0917
    homeserver: Synapse,
    bot: str,
    clock: MovedClock,
    answering: Answering,
    tmp_path: Path,
    client: Path,
) -> None:
    name = f"ann-{uuid4().hex[:8]}"
    person = homeserver.register(name, "password")
    name_them(homeserver, {bot: "Soleus", person["user_id"]: "Ann"})
    picture = tmp_path / PICTURE
    async with running(homeserver, bot, clock, answering, tmp_path):
        room = await asyncio.to_thread(made_room, homeserver, person["access_token"], bot)
        told = await shown(client, homeserver.url, name, picture)
    assert ANSWERED in told["answer"]
    assert "Thank you" in told["thanks"]
    said = {it["type"] for it in said_by(homeserver, person["access_token"], room, bot)}
    assert said == {"m.room.member", "m.room.encrypted", "m.reaction"}
    assert picture.stat().st_size
    if PICTURES in os.environ:
        shutil.copyfile(picture, Path(os.environ[PICTURES]) / PICTURE)


async def shown(client: Path, url: str, name: str, picture: Path) -> Json:
    """What the web client shows to a person who asks and reacts."""
    return await ran(
        client,
        *("drive.js", str(CHROMIUM), url, name, "password"),
        *("Soleus", CRAMPS, ANSWERED, str(picture)),
    )


def name_them(homeserver: Synapse, names: Mapping[str, str]) -> None:
    """Give people names that a client shows."""
    admin = homeserver.register(f"admin-{uuid4().hex[:8]}", "password", admin=True)
    for user, name in names.items():
        path = f"/_synapse/admin/v2/users/{user}"
        homeserver.request("PUT", path, {"displayname": name}, admin["access_token"])


def made_room(homeserver: Synapse, token: str, bot: str) -> str:
    """A new encrypted room of a person, to which the bot is invited."""
    wanted = {"invite": [bot], "is_direct": True, "initial_state": [ENCRYPTED]}
    made = homeserver.request("POST", "/_matrix/client/v3/createRoom", wanted, token)
    return str(made["room_id"])


def said_by(homeserver: Synapse, token: str, room: str, user: str) -> list[Json]:
    """The events of somebody in a room, as the homeserver has them."""
    path = f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=100"
    found = homeserver.request("GET", path, token=token)["chunk"]
    return [it for it in found if it["sender"] == user]

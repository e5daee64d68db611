"""The fake refuses what Discord refuses, and shows to a session only what it may see."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fake_discord import FakeDiscord, description, fake_discord, limits
from tests.fake_discord.objects import COMPONENTS_V2, EVERYTHING, HISTORY, SEND, Json

needs_description = pytest.mark.skipif(
    description.find() is None,
    reason=f"Discord's OpenAPI description is not beside this checkout; {description.NAMED} names it",
)

TEXT = {"type": 10, "content": "x"}
BUTTON = {"type": 2, "style": 2, "label": "x", "custom_id": "same"}


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with fake_discord() as made:
        yield made


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"content": "x" * 2001}, "longer than 2000"),
        ({"content": "x", "nonce": "n" * 26}, "longer than 25"),
        ({"content": "x", "colour": 5}, "unknown keys"),
        ({}, "empty"),
        ({"components": [TEXT]}, "without their flag"),
        ({"content": "x", "components": [TEXT], "flags": COMPONENTS_V2}, "beside components"),
        ({"components": [TEXT] * 41, "flags": COMPONENTS_V2}, "more than 40"),
        (
            {"components": [{"type": 10, "content": "x" * 4001}], "flags": COMPONENTS_V2},
            "longer than 4000",
        ),
        ({"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "stand twice"),
        (
            {"embeds": [{"title": "x" * 200, "description": "x" * 3000}] * 2},
            "longer than 6000",
        ),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_what_discord_refuses_is_refused(body: Json, told: str) -> None:
    assert any(told in fault for fault in limits.of_message(body))


@pytest.mark.parametrize("name", ["Upper", "two words", "x" * 33, ""])
def test_a_command_is_called_as_discord_wants(name: str) -> None:
    assert list(limits.of_command({"name": name}))


@needs_description
@pytest.mark.parametrize(
    "body",
    [
        {"content": 5},
        {"components": [{"type": 1, "components": [{**BUTTON, "label": "x" * 81}]}]},
        {"components": [{"type": 1, "components": [{**BUTTON, "custom_id": "x" * 101}]}]},
        {"components": [{"type": 99}]},
        {"embeds": [{"title": "x" * 257}]},
    ],
    ids=["content", "label", "custom id", "component", "title"],
)
def test_the_description_finds_what_is_wrong(body: Json) -> None:
    found = description.find()
    assert found
    assert found.of_request("POST", "/channels/1/messages", body, multipart=False)
    assert found.of_request("POST", "/channels/1/messages", {"content": "x"}, multipart=False) == []


async def asks(
    discord: FakeDiscord,
    method: str,
    path: str,
    **more: Any,  # noqa: ANN401
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bot {discord.token}"}
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, discord.api_url + path, headers=headers, **more) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_nonce_is_known_again(discord: FakeDiscord) -> None:
    guild = discord.state.add_guild()
    channel = discord.state.of_guild[guild][0]
    body = {"content": "x", "nonce": "one", "enforce_nonce": True}
    path = f"/channels/{channel}/messages"
    _, first = await asks(discord, "POST", path, json=body)
    _, again = await asks(discord, "POST", path, json=body)
    assert first["id"] == again["id"]
    assert len(discord.sent(discord.state.channels[channel])) == 1


@pytest.mark.parametrize(("denied", "code"), [(SEND, 50013), (EVERYTHING, 50001)])
async def test_rights_are_looked_at(discord: FakeDiscord, denied: int, code: int) -> None:
    channel = discord.state.channels[discord.state.of_guild[discord.state.add_guild()][0]]
    channel.denied = denied
    status, told = await asks(
        discord, "POST", f"/channels/{channel.id}/messages", json={"content": "x"}
    )
    assert (status, told["code"]) == (403, code)


async def test_without_the_right_a_history_is_empty(discord: FakeDiscord) -> None:
    channel = discord.state.channels[discord.state.of_guild[discord.state.add_guild()][0]]
    await asks(discord, "POST", f"/channels/{channel.id}/messages", json={"content": "x"})
    path = f"/channels/{channel.id}/messages"
    assert len((await asks(discord, "GET", path))[1]) == 1
    channel.denied = HISTORY
    assert (await asks(discord, "GET", path))[1] == []

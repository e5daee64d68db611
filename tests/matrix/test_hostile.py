"""People who mean no good on Matrix: nothing breaks, nothing loops, nothing is logged."""

import logging
from typing import Any

import pytest

from bot.platforms.matrix.parts import Account
from bot.platforms.matrix.rooms import HOUR, MOST, Rooms
from tests.discord.house import MovedClock
from tests.matrix.house import House

MARKER = "zebracalf"
RELATIONS: list[Any] = [
    "text",
    5,
    {"rel_type": "m.thread", "event_id": 5},
    {"rel_type": "m.replace", "event_id": "$nothing"},
    {"rel_type": "m.replace", "event_id": ["x"]},
    {"m.in_reply_to": "$nothing"},
    {"m.in_reply_to": {"event_id": {"a": 1}}},
    {"m.in_reply_to": {"event_id": "$nothing"}},
]


@pytest.fixture
def errors(caplog: pytest.LogCaptureFixture) -> Any:  # noqa: ANN401
    caplog.set_level(logging.DEBUG, "bot")
    return lambda: [it.getMessage() for it in caplog.records if it.levelno >= logging.ERROR]


async def test_whatever_an_event_says_of_others_the_next_question_is_answered(
    house: House,
    errors: Any,  # noqa: ANN401
) -> None:
    room = await house.ann.room(house.bot)
    for relation in RELATIONS:
        sent = await house.ann.client.room_send(
            room,
            "m.room.message",
            {"msgtype": "m.text", "body": f"!help {MARKER}", "m.relates_to": relation},
            ignore_unverified_devices=True,
        )
        assert sent
    await house.ann.say(room, "!topics")
    await house.ann.until(
        lambda: any("You can ask me about" in it.body for it in house.ann.texts(house.bot, room))
    )
    assert errors() == []


async def test_huge_and_odd_messages_are_answered(house: House, errors: Any) -> None:  # noqa: ANN401
    room = await house.ann.room(house.bot)
    for number, text in enumerate(("a" * 40_000, "<b>" * 5000, "\u202e!help", "!" * 9000), 1):
        await house.ann.say(room, text)
        await house.ann.hears(house.bot, number, room)
    assert errors() == []


async def test_mentions_of_a_room_or_of_html_mean_nothing(
    house: House,
    errors: Any,  # noqa: ANN401
) -> None:
    room = await house.ann.room(house.bot)
    await house.ann.client.room_put_state(room, "m.room.name", {"name": "<b>@room</b>"})
    await house.ann.say(room, f"@room <img src=x> {MARKER}", **{"m.mentions": {"room": True}})
    answer = (await house.ann.hears(house.bot, 1, room)).source["content"]
    assert "room" not in answer["m.mentions"]
    assert MARKER not in str(answer)
    assert errors() == []


async def test_reactions_to_anything_else_do_nothing(house: House, errors: Any) -> None:  # noqa: ANN401
    room = await house.ann.room(house.bot)
    own = await house.ann.say(room, "!help")
    await house.ann.hears(house.bot, 1, room)
    await house.ann.react(room, own, "👍")
    await house.ann.react(room, own, MARKER)
    await house.ann.say(room, "!topics")
    await house.ann.hears(house.bot, 2, room)
    assert len(house.ann.texts(house.bot, room)) == 2
    assert errors() == []


class Client:
    """Notes which rooms were joined and left."""

    user_id = "@bot:localhost"

    def __init__(self) -> None:
        self.joined: list[str] = []
        self.left: list[str] = []

    async def join(self, room: str) -> None:
        self.joined.append(room)

    async def room_leave(self, room: str) -> None:
        self.left.append(room)


class Invitation:
    """Of the bot, into a room."""

    membership, state_key, sender = "invite", "@bot:localhost", "@eve:localhost"

    def __init__(self, room_id: str) -> None:
        self.room_id = room_id


async def test_a_flood_of_invitations_is_followed_slowly(tmp_path: Any, clock: MovedClock) -> None:  # noqa: ANN401
    client = Client()
    rooms = Rooms(client, Account("http://localhost", "@bot:localhost", tmp_path), clock)
    for number in range(MOST * 2):
        invitation: Any = Invitation(f"!{number}")
        await rooms.invited(invitation, invitation)
    assert len(client.joined) == MOST
    clock.ahead += HOUR + 1
    late: Any = Invitation("!late")
    await rooms.invited(late, late)
    assert client.joined[-1] == "!late"

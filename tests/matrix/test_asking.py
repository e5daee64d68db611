"""People ask in rooms, plain and encrypted: mentions, replies, DMs, edits, threads."""

import asyncio

import pytest
from nio import RoomMessageNotice

from bot.chat import ExerciseCard, Kind, Picture, Reply
from bot.platforms.matrix import hearing
from tests.matrix.house import House
from tests.matrix.peer import Peer

CRAMPS = "Why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"
CLOT = "since my flight one calf is swollen and hot"
HELP = "Be seen by a doctor today"


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_direct_message_is_answered(house: House, *, encrypted: bool) -> None:
    room = await house.ann.room(house.bot, encrypted=encrypted)
    assert ANSWERED in await house.asks(room, CRAMPS)
    answer = house.ann.texts(house.bot, room)[0]
    assert answer.source["content"]["msgtype"] == "m.notice"
    assert answer.source["content"]["m.mentions"] == {"user_ids": [house.ann.client.user_id]}
    assert getattr(answer, "decrypted", False) is encrypted


async def test_a_red_flag_comes_first(house: House) -> None:
    room = await house.ann.room(house.bot)
    assert (await house.asks(room, CLOT)).startswith(HELP)


async def test_in_a_room_of_many_a_mention_is_answered_in_a_thread(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    asked = await house.ann.say(
        room, f"{house.bot} {CRAMPS}", **{"m.mentions": {"user_ids": [house.bot]}}
    )
    answer = await house.ann.hears(house.bot, room=room)
    relates = answer.source["content"]["m.relates_to"]
    assert (relates["rel_type"], relates["event_id"]) == ("m.thread", asked)
    assert ANSWERED in answer.body


@pytest.mark.parametrize("opening", ["!ask ", "soleus: ", "SOLEUS, "])
async def test_there_are_other_ways_to_address_it(house: House, ben: Peer, opening: str) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    name = house.bot.partition(":")[0][1:]
    text = opening.replace("soleus", name).replace("SOLEUS", name.upper())
    assert ANSWERED in await house.asks(room, f"{text}{CRAMPS}")


async def test_a_reply_to_the_bot_addresses_it(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    await house.asks(room, "!help")
    ours = house.ann.texts(house.bot, room)[0].event_id
    await house.ann.say(room, CRAMPS, **{"m.relates_to": {"m.in_reply_to": {"event_id": ours}}})
    assert ANSWERED in (await house.ann.hears(house.bot, 2, room)).body


async def test_to_nobody_in_particular_it_says_nothing(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    await house.ann.say(room, CRAMPS)
    await house.ann.say(room, CLOT)
    await house.ann.send(room, "m.room.message", {"msgtype": "m.notice", "body": f"!ask {CRAMPS}"})
    await house.ann.send(room, "m.room.message", {"msgtype": "m.location", "body": CRAMPS})
    await house.ann.send(room, "org.example.unknown", {"body": ["!ask"]})
    await house.asks(room, "!help")
    assert len(house.ann.texts(house.bot, room)) == 1


async def test_a_room_is_opened_by_whoever_may_change_it(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, ben.user, dm=False)
    await ben.until(lambda: room in ben.client.rooms)
    await ben.say(room, "!setup open")
    refused = await house.ann.hears(house.bot, 1, room)
    assert "may change this room" in refused.body
    assert "Open:" in await house.asks(room, "!setup open", 2)
    assert ANSWERED in await house.asks(room, CRAMPS, 3)
    await house.ann.say(room, "lol nice")
    assert "I answer with replies" in await house.asks(room, "!setup threads off", 4)
    await house.asks(room, CRAMPS, 5)
    assert "rel_type" not in house.ann.texts(house.bot, room)[4].source["content"]["m.relates_to"]
    assert "first: GB." in await house.asks(room, "!setup country GB", 6)
    assert "999 or 112 (GB)" in await house.asks(room, CLOT, 7)


async def test_an_edit_updates_the_answer_once(house: House) -> None:
    room = await house.ann.room(house.bot)
    await house.ann.say(room, CRAMPS)
    answer = await house.ann.hears(house.bot, 1, room)
    asked = house.ann.texts(house.ann.user, room)[0].event_id
    await house.ann.edit(room, asked, "what shoes are good for tight calves?")
    update = (await house.ann.hears(house.bot, 2, room)).source["content"]
    assert update["m.relates_to"] == {"rel_type": "m.replace", "event_id": answer.event_id}
    assert "shoes" in update["m.new_content"]["body"]
    await house.ann.edit(room, asked, CRAMPS)
    await house.asks(room, "!help", 3)


async def test_an_edit_that_reports_danger_is_a_new_message(house: House) -> None:
    room = await house.ann.room(house.bot)
    await house.asks(room, CRAMPS)
    asked = house.ann.texts(house.ann.user, room)[0].event_id
    await house.ann.edit(room, asked, CLOT)
    assert (await house.ann.hears(house.bot, 2, room)).body.startswith(HELP)


async def test_an_edited_command_is_not_carried_out_but_looked_at(house: House) -> None:
    room = await house.ann.room(house.bot)
    await house.asks(room, "!zone Berlin")
    typed = house.ann.texts(house.ann.user, room)[0].event_id
    await house.ann.edit(room, typed, "!zone Tokyo")
    assert "Europe/Berlin" in await house.asks(room, "!zone", 2)
    await house.ann.edit(room, typed, f"!zone {CLOT}")
    assert (await house.ann.hears(house.bot, 3, room)).body.startswith(HELP)


async def test_reactions_are_offered_and_work(house: House) -> None:
    room = await house.ann.room(house.bot)
    await house.asks(room, CRAMPS)
    answer = house.ann.texts(house.bot, room)[0].event_id
    await house.ann.until(lambda: len(house.ann.reactions(house.bot, answer)) >= 6)
    offered = house.ann.reactions(house.bot, answer)
    assert offered == ["1️⃣", "2️⃣", "3️⃣", "⏰", "👍", "👎"]
    opinion = await house.ann.react(room, answer, "👍")
    assert "Thank you" in (await house.ann.hears(house.bot, 2, room)).body
    await house.ann.client.room_redact(room, opinion)
    assert "Taken back" in (await house.ann.hears(house.bot, 3, room)).body
    await house.ann.react(room, answer, "🍕")
    await house.ann.react(room, answer, "1️⃣")
    assert "when my calf cramps?" in (await house.ann.hears(house.bot, 4, room)).body


async def test_what_it_cannot_read_is_said_once_with_what_to_do(house: House) -> None:
    room = await house.ann.room(house.bot, encrypted=True)
    await house.asks(room, "!help")
    for number in range(3):
        await asyncio.to_thread(send_unreadable, house, room, number)
    assert "do not have its key" in (await house.ann.hears(house.bot, 2, room)).body
    await house.asks(room, "!help", 3)


def send_unreadable(house: House, room: str, number: int) -> None:
    """Encrypted with a key that nobody was given."""
    path = f"/_matrix/client/v3/rooms/{room}/send/m.room.encrypted/unreadable-{number}"
    content = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "ciphertext": "AwgAEhBhYmNkZWZnaGlqa2xtbm9w",
        "device_id": "NOWHERE",
        "sender_key": "c2VuZGVyIGtleSBvZiBub2JvZHkgaW4gcGFydGljdWxhcg",
        "session_id": "c2Vzc2lvbiBvZiBub2JvZHkgaW4gcGFydGljdWxhciBoZQ",
    }
    house.synapse.request("PUT", path, content, house.ann.client.access_token)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_picture_comes_with_its_words_and_size(house: House, *, encrypted: bool) -> None:
    room = await house.ann.room(house.bot, encrypted=encrypted)
    picture = Picture("walk.png", "image/png", "Someone walks on their heels.", 8, 4, b"pixels")
    card = ExerciseCard("Heel walking", ("Walk on your heels.",), (), picture)
    reply = Reply(Kind.ANSWER, ("Like this:",), exercises=(card,))
    await house.asks(room, "hello")
    await house.platform.reach(hearing.place(room), hearing.person(house.ann.user), reply)
    shown = (await house.ann.hears(house.bot, 3, room)).source["content"]
    assert (shown["msgtype"], shown["body"]) == ("m.image", "Someone walks on their heels.")
    assert (shown["info"]["w"], shown["info"]["h"]) == (8, 4)
    assert ("file" in shown, "url" in shown) == (encrypted, not encrypted)


async def test_who_joins_later_reads_what_is_said_from_then_on(house: House, ben: Peer) -> None:
    room = await house.ann.room(house.bot, encrypted=True, dm=False)
    await house.asks(room, f"!ask {CRAMPS}")
    await house.ann.client.room_invite(room, ben.user)
    await house.ann.until(lambda: house.ann.membership(room, ben.user) == "join")
    await house.ann.say(room, "!ask what is the soleus?")
    heard = await ben.hears(house.bot, 1, room)
    assert isinstance(heard, RoomMessageNotice)
    assert heard.decrypted
    assert "soleus" in heard.body

"""People ask: by mention, directly, by command, by the menu of a message."""

from tests.discord.house import House

CRAMPS = "Why do my calves cramp at night?"
CLOT = "my left calf is swollen, hot and red since yesterday"


async def test_a_mention_is_answered_with_a_reply(house: House) -> None:
    shown = await house.ask(CRAMPS)
    assert "Why do calves cramp at night?" in shown
    (sent,) = house.discord.sent(house.channel)
    assert sent["message_reference"]["message_id"] == house.channel.messages[0]["id"]


async def test_a_direct_message_is_answered(house: House) -> None:
    assert "Why do calves cramp at night?" in await house.write(CRAMPS)


async def test_a_command_is_answered_for_all_or_for_one(house: House) -> None:
    heard = await house.discord.people.run(house.ann, "ask", house.channel, question=CRAMPS)
    assert "Why do calves cramp at night?" in heard.text
    assert not heard.is_private
    heard = await house.discord.people.run(
        house.ann, "ask", house.channel, question=CRAMPS, visible="me"
    )
    assert heard.is_private


async def test_a_red_flag_comes_first_and_plain(house: House) -> None:
    await house.ask(CLOT)
    (sent,) = house.discord.sent(house.channel)
    assert sent["components"] == []
    assert "urgent" in sent["content"].lower() or "today" in sent["content"].lower()

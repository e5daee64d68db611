"""Among many: what is private stays so, communities are heeded, nobody floods, help always comes."""

from dataclasses import replace

import pytest

from bot.chat import Community, Kind, Message, Place, Reply
from bot.commands.conversation import Conversation
from bot.commands.cooldown import PERSON, PLACE, Allowance, Cooldown
from bot.content.load import Content
from tests.commands.chatting import EVERY_EVENING, Talk, shown

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLOT = "one calf is swollen, hot and red since yesterday"
CRAMPS = "why do my calves cramp at night?"
CHANNEL = Place("fake", "channel")


def message(talk: Talk, text: str, **more: object) -> Message:
    made = Message(text, talk.person, CHANNEL, private=False)
    return replace(made, **more)  # type: ignore[arg-type]


async def test_what_became_of_reminders_is_told_in_private_only(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    await ann.is_down_until("2026-11-19 06:00")
    in_public = await ann.send(message(ann, CRAMPS))
    assert len(in_public) == 1
    in_private = await ann.send(message(ann, CRAMPS, private=True))
    assert "did not come" in shown(in_private)


async def test_in_public_nobody_learns_that_somebody_has_reminders(ann: Talk) -> None:
    await ann.says(EVERY_EVENING)
    (reply,) = await ann.send(message(ann, CLOT))
    assert reply.kind is Kind.URGENT
    assert len(await ann.send(message(ann, CLOT, private=True))) == 2


async def test_a_quiet_place_hears_of_danger_only(ann: Talk) -> None:
    quiet = Community(quiet=frozenset({CHANNEL.id}))
    assert await ann.send(message(ann, CRAMPS, community=quiet)) == ()
    assert await ann.send(message(ann, EVERY_EVENING, community=quiet)) == ()
    assert await ann.send(message(ann, CLOT, community=quiet))
    assert await ann.send(message(ann, CRAMPS, community=quiet, private=True))


async def test_whom_a_community_ignores_changes_nothing(ann: Talk) -> None:
    ignored = Community(ignored=frozenset({ann.person.id}))
    before = await ann.rows()
    assert await ann.send(message(ann, EVERY_EVENING, community=ignored, private=True)) == ()
    assert await ann.rows() == before
    assert await ann.send(message(ann, CLOT, community=ignored))


async def test_numbers_of_a_country_come_before_the_others(ann: Talk, content: Content) -> None:
    (reply,) = await ann.send(message(ann, CLOT, community=Community(country="GB")))
    assert "Emergency: 999 or 112 (GB)." in shown((reply,))
    assert content.emergency.numbers in shown((reply,)) or content.emergency.neutral in shown(
        (reply,)
    )


async def test_a_country_that_nobody_knows_changes_nothing(ann: Talk) -> None:
    known = await ann.send(message(ann, CLOT))
    assert await ann.send(message(ann, CLOT, community=Community(country="XX"))) == known


async def asks(talk: Talk, cooldown: Cooldown, **more: object) -> tuple[Reply, ...]:
    return await Conversation(talk.bot, cooldown).answer(message(talk, CRAMPS, **more))


async def test_who_asks_too_much_is_told_once_then_nothing(ann: Talk, content: Content) -> None:
    cooldown = Cooldown()
    answered = [await asks(ann, cooldown) for _ in range(PERSON.at_once)]
    assert all(answered)
    (told,) = await asks(ann, cooldown)
    assert told.paragraphs == (content.wording.slower,)
    assert await asks(ann, cooldown) == ()


async def test_a_flood_in_private_is_not_answered_one_for_one(ann: Talk) -> None:
    cooldown = Cooldown(person=Allowance(1, 60))
    await asks(ann, cooldown, private=True)
    assert await asks(ann, cooldown, private=True)
    assert await asks(ann, cooldown, private=True) == ()


async def test_where_a_reply_is_awaited_everyone_is_told_each_time(ann: Talk) -> None:
    cooldown = Cooldown(person=Allowance(1, 60))
    for _ in range(3):
        assert await asks(ann, cooldown, private=True, awaited=True)


async def test_after_a_while_one_may_ask_again(ann: Talk, content: Content) -> None:
    cooldown = Cooldown(person=Allowance(1, 60))
    await asks(ann, cooldown)
    await asks(ann, cooldown)
    ann.clock.time += 60
    (reply,) = await asks(ann, cooldown)
    assert reply.paragraphs != (content.wording.slower,)


async def test_many_in_one_place_wait_for_each_other(ann: Talk, ben: Talk) -> None:
    cooldown = Cooldown(person=Allowance(100, 1))
    for _ in range(PLACE.at_once):
        await asks(ann, cooldown)
    assert await asks(ben, cooldown) != ()
    assert await asks(ben, cooldown) == ()
    assert await asks(ben, cooldown, private=True)


async def test_danger_never_waits_and_costs_nothing(ann: Talk) -> None:
    cooldown = Cooldown(person=Allowance(1, 60))
    for _ in range(5):
        (reply,) = await Conversation(ann.bot, cooldown).answer(message(ann, CLOT))
        assert reply.kind is Kind.URGENT
    (reply,) = await asks(ann, cooldown)
    assert reply.kind is Kind.ANSWER
    await asks(ann, cooldown)
    (reply,) = await Conversation(ann.bot, cooldown).answer(message(ann, CLOT))
    assert reply.kind is Kind.URGENT


async def test_chatter_that_gets_no_answer_costs_nothing(ann: Talk) -> None:
    cooldown = Cooldown(person=Allowance(1, 60))
    for _ in range(5):
        assert (
            await Conversation(ann.bot, cooldown).answer(message(ann, "lol", addressed=False)) == ()
        )
    assert await asks(ann, cooldown)

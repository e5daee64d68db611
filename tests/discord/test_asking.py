"""People ask: by mention, directly, by command, by the menu of a message, in open channels."""

import pytest

from bot.answering import Answering
from bot.chat import Community
from bot.content.load import Content
from tests.discord.house import House, MovedClock, arrange, house_in, open_to
from tests.discord.test_reminding import add, in_berlin
from tests.fake_discord import FakeDiscord
from tests.fake_discord.faults import Fault
from tests.fake_discord.objects import EPHEMERAL, MANAGE_GUILD, THREAD, Json, every

CRAMPS = "Why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"
CLOT = "my left calf is swollen, hot and red since yesterday"
HELP = "Be seen by a doctor today"
BREATH = "I have chest pain"
TWICE = 2
VAGUE = "stiff back legs, what to do"


async def test_a_mention_is_answered_with_a_reply(house: House) -> None:
    shown = await house.ask(CRAMPS)
    assert ANSWERED in shown
    (sent,) = house.discord.sent(house.channel)
    assert sent["message_reference"]["message_id"] == house.channel.messages[0]["id"]


async def test_a_direct_message_is_answered(house: House) -> None:
    assert ANSWERED in await house.write(CRAMPS)


async def test_a_command_is_answered_for_all_or_for_one(house: House) -> None:
    people = house.discord.people
    heard = await people.run(house.ann, "ask", house.channel, question=CRAMPS)
    assert ANSWERED in heard.text
    assert not heard.is_private
    heard = await people.run(house.ann, "ask", house.channel, question=CRAMPS, visible="me")
    assert heard.is_private


async def test_the_menu_of_a_message_answers_it_to_whoever_chose_it(house: House) -> None:
    asked = await house.discord.people.say(house.ann, CRAMPS, house.channel)
    heard = await house.discord.people.choose_menu(house.ann, asked, house.channel)
    assert ANSWERED in heard.text
    assert heard.is_private


async def test_a_message_without_words_cannot_be_answered(house: House, content: Content) -> None:
    asked = await house.discord.people.say(house.ann, "", house.channel)
    heard = await house.discord.people.choose_menu(house.ann, asked, house.channel)
    assert heard.text == content.discord.said["nothing_here"]


async def test_a_red_flag_comes_first_and_plain(house: House) -> None:
    shown = await house.ask(CLOT)
    (sent,) = house.discord.sent(house.channel)
    assert sent["components"] == []
    assert sent["content"] == shown
    assert shown.splitlines()[0].startswith(HELP)


async def test_a_red_flag_asked_in_private_stays_private(house: House) -> None:
    heard = await house.discord.people.run(
        house.ann, "ask", house.channel, question=CLOT, visible="me"
    )
    assert heard.is_private
    assert heard.message["content"].startswith(HELP)


async def test_a_red_flag_inside_a_command_is_found(house: House) -> None:
    heard = await house.discord.people.run(
        house.ann, "remind add", house.channel, exercise="heel-walking", when=f"tomorrow, {CLOT}"
    )
    assert heard.message["content"].startswith(HELP)


async def test_an_answer_offers_its_sources_to_whoever_presses(house: House) -> None:
    await house.ask(CRAMPS)
    (sent,) = house.discord.sent(house.channel)
    heard = await house.discord.people.press(house.ann, sent, "Sources", house.channel)
    assert "Sources:" in heard.text
    assert heard.interaction.followups[0]["flags"] & 64
    assert len(house.discord.sent(house.channel)) == 1


async def test_an_opinion_counts_once(house: House, content: Content) -> None:
    await house.ask(CRAMPS)
    (sent,) = house.discord.sent(house.channel)
    first = await house.discord.people.press(house.ann, sent, "Helpful", house.channel)
    assert content.wording.helpful in first.text
    again = await house.discord.people.press(house.ann, sent, "Not helpful", house.channel)
    assert content.discord.said["no_choice"] in again.text
    house.discord.people.rights |= MANAGE_GUILD
    heard = await house.discord.people.run(house.ann, "stats", house.channel)
    assert f"{ANSWERED}: 1 helpful, 0 not" in heard.text


async def test_a_neighbour_is_picked_from_the_menu(house: House) -> None:
    await house.ask(CRAMPS)
    (sent,) = house.discord.sent(house.channel)
    menu = next(it for it in every(sent["components"]) if it["type"] == 3)
    option = menu["options"][0]
    heard = await house.discord.people.pick(
        house.ann, sent, menu["custom_id"], [option["value"]], channel=house.channel
    )
    assert option["label"] in heard.text


async def test_in_doubt_topics_are_offered_as_buttons(house: House) -> None:
    await house.ask(VAGUE)
    (sent,) = house.discord.sent(house.channel)
    labels = [it["label"] for it in every(sent["components"]) if it["type"] == 2]
    assert 1 < len(labels) <= 3
    heard = await house.discord.people.press(house.ann, sent, labels[0], house.channel)
    assert labels[0] in heard.text


async def test_unasked_nothing_is_said(house: House) -> None:
    await house.discord.people.say(house.ann, CRAMPS, house.channel)
    await house.discord.people.say(house.ann, CLOT, house.channel)
    await house.ask("hello")
    assert len(house.discord.sent(house.channel)) == 1


async def test_in_an_open_channel_the_bot_speaks_only_when_it_is_sure(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.gateway.forbids_content = False
    async with house_in(discord, clock, answering, discord_open_channels=True) as house:
        await open_to(house)
        for text in ("who won the cup final?", "lol nice", VAGUE):
            await discord.people.say(house.ann, text, house.channel)
        await discord.people.say(house.ann, CRAMPS, house.channel)
        await discord.until(lambda: discord.sent(house.channel))
        await discord.people.say(house.ann, CLOT, house.channel)
        await discord.until(lambda: len(discord.sent(house.channel)) == 2)
        first, second = discord.texts(house.channel)
        assert ANSWERED in first
        assert second.startswith(HELP)


async def test_without_the_intent_an_open_channel_stays_silent(house: House) -> None:
    await open_to(house)
    await house.discord.people.say(house.ann, CRAMPS, house.channel)
    await house.ask("hello")
    assert len(house.discord.sent(house.channel)) == 1


async def test_a_quiet_channel_hears_only_of_danger(house: House) -> None:
    await arrange(house, Community(quiet=frozenset({house.channel.id})))
    await house.discord.people.say(house.ann, f"{house.me} {CRAMPS}", house.channel)
    assert (await house.ask(CLOT)).startswith(HELP)
    assert len(house.discord.sent(house.channel)) == 1
    heard = await house.discord.people.run(
        house.ann, "ask", house.channel, question=CRAMPS, visible="me"
    )
    assert ANSWERED in heard.text


async def test_whom_an_admin_ignores_gets_nothing_but_help(house: House, content: Content) -> None:
    await arrange(house, Community(ignored=frozenset({house.ann["id"]})))
    await house.discord.people.say(house.ann, f"{house.me} {CRAMPS}", house.channel)
    heard = await house.discord.people.run(house.ann, "ask", house.channel, question=CRAMPS)
    await house.discord.until(lambda: heard.interaction.followups)
    assert heard.interaction.original is None
    assert content.discord.said["not_here"] in heard.text
    assert all(it["flags"] & EPHEMERAL for it in heard.interaction.followups)
    assert (await house.ask(CLOT)).startswith(HELP)
    assert len(house.discord.sent(house.channel)) == 1


async def test_a_thread_is_answered_in_the_thread(house: House) -> None:
    thread = house.discord.state.add_channel(house.guild, "calves", THREAD, house.channel.id)
    assert ANSWERED in await house.ask(CRAMPS, thread)


async def test_an_edit_updates_the_answer_once(house: House) -> None:
    await house.ask(CRAMPS)
    asked = house.channel.messages[0]
    (sent,) = house.discord.sent(house.channel)
    await house.discord.people.edit(asked, f"{house.me} what shoes are good for tight calves?")
    await house.discord.until(lambda: sent["edited_timestamp"])
    changed = house.discord.texts(house.channel)
    await house.discord.people.edit(asked, f"{house.me} {CRAMPS}")
    await house.ask("hello")
    assert house.discord.texts(house.channel)[:1] == changed
    assert ANSWERED not in changed[0]


async def test_an_edit_that_reports_danger_is_a_new_reply(house: House) -> None:
    await house.ask(CRAMPS)
    asked = house.channel.messages[0]
    await house.discord.people.edit(asked, f"{house.me} {CLOT}")
    await house.discord.until(
        lambda: [it.startswith(HELP) for it in house.discord.texts(house.channel)] == [True]
    )


async def test_another_danger_in_an_edit_is_told_too_and_the_same_is_not(house: House) -> None:
    await house.ask(CLOT)
    asked = house.channel.messages[0]
    await house.discord.people.edit(asked, f"{house.me} {CLOT}!")
    await house.discord.people.edit(asked, f"{house.me} {CLOT}, and {BREATH}")
    await house.discord.until(lambda: len(house.discord.sent(house.channel)) == TWICE)
    first, second = house.discord.texts(house.channel)
    assert first != second
    assert first.startswith(HELP)
    assert second.startswith("Call your local emergency number now")


async def test_an_edit_of_last_year_is_no_news(house: House) -> None:
    await house.ask(CRAMPS)
    asked = house.channel.messages[0]
    await house.discord.people.edit(asked, f"{house.me} {CLOT}", ago=2 * 3600)
    await house.ask("hello")
    assert not any(it.startswith(HELP) for it in house.discord.texts(house.channel))


async def test_an_edit_waits_for_the_answer_that_is_on_its_way(house: House) -> None:
    house.discord.faults.add("POST", "/messages", Fault.DROPPED_BEFORE)
    asked = await house.discord.people.say(house.ann, f"{house.me} {CLOT}", house.channel)
    await house.discord.until(
        lambda: any(it.path.endswith("/messages") for it in house.discord.requests)
    )
    await house.discord.people.edit(asked, f"{house.me} {CRAMPS}")
    await house.discord.until(lambda: house.discord.sent(house.channel))
    await house.ask("hello")
    first, *_ = house.discord.texts(house.channel)
    assert first.startswith(HELP)


async def test_an_edited_command_is_not_carried_out_but_looked_at(house: House) -> None:
    await house.write("!zone Berlin")
    typed = house.dm.messages[0]
    await house.discord.people.edit(typed, "!zone Tokyo")
    assert "Europe/Berlin" in await house.write("!zone")
    await house.discord.people.edit(typed, f"!zone {CLOT}")
    await house.discord.until(
        lambda: any(it.startswith(HELP) for it in house.discord.texts(house.dm))
    )


async def test_previews_of_links_are_no_edit(house: House) -> None:
    await house.ask(CRAMPS)
    (sent,) = house.discord.sent(house.channel)
    await house.discord.people.edit(house.channel.messages[0], f"{house.me} shoes?", previews=True)
    await house.ask("hello")
    assert sent["edited_timestamp"] is None


@pytest.mark.parametrize("kind", ["another bot", "a webhook", "the system"])
async def test_only_people_are_answered(house: House, kind: str) -> None:
    other = house.discord.state.add_user("other", bot=kind == "another bot")
    made_by: dict[str, Json] = {"a webhook": {"webhook_id": "5"}, "the system": {"type": 7}}
    more = made_by.get(kind, {})
    text = f"{house.me} {CRAMPS}"
    await house.discord.people.say(other, text, house.channel, **more)
    await house.ask("hello")
    assert len(house.discord.sent(house.channel)) == 1


async def test_who_asks_too_much_is_told_once_and_never_kept_from_help(
    house: House, content: Content
) -> None:
    for _ in range(11):
        await house.discord.people.say(house.ann, f"{house.me} hello", house.channel)
    await house.discord.people.say(house.ann, f"{house.me} {CLOT}", house.channel)
    await house.discord.until(
        lambda: any(it.startswith(HELP) for it in house.discord.texts(house.channel))
    )
    shown = house.discord.texts(house.channel)
    assert shown.count(content.wording.slower) == 1
    assert len(shown) == 10 + 1 + 1


async def test_among_friends_only_the_answer_is_for_all(house: House) -> None:
    await in_berlin(house)
    await add(house)
    friends = house.discord.state.add_group(house.ann["id"])
    heard = await house.discord.people.run(
        house.ann, "ask", friends, question="one calf is swollen and hot and I can't breathe"
    )
    await house.discord.until(lambda: heard.interaction.original)
    assert not heard.is_private
    assert heard.interaction.followups == []
    alone = await house.discord.people.run(
        house.ann,
        "ask",
        friends,
        question="one calf is swollen and hot and I can't breathe",
        visible="me",
    )
    await house.discord.until(lambda: alone.interaction.followups)
    assert all(it["flags"] & EPHEMERAL for it in alone.interaction.followups)

"""Admins set a server up, look at counts, and the bot's owner has the answers read anew."""

from functools import partial

import pytest

from bot.chat import Community
from bot.content.load import Content
from tests.discord.house import House, arrange
from tests.discord.test_asking import CLOT, CRAMPS
from tests.fake_discord import Heard
from tests.fake_discord.objects import MANAGE_GUILD, every, texts
from tests.fake_discord.people import CHANNEL_MENU, USER_MENU


@pytest.fixture
def admin(house: House) -> House:
    house.discord.people.rights |= MANAGE_GUILD
    return house


async def page(house: House) -> Heard:
    return await house.discord.people.run(house.ann, "setup", house.channel)


async def chosen(house: House) -> Community:
    return await house.care.community("discord", house.guild)


@pytest.mark.parametrize("command", ["setup", "stats"])
async def test_others_cannot_use_what_is_for_admins(
    house: House, content: Content, command: str
) -> None:
    heard = await house.discord.people.run(house.ann, command, house.channel)
    assert heard.text == content.discord.said["admins_only"]
    assert heard.is_private


async def test_commands_of_admins_are_hidden_from_others(house: House) -> None:
    rights = {it["name"]: it["default_member_permissions"] for it in house.discord.state.commands}
    assert {name for name, right in rights.items() if right} == {"setup", "stats"}
    assert rights["setup"] == str(MANAGE_GUILD)


async def test_channels_are_opened_and_closed(admin: House) -> None:
    heard = await page(admin)
    assert heard.is_private
    pick = partial(admin.discord.people.pick, channel=admin.channel, kind=CHANNEL_MENU)
    await pick(admin.ann, heard.message, "setup:open", [admin.channel.id])
    assert (await chosen(admin)).open == {admin.channel.id}
    await pick(admin.ann, heard.message, "setup:quiet", [admin.channel.id])
    assert (await chosen(admin)).open == set()
    assert (await chosen(admin)).quiet == {admin.channel.id}


async def test_the_page_shows_what_was_chosen(admin: House) -> None:
    heard = await page(admin)
    bob = admin.discord.state.add_user("bob")
    pick = admin.discord.people.pick
    await pick(
        admin.ann,
        heard.message,
        "setup:ignored",
        [bob["id"]],
        channel=admin.channel,
        kind=USER_MENU,
    )
    menus = {it["custom_id"]: it for it in every(heard.message["components"]) if "custom_id" in it}
    assert [str(it["id"]) for it in menus["setup:ignored"]["default_values"]] == [bob["id"]]
    again = await page(admin)
    menus = {it["custom_id"]: it for it in every(again.message["components"]) if "custom_id" in it}
    assert [str(it["id"]) for it in menus["setup:ignored"]["default_values"]] == [bob["id"]]


async def test_numbers_of_the_chosen_country_come_first(admin: House) -> None:
    heard = await page(admin)
    await admin.discord.people.pick(
        admin.ann, heard.message, "setup:country", ["GB"], channel=admin.channel
    )
    assert (await chosen(admin)).country == "GB"
    assert "999 or 112 (GB)" in await admin.ask(CLOT)


async def test_dms_are_switched_off_and_on(admin: House, content: Content) -> None:
    heard = await page(admin)
    said = content.discord.said
    await admin.discord.people.press(admin.ann, heard.message, said["setup_dms_on"], admin.channel)
    assert not (await chosen(admin)).dms
    await admin.discord.people.press(admin.ann, heard.message, said["setup_dms_off"], admin.channel)
    assert (await chosen(admin)).dms


async def test_a_choice_that_two_processes_see_counts_once(admin: House, content: Content) -> None:
    heard = await page(admin)
    said = content.discord.said["setup_dms_on"]
    pressed = await admin.discord.people.press(admin.ann, heard.message, said, admin.channel)
    await admin.discord.people.again(pressed)
    await admin.ask("hello")
    assert not (await chosen(admin)).dms


async def test_every_country_can_be_chosen(admin: House, content: Content) -> None:
    heard = await page(admin)
    offered = {
        it["value"]: menu["custom_id"]
        for menu in every(heard.message["components"])
        if menu.get("custom_id", "").startswith("setup:country")
        for it in menu["options"]
    }
    assert offered.keys() == {"none", *content.emergency.countries}
    last = max(content.emergency.countries)
    await admin.discord.people.pick(
        admin.ann, heard.message, offered[last], [last], channel=admin.channel
    )
    assert (await chosen(admin)).country == last


async def test_a_country_that_left_the_list_keeps_nothing_else_from_being_chosen(
    admin: House,
) -> None:
    await arrange(admin, Community(country="XX"))
    heard = await page(admin)
    await admin.discord.people.pick(
        admin.ann, heard.message, "setup:language", ["de"], channel=admin.channel
    )
    assert (await chosen(admin)).language == "de"


async def test_who_is_no_admin_any_more_cannot_choose(admin: House, content: Content) -> None:
    heard = await page(admin)
    admin.discord.people.rights &= ~MANAGE_GUILD
    pressed = await admin.discord.people.pick(
        admin.ann, heard.message, "setup:country", ["GB"], channel=admin.channel
    )
    assert pressed.text == content.discord.said["admins_only"]
    assert (await chosen(admin)).country is None


async def test_there_is_nothing_to_set_up_in_a_dm(house: House, content: Content) -> None:
    heard = await house.discord.people.run(house.ann, "setup")
    assert heard.text == content.discord.said["server_only"]


async def test_nothing_is_kept_of_a_server_that_was_left(admin: House) -> None:
    heard = await page(admin)
    await admin.discord.people.pick(
        admin.ann, heard.message, "setup:country", ["GB"], channel=admin.channel
    )
    await admin.discord.leave(admin.guild)
    await admin.write("hello")
    assert await chosen(admin) == Community()


async def test_counts_name_nobody(admin: House) -> None:
    await admin.ask(CRAMPS)
    (sent,) = admin.discord.sent(admin.channel)
    await admin.discord.people.press(admin.ann, sent, "Not helpful", admin.channel)
    heard = await admin.discord.people.run(admin.ann, "stats", admin.channel)
    assert "0 helpful, 1 not" in heard.text
    assert "ann" not in heard.text.replace("answers", "").replace("anew", "")


async def test_the_owner_of_the_bot_has_the_answers_read_anew(
    admin: House, content: Content
) -> None:
    said = content.discord.said["reload"]
    mine = await admin.discord.people.run(admin.ann, "stats", admin.channel)
    assert said not in [it.get("label") for it in every(mine.message["components"])]
    owner = admin.discord.state.owner
    theirs = await admin.discord.people.run(owner, "stats", admin.channel)
    pressed = await admin.discord.people.press(owner, theirs.message, said, admin.channel)
    await admin.discord.until(lambda: pressed.interaction.original and "new" in pressed.text)
    assert f"{len(content.topics)} topics" in texts(pressed.message)


async def test_help_lists_every_command_and_links_the_privacy_notice(
    house: House, content: Content
) -> None:
    heard = await house.discord.people.run(house.ann, "help", house.channel)
    ids = {it["name"]: it["id"] for it in house.discord.state.commands}
    assert f"</remind add:{ids['remind']}>" in heard.text
    assert content.discord.said["help_footer"] in heard.text
    assert heard.is_private


async def test_the_bot_tells_who_it_is(house: House) -> None:
    heard = await house.discord.people.run(house.ann, "about", house.channel)
    assert "No clinician has signed" in heard.text

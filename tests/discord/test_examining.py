"""The parts of the checkup by themselves: settings of the application, rights, limits."""

import asyncio
from typing import Any

import discord as library
import pytest

from bot.platforms.discord.checkup import shards, starts
from bot.platforms.discord.examining import rights
from bot.platforms.discord.examining.application import application, intents
from bot.platforms.discord.examining.looking import looked
from bot.platforms.discord.examining.servers import judged
from bot.platforms.findings import Finding, Level, shown
from tests.discord.test_checkup import mended, of
from tests.fake_discord.objects import Json, user
from tests.fake_discord.rest import APPLICATION

ALL = rights.least()


async def test_a_look_that_hangs_ends() -> None:
    async def hang() -> tuple[Finding, ...]:
        await asyncio.Event().wait()
        return ()

    (fault,) = await looked("sessions", hang(), longest=0.01)
    assert fault.level is Level.MEND
    assert "did not answer" in fault.text


def found_of(**changed: object) -> tuple[Finding, ...]:
    """What is found about an application that is set so."""
    bot = user("5", "soleus", bot=True)
    data: Any = {**APPLICATION, "id": "5", "name": "Soleus", "owner": bot, "flags": 0, **changed}
    client = library.Client(intents=library.Intents(guilds=True))
    return tuple(application(library.AppInfo(client._connection, data), open_channels=False))


def test_an_application_as_it_comes_has_nothing_to_mend() -> None:
    assert mended(found_of()) == []


def test_commands_that_go_to_a_web_address_are_to_be_mended() -> None:
    (fault,) = mended(found_of(interactions_endpoint_url="https://example.org/"))
    assert fault.subject == "discord endpoint"


def test_a_link_that_nobody_can_follow_is_to_be_mended() -> None:
    (fault,) = mended(found_of(bot_require_code_grant=True))
    assert fault.subject == "discord invite link"


def test_a_bot_that_is_not_public_is_told_beside_the_link() -> None:
    assert "owner alone" in of("discord invite link", found_of(bot_public=False)).text
    assert "owner alone" not in of("discord invite link", found_of()).text


@pytest.mark.parametrize(
    ("contexts", "told"),
    [({"0": {}, "1": {}}, "by servers and by people"), ({"0": {}}, "by servers only")],
)
def test_where_it_can_be_installed_is_told(contexts: Json, told: str) -> None:
    assert told in of("discord installation", found_of(integration_types_config=contexts)).text


def test_the_link_asks_for_the_least() -> None:
    assert rights.invitation(123) == (
        "https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands"
        "&permissions=274878008320"
    )


def test_rights_that_no_role_has_come_first() -> None:
    everywhere = library.Permissions(ALL.value & ~library.Permissions(attach_files=True).value)
    rules = library.Permissions(view_channel=True, read_message_history=True)
    (told,) = judged("here", everywhere, {"#general": everywhere, "#rules": rules})
    assert told.level is Level.MEND
    assert told.text.index("no role of the bot has Attach Files") < told.text.index("#rules")
    assert "#general" not in told.text


def test_a_right_that_one_channel_gives_is_enough_there() -> None:
    (told,) = judged("here", library.Permissions.none(), {"#soleus": ALL})
    assert told.level is Level.NOTE


def test_a_server_that_gives_all_is_not_told_of() -> None:
    assert judged("here", ALL, {"#general": ALL}) == ()
    assert judged("here", ALL, {}) == ()


def test_at_most_ten_channels_are_named() -> None:
    none = library.Permissions.none()
    (told,) = judged("here", ALL, {f"#c{number}": none for number in range(13)} | {"#ok": ALL})
    assert "#c9 " in told.text
    assert "#c10" not in told.text
    assert "and 3 more channels" in told.text


@pytest.mark.parametrize(
    ("granted", "needed", "level"),
    [
        (False, False, Level.OK),
        (True, True, Level.OK),
        (True, False, Level.NOTE),
        (False, True, Level.MEND),
    ],
)
def test_the_intent_is_as_the_settings_need_it(granted: bool, needed: bool, level: Level) -> None:
    assert intents(granted=granted, needed=needed).level is level


def test_starts_are_needed_for_each_shard_of_this_process() -> None:
    limits = library.SessionStartLimits(
        total=1000, remaining=25, reset_after=5_400_000, max_concurrency=1
    )
    assert starts(limits, ((0,), 16), 16).level is Level.OK
    assert starts(limits, None, 16).level is Level.MEND
    assert "in 1.5 h" in starts(limits, None, 1).text


def test_fewer_shards_than_recommended_are_a_note() -> None:
    assert shards(((0, 1), 2), 4).level is Level.NOTE
    assert shards(((0, 1), 4), 4).level is Level.OK
    assert shards(None, 4).level is Level.OK


def test_a_long_name_is_cut() -> None:
    assert shown("x" * 60) == "x" * 60
    assert len(shown("x" * 61)) == 60

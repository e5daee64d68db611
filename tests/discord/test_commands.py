"""The slash commands as Discord is told of them: complete, in every language, for whom."""

from typing import get_args

import pytest

from bot.content.discord_words import Language
from bot.content.load import Content
from tests.discord.house import House
from tests.fake_discord.objects import Json

LANGUAGES = {*get_args(Language), "es-419"}
CHAT, MENU = 1, 3


def named(commands: list[Json], prefix: str = "") -> dict[str, Json]:
    """Every command and subcommand by its path."""
    found: dict[str, Json] = {}
    for it in commands:
        path = f"{prefix}{it['name']}"
        found[path] = it
        below = [one for one in it.get("options") or () if one["type"] == 1]
        found |= named(below, f"{path} ")
    return found


def options(command: Json) -> list[Json]:
    return [it for it in command.get("options") or () if it["type"] != 1]


@pytest.fixture
def commands(house: House) -> dict[str, Json]:
    return named([it for it in house.discord.state.commands if it["type"] == CHAT])


async def test_every_command_of_the_faq_is_told_and_no_other(
    commands: dict[str, Json], content: Content
) -> None:
    assert commands.keys() == content.discord.commands.keys()
    for path, command in commands.items():
        assert {it["name"] for it in options(command)} == set(
            content.discord.commands[path].options
        )


async def test_everything_is_told_in_every_language(commands: dict[str, Json]) -> None:
    for command in commands.values():
        for it in (command, *options(command)):
            assert it["name_localizations"].keys() == LANGUAGES, it["name"]
            assert it.get("description_localizations", {}).keys() == LANGUAGES, it["name"]
            for choice in it.get("choices") or ():
                assert choice["name_localizations"].keys() == LANGUAGES


async def test_the_names_the_plan_promises_are_there(commands: dict[str, Json]) -> None:
    wanted = {"ask", "exercise", "zone", "quiet", "progress", "setup"}
    wanted |= {
        f"remind {it}" for it in ("add", "list", "edit", "pause", "resume", "skip", "delete")
    }
    wanted |= {f"privacy {it}" for it in ("show", "export", "delete")}
    assert wanted <= commands.keys()
    assert [it["name"] for it in options(commands["remind add"])][:2] == ["exercise", "when"]


async def test_a_message_has_one_menu(house: House) -> None:
    menus = [it for it in house.discord.state.commands if it["type"] == MENU]
    assert [it["name"] for it in menus] == ["Answer this"]
    assert menus[0]["name_localizations"].keys() == LANGUAGES


async def test_what_is_for_people_works_everywhere_and_what_is_for_admins_in_servers(
    commands: dict[str, Json],
) -> None:
    for name in ("ask", "remind", "privacy"):
        assert commands[name]["contexts"] == [0, 1, 2]
        assert commands[name]["integration_types"] == [0, 1]
    assert commands["setup"]["contexts"] == [0]
    assert commands["setup"]["integration_types"] == [0]

"""The checkup on the fake Discord: what is well, and each thing that can be wrong."""

from dataclasses import replace

import pytest
from aiohttp import web

from bot import joining
from bot.answering import Answering
from bot.platforms.discord.checkup import checkup
from bot.platforms.discord.parts import Account
from bot.platforms.findings import Finding, Level
from tests.discord.house import House, MovedClock, settings_for
from tests.fake_discord import FakeDiscord
from tests.fake_discord.faults import NO_ACCESS, Fault
from tests.fake_discord.objects import ATTACH, SEND, VIEW

INTENT = 1 << 18


def of(subject: str, findings: tuple[Finding, ...]) -> Finding:
    """The first finding whose subject begins so."""
    return next(it for it in findings if it.subject.startswith(subject))


def mended(findings: tuple[Finding, ...]) -> list[Finding]:
    return [it for it in findings if it.level is Level.MEND]


async def examined(
    discord: FakeDiscord,
    clock: MovedClock,
    token: str | None = None,
    *,
    open_channels: bool = False,
) -> tuple[Finding, ...]:
    chosen = settings_for(discord, discord_open_channels=open_channels)
    account = joining.account(chosen)
    if token is not None:
        account = replace(account, token=token)
    return await checkup(account, clock.now, None)


async def test_all_is_well_where_the_bot_runs(house: House, answering: Answering) -> None:
    account = joining.account(settings_for(house.discord))
    found = await checkup(account, house.clock.now, answering.content.discord)
    assert mended(found) == []
    bot = house.discord.state.bot["id"]
    assert str(of("discord token", found)) == f"ok   discord token: Soleus (id {bot})"
    assert of("discord sessions", found).text.startswith("999 of 1000 starts left")
    assert of("discord commands", found).level is Level.OK
    assert of("discord servers", found).text.startswith("1 of 1 ")
    assert of("clock", found).level is Level.OK


async def test_it_starts_no_session(discord: FakeDiscord, clock: MovedClock) -> None:
    assert mended(await examined(discord, clock)) == []
    assert not discord.gateway.sessions
    assert discord.state.sessions_left == 1000
    assert {it.method for it in discord.requests} == {"GET"}


async def test_a_wrong_token_is_named_and_not_shown(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    found = await examined(discord, clock, token="wr0ng.to.ken")
    (fault,) = mended(found)
    assert "SOLEUS_DISCORD_TOKEN" in str(fault)
    assert "wr0ng" not in str(found)
    assert len(discord.requests) == 1, "each refused request counts towards a ban"


@pytest.mark.parametrize("token", ["abc\ndef", "töken", ""])
async def test_a_token_that_no_header_can_hold_is_not_sent(
    discord: FakeDiscord, clock: MovedClock, token: str
) -> None:
    (fault,) = mended(await examined(discord, clock, token=token))
    assert fault.subject == "discord token"
    assert not discord.requests


async def test_a_secret_that_is_no_token_is_suspected(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    (fault,) = mended(await examined(discord, clock, token="abcdef"))
    assert "something else" in fault.text


async def test_an_unreachable_api_is_told_and_no_clock_compared(clock: MovedClock) -> None:
    found = await checkup(Account("a.b.c", "http://127.0.0.1:1/api/v10"), clock.now, None)
    (fault,) = mended(found)
    assert "cannot be reached" in fault.text
    assert of("clock", found).level is Level.NOTE


@pytest.mark.parametrize("url", ["http://[", "http://127.0.0.1:99999/"])
async def test_an_address_that_is_none_is_told(clock: MovedClock, url: str) -> None:
    (fault,) = mended(await checkup(Account("a.b.c", url), clock.now, None))
    assert "SOLEUS_DISCORD_API_URL" in fault.text


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
async def test_a_page_that_is_not_discord_is_told(clock: MovedClock, kind: str) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(body=b"<p>Welcome", headers={"Content-Type": kind})

    app = web.Application()
    app.router.add_get("/{rest:.*}", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        (fault,) = mended(await checkup(Account("a.b.c", url), clock.now, None))
    finally:
        await runner.cleanup()
    assert "not Discord" in fault.text


@pytest.mark.parametrize(("ahead", "told"), [(90.0, "ahead of"), (-90.0, "behind")])
async def test_a_clock_that_is_off_is_to_be_mended(
    discord: FakeDiscord, ahead: float, told: str
) -> None:
    (fault,) = mended(await examined(discord, MovedClock(ahead)))
    assert fault.subject == "clock"
    assert told in fault.text


async def test_a_clock_is_compared_even_by_a_refusal(discord: FakeDiscord) -> None:
    found = await examined(discord, MovedClock(90.0), token="a.b.c")
    assert [it.subject for it in mended(found)] == ["discord token", "clock"]


async def test_an_intent_that_is_missing_is_to_be_mended(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    (fault,) = mended(await examined(discord, clock, open_channels=True))
    assert fault.subject == "discord intents"
    discord.state.application_flags = INTENT
    assert mended(await examined(discord, clock, open_channels=True)) == []
    assert of("discord intents", await examined(discord, clock)).level is Level.NOTE


async def test_few_session_starts_are_to_be_mended(discord: FakeDiscord, clock: MovedClock) -> None:
    discord.state.sessions_left = 3
    (fault,) = mended(await examined(discord, clock))
    assert fault.text.startswith("3 of 1000 starts left")


async def test_commands_that_discord_does_not_know_are_named(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    account = joining.account(settings_for(discord))
    found = await checkup(account, clock.now, answering.content.discord)
    told = of("discord commands", found)
    assert told.level is Level.NOTE
    assert "remind," in told.text
    assert answering.content.discord.menu.name in told.text


async def test_a_channel_that_shuts_the_bot_out_is_a_note(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    guild = discord.state.add_guild()
    discord.state.add_channel(guild, "rules").denied = SEND
    discord.state.add_channel(guild, "mods").denied = VIEW
    told = of('discord server "Runners"', await examined(discord, clock))
    assert told.level is Level.NOTE
    assert "#rules (Send Messages)" in told.text
    assert "#mods (View Channels)" in told.text
    assert "#general" not in told.text


async def test_a_server_where_it_can_work_nowhere_is_to_be_mended(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    guild = discord.state.add_guild()
    discord.state.add_guild("Walkers")
    discord.state.channels[discord.state.of_guild[guild][0]].denied = ATTACH
    found = await examined(discord, clock)
    (fault,) = mended(found)
    assert "#general (Attach Files)" in fault.text
    assert of("discord servers", found).text.startswith("1 of 2 ")


async def test_names_of_strangers_stay_on_one_line(discord: FakeDiscord, clock: MovedClock) -> None:
    guild = discord.state.add_guild("\x1b[31mRed\nok   all: well\u202e" + "x" * 200)
    discord.state.add_channel(guild, "a\rb\x07").denied = SEND
    (line,) = (str(it) for it in await examined(discord, clock) if "Red" in it.subject)
    assert line.isprintable()
    assert "x" * 60 not in line
    assert "#a b (" in line


async def test_a_server_that_it_was_just_removed_from_spares_the_others(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    gone = discord.state.add_guild("Gone")
    guild = discord.state.add_guild()
    discord.state.add_channel(guild, "rules").denied = SEND
    discord.faults.add("GET", rf"/guilds/{gone}$", NO_ACCESS)
    found = await examined(discord, clock)
    assert of('discord server "Gone"', found).level is Level.NOTE
    assert "#rules" in of('discord server "Runners"', found).text


async def test_where_discord_fails_no_more_servers_are_asked_for(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    for name in ("One", "Two", "Three"):
        discord.state.add_guild(name)
    discord.faults.add("GET", r"/guilds/\d+$", Fault.UNAVAILABLE, always=True)
    found = await examined(discord, clock)
    (fault,) = mended(found)
    assert '"One"' in fault.subject
    assert "2 after it" in fault.text
    assert of("discord servers", found).text.startswith("0 of 3 ")


async def test_a_hundred_servers_are_looked_at_and_the_rest_counted(
    discord: FakeDiscord, clock: MovedClock
) -> None:
    for number in range(103):
        discord.state.add_guild(f"Server {number}")
    found = await examined(discord, clock)
    assert [it.text for it in found if it.subject == "discord servers"] == [
        "100 of 100 have all that the bot needs",
        "about 3 more were not looked at",
    ]

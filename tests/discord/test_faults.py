"""Everything that goes wrong between the bot and Discord: nothing is lost, nothing comes twice."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from discord import errors as discord_errors
from sqlalchemy import select

from bot.answering import Answering
from bot.chat import Community, Gone, NotNow, Person, Refused
from bot.content.load import Content
from bot.platforms.discord import faults
from bot.reminders.store.database import Database
from bot.reminders.store.history import History
from bot.reminders.store.people import People
from bot.reminders.store.queue import Queue
from bot.reminders.store.schema import reminder
from tests.discord.house import House, MovedClock, arrange, house_in, running
from tests.discord.test_reminding import add, comes, in_berlin, passes, reminders
from tests.fake_discord import FakeDiscord
from tests.fake_discord.faults import (
    CLOSED_DM,
    NO_ACCESS,
    NO_CHANNEL,
    NO_RIGHT,
    TOO_FAST,
    Fault,
    Refusal,
)
from tests.fake_discord.objects import HISTORY, texts

MESSAGES = r"^/channels/\d+/messages$"
TWICE = 2
TAKEN = [Fault.DROPPED_AFTER, Fault.FAILED_AFTER]
NOT_TAKEN = [Fault.DROPPED_BEFORE, Fault.UNAVAILABLE, Fault.LIMITED]


def named(fault: Fault) -> str:
    return fault.name.lower()


@pytest.mark.parametrize("fault", [*TAKEN, *NOT_TAKEN], ids=named)
async def test_an_answer_comes_once_whatever_happens_to_it(house: House, fault: Fault) -> None:
    house.discord.faults.add("POST", MESSAGES, fault)
    await house.discord.people.say(house.ann, f"{house.me} hello", house.channel)
    await house.discord.until(lambda: sum(_ok(house)) == 1)
    assert len(house.discord.sent(house.channel)) == 1


@pytest.mark.parametrize("fault", [*TAKEN, *NOT_TAKEN], ids=named)
async def test_a_reminder_comes_once_whatever_happens_to_it(house: House, fault: Fault) -> None:
    await in_berlin(house)
    await add(house)
    before = sum(_ok(house))
    house.discord.faults.add("POST", MESSAGES, fault)
    await passes(house)
    await house.discord.until(lambda: sum(_ok(house)) == before + 1 or _broken(house))
    if _broken(house):
        await until_put_off(house)
        house.clock.ahead += 10
    await house.discord.until(lambda: sum(_ok(house)) == before + 1)
    assert len(reminders(house, house.dm)) == 1


def _broken(house: House) -> bool:
    """Whether the last request got no answer."""
    return house.discord.requests[-1].status in {0, 503}


def _ok(house: House) -> list[bool]:
    """Messages that Discord has told the bot it has."""
    return [
        it.status == 200 and it.method == "POST" and it.path.endswith("/messages")
        for it in house.discord.requests
    ]


async def test_a_limit_without_via_is_waited_out(house: House) -> None:
    await in_berlin(house)
    await add(house)
    house.discord.faults.add("POST", MESSAGES, Fault.BANNED)
    await passes(house)
    await house.discord.until(lambda: house.discord.limited == 1)
    await until_put_off(house)
    house.clock.ahead += 120
    await house.discord.until(lambda: reminders(house, house.dm))


async def test_a_reminder_that_arrived_long_ago_is_found_in_its_channel(house: House) -> None:
    await in_berlin(house)
    await add(house)
    house.discord.faults.add("POST", MESSAGES, Fault.DROPPED_AFTER)
    await passes(house)
    await house.discord.until(lambda: house.discord.requests[-1].status == 0)
    house.clock.ahead += 1800
    await house.discord.until(lambda: house.discord.requests[-1].method == "GET")
    await until_over(house)
    assert len(reminders(house, house.dm)) == 1
    assert "may not have arrived" not in await house.write("!reminders")


async def test_a_reminder_that_never_arrived_is_sent_when_its_channel_shows_that(
    house: House,
) -> None:
    await in_berlin(house)
    await add(house)
    house.discord.faults.add("POST", MESSAGES, Fault.DROPPED_BEFORE)
    await passes(house)
    await house.discord.until(lambda: house.discord.requests[-1].status == 0)
    house.clock.ahead += 1800
    await house.discord.until(lambda: reminders(house, house.dm))


async def test_a_reminder_is_found_in_a_channel_of_another_process_s_shard(
    discord: FakeDiscord, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    async with house_in(discord, clock, answering, url) as house:
        await in_berlin(house)
        await add(house, where="here")
        discord.faults.add("POST", MESSAGES, Fault.DROPPED_AFTER)
        await passes(house)
        await discord.until(lambda: discord.requests[-1].status == 0)
        await until_put_off(house)
    other = 1 - (int(house.guild) >> 22) % 2
    clock.ahead += 1800
    shards = {"discord_shards": f"{other}/2"}
    async with running(discord, clock, answering, url=url, sessions=0, settings=shards) as (
        _,
        database,
        _,
    ):
        await until_empty(database)
        owner = await People(database).find(Person("discord", house.ann["id"]))
        assert owner
        assert await History(database).news(owner) == ()
    assert len(reminders(house, house.channel)) == 1


async def test_where_the_bot_may_not_look_its_owner_is_told(house: House) -> None:
    await in_berlin(house)
    await add(house, where="here")
    house.channel.denied = HISTORY
    await house.discord.gateway.dispatch(
        "CHANNEL_UPDATE", house.discord.state.channel(house.channel), house.guild
    )
    house.discord.faults.add("POST", MESSAGES, Fault.DROPPED_AFTER)
    await passes(house)
    await house.discord.until(lambda: house.discord.requests[-1].status == 0)
    house.clock.ahead += 1800
    await until_over(house)
    assert len(reminders(house, house.channel)) == 1
    await house.write("!reminders")
    await house.discord.until(
        lambda: any("may not have arrived" in it for it in house.discord.texts(house.dm))
    )


async def until_over(house: House) -> None:
    """Until nothing is due any more. Each look at the database lets others go on."""
    await until_empty(house.database)


async def until_empty(database: Database) -> None:
    """The same of a database."""
    async with asyncio.timeout(8):
        while await Queue(database).next_wake("discord") is not None:
            pass


async def until_put_off(house: House) -> None:
    """Until what failed waits for its next attempt, and not for the end of a claim."""
    async with asyncio.timeout(8):
        while True:
            async with house.database.reading() as connection:
                lease = (await connection.execute(select(reminder.c.lease))).scalar()
            if lease is None:
                return


async def test_opening_dms_too_fast_is_told_and_nothing_is_set(
    house: House, content: Content
) -> None:
    await in_berlin(house)
    house.discord.faults.add("POST", "/users/@me/channels", TOO_FAST)
    heard = await add(house)
    assert content.reminding.said.reach_later in heard.text
    shown = await house.discord.people.run(house.ann, "remind list", house.channel)
    assert content.reminding.said.list_none.split(" Set")[0] in shown.text


@pytest.mark.parametrize("fault", [Fault.DROPPED_AFTER, Fault.FAILED_AFTER], ids=named)
async def test_a_command_is_carried_out_once_when_its_acknowledgement_is_lost(
    house: House, fault: Fault
) -> None:
    await in_berlin(house)
    house.discord.faults.add("POST", "/callback", fault)
    heard = await add(house)
    assert "Reminder 1 is set" in heard.text
    shown = await house.discord.people.run(house.ann, "remind list", house.channel)
    assert "2. Heel walking" not in shown.text


@pytest.mark.parametrize("fault", [*TAKEN, *NOT_TAKEN], ids=named)
async def test_the_answer_to_a_command_comes_whatever_happens_to_it(
    house: House, content: Content, fault: Fault
) -> None:
    house.discord.faults.add("PATCH", "/messages/@original", fault)
    question = "one calf is swollen, hot and red since yesterday"
    heard = await house.discord.people.run(house.ann, "ask", house.channel, question=question)
    await house.discord.until(lambda: "Be seen by a doctor" in heard.text, 10)
    assert content.discord.said["failed"] not in heard.text


@pytest.mark.parametrize("fault", [*TAKEN, *NOT_TAKEN], ids=named)
async def test_a_pressed_reminder_changes_whatever_happens_to_that(
    house: House, content: Content, fault: Fault
) -> None:
    await in_berlin(house)
    await add(house)
    sent = await comes(house, house.dm)
    house.discord.faults.add("PATCH", "/messages/@original", fault)
    heard = await house.discord.people.press(house.ann, sent, "Done", house.dm)
    await house.discord.until(lambda: "done" in texts(sent).lower(), 10)
    assert content.discord.said["failed"] not in heard.text


async def test_an_interaction_that_comes_again_is_not_carried_out_again(house: House) -> None:
    await in_berlin(house)
    heard = await add(house)
    await house.discord.people.again(heard)
    shown = await house.discord.people.run(house.ann, "remind list", house.channel)
    assert "1. Heel walking" in shown.text
    assert "2. Heel walking" not in shown.text


async def test_what_is_said_while_the_connection_is_lost_is_answered(house: House) -> None:
    await house.discord.gateway.drop()
    await house.discord.people.say(house.ann, f"{house.me} hello", house.channel)
    await house.discord.until(lambda: house.discord.sent(house.channel))
    assert house.discord.gateway.resumed == 1
    assert len(house.discord.gateway.identified) == 1


async def test_the_gateway_may_ask_to_reconnect(house: House) -> None:
    await house.discord.gateway.ask_to_reconnect()
    await house.discord.until(lambda: house.discord.gateway.resumed == 1)
    assert "Ask me about" in await house.ask("hello")


async def test_a_session_that_ends_for_good_is_followed_by_a_new_one(house: House) -> None:
    await house.discord.gateway.invalidate(resumable=False)
    await house.discord.until(lambda: house.discord.gateway.sessions, 15)
    assert len(house.discord.gateway.identified) == TWICE
    assert "Ask me about" in await house.ask("hello")


async def test_a_gateway_that_is_down_at_the_start_is_waited_for(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.gateway.is_down = True

    async def mend() -> None:
        await discord.until(lambda: discord.state.syncs)
        discord.gateway.is_down = False

    mending = asyncio.create_task(mend())
    async with house_in(discord, clock, answering) as house:
        await mending
        await discord.until(lambda: discord.gateway.sessions, 12)
        assert "Ask me about" in await house.ask("hello")


async def test_discord_that_is_away_at_the_start_is_waited_for(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.faults.add("GET", "/users/@me", Fault.UNAVAILABLE)
    async with house_in(discord, clock, answering) as house:
        assert "Ask me about" in await house.ask("hello")


async def test_a_limit_at_the_login_is_waited_out(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.faults.add("GET", "/users/@me", Fault.BANNED)
    async with house_in(discord, clock, answering) as house:
        assert "Ask me about" in await house.ask("hello")


async def test_commands_that_discord_does_not_take_silence_nobody(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.faults.add("PUT", "/commands", Refusal(400, 50035))
    async with house_in(discord, clock, answering) as house:
        assert "Ask me about" in await house.ask("hello")


async def test_what_is_kept_of_a_server_ends_when_it_removed_the_bot_meanwhile(
    discord: FakeDiscord, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    async with house_in(discord, clock, answering, url) as house:
        stays = discord.state.add_guild()
        await arrange(house, Community(country="GB"))
        await house.care.arrange("discord", stays, lambda _: Community(country="DE"))
        assert set(await house.care.known("discord")) == {house.guild, stays}
    del discord.state.guilds[house.guild]
    async with running(discord, clock, answering, url=url, sessions=0) as (_, _, care):
        async with asyncio.timeout(20):
            while await care.known("discord") != (stays,):
                pass


async def test_a_token_that_discord_does_not_know_ends_it_with_what_to_do(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    with pytest.raises(Refused, match="SOLEUS_DISCORD_TOKEN"):
        async with running(discord, clock, answering, settings={"discord_token": "wrong"}):
            pass
    assert discord.gateway.identified == []


async def test_an_intent_that_is_not_switched_on_ends_it_with_what_to_do(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    with pytest.raises(Refused, match="Message Content"):
        async with running(discord, clock, answering, settings={"discord_open_channels": True}):
            pass


async def test_sessions_are_not_used_up(
    discord: FakeDiscord, clock: MovedClock, answering: Answering
) -> None:
    discord.state.sessions_left = 5
    async with running(discord, clock, answering, sessions=0):
        await discord.until(
            lambda: discord.requests and discord.requests[-1].path == "/gateway/bot"
        )
    assert discord.gateway.identified == []


async def test_sessions_are_not_used_up_while_it_runs(house: House) -> None:
    house.discord.state.sessions_left = 5
    await house.discord.gateway.invalidate(resumable=False)
    await house.discord.until(lambda: house.discord.requests[-1].path == "/gateway/bot", 15)
    assert len(house.discord.gateway.identified) == 1


async def test_the_bot_identifies_with_no_privileged_intent(house: House) -> None:
    (identify,) = [it for it in house.discord.gateway.received if it["op"] == 2]
    assert identify["d"]["intents"] == 4609


async def test_commands_are_told_once_and_again_when_discord_forgot_them(
    discord: FakeDiscord, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    state = discord.state
    async with running(discord, clock, answering, url=url, sessions=0):
        await discord.until(lambda: state.syncs == 1 and discord.gateway.identified)
    async with running(discord, clock, answering, url=url, sessions=0):
        await discord.until(lambda: discord.requests[-1].path.endswith("/commands"))
    assert state.syncs == 1
    state.commands.clear()
    async with running(discord, clock, answering, url=url, sessions=0):
        await discord.until(lambda: state.syncs == TWICE)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_what_discord_has_refused_was_not_taken(status: int) -> None:
    response = SimpleNamespace(status=status, reason="refused")
    error = discord_errors.HTTPException(response, {"code": 0, "message": "x"})
    assert isinstance(faults.sending(error), NotNow)


@pytest.mark.parametrize("refusal", [CLOSED_DM, NO_ACCESS, NO_RIGHT, NO_CHANNEL], ids=str)
def test_a_place_that_refuses_for_good_is_gone(refusal: Refusal) -> None:
    response = SimpleNamespace(status=refusal.status, reason="refused")
    error = discord_errors.HTTPException(response, {"code": refusal.code, "message": "x"})
    assert isinstance(faults.sending(error), Gone)


async def test_a_reply_that_may_not_be_a_reply_is_a_message(house: House) -> None:
    house.channel.denied = HISTORY
    assert "Ask me about" in await house.ask("hello")


async def test_a_message_that_is_gone_is_answered_below(house: House) -> None:
    await house.discord.people.say(house.ann, f"{house.me} hello", house.channel)
    await house.discord.until(lambda: house.discord.sent(house.channel))
    (sent,) = house.discord.sent(house.channel)
    request = next(it for it in house.discord.requests if it.path.endswith("/messages"))
    assert request.body["message_reference"]["fail_if_not_exists"] is False
    assert texts(sent)

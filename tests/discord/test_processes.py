"""Whole processes: killed, stopped, two at once, and what they write into their log."""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from tests.discord.processes import Place, machine_for
from tests.fake_discord import Heard, fake_discord
from tests.fake_discord.faults import Fault
from tests.fake_discord.objects import Channel, Json, texts

LEASE = 90
MARKER = "zebracalf"
CRAMPS = "why do my calves cramp at night?"


@dataclass
class Town(Place):
    """A machine, one server and one person."""

    channel: Channel
    ann: Json

    @property
    def dm(self) -> Channel:
        return self.discord.state.dm(self.ann["id"])

    async def runs(self, path: str, **options: str) -> Heard:
        return await self.discord.people.run(self.ann, path, self.channel, **options)

    async def sets_a_reminder(self) -> None:
        await self.runs("zone", zone="Berlin")
        heard = await self.runs("remind add", exercise="heel-walking", when="in 2 hours")
        assert "Reminder 1 is set" in heard.text

    async def mentions(self, text: str, channel: Channel | None = None) -> None:
        bot = self.discord.state.bot["id"]
        await self.discord.people.say(self.ann, f"<@{bot}> {text}", channel or self.channel)

    @property
    def reminders(self) -> list[Json]:
        return [it for it in self.discord.sent(self.dm) if "Reminder 1:" in texts(it)]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    machine = None

    def now() -> float:
        return time.time() + (machine.ahead if machine else 0.0)

    async with fake_discord(now) as discord:
        machine = machine_for(discord, tmp_path)
        guild = discord.state.add_guild()
        channel = discord.state.channels[discord.state.of_guild[guild][0]]
        ann = discord.state.add_user("ann")
        yield Town(machine, discord, channel, ann)
        await machine.clear()


async def sends_and_is_killed(town: Town) -> None:
    """A reminder has arrived, and who sent it never heard so."""
    first = await town.start()
    await town.sets_a_reminder()
    town.discord.faults.add("POST", rf"/channels/{town.dm.id}/messages", Fault.HELD_AFTER)
    town.machine.move(2 * 3600)
    await town.discord.until(lambda: town.reminders)
    first.kill()
    await first.ended()
    await town.discord.gateway.drop(forget=True)


async def test_a_reminder_is_shown_once_when_its_sender_is_killed(town: Town) -> None:
    await sends_and_is_killed(town)
    second = await town.start()
    town.machine.move(LEASE)
    await town.discord.until(lambda: town.discord.state.repeats or _looked(town), 15)
    assert len(town.reminders) == 1
    assert await second.stop() == 0


async def test_what_is_in_doubt_for_long_is_looked_for_once_the_bot_is_connected(
    town: Town,
) -> None:
    await sends_and_is_killed(town)
    town.machine.move(10 * LEASE)
    await town.start()
    await town.discord.until(lambda: _looked(town), 15)
    await town.runs("help")
    assert len(town.reminders) == 1
    assert "may not have arrived" not in (await town.runs("remind list")).text


def _looked(town: Town) -> bool:
    return any(it.method == "GET" and it.path.endswith("/messages") for it in town.discord.requests)


async def test_of_two_processes_at_a_deployment_one_answers(town: Town) -> None:
    await town.start()
    await town.start()
    await town.discord.until(lambda: len(town.discord.gateway.sessions) == 2, 20)
    await town.sets_a_reminder()
    await town.mentions(CRAMPS)
    await town.discord.until(lambda: town.discord.state.repeats, 15)
    assert len(town.discord.sent(town.channel)) == 1
    assert "2. Heel walking" not in (await town.runs("remind list")).text
    town.machine.move(2 * 3600)
    await town.discord.until(lambda: town.reminders, 15)
    await town.runs("help")
    assert len(town.reminders) == 1


async def test_two_shards_share_a_database_and_start_one_after_the_other(town: Town) -> None:
    state = town.discord.state
    while len({(int(it) >> 22) % 2 for it in state.guilds}) < 2:
        state.add_guild()
    guilds = {(int(it) >> 22) % 2: it for it in state.guilds}
    await asyncio.gather(
        town.machine.launch(SOLEUS_DISCORD_SHARDS="0/2"),
        town.machine.launch(SOLEUS_DISCORD_SHARDS="1/2"),
    )
    await town.discord.until(lambda: len(town.discord.gateway.sessions) == 2, 30)
    first, second = town.discord.gateway.identified
    assert second - first > 4.9
    for shard in (0, 1):
        channel = state.channels[state.of_guild[guilds[shard]][0]]
        await town.mentions(CRAMPS, channel)
        await town.discord.until(partial(town.discord.sent, channel))
    await town.sets_a_reminder()
    town.machine.move(2 * 3600)
    await town.discord.until(lambda: town.reminders, 15)
    await town.runs("help")
    assert len(town.reminders) == 1


async def test_it_leaves_in_time_when_it_is_asked_to(town: Town) -> None:
    started = await town.start()
    await town.mentions(CRAMPS)
    begun = time.monotonic()
    assert await started.stop() == 0
    assert time.monotonic() - begun < 10
    assert "Traceback" not in started.logged


async def test_what_was_begun_is_finished_when_it_leaves(town: Town) -> None:
    started = await town.start()
    for _ in range(5):
        await town.mentions(CRAMPS)
    await town.discord.until(lambda: town.discord.sent(town.channel))
    assert await started.stop() == 0
    assert len(town.discord.sent(town.channel)) == 5


async def test_a_wrong_token_is_one_line_and_an_exit_that_is_not_tried_again(town: Town) -> None:
    started = await town.start(SOLEUS_DISCORD_TOKEN="wrong.wrong.wrong")
    assert await started.ended() == 78
    assert "wrong.wrong" not in started.logged


async def test_the_answers_are_read_anew_at_a_hangup(town: Town, faq_copy: Path) -> None:
    started = await town.start(SOLEUS_FAQ_DIR=str(faq_copy))
    wording = faq_copy / "wording.yaml"
    wording.write_text(
        wording.read_text("utf-8").replace("You can ask me about:", "Ask me about these:"), "utf-8"
    )
    started.process.send_signal(signal.SIGHUP)
    await _until_logged(started.log, "the content was read anew")
    assert "Ask me about these:" in (await town.runs("topics")).text
    wording.write_text("nonsense: [", "utf-8")
    started.process.send_signal(signal.SIGHUP)
    await _until_logged(started.log, "the old one stays")
    assert "Ask me about these:" in (await town.runs("topics")).text


async def _until_logged(log: Path, line: str) -> None:
    async with asyncio.timeout(15):
        while line not in await asyncio.to_thread(log.read_text, "utf-8"):  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.05)


async def test_it_tells_whether_it_is_well_and_how_much_it_did(town: Town) -> None:
    port = _free_port()
    await town.start(SOLEUS_HTTP_PORT=str(port))
    await town.mentions(CRAMPS)
    await town.discord.until(lambda: town.discord.sent(town.channel))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        await _until_status(http, 200)
        async with http.get("/metrics") as response:
            numbers = await response.text()
        assert 'soleus_replies_total{kind="answer",platform="discord"} 1.0' in numbers
        assert "soleus_discord_servers 1.0" in numbers
        town.discord.gateway.is_down = True
        await town.discord.gateway.drop()
        await _until_status(http, 503)


async def _until_status(http: aiohttp.ClientSession, wanted: int) -> None:
    async with asyncio.timeout(15):
        while True:
            async with http.get("/healthz") as response:
                if response.status == wanted:
                    return


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_log_holds_the_token_or_a_word_of_what_was_written(town: Town, form: str) -> None:
    started = await town.start(SOLEUS_LOG_LEVEL="DEBUG", SOLEUS_LOG_FORMAT=form)
    await town.sets_a_reminder()
    await town.mentions(f"{CRAMPS} {MARKER}")
    await town.discord.until(lambda: town.discord.sent(town.channel))
    await town.runs("ask", question=f"{MARKER} calf is hot, swollen and red")
    await town.runs("remind add", exercise=MARKER, when=f"every {MARKER}")
    town.discord.faults.add("POST", "/messages", Fault.DROPPED_AFTER, times=2)
    await town.mentions(MARKER)
    await town.discord.gateway.drop()
    await town.discord.until(lambda: town.discord.gateway.resumed)
    await town.runs("about")
    assert await started.stop() == 0
    assert len(started.logged) > 100
    assert MARKER not in started.logged
    assert CRAMPS not in started.logged
    assert town.discord.token not in started.logged

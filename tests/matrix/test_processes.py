"""Whole processes on a real Synapse: killed, two at once, and what they write into their log."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.matrix.house import PASSWORD
from tests.matrix.peer import Peer
from tests.matrix.proxy import Proxy
from tests.matrix.synapse import Synapse
from tests.processes import Machine

LEASE = 90
MARKER = "zebracalf"
CRAMPS = "why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"
FAILOVER = 30
"""Seconds within which another process goes on; a lease lasts 20 of them."""


@dataclass
class Town:
    """A machine, a homeserver behind a proxy, the bot's account and a person."""

    machine: Machine
    proxy: Proxy
    bot: str
    ann: Peer


@pytest.fixture
async def town(homeserver: Synapse, bot: str, ann: Peer, tmp_path: Path) -> AsyncIterator[Town]:
    folder = tmp_path / "soleus"
    folder.mkdir(mode=0o700)
    async with Proxy(homeserver.url) as proxy:
        environment = {
            "SOLEUS_MATRIX_HOMESERVER": proxy.url,
            "SOLEUS_MATRIX_USER": bot,
            "SOLEUS_MATRIX_PASSWORD": PASSWORD,
        }
        machine = Machine(folder, environment)
        yield Town(machine, proxy, bot, ann)
        await machine.clear()


async def test_a_question_is_answered_once_when_the_bot_is_killed_while_it_answers(
    town: Town,
) -> None:
    first = await town.machine.launch()
    room = await town.ann.room(town.bot)
    await town.ann.say(room, "!help")
    await town.ann.hears(town.bot, 1, room)
    town.proxy.hold_after("/send/m.room.message/")
    await town.ann.say(room, CRAMPS)
    assert ANSWERED in (await town.ann.hears(town.bot, 2, room)).body
    first.kill()
    await first.ended()
    town.proxy.let_go()
    second = await town.machine.launch()
    await town.ann.say(room, "!help")
    await town.ann.until(lambda: len(town.ann.texts(town.bot, room)) == 3, FAILOVER)
    assert [ANSWERED in it.body for it in town.ann.texts(town.bot, room)] == [False, True, False]
    assert await second.stop() == 0


async def test_a_reminder_is_shown_once_when_its_sender_is_killed(town: Town) -> None:
    first = await town.machine.launch()
    room = await town.ann.room(town.bot)
    await town.ann.say(room, "!zone Berlin")
    await town.ann.hears(town.bot, 1, room)
    await town.ann.say(room, "!remind heel-walking in 2 hours")
    await town.ann.hears(town.bot, 2, room)
    town.proxy.hold_after("/send/m.room.message/")
    town.machine.move(2 * 3600)
    await town.ann.hears(town.bot, 3, room)
    first.kill()
    await first.ended()
    town.proxy.let_go()
    await town.machine.launch()
    town.machine.move(LEASE)
    await town.proxy.until(lambda: town.proxy.repeats("/send/m.room.message/"))
    await town.ann.say(room, "!help")
    await town.ann.until(
        lambda: "What I understand" in town.ann.texts(town.bot, room)[-1].body, FAILOVER
    )
    came = [it for it in town.ann.texts(town.bot, room) if "Reminder 1: Heel" in it.body]
    assert len(came) == 1


async def test_another_process_takes_over_when_one_dies(town: Town) -> None:
    first = await town.machine.launch()
    room = await town.ann.room(town.bot)
    second = await town.machine.launch()
    await town.ann.say(room, "!help")
    await town.ann.hears(town.bot, 1, room)
    first.kill()
    await first.ended()
    died = time.monotonic()
    await town.ann.say(room, CRAMPS)
    await town.ann.until(lambda: len(town.ann.texts(town.bot, room)) == 2, FAILOVER)
    assert time.monotonic() - died < FAILOVER
    assert await second.stop() == 0
    assert len(town.ann.texts(town.bot, room)) == 2


async def test_the_homeserver_may_fail_for_a_while(town: Town) -> None:
    await town.machine.launch()
    room = await town.ann.room(town.bot)
    town.proxy.fail(502, 3)
    await town.ann.say(room, CRAMPS)
    assert ANSWERED in (await town.ann.hears(town.bot, 1, room)).body
    assert len(town.ann.texts(town.bot, room)) == 1
    town.proxy.answer_nonsense(2)
    await town.ann.say(room, "!help")
    await town.ann.hears(town.bot, 2, room)


async def test_a_wrong_password_is_an_exit_that_is_not_tried_again(town: Town) -> None:
    started = await town.machine.launch(SOLEUS_MATRIX_PASSWORD="wrong")
    assert await started.ended() == 78


async def test_no_log_holds_a_secret_or_a_word_of_what_was_written(town: Town) -> None:
    started = await town.machine.launch(SOLEUS_LOG_LEVEL="DEBUG")
    room = await town.ann.room(town.bot, encrypted=True)
    await town.ann.say(room, f"{CRAMPS} {MARKER}")
    await town.ann.hears(town.bot, 1, room)
    await town.ann.say(room, f"!remind {MARKER} every {MARKER}")
    await town.ann.hears(town.bot, 2, room)
    await town.ann.send(room, f"org.{MARKER}", {"body": MARKER, "m.relates_to": MARKER})
    await town.ann.react(room, town.ann.texts(town.bot, room)[0].event_id, MARKER)
    town.proxy.fail(502, 3)
    await town.ann.say(room, "!help")
    await town.ann.hears(town.bot, 3, room)
    begun = time.monotonic()
    assert await started.stop() == 0
    assert time.monotonic() - begun < 10
    kept = (town.machine.folder / "matrix" / "device.json").read_text("utf-8")
    token = kept.partition('"token": "')[2].partition('"')[0]
    assert len(token) > 10
    assert len(started.logged) > 100
    for secret in (MARKER, token, PASSWORD, CRAMPS):
        assert secret not in started.logged

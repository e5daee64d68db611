"""!privacy: what is kept, shown, given away whole, and deleted without a trace."""

import json
from typing import Any

import pytest

from bot.chat import Kind
from bot.content.reminding import Personal
from tests.commands.chatting import EVERY_EVENING, Talk, text_of
from tests.reminders.fakes import BERLIN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def exported(talk: Talk) -> dict[str, Any]:
    """The JSON of an export, as a program reads it."""
    (reply,) = await talk.replies("!privacy export")
    data, _ = reply.files
    assert data.media == "application/json"
    found: dict[str, Any] = json.loads(data.text)
    return found


async def test_of_a_stranger_nothing_is_kept(stranger: Talk, personal: Personal) -> None:
    before = await stranger.rows()
    for what in ("show", "export", "delete"):
        assert await stranger.says(f"!privacy {what}") == personal.privacy_nothing
    assert await stranger.rows() == before


async def test_asking_and_commands_without_a_wish_keep_nothing(stranger: Talk) -> None:
    before = await stranger.rows()
    for typed in ("why do my calves cramp?", "!help", "!reminders", "!progress", "!zone", "!done"):
        await stranger.says(typed)
    assert await stranger.rows() == before


@pytest.mark.parametrize("typed", ["", "blurg", "delete everything"])
async def test_anything_else_shows_how(ann: Talk, personal: Personal, typed: str) -> None:
    assert await ann.says(f"!privacy {typed}") == personal.privacy_how


async def test_what_is_kept_is_shown_in_words(ann: Talk, personal: Personal) -> None:
    await ann.says(EVERY_EVENING)
    await ann.says("!quiet 22:00 to 7:00")
    await ann.waits_until("2026-11-19 20:00")
    await ann.says("!snooze 10 min")
    told = await ann.says("!Privacy SHOW")
    assert "Europe/Berlin" in told
    assert "22:00-7:00" in told
    assert personal.privacy_reminders.format(count=1) in told
    assert personal.privacy_past.format(count=2) in told


async def test_the_json_has_all_that_is_kept(ann: Talk) -> None:
    await ann.says("!remind heel-raises,calf-stretch every day at 19:00")
    await ann.says("!quiet 22:00 to 7:00")
    (reply,) = await ann.replies("!hurts 1")
    await ann.chooses(2, reply)
    await ann.waits_until("2026-11-18 19:00")
    await ann.says("!done")
    await ann.says("!pause 1 until 30 november")
    told = await exported(ann)
    assert told == {
        "platform": "chat",
        "id": "ann",
        "zone": BERLIN,
        "quiet": [22 * 60, 7 * 60],
        "since": "2026-11-18T09:00:00+00:00",
        "reminders": [
            {
                "number": 1,
                "exercises": ["heel-raises", "calf-stretch"],
                "resting": ["calf-stretch"],
                "when": "every day at 19:00",
                "rrule": ["RRULE:FREQ=DAILY;BYHOUR=19;BYMINUTE=0;BYSECOND=0"],
                "place": ann.place.id,
                "next": "2026-11-30T18:00:00+00:00",
                "paused": None,
                "resumes": "2026-11-30",
            }
        ],
        "occurrences": [
            {
                "reminder": 1,
                "due": "2026-11-18T18:00:00+00:00",
                "state": "done",
                "noted": "2026-11-18T18:00:00+00:00",
            }
        ],
    }


async def test_the_json_has_paused_and_past_reminders_too(ann: Talk) -> None:
    await ann.says("!remind heel-walking today at 11:00")
    await ann.says(EVERY_EVENING)
    await ann.says("!pause 2")
    await ann.waits_until("2026-11-18 12:00")
    told = await exported(ann)
    assert [one["next"] for one in told["reminders"]] == [None, "2026-11-18T18:00:00+00:00"]
    assert [one["paused"] for one in told["reminders"]] == [None, "asked"]


async def test_deleting_asks_first(ann: Talk, personal: Personal) -> None:
    await ann.says(EVERY_EVENING)
    before = await ann.rows()
    (reply,) = await ann.replies("!privacy delete")
    assert reply.kind is Kind.SUGGESTIONS
    assert reply.paragraphs == (personal.delete_sure,)
    assert await ann.rows() == before


async def test_deleted_nothing_is_left_in_any_table(stranger: Talk, personal: Personal) -> None:
    empty = await stranger.rows()
    await stranger.says("!zone berlin")
    await stranger.says(EVERY_EVENING)
    await stranger.says("!quiet 22:00 to 7:00")
    await stranger.waits_until("2026-11-18 19:00")
    await stranger.says("!snooze 1 h")
    (reply,) = await stranger.replies("!privacy delete")
    assert await stranger.chooses(1, reply) == personal.delete_done
    assert await stranger.rows() == empty
    assert await stranger.waits_until("2026-11-20 20:00") == []


async def test_deleting_leaves_others_what_is_theirs(ann: Talk, ben: Talk) -> None:
    for talk in (ann, ben):
        await talk.says(EVERY_EVENING)
    (reply,) = await ann.replies("!privacy delete")
    await ann.chooses(1, reply)
    (sent,) = await ben.waits_until("2026-11-18 19:00")
    assert "Heel walking" in text_of(sent)


async def test_an_export_has_nothing_of_others(ann: Talk, ben: Talk) -> None:
    await ann.says(EVERY_EVENING)
    assert (await exported(ben))["reminders"] == []

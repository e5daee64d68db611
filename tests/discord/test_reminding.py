"""Reminders on Discord: set by command, sent to a DM or a channel, pressed, and told when closed."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.chat import Community, Person
from bot.content.load import Content
from bot.reminders.store.people import People
from bot.reminders.store.queue import Queue
from bot.reminders.store.reminders import Reminders
from tests.discord.house import House, MovedClock, arrange, house_in, running
from tests.fake_discord import FakeDiscord, Heard
from tests.fake_discord.objects import DM, SEND, Channel, Json, every, texts

WALKING = {"exercise": "heel-walking", "when": "in 2 hours"}
HOURS = 2 * 3600


async def in_berlin(house: House, user: Json | None = None) -> None:
    await house.discord.people.run(user or house.ann, "zone", house.channel, zone="Berlin")


async def add(house: House, **more: str) -> Heard:
    return await house.discord.people.run(
        house.ann, "remind add", house.channel, **{**WALKING, **more}
    )


def reminders(house: House, channel: Channel) -> list[Json]:
    return [it for it in house.discord.sent(channel) if "Reminder 1:" in texts(it)]


async def comes(house: House, channel: Channel, count: int = 1) -> Json:
    """Let time pass up to the next reminder; the message that comes."""
    await passes(house)
    await house.discord.until(lambda: len(reminders(house, channel)) >= count)
    return reminders(house, channel)[-1]


async def passes(house: House) -> None:
    """Time passes until something is due."""
    due = await Queue(house.database).next_wake("discord")
    assert due
    house.clock.move_to(due)


def buttons(message: Json) -> dict[str, bool]:
    """Labels of buttons, and whether each can be pressed."""
    found = [it for it in every(message["components"]) if it["type"] == 2]
    return {it["label"]: not it.get("disabled") for it in found}


async def test_a_zone_is_needed_first(house: House) -> None:
    heard = await add(house)
    assert "/zone" in heard.text
    assert house.discord.sent(house.dm) == []


async def test_a_reminder_is_confirmed_to_its_owner_with_times_of_discord(
    house: House, content: Content
) -> None:
    await in_berlin(house)
    heard = await add(house)
    assert heard.is_private
    assert "Reminder 1 is set: Heel walking" in heard.text
    (full, relative) = re.search(r"<t:(\d+):F> \(<t:(\d+):R>\)", heard.text).groups()  # type: ignore[union-attr]
    assert full == relative
    assert abs(int(full) - house.clock.now() - HOURS) < 60
    assert house.discord.texts(house.dm) == [content.reminding.said.comes_here]


async def test_a_reminder_comes_to_the_dm_and_mentions_nobody(house: House) -> None:
    await in_berlin(house)
    await add(house)
    sent = await comes(house, house.dm)
    assert sent["mentions"] == []
    assert "<@" not in texts(sent)
    assert list(buttons(sent)) == [
        "Done",
        "Snooze 10 min",
        "Snooze 1 h",
        *(["Tonight"] if "Tonight" in buttons(sent) else []),
        "Skip",
        "It hurts",
    ]


async def test_in_a_channel_the_owner_alone_is_mentioned(house: House) -> None:
    await in_berlin(house)
    heard = await add(house, where="here")
    assert heard.is_private
    sent = await comes(house, house.channel)
    assert texts(sent).startswith(f"<@{house.ann['id']}>")
    body = next(it.body for it in reversed(house.discord.requests) if it.path.endswith("messages"))
    assert body["allowed_mentions"]["parse"] == []
    assert [str(it) for it in body["allowed_mentions"]["users"]] == [house.ann["id"]]
    assert house.discord.sent(house.dm) == []


async def test_what_was_chosen_stays_on_the_message(house: House, content: Content) -> None:
    await in_berlin(house)
    await add(house)
    sent = await comes(house, house.dm)
    await house.discord.people.press(house.ann, sent, "Done")
    assert content.reminding.said.done in texts(sent)
    assert "Reminder 1: Heel walking" in texts(sent)
    assert buttons(sent) == {"Done": False}


async def test_a_reminder_lives_through_a_restart_and_a_snooze(
    discord: FakeDiscord, clock: MovedClock, answering: Answering, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    async with house_in(discord, clock, answering, url=url) as house:
        await in_berlin(house)
        await add(house)
        first = await comes(house, house.dm)
        await discord.people.press(house.ann, first, "Snooze 10 min")
        assert buttons(first) == {"Snooze 10 min": False}
    discord.gateway.sessions.clear()
    async with running(discord, clock, answering, url=url) as (_, database, _care):
        second = await comes(replace(house, database=database), house.dm, count=2)
        await discord.people.press(house.ann, second, "Done")
        assert buttons(second) == {"Done": False}
    assert len(reminders(house, house.dm)) == 2
    assert discord.state.syncs == 1


async def test_a_stranger_cannot_press(house: House, content: Content) -> None:
    await in_berlin(house)
    await add(house, where="here")
    sent = await comes(house, house.channel)
    bob = house.discord.state.add_user("bob")
    for label in list(buttons(sent)):
        heard = await house.discord.people.press(bob, sent, label, house.channel)
        followup = heard.interaction.followups[0]
        assert texts(followup).startswith(content.reminding.said.gone.split(" !")[0])
        assert followup["flags"] & 64
    assert all(buttons(sent).values())


async def test_what_hurts_is_told_and_left_out(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00")
    await passes(house)
    await house.discord.until(lambda: reminders(house, house.dm))
    sent = reminders(house, house.dm)[0]
    heard = await house.discord.people.press(house.ann, sent, "It hurts")
    await house.discord.until(lambda: heard.interaction.followups)
    assert "When to get help" in texts(heard.interaction.followups[0])
    assert buttons(sent) == {"It hurts": False}


async def test_a_closed_dm_is_told_at_once_and_the_channel_offered(
    house: House, content: Content
) -> None:
    await in_berlin(house)
    house.discord.state.closed_dms.add(house.ann["id"])
    heard = await add(house)
    assert content.reminding.said.closed in heard.text
    pressed = await house.discord.people.press(
        house.ann, heard.message, content.reminding.said.closed_elsewhere, house.channel
    )
    assert "Reminder 1 is set" in texts(pressed.interaction.followups[0])
    await comes(house, house.channel)


async def test_a_dm_that_closes_later_pauses_its_reminders_and_is_told(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00")
    house.discord.state.closed_dms.add(house.ann["id"])
    await passes(house)
    await house.discord.until(lambda: house.discord.requests[-1].status == 403)
    await until_paused(house)
    heard = await house.discord.people.run(house.ann, "remind list", house.channel)
    assert "I could not reach you" in heard.text


async def until_paused(house: House) -> None:
    """The database is looked at until it has settled what was sent."""
    people, store = People(house.database), Reminders(house.database, lambda: None)
    async with asyncio.timeout(5):
        while True:
            owner = await people.find(Person("discord", house.ann["id"]))
            assert owner
            (reminder,) = await store.all(owner)
            if reminder.paused:
                return


async def test_a_deleted_channel_pauses_its_reminders(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00", where="here")
    house.channel.closed = True
    await passes(house)
    await house.discord.until(lambda: house.discord.requests[-1].status == 404)
    await until_paused(house)
    assert "I could not reach you" in await house.write("!reminders")


async def test_a_channel_in_which_one_of_both_may_not_write_is_refused(
    house: House, content: Content
) -> None:
    await in_berlin(house)
    house.channel.denied = SEND
    heard = await add(house, where="here")
    assert content.discord.said["cannot_write_here"] in heard.text


async def test_where_no_dms_are_offered_reminders_come_to_the_channel(house: House) -> None:
    await in_berlin(house)
    await arrange(house, Community(dms=False))
    await add(house)
    await comes(house, house.channel)


async def test_a_question_back_keeps_where_the_reminder_shall_come(house: House) -> None:
    await in_berlin(house)
    heard = await add(house, when="tomorrow at 7", where="here")
    label = next(iter(buttons(heard.message)))
    await house.discord.people.press(house.ann, heard.message, label, house.channel)
    await passes(house)
    await house.discord.until(lambda: reminders(house, house.channel))


async def test_a_question_back_keeps_that_it_shall_come_in_private(house: House) -> None:
    await in_berlin(house)
    await arrange(house, Community(dms=False))
    heard = await add(house, when="tomorrow at 7", where="private")
    label = next(iter(buttons(heard.message)))
    await house.discord.people.press(house.ann, heard.message, label, house.channel)
    await passes(house)
    await house.discord.until(lambda: reminders(house, house.dm))
    assert not reminders(house, house.channel)


async def test_no_press_makes_a_reminder_come_where_nobody_may_write(
    house: House, content: Content
) -> None:
    await in_berlin(house)
    house.discord.state.closed_dms.add(house.ann["id"])
    heard = await add(house)
    house.channel.denied = SEND
    pressed = await house.discord.people.press(
        house.ann, heard.message, content.reminding.said.closed_elsewhere, house.channel
    )
    assert content.discord.said["cannot_write_here"] in pressed.text
    friends = house.discord.state.add_group(house.ann["id"])
    alone = await house.discord.people.run(
        house.ann, "remind add", friends, **{**WALKING, "where": "here"}
    )
    assert content.discord.said["cannot_write_here"] in alone.text


async def test_no_new_reminder_comes_to_a_quiet_channel(house: House, content: Content) -> None:
    await in_berlin(house)
    await arrange(house, Community(dms=False, quiet=frozenset({house.channel.id})))
    heard = await add(house, where="here")
    assert content.discord.said["cannot_write_here"] in heard.text
    await add(house)
    await passes(house)
    await house.discord.until(lambda: reminders(house, house.dm))


async def test_while_a_time_is_typed_it_shows_how_it_is_understood(house: House) -> None:
    await in_berlin(house)
    heard = await house.discord.people.complete(
        house.ann, "remind add", "when", "every weekday at 7pm", house.channel
    )
    (choice,) = heard.choices
    assert choice["value"] == "every weekday at 7pm"
    assert choice["name"].startswith("every weekday at 19:00. Next: ")


@pytest.mark.parametrize(
    ("path", "option", "typed", "value"),
    [
        ("exercise", "name", "heel wal", "heel-walking"),
        ("remind add", "exercise", "soleus", "soleus-stretch"),
        ("zone", "zone", "berl", "Europe/Berlin"),
        ("emergency", "country", "gb", "GB"),
    ],
)
async def test_names_are_completed(
    house: House, path: str, option: str, typed: str, value: str
) -> None:
    heard = await house.discord.people.complete(house.ann, path, option, typed, house.channel)
    assert heard.choices[0]["value"] == value


async def test_one_s_own_reminders_are_completed(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00")
    heard = await house.discord.people.complete(
        house.ann, "remind edit", "number", "", house.channel
    )
    assert heard.choices == [{"name": "1. Heel walking: every day at 12:00", "value": "1"}]
    bob = house.discord.state.add_user("bob")
    heard = await house.discord.people.complete(bob, "remind edit", "number", "", house.channel)
    assert heard.choices == []


async def test_a_reminder_is_listed_edited_paused_resumed_skipped_and_deleted(
    house: House,
) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00")
    people, ann, channel = house.discord.people, house.ann, house.channel
    assert "every day at 12:00" in (await people.run(ann, "remind list", channel)).text
    edited = await people.run(ann, "remind edit", channel, number="1", when="every day at 13:00")
    assert "every day at 13:00" in edited.text
    assert "is paused" in (await people.run(ann, "remind pause", channel, number="1")).text
    assert "goes on" in (await people.run(ann, "remind resume", channel, number="1")).text
    assert "left out" in (await people.run(ann, "remind skip", channel, number="1")).text
    assert "is deleted" in (await people.run(ann, "remind delete", channel, number="1")).text
    assert "no reminders" in (await people.run(ann, "remind list", channel)).text


async def test_an_edit_can_move_a_reminder(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00", where="here")
    await house.discord.people.run(
        house.ann, "remind edit", house.channel, number="1", where="private"
    )
    await passes(house)
    await house.discord.until(lambda: reminders(house, house.dm))


async def test_everything_kept_can_be_shown_taken_and_deleted(house: House) -> None:
    await in_berlin(house)
    await add(house, when="every day at 12:00")
    people, ann, channel = house.discord.people, house.ann, house.channel
    assert "Reminders: 1" in (await people.run(ann, "privacy show", channel)).text
    exported = await people.run(ann, "privacy export", channel)
    names = [it["filename"] for it in exported.message["attachments"]]
    assert names == ["soleus.json", "soleus.ics"]
    asked = await people.run(ann, "privacy delete", channel)
    await people.press(ann, asked.message, "Delete everything", channel)
    assert "is deleted" in texts(asked.message)
    assert "I keep nothing of you" in (await people.run(ann, "privacy show", channel)).text


async def test_everything_works_in_a_dm_too(house: House) -> None:
    people = house.discord.people
    await people.run(house.ann, "zone", zone="Berlin")
    heard = await people.run(house.ann, "remind add", exercise="heel-walking", when="in 2 hours")
    assert "Reminder 1 is set" in heard.text
    sent = await comes(house, house.dm)
    await people.press(house.ann, sent, "Skip")
    assert buttons(sent) == {"Skip": False}
    assert house.dm.kind == DM


async def test_a_typed_command_works_in_a_dm_and_is_a_question_in_a_server(house: House) -> None:
    assert "Europe/Berlin" in await house.write("!zone Berlin")
    shown = await house.ask("!privacy show")
    assert "time zone" not in shown


async def test_who_installed_it_for_themselves_is_reminded_in_a_dm(
    house: House, content: Content
) -> None:
    house.discord.people.installed_by_user = True
    await house.discord.leave(house.guild)
    await in_berlin(house)
    refused = await add(house, where="here")
    assert content.discord.said["cannot_write_here"] in refused.text
    await add(house)
    await comes(house, house.dm)

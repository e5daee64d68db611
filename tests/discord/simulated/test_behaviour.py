"""Behaviour and rights on a Discord that others wrote: simcord, with the real discord.py."""

from collections.abc import AsyncIterator

import pytest

from bot.answering import Answering
from bot.content.load import Content
from tests.discord.simulated.stage import Stage, on_stage
from tests.fake_discord.objects import texts

CRAMPS = "why do my calves cramp at night?"
ANSWERED = "Why do calves cramp at night?"
CLOT = "since my flight one calf is swollen and hot"
HELP = "Be seen by a doctor today"
EVERY_EVENING = {"exercise": "heel-walking", "when": "every day at 19:00"}


@pytest.fixture
async def stage(answering: Answering) -> AsyncIterator[Stage]:
    async with on_stage(answering) as made:
        yield made


def shown(message: object) -> str:
    """What can be read in a message of simcord's."""
    assert message
    components = getattr(message, "components", [])
    told = [it if isinstance(it, dict) else it.to_dict() for it in components]
    return texts({"content": getattr(message, "content", ""), "components": told})


async def asks(stage: Stage, text: str) -> str:
    me = stage.platform.client.user
    assert me
    await stage.ann.send(stage.channel, f"<@{me.id}> {text}")
    return shown(stage.channel.last_message)


async def test_a_mention_is_answered(stage: Stage) -> None:
    assert ANSWERED in await asks(stage, CRAMPS)


async def test_a_red_flag_is_plain_text(stage: Stage) -> None:
    await asks(stage, CLOT)
    last = stage.channel.last_message
    assert last
    assert last.content.startswith(HELP)
    assert last.components == []


async def test_a_question_for_oneself_is_seen_by_nobody_else(stage: Stage) -> None:
    result = await stage.ann.slash(stage.channel, "ask", question=CRAMPS, visible="me")
    assert ANSWERED in shown(result.response)
    assert result.ephemeral
    assert stage.channel.history(viewer=stage.admin) == []


async def test_a_question_for_all_is_seen_by_all(stage: Stage) -> None:
    await stage.ann.slash(stage.channel, "ask", question=CRAMPS)
    assert len(stage.channel.history(viewer=stage.admin)) == 1


async def test_the_menu_of_a_message_answers_it(stage: Stage) -> None:
    asked = await stage.admin.send(stage.channel, CRAMPS)
    result = await stage.ann.context_menu(stage.channel, "Answer this", asked)
    assert ANSWERED in shown(result.response)


async def test_commands_of_admins_are_offered_to_admins_only(stage: Stage) -> None:
    assert "setup" not in stage.ann.available_commands(stage.channel)
    assert {"setup", "stats"} <= set(stage.admin.available_commands(stage.channel))
    result = await stage.admin.slash(stage.channel, "setup")
    assert result.ephemeral


async def test_a_button_of_an_answer_works(stage: Stage) -> None:
    await asks(stage, CRAMPS)
    last = stage.channel.last_message
    assert last
    result = await stage.ann.click(last, label="Sources")
    assert "Sources:" in shown(result.followups[-1])


async def test_a_reminder_is_set_comes_and_is_done(stage: Stage, content: Content) -> None:
    await stage.ann.slash(stage.channel, "zone", zone="Berlin")
    await stage.ann.slash(stage.channel, "remind add", **EVERY_EVENING)
    await stage.passes()
    dm = stage.ann.user.dm_channel
    assert "Reminder 1: Heel walking" in shown(dm.last_message)
    await stage.ann.user.click(dm.last_message, label="Done")
    assert content.reminding.said.done in shown(dm.last_message)


async def test_what_is_kept_is_exported_as_files(stage: Stage) -> None:
    await stage.ann.slash(stage.channel, "zone", zone="Berlin")
    result = await stage.ann.slash(stage.channel, "privacy export")
    assert result.response
    assert [it.filename for it in result.response.attachments] == ["soleus.json", "soleus.ics"]


async def test_while_a_time_is_typed_it_shows_how_it_is_understood(stage: Stage) -> None:
    await stage.ann.slash(stage.channel, "zone", zone="Berlin")
    offers = await stage.ann.autocomplete(stage.channel, "remind add", "when", "every day at 19:00")
    assert "every day at 19:00. Next:" in str(offers)

"""People who mean no good: nothing leaks, nothing pings, nothing breaks, nothing is logged."""

import logging
from functools import partial

import pytest

from bot.content.load import Content
from tests.discord.house import House
from tests.discord.test_reminding import add, comes, in_berlin
from tests.fake_discord.objects import Json, texts
from tests.fake_discord.state import Interaction

MARKER = "zebracalf"
FORGED = [
    "",
    "nonsense",
    "s1:",
    "s1:done",
    "s1:done:",
    "s1:done:1.1",
    "s1:nothing:1.1",
    "s1:done:999999.1795024800@999999.1795024800",
    "s1:show:no-such-topic",
    "s1:helpful:no-such-topic",
    "s1:remind:../../etc/passwd",
    "s1:type:!privacy",
    "s0:done:1.1",
    "setup:",
    "setup:open",
    "setup:country",
    "setup:nothing",
    "care:reload",
    "care:nothing",
    "x" * 100,
    "\u202es1:done:1.1",
    "s1:done:1.1\x00",
]
WRITTEN = [
    "@everyone @here <@&1> <@1> <#1>",
    "**bold** __under__ `code` ||spoiler|| [a](http://x.example) # h",
    "\u202ecramp calf\u202c \u200b\u200b\ufeff\u2066why\u2069",
    "\x00\x01\x02",
    "```\n" * 400,
    "🦵" * 900,
    "!" * 1500,
    "!remind " + "x" * 1500,
    "a" * 4000,
]


@pytest.fixture(autouse=True)
def nothing_goes_wrong(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as an error, asyncio's own complaints about slow tests aside."""
    return [it.getMessage() for it in caplog.records if it.levelno >= logging.ERROR]


async def test_a_forged_button_gets_a_sentence_and_changes_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await in_berlin(house)
    await add(house)
    sent = await comes(house, house.dm)
    before = texts(sent)
    for number, custom_id in enumerate(FORGED):
        user = house.discord.state.add_user(f"bob {number}")
        heard = await house.discord.people.forge(user, sent, custom_id, house.channel)
        made = heard.interaction
        await house.discord.until(partial(is_told, made))
        assert texts(sent) == before, custom_id
    assert errors(caplog) == []


def is_told(made: Interaction) -> bool:
    return bool(made.followups or made.callbacks[0].get("data"))


async def test_a_forged_choice_in_setup_is_refused(house: House) -> None:
    house.discord.people.rights |= 1 << 5
    page = await house.discord.people.run(house.ann, "setup", house.channel)
    for custom_id, values in (
        ("setup:country", ["XX"]),
        ("setup:language", ["klingon"]),
        ("setup:open", ["1; DROP TABLE community"]),
        ("setup:ignored", ["all of them"]),
    ):
        await house.discord.people.forge(house.ann, page.message, custom_id, house.channel)
        await house.discord.people.pick(
            house.ann, page.message, custom_id, values, channel=house.channel, kind=3
        )
    community = await house.care.community("discord", house.guild)
    assert (community.country, community.language) == (None, "en-GB")
    assert not community.open
    assert not community.ignored


HIDDEN = [
    "!\n!delete 1",
    "!\t!done",
    "! \u2003!pause all",
    "!!\u200a !zone Asia/Tokyo",
    "\n!delete 1",
]


@pytest.mark.parametrize("text", HIDDEN, ids=range(len(HIDDEN)))
async def test_nobody_runs_a_command_that_somebody_else_wrote(house: House, text: str) -> None:
    await in_berlin(house)
    await add(house)
    written = await house.discord.people.say(house.ann, text, house.channel)
    await house.discord.people.choose_menu(house.ann, written, house.channel)
    await house.discord.people.run(house.ann, "ask", house.channel, question=text)
    assert "Your reminders" not in await house.ask(text)
    await house.write("hello")
    await house.discord.people.edit(house.dm.messages[-2], text)
    listed = await house.write("!reminders")
    assert "Europe/Berlin" in listed
    assert "1. Heel walking" in listed
    assert "paused" not in listed


async def test_a_form_that_was_never_shown_is_refused(house: House, content: Content) -> None:
    heard = await house.discord.people.submit(
        house.ann, "s1:form", {"field": "x" * 5000}, house.channel
    )
    assert content.discord.said["no_choice"] in heard.text


@pytest.mark.parametrize("text", WRITTEN, ids=range(len(WRITTEN)))
async def test_whatever_is_written_nobody_is_pinged_and_nothing_is_echoed(
    house: House, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    await house.discord.people.say(house.ann, f"{house.me} {text} {MARKER}", house.channel)
    await house.discord.until(lambda: house.discord.sent(house.channel))
    (said,) = spoken(house)
    assert MARKER not in str(said)
    assert "@everyone" not in str(said)
    assert said["allowed_mentions"].get("replied_user") is False
    assert errors(caplog) == []


def spoken(house: House) -> list[Json]:
    """Every message that was sent or changed, as it was sent; none of them parses mentions."""
    bodies = [it.body for it in house.discord.requests if isinstance(it.body, dict)]
    said = [it.get("data", it) for it in bodies if "components" in str(it) or "content" in str(it)]
    assert all(it["allowed_mentions"]["parse"] == [] for it in said)
    return said


async def test_no_reply_of_any_kind_parses_mentions(house: House) -> None:
    await in_berlin(house)
    await add(house, where="here")
    sent = await comes(house, house.channel)
    await house.discord.people.press(house.ann, sent, "Skip", house.channel)
    await house.discord.people.run(house.ann, "ask", house.channel, question="hello")
    await house.discord.people.run(house.ann, "setup", house.channel)
    assert len(spoken(house)) >= 6


async def test_a_command_typed_with_anything_is_answered(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for when in ("@everyone", "x" * 200, "\u202e7pm", "7pm' OR 1=1 --", "every \x00 day"):
        heard = await add(house, when=when)
        assert "@everyone" not in heard.text
    assert errors(caplog) == []


async def test_neither_words_nor_the_token_are_ever_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot's own logs at DEBUG; those of libraries from INFO on, as `soleus run` sets them."""
    await in_berlin(house)
    await house.ask(f"{MARKER} why do calves cramp")
    await house.write(f"!remind {MARKER} every day")
    await house.discord.people.run(house.ann, "ask", house.channel, question=MARKER)
    await add(house, when=f"every {MARKER}")
    await house.discord.people.complete(house.ann, "zone", "zone", MARKER, house.channel)
    every = [*caplog.get_records("setup"), *caplog.records]
    logged = [it for it in every if it.name.startswith("bot") or it.levelno > logging.DEBUG]
    assert logged
    shown = "\n".join(map(logging.Formatter().format, logged))
    assert MARKER not in shown
    assert house.discord.token not in shown


def test_the_marker_would_be_found(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("bot").debug("%s", MARKER)
    assert MARKER in caplog.text

"""From words to reply: the order of decisions, on the shipped FAQ and weights."""

from typing import Any

import pytest
import yaml

from bot.answering import Answer, Answering
from bot.chat import Action as Do
from bot.chat import Kind, Message, Person, Place, Press
from bot.commands.conversation import Conversation
from bot.commands.table import COMMANDS
from bot.content.load import Content
from bot.plain import plain
from bot.understanding import embedding, weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin
from tests.conftest import ROOT, conversing

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/questions/core.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def lexical(content: Content) -> Answering:
    """The same bot without sentence embeddings."""
    learned = weights.load(content.folder / weights.NAME, origin(content), semantic=False)
    return Answering(content, Understanding(content, learned, None))


def came_of(answering: Answering, case: dict[str, Any]) -> str:
    answer = answering.answer(case["say"], addressed=case.get("addressed", True))
    decision, urgent = answer.decision, answer.danger.urgent
    if decision.outcome == "urgent" and urgent:
        return urgent.flag
    if decision.outcome == "answer":
        return decision.topic or "info"
    return decision.outcome


@pytest.mark.parametrize("case", CASES, ids=[case["say"][:40] or "empty" for case in CASES])
def test_what_must_never_break(answering: Answering, case: dict[str, Any]) -> None:
    assert came_of(answering, case) == case["want"]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["want"].startswith("rf-")],
    ids=lambda case: case["say"][:40],
)
def test_red_flags_are_urgent_without_embeddings_too(
    lexical: Answering, case: dict[str, Any]
) -> None:
    answer = lexical.answer(case["say"], addressed=case.get("addressed", True))
    assert answer.decision.outcome == "urgent"


def test_a_sign_told_in_passing_in_a_long_story_is_urgent(answering: Answering) -> None:
    story = "I have done the wall stretch for weeks and it is lovely. My dog likes it too. "
    sign = "My left calf is swollen and hot since the flight. "
    question = "How many heel raises should I do? I have a marathon in spring. "
    for before, after in ((1, 1), (4, 3), (60, 60)):
        answer = answering.answer(story * before + sign + question * after)
        assert answer.decision.outcome == "urgent", (before, after)


def test_an_urgent_reply_stands_alone(answering: Answering) -> None:
    reply = answering.answer(
        "how do i do heel raises, my calf is swollen hot and red"
    ).decision.reply
    assert reply
    assert reply.kind is Kind.URGENT
    assert reply.exercises == ()
    assert (reply.choices, reply.neighbours, reply.actions, reply.title) == ((), (), (), None)


def test_a_worried_friend_gets_words_for_a_friend(answering: Answering) -> None:
    theirs = answering.answer("my friend says she wants to kill herself, what do I do").decision
    own = answering.answer("I want to kill myself").decision
    assert theirs.outcome == own.outcome == "urgent"
    assert theirs.reply
    assert own.reply
    flag = answering.content.redflags["rf-self-harm"]
    assert flag.action_for_another
    assert theirs.reply.paragraphs[0] in " ".join(flag.action_for_another.split())
    assert own.reply.paragraphs[0] in " ".join(flag.action.split())
    assert "findahelpline.com" in plain(theirs.reply)


async def test_every_answer_ends_with_the_notice(
    conversation: Conversation, content: Content
) -> None:
    for name in content.topics:
        (reply,) = await conversation.answer(message("", pressed=Press(Do.SHOW, name)))
        assert plain(reply).endswith(content.wording.notice)


def message(text: str, *, addressed: bool = True, pressed: Press | None = None) -> Message:
    return Message(text, Person("test", "1"), Place("test", "1"), addressed, pressed)


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_replies(conversation: Conversation, name: str) -> None:
    (reply,) = await conversation.answer(message(f"!{name}"))
    assert plain(reply)


def test_every_command_is_told_of_in_the_help(content: Content) -> None:
    assert set(COMMANDS) | {"quit"} == set(content.wording.commands)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("heel-raises", "heel-raises"), ("calf raises", "heel-raises"), ("CAT camel", "cat-camel")],
)
async def test_an_exercise_is_found_by_any_of_its_names(
    conversation: Conversation, content: Content, typed: str, name: str
) -> None:
    (reply,) = await conversation.answer(message(f"!exercise {typed}"))
    (shown,) = reply.exercises
    assert shown.steps == content.exercises[name].steps


async def test_an_unknown_exercise_lists_those_there_are(
    conversation: Conversation, content: Content
) -> None:
    (reply,) = await conversation.answer(message("!exercise zzzzqq"))
    assert reply.title == content.wording.no_such_exercise


async def test_an_unaddressed_command_is_not_ours(conversation: Conversation) -> None:
    assert await conversation.answer(message("!play song", addressed=False)) == ()


async def test_a_pressed_topic_that_is_gone_is_silence(conversation: Conversation) -> None:
    gone = message("", pressed=Press(Do.SHOW, "no-such-topic"))
    assert await conversation.answer(gone) == ()


async def test_sources_name_each_source_and_that_nobody_signed(
    conversation: Conversation, content: Content
) -> None:
    pressed = message("", pressed=Press(Do.SOURCES, "night-cramps"))
    (reply,) = await conversation.answer(pressed)
    assert len(reply.paragraphs) == len(content.topics["night-cramps"].sources)
    assert content.wording.unreviewed in reply.after


class Broken(Answering):
    """An answering that fails on every message."""

    def answer(
        self,
        text: str,  # noqa: ARG002
        *,
        addressed: bool = True,  # noqa: ARG002
        country: str | None = None,  # noqa: ARG002
    ) -> Answer:
        raise RuntimeError("broken on purpose")


async def test_a_failure_is_told_logged_once_and_without_what_was_said(
    content: Content, caplog: pytest.LogCaptureFixture, lexical: Answering
) -> None:
    broken = Broken(content, lexical._understanding)
    async with conversing(broken) as conversation:
        (reply,) = await conversation.answer(message("my secret calf"))
    assert reply.paragraphs == (content.wording.failed,)
    assert len(caplog.records) == 1
    assert "secret" not in caplog.text


def test_embeddings_are_on_when_they_are_installed(content: Content) -> None:
    encoder = embedding.available()
    learned = weights.load(content.folder / weights.NAME, origin(content), semantic=True)
    assert Understanding(content, learned, encoder).semantic is (encoder is not None)

"""From words to reply: the order of decisions, on the shipped FAQ and weights."""

from typing import Any

import pytest
import yaml

from bot.answering import Answer, Answering
from bot.chat import Action as Do
from bot.chat import Kind, Message, Person, Place, Press
from bot.commands import COMMANDS, RESERVED, Conversation
from bot.content.load import Content
from bot.plain import plain
from bot.understanding import embedding, weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin
from tests.conftest import ROOT

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
    assert reply.exercise is None
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


def test_every_answer_ends_with_the_notice(answering: Answering, content: Content) -> None:
    for name in content.topics:
        reply = Conversation(answering)._pressed(Press(Do.SHOW, name))
        assert reply
        assert plain(reply).endswith(content.wording.notice)


def message(text: str, *, addressed: bool = True, pressed: Press | None = None) -> Message:
    return Message(text, Person("test", "1"), Place("test", "1"), addressed, pressed)


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_replies(answering: Answering, name: str) -> None:
    reply = await Conversation(answering).answer(message(f"!{name}"))
    assert reply
    assert plain(reply)


def test_every_command_is_told_of_in_the_help(content: Content) -> None:
    assert set(COMMANDS) | {"quit"} == set(content.wording.commands)


@pytest.mark.parametrize("name", sorted(RESERVED))
async def test_a_command_of_reminders_says_that_they_are_not_there_yet(
    answering: Answering, name: str
) -> None:
    reply = await Conversation(answering).answer(message(f"!{name} heel-raises"))
    assert reply
    assert reply.paragraphs == (answering.content.wording.reserved_command,)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("heel-raises", "heel-raises"), ("calf raises", "heel-raises"), ("CAT camel", "cat-camel")],
)
async def test_an_exercise_is_found_by_any_of_its_names(
    answering: Answering, typed: str, name: str
) -> None:
    reply = await Conversation(answering).answer(message(f"!exercise {typed}"))
    assert reply
    assert reply.exercise
    assert reply.exercise.steps == answering.content.exercises[name].steps


async def test_an_unknown_exercise_lists_those_there_are(answering: Answering) -> None:
    reply = await Conversation(answering).answer(message("!exercise zzzzqq"))
    assert reply
    assert reply.title == answering.content.wording.no_such_exercise


async def test_an_unaddressed_command_is_not_ours(answering: Answering) -> None:
    assert await Conversation(answering).answer(message("!play song", addressed=False)) is None


async def test_a_pressed_topic_that_is_gone_is_silence(answering: Answering) -> None:
    gone = message("", pressed=Press(Do.SHOW, "no-such-topic"))
    assert await Conversation(answering).answer(gone) is None


async def test_sources_name_each_source_and_that_nobody_signed(
    answering: Answering, content: Content
) -> None:
    pressed = message("", pressed=Press(Do.SOURCES, "night-cramps"))
    reply = await Conversation(answering).answer(pressed)
    assert reply
    assert len(reply.paragraphs) == len(content.topics["night-cramps"].sources)
    assert content.wording.unreviewed in reply.after


class Broken(Answering):
    """An answering that fails on every message."""

    def answer(self, text: str, *, addressed: bool = True) -> Answer:  # noqa: ARG002
        raise RuntimeError("broken on purpose")


async def test_a_failure_is_told_logged_once_and_without_what_was_said(
    content: Content, caplog: pytest.LogCaptureFixture, lexical: Answering
) -> None:
    broken = Broken(content, lexical._understanding)
    reply = await Conversation(broken).answer(message("my secret calf"))
    assert reply
    assert reply.paragraphs == (content.wording.failed,)
    assert len(caplog.records) == 1
    assert "secret" not in caplog.text


def test_embeddings_are_on_when_they_are_installed(content: Content) -> None:
    encoder = embedding.available()
    learned = weights.load(content.folder / weights.NAME, origin(content), semantic=True)
    assert Understanding(content, learned, encoder).semantic is (encoder is not None)

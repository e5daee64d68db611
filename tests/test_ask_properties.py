"""Whatever is typed: a valid answer, soon, and never the person's own words back.

The examples are the same every time, so that a red run can be repeated.
"""

import asyncio
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import asking
from bot.answering import Answering
from bot.chat import Message, Person, Place, Reply
from bot.plain import plain
from bot.settings import SHIPPED
from bot.understanding import weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin
from tests.conftest import Told, conversing

LONG = 4_000
QUICK = 0.2
"""Seconds that the longest message of a chat may take (the release's own figure)."""

steady = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

ODD = st.sampled_from(
    [
        *"\x00\x07\x1b\x7f\x85\u00a0\u00ad",  # control characters and spaces that are none
        *"\u200b\u200d\u200e\u202e\u2060\ufeff\ufe0f",  # invisible, and turning the text round
        *"\ud83d\udcff",  # halves of characters
        *"e\u0301\u0489\ufdfa\u1e9e\u0130",  # marks, and letters that grow when they are folded
        *"ßжשم日かक한",
        *"😀🦵👩🏽\u200d⚕️",
        *"@<>#&:*_~`|'\u2019!?.\n\t{}[]\\/$%\"",
    ]
)
OF_THE_FIELD = st.sampled_from(
    """calf calves leg back pain swollen red hot numb tight cramp night stretch heel both my the a
    not no never is was what how why should can if since flight weak pee chest breath killing me
    remind !remind !exercise !help @everyone <@123> https://example.org/x""".split()  # noqa: SIM905
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(st.characters(), max_size=400),
    st.lists(ODD, max_size=200).map("".join),
    st.lists(OF_THE_FIELD | ODD | st.text(max_size=12), max_size=80).map(" ".join),
)
LONG_TEXTS = st.lists(OF_THE_FIELD | ODD | st.text(min_size=1, max_size=12), min_size=1).flatmap(
    lambda pieces: st.sampled_from(["", " ", ". ", "\n"]).map(
        lambda between: (between.join([*pieces, ""]) * LONG)[:LONG]
    )
)
TOKENS = st.from_regex(r"([A-Za-z][0-9]){6,20}", fullmatch=True)
"""Words that no text of ours can hold by chance."""

SENTENCES = st.sampled_from(
    [
        "{0}",
        "why are my calves tight {0}",
        "how do i do {0} heel raises",
        "{0} one calf is swollen and hot {1}",
        "what does a blood clot {0} feel like",
        "is the {0} a muscle",
        "i want to die {0}",
        "{0} who won the match {1} yesterday",
        "my {0} hurts, should i see {1}",
    ]
)
PINGS = ["@everyone", "@here", "<@123456789012345678>", "<@&42>", "<#42>", "@room", "@sam:example.org"]  # fmt: skip


@pytest.fixture(scope="module", params=["with embeddings", "without embeddings"])
def bot(answering: Answering, request: pytest.FixtureRequest) -> Answering:
    """The bot in each of the two ways in which it can be installed."""
    if request.param == "with embeddings":
        return answering
    content = answering.content
    learned = weights.load(SHIPPED / weights.NAME, origin(content), semantic=False)
    return Answering(content, Understanding(content, learned, None))


def told(bot: Answering, text: str, *, addressed: bool = True) -> dict[str, object]:
    return asking.told(bot.content, bot.answer(text, addressed=addressed))


def said(bot: Answering, text: str) -> str:
    """What the bot says in a chat, where commands count as well."""
    message = Message(text, Person("test", "sam"), Place("test", "here"))
    return "\n\n".join(map(plain, asyncio.run(_replies(bot, message))))


async def _replies(bot: Answering, message: Message) -> tuple[Reply, ...]:
    async with conversing(bot) as conversation:
        return await conversation.answer(message)


def is_soon(bot: Answering, text: str) -> bool:
    """Whether one of three tries is quick: the others may wait for programs of other people."""
    return any(_seconds(bot, text) < QUICK for _ in range(3))


def _seconds(bot: Answering, text: str) -> float:
    # Of this thread's own work: what else the machine does is not the bot's doing.
    start = time.thread_time()
    bot.answer(text)
    return time.thread_time() - start


@steady
@given(text=TEXTS, addressed=st.booleans())
def test_any_text_gets_a_valid_answer(bot: Answering, text: str, addressed: bool) -> None:
    Told.model_validate(told(bot, text, addressed=addressed))


@steady
@given(text=TEXTS)
def test_the_same_text_gets_the_same_answer(bot: Answering, text: str) -> None:
    assert told(bot, text) == told(bot, text)


@settings(steady, max_examples=30, phases=[Phase.generate])
@given(text=LONG_TEXTS)
def test_a_long_text_gets_a_valid_answer_soon(bot: Answering, text: str) -> None:
    """Not made smaller when it fails: how long a text takes is no property to shrink by."""
    assert len(text) == LONG
    Told.model_validate(told(bot, text))
    assert is_soon(bot, text)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("a ", id="words of one letter"),
        pytest.param("calf ", id="one word"),
        pytest.param("calf\n", id="lines of one word"),
        pytest.param("One calf is swollen and hot. ", id="red flags"),
        pytest.param("swollen hot red calf pain ", id="signs without an end"),
        pytest.param("numb legs both weak back pee ", id="signs of both legs"),
        pytest.param("no not never ", id="negations"),
        pytest.param("calff swolen achillies xqzt ", id="misspelt words"),
        pytest.param("\ufdfa", id="a letter that stands for eighteen"),
        pytest.param("한국 ", id="another script"),
        pytest.param("日本", id="a script without spaces"),
        pytest.param("a\u0301\u0302", id="letters with marks"),
        pytest.param("e" + "\u0301" * 300, id="piles of marks"),
        pytest.param("😀", id="emoji"),
        pytest.param("\u200b", id="invisible characters"),
        pytest.param("a", id="one drawn-out letter"),
        pytest.param("ab1", id="one endless word"),
        pytest.param("can't won't ", id="apostrophes"),
        pytest.param("<@", id="half mentions"),
        pytest.param("http://x.y/z ", id="links"),
        pytest.param("?!.;,:", id="marks"),
        pytest.param("\n", id="empty lines"),
    ],
)
def test_4000_characters_of_one_kind_are_answered_soon(bot: Answering, piece: str) -> None:
    assert is_soon(bot, (piece * LONG)[:LONG])


@steady
@given(sentence=SENTENCES, tokens=st.tuples(TOKENS, TOKENS), addressed=st.booleans())
def test_what_a_person_wrote_is_never_said_back(
    bot: Answering, sentence: str, tokens: tuple[str, str], addressed: bool
) -> None:
    reply = str(told(bot, sentence.format(*tokens), addressed=addressed)["text"])
    assert [token for token in tokens if _shares(token, reply)] == []


@settings(steady, max_examples=40)
@given(
    command=st.sampled_from(
        ["!", "!ask ", "!exercise ", "!emergency ", "!topics ", "!sources ", "!help ", "!remind "]
    ),
    token=TOKENS,
)
def test_a_command_never_says_back_what_a_person_wrote(
    bot: Answering, command: str, token: str
) -> None:
    assert not _shares(token, said(bot, command + token))


@pytest.mark.parametrize("ping", PINGS)
@pytest.mark.parametrize(
    "sentence",
    [
        "{}",
        "why are my calves tight {}",
        "{} one calf is swollen and hot",
        "hello {}",
        "!{}",
        "!exercise {}",
        "!emergency {}",
        "what does a blood clot feel like {}",
    ],
)
def test_nobody_is_pinged(bot: Answering, ping: str, sentence: str) -> None:
    reply = said(bot, sentence.format(ping))
    assert reply
    assert "@" not in reply
    assert "<#" not in reply


@settings(steady, max_examples=40)
@given(text=TEXTS)
def test_a_chat_answers_any_text_without_failing(bot: Answering, text: str) -> None:
    assert said(bot, text) != bot.content.wording.failed


def _shares(token: str, reply: str) -> bool:
    """Whether any twelve characters in a row of `token` stand in the reply."""
    folded = reply.lower()
    runs = (token[start : start + 12].lower() for start in range(len(token) - 11))
    return any(run in folded for run in runs)

"""Message -> Reply: the order of decisions. Holds no words of its own and never echoes the message.

1 red flags, 2 small talk, 3 a question about a red flag, 4 the topic: answer, offer, or none.
Whoever speaks in an opened channel without addressing the bot hears it only when it is sure.
"""

from dataclasses import dataclass
from typing import Literal

from bot import replies
from bot.chat import Reply
from bot.content.load import Content
from bot.understanding.meaning import Meaning, Understanding
from bot.understanding.redflags import Danger, Finding
from bot.understanding.topics import Guess

Outcome = Literal["answer", "suggest", "unknown", "urgent", "silent"]

SURE = 0.62
"""Confidence from which the first topic is answered outright."""

SURE_UNASKED = 0.85
"""The same where the bot was not addressed: there a wrong answer disturbs others."""

INSIDE = 0.30
"""Likelihood of being about any topic from which topics are offered."""


@dataclass(frozen=True)
class Answer:
    """What was decided, and the reply for it (None: say nothing)."""

    outcome: Outcome
    reply: Reply | None
    guess: Guess
    danger: Danger
    topic: str | None = None
    caution: bool = False
    exercise: str | None = None


def decide(content: Content, meaning: Meaning, *, addressed: bool) -> Answer:
    """Choose the reply to one message."""
    urgent = meaning.danger.urgent
    if urgent:
        return _answer("urgent", replies.urgent(content, urgent), meaning)
    if not addressed:
        return _unasked(content, meaning)
    if meaning.smalltalk or meaning.empty:
        return _smalltalk(content, meaning)
    if meaning.danger.other_emergency:
        return _answer("unknown", replies.other_emergency(content), meaning, caution=True)
    asked = _asked(meaning)
    if asked:
        return _answer("answer", replies.asked(content, asked), meaning, caution=True)
    return _topic(content, meaning)


def _unasked(content: Content, meaning: Meaning) -> Answer:
    sure = meaning.guess.confidence >= SURE_UNASKED and not meaning.smalltalk
    return _topic_answer(content, meaning) if sure else _answer("silent", None, meaning)


def _smalltalk(content: Content, meaning: Meaning) -> Answer:
    talk = content.smalltalk[meaning.smalltalk] if meaning.smalltalk else None
    if talk and talk.topic:
        return _entry(content, meaning, talk.topic)
    said = (talk and talk.reply) or content.wording.nothing_said
    return _answer("unknown", replies.notice(said), meaning)


def _asked(meaning: Meaning) -> Finding | None:
    """The red flag a question is about, unless it fits a topic better than it fits the flag."""
    return meaning.danger.asked


def _topic(content: Content, meaning: Meaning) -> Answer:
    guess = meaning.guess
    if guess.confidence >= SURE:
        return _topic_answer(content, meaning)
    doubt = _caution(content, meaning)
    if guess.inside >= INSIDE:
        reply = replies.suggestions(content, guess.topics, doubt)
        return _answer("suggest", reply, meaning, caution=bool(doubt))
    reply = replies.unknown(content, doubt, english=meaning.english)
    return _answer("unknown", reply, meaning, caution=bool(doubt))


def _topic_answer(content: Content, meaning: Meaning) -> Answer:
    return _entry(content, meaning, meaning.guess.topics[0])


def _entry(content: Content, meaning: Meaning, name: str) -> Answer:
    doubt = _caution(content, meaning)
    return Answer(
        "answer",
        replies.topic(content, name, doubt),
        meaning.guess,
        meaning.danger,
        topic=name,
        caution=bool(doubt),
        exercise=content.topics[name].exercise,
    )


def _caution(content: Content, meaning: Meaning) -> str | None:
    doubt = meaning.danger.doubt
    return content.redflags[doubt].caution if doubt else None


def _answer(
    outcome: Outcome,
    reply: Reply | None,
    meaning: Meaning,
    *,
    caution: bool = False,
) -> Answer:
    return Answer(outcome, reply, meaning.guess, meaning.danger, caution=caution)


class Answering:
    """The whole way from a text to an answer."""

    def __init__(self, content: Content, understanding: Understanding) -> None:
        self.content = content
        self.understanding = understanding

    def answer(self, text: str, *, addressed: bool = True) -> Answer:
        """Understand and decide."""
        return decide(self.content, self.understanding.of(text), addressed=addressed)

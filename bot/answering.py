"""Message -> Reply: the order of decisions. Holds no words of its own and never echoes the message.

1 red flags, 2 other emergencies, 3 small talk, 4 a question about a red flag, 5 the topic: answer,
offer, or none. Where the bot was not addressed, it says nothing unless it is sure.
"""

from dataclasses import dataclass
from typing import Literal

from bot.chat import Reply
from bot.content.load import Content
from bot.replies import answers
from bot.understanding.meaning import Meaning, Understanding
from bot.understanding.redflags import Danger
from bot.understanding.topics import Guess

Outcome = Literal["answer", "suggest", "unknown", "urgent", "silent"]

SURE = 0.85
"""Confidence from which the first topic is answered outright."""

SURE_UNASKED = 0.92
"""The same where the bot was not addressed: there a wrong answer disturbs others."""

INSIDE = 0.25
"""Likelihood of being about any topic from which topics are offered."""


@dataclass(frozen=True)
class Decision:
    """What to do, and the reply for it (None: say nothing)."""

    outcome: Outcome
    reply: Reply | None
    topic: str | None = None
    caution: bool = False


@dataclass(frozen=True)
class Answer:
    """A decision and what it was made from."""

    decision: Decision
    guess: Guess
    danger: Danger


class Answering:
    """The whole way from a text to an answer."""

    def __init__(self, content: Content, understanding: Understanding) -> None:
        self.content = content
        self._understanding = understanding

    def answer(self, text: str, *, addressed: bool = True, country: str | None = None) -> Answer:
        """Understand and decide; a country (ISO 3166) puts its emergency numbers first."""
        meaning = self._understanding.of(text)
        decision = decide(self.content, meaning, addressed=addressed, country=country)
        return Answer(decision, meaning.guess, meaning.danger)


def decide(
    content: Content, meaning: Meaning, *, addressed: bool, country: str | None = None
) -> Decision:
    """Choose the reply to one message."""
    danger = meaning.danger
    if danger.urgent and (addressed or danger.plain):
        reply = answers.urgent(
            content, danger.urgent, for_another=meaning.for_another, country=country
        )
        return Decision("urgent", reply)
    if danger.other_emergency:
        return Decision("unknown", answers.other_emergency(content, country), caution=True)
    if not addressed:
        return _unasked(content, meaning)
    if meaning.smalltalk or meaning.empty:
        return _smalltalk(content, meaning)
    if danger.asked:
        return Decision("answer", answers.asked(content, danger.asked), caution=True)
    return _topic(content, meaning)


def _unasked(content: Content, meaning: Meaning) -> Decision:
    sure = meaning.guess.confidence >= SURE_UNASKED and not meaning.smalltalk
    return _entry(content, meaning) if sure else Decision("silent", None)


def _smalltalk(content: Content, meaning: Meaning) -> Decision:
    talk = content.smalltalk[meaning.smalltalk] if meaning.smalltalk else None
    if talk and talk.topic:
        return _entry(content, meaning)
    said = (talk and talk.reply) or content.wording.nothing_said
    return Decision("unknown", answers.notice(said))


def _topic(content: Content, meaning: Meaning) -> Decision:
    guess = meaning.guess
    if guess.confidence >= SURE:
        return _entry(content, meaning)
    caution = _caution(content, meaning)
    if guess.inside >= INSIDE:
        offer = answers.suggestions(content, guess.topics, caution)
        return Decision("suggest", offer, caution=bool(caution))
    none = answers.unknown(content, caution, english=meaning.english)
    return Decision("unknown", none, caution=bool(caution))


def _entry(content: Content, meaning: Meaning) -> Decision:
    name, caution = meaning.guess.topics[0], _caution(content, meaning)
    return Decision("answer", answers.topic(content, name, caution), name, bool(caution))


def _caution(content: Content, meaning: Meaning) -> str | None:
    """The one line on top of a normal answer, in doubt or when a doctor should see it soon."""
    doubt = meaning.danger.doubt
    return content.redflags[doubt].caution if doubt else None

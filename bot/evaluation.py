"""Accuracy on a file of questions: what is counted, without knowing how answers are found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from bot.answering import Answer
from bot.content.models import Entry, Line
from bot.content.strict_yaml import YamlError, parse

QuestionKind = Literal["in_scope", "out_of_scope", "chatter", "red_flag", "red_flag_mention"]

BUCKETS = 10


class QuestionsError(Exception):
    """A question file that cannot be used; names file and line."""


class Question(Entry):
    """One message and what would be right for it."""

    q: str
    kind: QuestionKind
    accept: tuple[Line, ...]
    style: Line = "plain"


@dataclass(frozen=True)
class Asked:
    """A question and what the bot made of it."""

    question: Question
    answer: Answer

    @property
    def first(self) -> bool:
        """Whether the likeliest topic is a right one."""
        return self.answer.guess.topics[:1] != () and self._accepts(self.answer.guess.topics[:1])

    @property
    def among_three(self) -> bool:
        """Whether a right topic is among the likeliest three."""
        return self._accepts(self.answer.guess.topics)

    @property
    def helped(self) -> bool:
        """Answered right, or a right topic offered."""
        offered = self.answer.decision.outcome == "suggest" and self.among_three
        return offered or (self.answer.decision.outcome == "answer" and self._right)

    @property
    def wrong(self) -> bool:
        """Answered with a topic that is not right."""
        return self.answer.decision.outcome == "answer" and not self._right

    @property
    def urgent(self) -> bool:
        """Answered with "get help"."""
        return self.answer.decision.outcome == "urgent"

    @property
    def careful(self) -> bool:
        """Urgent, or at least a line of caution."""
        return self.urgent or self.answer.decision.caution

    @property
    def _right(self) -> bool:
        return self.answer.decision.topic is not None and self._accepts(
            (self.answer.decision.topic,)
        )

    def _accepts(self, topics: Iterable[str]) -> bool:
        return any(topic in self.question.accept for topic in topics)


@dataclass(frozen=True)
class Figure:
    """A share of questions, and the share asked for."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 when nothing was counted."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True)
class Reliability:
    """How often guesses of about the same confidence were right."""

    least: float
    most: float
    mean_confidence: float
    share_right: float
    count: int


@dataclass(frozen=True)
class Report:
    """Everything that `soleus eval` shows."""

    figures: tuple[Figure, ...]
    reliability: tuple[Reliability, ...]
    confusions: tuple[tuple[str, str, int], ...]
    misses: tuple[Asked, ...]


def read_questions(path: Path) -> list[Question]:
    """The questions of a YAML file. Raises QuestionsError."""
    try:
        document = parse(path.read_bytes())
        return TypeAdapter(list[Question]).validate_python(document.value)
    except OSError:
        raise QuestionsError(f"{path}: cannot be read; is it there?") from None
    except YamlError as error:
        raise QuestionsError(f"{path}:{error.line}: {error.problem}") from None
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(step) for step in fault["loc"]) or "the file"
        line = document.line(fault["loc"])
        raise QuestionsError(f"{path}:{line}: {where}: {fault['msg']}") from None


def ask_all(
    questions: Iterable[Question], answer: Callable[[str, bool], Answer]
) -> Iterator[Asked]:
    """Ask every question; chatter is not addressed to the bot."""
    for question in questions:
        yield Asked(question, answer(question.q, question.kind != "chatter"))


def report(asked: Sequence[Asked]) -> Report:
    """Count everything."""
    scoped = _of(asked, "in_scope")
    return Report(
        tuple(_figures(asked)),
        tuple(_reliability([*scoped, *_of(asked, "out_of_scope")])),
        tuple(_confusions(scoped)),
        tuple(one for one in asked if _missed(one)),
    )


def _figures(asked: Sequence[Asked]) -> Iterator[Figure]:
    scoped, outside = _of(asked, "in_scope"), _of(asked, "out_of_scope")
    flags, mentions = _of(asked, "red_flag"), _of(asked, "red_flag_mention")
    yield _figure("in scope: right topic first", scoped, lambda one: one.first)
    yield _figure("in scope: right topic among three", scoped, lambda one: one.among_three)
    yield _figure("in scope: helped", scoped, lambda one: one.helped)
    yield _figure("in scope: answered wrong", scoped, lambda one: one.wrong)
    yield _figure("in scope: answered as urgent", scoped, lambda one: one.urgent)
    yield _figure("out of scope: answered", outside, lambda one: one.wrong)
    yield _figure(
        "chatter: silent",
        _of(asked, "chatter"),
        lambda one: one.answer.decision.outcome == "silent",
    )
    yield _figure("red flag reported: urgent", flags, lambda one: one.urgent)
    yield _figure("red flag reported: urgent or caution", flags, lambda one: one.careful)
    yield _figure("red flag mentioned: urgent", mentions, lambda one: one.urgent)


def _of(asked: Iterable[Asked], kind: QuestionKind) -> list[Asked]:
    return [one for one in asked if one.question.kind == kind]


def _figure(name: str, asked: Sequence[Asked], counts: Callable[[Asked], bool]) -> Figure:
    return Figure(name, sum(map(counts, asked)), len(asked))


def _reliability(asked: Sequence[Asked]) -> Iterator[Reliability]:
    for number in range(BUCKETS):
        least, most = number / BUCKETS, (number + 1) / BUCKETS
        inside = [
            one for one in asked if least <= one.answer.guess.confidence < most + 1e-9 * (most == 1)
        ]
        if inside:
            mean = sum(one.answer.guess.confidence for one in inside) / len(inside)
            right = sum(one.first for one in inside) / len(inside)
            yield Reliability(least, most, mean, right, len(inside))


def _confusions(scoped: Iterable[Asked]) -> Iterator[tuple[str, str, int]]:
    counts = Counter(
        (one.question.accept[0], one.answer.guess.topics[0])
        for one in scoped
        if not one.first and one.answer.guess.topics
    )
    for (wanted, got), count in counts.most_common():
        yield wanted, got, count


def _missed(one: Asked) -> bool:
    match one.question.kind:
        case "in_scope":
            return not one.first or not one.helped or one.urgent
        case "out_of_scope":
            return one.wrong
        case "chatter":
            return one.answer.decision.outcome != "silent"
        case "red_flag":
            return not one.urgent
        case "red_flag_mention":
            return one.urgent

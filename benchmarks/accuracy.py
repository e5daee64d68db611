"""How often a method finds the right topic, and how well it tells questions from other talk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering import Answering
from bot.evaluation import Question


@dataclass(frozen=True)
class Ranked:
    """The best three topics, and how much the message looks like a question about any."""

    topics: tuple[str, ...]
    score: float


Rank = Callable[[str], Ranked]


@dataclass(frozen=True)
class Accuracy:
    """Shares between 0 and 1; nan where there was nothing to count.

    `scope` is the AUROC: how often a question in scope scores above a message out of scope.
    """

    top1: float
    top3: float
    scope: float


def accuracy(questions: Sequence[Question], rank: Rank) -> Accuracy:
    """Ask everything that is about a topic or clearly about none; red flags are left out."""
    scoped = [(it, rank(it.q)) for it in questions if it.kind == "in_scope"]
    other = [rank(it.q) for it in questions if it.kind in ("out_of_scope", "chatter")]
    return Accuracy(
        top1=_share([_accepts(it, ranked.topics[:1]) for it, ranked in scoped]),
        top3=_share([_accepts(it, ranked.topics[:3]) for it, ranked in scoped]),
        scope=auroc([ranked.score for _, ranked in scoped], [ranked.score for ranked in other]),
    )


def ranked_by(answering: Answering) -> Rank:
    """Ours: the guess, and how likely the message is about any topic."""

    def rank(question: str) -> Ranked:
        guess = answering.answer(question).guess
        return Ranked(guess.topics, guess.inside)

    return rank


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The share of pairs in which the one inside scores higher; a tie counts half."""
    above = np.subtract.outer(np.array(inside), np.array(outside))
    return float(((above > 0) + 0.5 * (above == 0)).mean()) if above.size else float("nan")


def _accepts(question: Question, topics: Sequence[str]) -> bool:
    return any(topic in question.accept for topic in topics)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else float("nan")

"""Other ways to find the topic of a question: the nearest phrasing, by four common measures.

The only file that knows rapidfuzz's WRatio and bm25s. All search the same phrasings of topics.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from benchmarks.accuracy import Rank, Ranked
from bot.content.load import Content, Lessons
from bot.understanding.embedding import Encoder

Scores = NDArray[np.float32]
Score = Callable[[str], Scores]


@dataclass(frozen=True)
class Phrasings:
    """Ways to ask, and the topic of each."""

    texts: tuple[str, ...]
    topics: tuple[str, ...]


def phrasings(content: Content, lessons: Lessons) -> Phrasings:
    """Every full question that ours learned topics from; no keywords, no other messages."""
    topic_of = {
        text: name
        for name, topic in content.topics.items()
        for text in (topic.question, *topic.asked_as, *_further(lessons, name))
    }
    return Phrasings(tuple(topic_of), tuple(topic_of.values()))


def peers(known: Phrasings, encoder: Encoder) -> dict[str, Rank]:
    """Each peer by its name."""
    scores = {
        "rapidfuzz WRatio": by_ratio(known.texts, fuzz.WRatio),
        "rapidfuzz token_set_ratio": by_ratio(known.texts, fuzz.token_set_ratio),
        "BM25": by_bm25(known.texts),
        "embedding alone (MiniLM)": by_embedding(known.texts, encoder),
    }
    return {name: nearest(score, known.topics) for name, score in scores.items()}


def nearest(score: Score, topics: Sequence[str]) -> Rank:
    """The topics of the best phrasings, best first."""

    def rank(question: str) -> Ranked:
        scores = score(question)
        order = np.argsort(-scores, kind="stable")
        best = dict.fromkeys(topics[number] for number in order)
        return Ranked(tuple(islice(best, 3)), float(scores[order[0]]))

    return rank


def best_by_wratio(texts: Sequence[str]) -> Callable[[str], object]:
    """What is timed: one `process.extractOne` with its default measure."""
    plain = [utils.default_process(text) for text in texts]
    return lambda question: process.extractOne(
        utils.default_process(question), plain, scorer=fuzz.WRatio
    )


def by_ratio(texts: Sequence[str], ratio: Callable[..., float]) -> Score:
    """Likeness of letters, in lower case and without punctuation."""
    plain = [utils.default_process(text) for text in texts]

    def score(question: str) -> Scores:
        asked = utils.default_process(question)
        alike: Scores = process.cdist([asked], plain, scorer=ratio, dtype=np.float32)[0]
        return alike

    return score


def by_bm25(texts: Sequence[str]) -> Score:
    """Shared words, rare ones first; the package's own settings."""
    import bm25s

    def words(asked: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(list(asked), return_ids=False, show_progress=False)
        return found

    index = bm25s.BM25()
    index.index(words(texts), show_progress=False)

    def score(question: str) -> Scores:
        said = words([question])[0]
        return index.get_scores(said) if said else np.zeros(len(texts), np.float32)

    return score


def by_embedding(texts: Sequence[str], encoder: Encoder) -> Score:
    """The cosine between sentence vectors, which have length one."""
    vectors = np.array([encoder.encode(text) for text in texts], np.float32)
    return lambda question: vectors @ encoder.encode(question)


def _further(lessons: Lessons, topic: str) -> tuple[str, ...]:
    return lessons.topics[topic].phrasings if topic in lessons.topics else ()

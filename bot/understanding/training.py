"""The FAQ's phrasings -> learned weights: the only file that knows scikit-learn.

Deterministic: the same content gives the same bytes on the same machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.content.load import Content, Lessons
from bot.understanding import redflags, text, topics
from bot.understanding.embedding import Encoder, Vector
from bot.understanding.features import ROWS, Features
from bot.understanding.origin import origin
from bot.understanding.reading import Reader
from bot.understanding.weights import Linear, Model, Weights

FOLDS = 5
SEEN_OFTEN = 3
"""How often a word must stand in the phrasings before misspellings are mended towards it."""

LOOSE_TOPICS, LOOSE_FLAGS = 2.0, 5.0
"""Inverse strength of the regularisation (scikit-learn's C); chosen on tests/questions/tuning."""

Told = Callable[[str], None]
Matrix = Any  # scipy ships no types


@dataclass(frozen=True)
class Example:
    """A message and the name of what it means."""

    text: str
    name: str


def learn(content: Content, lessons: Lessons, encoder: Encoder | None, told: Told) -> Weights:
    """Fit everything anew. `told` is called with each step, for a person who waits."""
    asked, reported = topic_examples(content, lessons), flag_examples(content, lessons)
    lexicon = _lexicon(asked)
    reader = Reader(content, lexicon)
    told(f"reading {len(asked)} questions and {len(reported)} messages about red flags")
    of_topics = _matrix([reader.for_topics(reader.words(it.text)) for it in asked])
    told("learning red flags")
    flags = _flags(reader, reported)
    told("learning topics without sentence embeddings")
    lexical = _model(asked, of_topics)
    semantic = None
    if encoder is not None:
        told("embedding every question; this takes a minute or two")
        vectors = [encoder.encode(example.text) for example in asked]
        told("learning topics with sentence embeddings")
        semantic = _model(asked, _beside(of_topics, vectors))
    return Weights(origin(content), lexicon, flags, lexical, semantic)


def topic_examples(content: Content, lessons: Lessons) -> list[Example]:
    """Every phrasing with the topic it asks about, or with the name of no topic."""
    found = [
        Example(text, name)
        for name, topic in content.topics.items()
        for text in (topic.question, *topic.asked_as, *topic.keywords)
    ]
    found += [
        Example(text, _place(name))
        for name, entry in lessons.topics.items()
        for text in entry.phrasings
    ]
    return _unique(found)


def flag_examples(content: Content, lessons: Lessons) -> list[Example]:
    """Every message with the red flag that it reports, or what else it does with one."""
    found: list[Example] = []
    for name, flag in content.redflags.items():
        found += (Example(text, name) for text in flag.examples)
        found += _not_reported(flag.not_examples)
    for name, entry in lessons.redflags.items():
        found += (Example(text, name) for text in (*entry.asserted.T1, *entry.asserted.T2))
        found += (Example(text, redflags.SOON) for text in entry.asserted.T3)
        found += _not_reported(entry)
    found += (
        Example(it.text, redflags.OTHER if it.name == redflags.OTHER else redflags.NONE)
        for it in [*topic_examples(content, lessons), *_other_emergencies(lessons)]
    )
    return _unique(found)


def _place(name: str) -> str:
    return topics.OUTSIDE if name == redflags.OTHER else name


def _other_emergencies(lessons: Lessons) -> Iterator[Example]:
    entry = lessons.topics.get(redflags.OTHER)
    yield from (Example(text, redflags.OTHER) for text in (entry.phrasings if entry else ()))


def _not_reported(messages: object) -> Iterator[Example]:
    for stance, name in (
        ("asked", "asked"),
        ("denied", "denied"),
        ("past", "past"),
        ("figurative", redflags.NONE),
    ):
        yield from (Example(text, name) for text in getattr(messages, stance))


def _unique(examples: Iterable[Example]) -> list[Example]:
    """One example for each text; the last name given to it stands."""
    return list({example.text: example for example in examples}.values())


def _lexicon(examples: Sequence[Example]) -> tuple[str, ...]:

    counts = Counter(word for example in examples for word in text.read(example.text).words)
    return tuple(sorted(word for word, count in counts.items() if count >= SEEN_OFTEN))


def _matrix(features: Sequence[Features]) -> Matrix:
    ends = np.cumsum([0, *(len(one.rows) for one in features)])
    rows = np.concatenate([one.rows for one in features])
    values = np.concatenate([one.values for one in features])
    matrix = sparse.csr_matrix((values, rows, ends), shape=(len(features), ROWS))
    matrix.sum_duplicates()
    return matrix


def _beside(matrix: Matrix, vectors: Sequence[Vector]) -> Matrix:
    return sparse.hstack([matrix, sparse.csr_matrix(np.array(vectors))]).tocsr()


def _flags(reader: Reader, reported: Sequence[Example]) -> Linear:
    """Red flags, from whole messages and from each stretch of a harmless one.

    Long messages are judged by stretches too, so the weights must know harmless stretches.
    """
    read = [(reader.words(example.text), example.name) for example in reported]
    read += [
        (part, redflags.NONE)
        for words, name in read
        if name == redflags.NONE
        for part in text.stretches(words)
    ]
    names, labels = _labels([name for _, name in read])
    matrix = _matrix([reader.for_flags(reader.scene(words)) for words, _ in read])
    return _linear(names, _fit(matrix, labels, LOOSE_FLAGS))


def _model(asked: Sequence[Example], matrix: Matrix) -> Model:
    names, labels = _labels([example.name for example in asked])
    curve = _confidence(names, labels, _unseen(matrix, labels))
    return Model(_linear(names, _fit(matrix, labels, LOOSE_TOPICS)), curve)


def _labels(given: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    names = tuple(sorted(set(given)))
    column = {name: number for number, name in enumerate(names)}
    return names, np.array([column[name] for name in given], np.int64)


def _fit(matrix: Matrix, labels: NDArray[np.int64], loose: float) -> LogisticRegression:
    return LogisticRegression(C=loose, max_iter=300, tol=1e-3).fit(matrix, labels)


def _unseen(matrix: Matrix, labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """The scores of each example from weights that did not see it, nor those written beside it.

    Folds are runs of neighbours within each topic's file: what one author wrote in one go.
    """
    fold = np.zeros(len(labels), np.int64)
    for label in np.unique(labels):
        own = np.flatnonzero(labels == label)
        fold[own] = np.arange(len(own)) * FOLDS // len(own)
    scores = np.zeros((len(labels), labels.max() + 1), np.float32)
    for number in range(FOLDS):
        left_out = fold == number
        fitted = _fit(matrix[~left_out], labels[~left_out], LOOSE_TOPICS)
        scores[left_out] = fitted.predict_proba(matrix[left_out])
    return scores


def _confidence(
    names: tuple[str, ...], labels: NDArray[np.int64], scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The curve from scores to how often the first topic is the right one."""
    seen = np.array([topics.signals(names, row) for row in scores])
    best = [topics.guess(names, row, np.zeros(topics.SIGNALS + 1, np.float32)) for row in scores]
    right = [one.topics[0] == names[label] for one, label in zip(best, labels, strict=True)]
    fitted = LogisticRegression(C=1.0).fit(seen, right)
    return np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32)


def _linear(names: tuple[str, ...], fitted: LogisticRegression) -> Linear:
    """The fitted weights, n-gram rows in whole numbers from -127 to 127."""
    rows = fitted.coef_[:, :ROWS].T
    scale = np.abs(rows).max(axis=0) / 127
    dense = fitted.coef_[:, ROWS:].T
    return Linear(
        names,
        np.rint(rows / scale).astype(np.int8),
        scale.astype(np.float32),
        fitted.intercept_.astype(np.float32),
        dense.astype(np.float16).astype(np.float32) if dense.size else None,
    )

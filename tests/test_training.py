"""Learning from a handful of topics: the same twice, small, and refused once it is stale."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.content.load import Content, Lessons
from bot.content.models import Asserted, FlagPhrasings, Phrasings
from bot.settings import SHIPPED
from bot.understanding import embedding, training, weights
from bot.understanding.embedding import SIZE, Vector
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin
from bot.understanding.weights import Weights, WeightsError

LESSONS = Lessons(
    {
        "soleus": Phrasings(phrasings=tuple(f"soleus muscle question {n}" for n in range(8))),
        "footwear": Phrasings(phrasings=tuple(f"shoes and insoles question {n}" for n in range(8))),
        "out-of-scope": Phrasings(phrasings=tuple(f"pizza recipe number {n}" for n in range(8))),
        "chatter": Phrasings(phrasings=tuple(f"hello everyone day {n}" for n in range(8))),
    },
    {"rf-dvt": FlagPhrasings(asserted=Asserted(T2=("calf swollen", "calf hot and swollen")))},
)


class ByLetters:
    """An encoder that counts letters: quick, and the same everywhere."""

    def encode(self, text: str) -> Vector:
        counts = np.zeros(SIZE, np.float32)
        for letter in text:
            counts[ord(letter) % SIZE] += 1
        scaled: Vector = counts / max(float(np.linalg.norm(counts)), 1.0)
        return scaled


def quiet(_line: str) -> None:
    """Says nothing."""


@pytest.fixture(scope="module")
def small(content: Content) -> Content:
    """The shipped FAQ with two topics and one red flag."""
    return replace(
        content,
        topics={name: content.topics[name] for name in ("soleus", "footwear")},
        redflags={"rf-dvt": content.redflags["rf-dvt"]},
        smalltalk={},
    )


@pytest.fixture(scope="module")
def learned(small: Content) -> Weights:
    return training.learn(small, LESSONS, ByLetters(), quiet)


def saved(learned: Weights, path: Path) -> bytes:
    weights.save(learned, path)
    return path.read_bytes()


def test_learning_twice_gives_the_same_bytes(
    small: Content, learned: Weights, tmp_path: Path
) -> None:
    again = training.learn(small, LESSONS, ByLetters(), quiet)
    assert saved(learned, tmp_path / "one") == saved(again, tmp_path / "two")


def test_what_is_saved_is_what_is_loaded(learned: Weights, tmp_path: Path) -> None:
    saved(learned, tmp_path / "w.npz")
    loaded = weights.load(tmp_path / "w.npz", learned.origin, semantic=True)
    assert loaded.lexicon == learned.lexicon
    assert loaded.semantic
    assert learned.semantic
    assert loaded.semantic.topics.names == learned.semantic.topics.names
    assert np.array_equal(loaded.flags.rows, learned.flags.rows)
    assert np.array_equal(loaded.lexical.confidence, learned.lexical.confidence)


def test_what_was_taught_is_understood(small: Content, learned: Weights) -> None:
    for encoder in (ByLetters(), None):
        understanding = Understanding(small, learned, encoder)
        assert understanding.of("a soleus muscle question").guess.topics[0] == "soleus"
        assert understanding.of("insoles and shoes, a question").guess.topics[0] == "footwear"


def test_weights_of_other_content_are_refused_with_the_command(
    learned: Weights, tmp_path: Path
) -> None:
    saved(learned, tmp_path / "w.npz")
    with pytest.raises(WeightsError, match="run `soleus train`"):
        weights.load(tmp_path / "w.npz", "another origin", semantic=True)


def test_without_embeddings_their_weights_are_not_even_loaded(
    learned: Weights, tmp_path: Path
) -> None:
    saved(learned, tmp_path / "w.npz")
    assert weights.load(tmp_path / "w.npz", learned.origin, semantic=False).semantic is None


def test_a_better_answer_needs_no_new_training(small: Content) -> None:
    topic = small.topics["soleus"].model_copy(update={"answer": "Better said."})
    other = Content(**{**vars(small), "topics": {**small.topics, "soleus": topic}})
    assert origin(other) == origin(small)


@pytest.mark.parametrize("key", ["question", "asked_as", "keywords"])
def test_a_new_way_to_ask_needs_new_training(small: Content, key: str) -> None:
    new = "new" if key == "question" else ("new",)
    topic = small.topics["soleus"].model_copy(update={key: new})
    other = Content(**{**vars(small), "topics": {**small.topics, "soleus": topic}})
    assert origin(other) != origin(small)


def test_the_shipped_weights_are_fresh_and_small(content: Content) -> None:
    path = SHIPPED / weights.NAME
    assert weights.load(path, origin(content), semantic=True).semantic
    assert path.stat().st_size <= weights.LARGEST


def test_the_packaged_model_gives_vectors_of_length_one() -> None:
    model = embedding.available()
    if model is None:
        pytest.skip("the extra [semantic] is not installed")
    night, bed, tax = (
        model.encode(text)
        for text in ("calf cramps at night", "my leg cramps in bed", "how do I file taxes")
    )
    assert night.shape == (SIZE,)
    assert float(night @ night) == pytest.approx(1.0, abs=1e-4)
    assert night @ bed > night @ tax + 0.3

"""The benchmark counts rightly; how fast anything is, no test says."""

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks import answers, figures, peers, processes, timing
from benchmarks.accuracy import Accuracy, Ranked, accuracy, auroc
from benchmarks.figures import WITH, WITHOUT, WRATIO, Figures
from benchmarks.timing import Spread
from bot.content import checks
from bot.content.load import Content
from bot.evaluation import Question, QuestionKind
from bot.understanding.embedding import SIZE, Vector

# --- times ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        pytest.param([3.0, 1.0, 2.0], 0.5, 2.0, id="the middle one"),
        pytest.param([4.0, 1.0, 2.0, 3.0], 0.5, 2.0, id="the lower of two in the middle"),
        pytest.param([float(it) for it in range(1, 101)], 0.99, 99.0, id="99 in 100"),
        pytest.param([1.0, 5.0], 0.99, 5.0, id="the slowest of few"),
        pytest.param([7.0], 0.5, 7.0, id="one alone"),
    ],
)
def test_a_percentile_is_the_least_value_that_enough_stay_within(
    values: list[float], share: float, expected: float
) -> None:
    assert timing.percentile(values, share) == expected


def test_a_spread_is_told_in_milliseconds() -> None:
    assert timing.spread([0.001, 0.002, 0.004]) == Spread(p50=2.0, p99=4.0)


def test_values_begin_again_when_they_run_out() -> None:
    assert timing.repeated(["a", "b", "c"], 5) == ["a", "b", "c", "a", "b"]


def test_each_question_is_timed_after_one_call_to_warm_up() -> None:
    heard: list[str] = []
    taken = timing.each(heard.append, ["one", "two"])
    assert heard == ["one", "one", "two"]
    assert len(taken) == 2


# --- peers ----------------------------------------------------------------------------------------

TEXTS = (
    "why do my calves cramp at night",
    "how long until a torn muscle has healed",
    "which shoes are good for the lower back",
    "night cramps in bed",
)
TOPICS = ("night-cramps", "recovery-time", "footwear", "night-cramps")


class Letters:
    """An encoder that counts letters."""

    def encode(self, text: str) -> Vector:
        counts = np.zeros(SIZE, np.float32)
        for letter in text.lower():
            counts[ord(letter) % SIZE] += 1
        vector: Vector = counts / max(float(np.linalg.norm(counts)), 1.0)
        return vector


PEERS = peers.peers(peers.Phrasings(TEXTS, TOPICS), Letters())
each_peer = pytest.mark.parametrize("name", PEERS)


@each_peer
@pytest.mark.parametrize(("text", "topic"), list(zip(TEXTS, TOPICS, strict=True)))
def test_a_peer_finds_a_phrasing_said_word_for_word(name: str, text: str, topic: str) -> None:
    assert PEERS[name](text).topics[0] == topic


@each_peer
def test_a_peer_names_a_topic_once(name: str) -> None:
    assert sorted(PEERS[name](TEXTS[0]).topics) == sorted(set(TOPICS))


@each_peer
@pytest.mark.parametrize("text", ["", "?!", "xyzzy plugh"])
def test_a_peer_bears_words_it_does_not_know(name: str, text: str) -> None:
    assert math.isfinite(PEERS[name](text).score)


def test_topics_are_ranked_by_their_best_phrasing() -> None:
    rank = peers.nearest(lambda _: np.array([0.1, 0.7, 0.3, 0.9], np.float32), TOPICS)
    assert rank("anything").topics == ("night-cramps", "recovery-time", "footwear")
    assert rank("anything").score == pytest.approx(0.9)


def test_the_timed_loop_finds_the_same_phrasing_as_the_peer() -> None:
    found = peers.best_by_wratio(TEXTS)("WHICH SHOES are good for the lower back?")
    assert isinstance(found, tuple)
    assert found[2] == 2


def test_peers_search_questions_of_topics_only(content: Content) -> None:
    known = peers.phrasings(content, checks.lessons(content))
    assert set(known.topics) == set(content.topics)
    assert len(known.texts) == len(known.topics) == len(set(known.texts))


# --- accuracy -------------------------------------------------------------------------------------


def question(kind: QuestionKind, text: str, *accept: str) -> Question:
    return Question(q=text, kind=kind, accept=accept)


QUESTIONS = [
    question("in_scope", "first", "a"),
    question("in_scope", "third", "b", "c"),
    question("in_scope", "never", "z"),
    question("out_of_scope", "outside", "out_of_scope"),
    question("chatter", "chat"),
    question("red_flag", "flag", "rf-dvt"),
]


def rank(text: str) -> Ranked:
    assert text != "flag"
    return Ranked(("a", "x", "c"), {"outside": 0.2, "chat": 0.8, "never": 0.5}.get(text, 0.9))


def test_a_right_topic_counts_as_first_or_among_three() -> None:
    found = accuracy(QUESTIONS, rank)
    assert found.top1 == pytest.approx(1 / 3)
    assert found.top3 == pytest.approx(2 / 3)


def test_scope_compares_questions_with_everything_that_is_none() -> None:
    assert accuracy(QUESTIONS, rank).scope == pytest.approx(5 / 6)


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        pytest.param([3, 4], [1, 2], 1.0, id="told apart"),
        pytest.param([1, 2], [3, 4], 0.0, id="the wrong way round"),
        pytest.param([1, 1], [1, 1], 0.5, id="not told apart"),
        pytest.param([1, 3], [2], 0.5, id="half of the pairs"),
    ],
)
def test_the_auroc_is_the_share_of_pairs_in_order(
    inside: Sequence[float], outside: Sequence[float], expected: float
) -> None:
    assert auroc(inside, outside) == expected


def test_what_cannot_be_counted_is_no_number() -> None:
    found = accuracy([], rank)
    assert all(math.isnan(value) for value in (found.top1, found.top3, found.scope))


# --- what is shown --------------------------------------------------------------------------------

FOUND = Figures(
    questions=2,
    phrasings=4,
    each={WITH: Spread(5, 20), WITHOUT: Spread(1, 2), WRATIO: Spread(10, 40)},
    many={WITH: 6.0, WITHOUT: 2.0, WRATIO: 8.0},
    first={WITH: 1.25, WITHOUT: 0.5},
    memory={WITH: 250.0, WITHOUT: 60.0},
    accuracy={"BM25": Accuracy(0.7, 0.9, float("nan"))},
)


def test_the_object_is_plain_json_on_one_line() -> None:
    line = json.dumps(figures.as_object(FOUND), allow_nan=False)
    assert "\n" not in line
    assert json.loads(line)["accuracy"]["BM25"] == {"top1": 0.7, "top3": 0.9, "scope_auroc": None}


def test_the_object_holds_ratios_to_wratio() -> None:
    found = figures.as_object(FOUND)
    assert found["each"][WITH]["p50_to_wratio"] == 0.5
    assert found["each"][WITHOUT]["p99_to_wratio"] == 0.05
    assert found["thousand"][WITH] == {"seconds": 6.0, "to_wratio": 0.75}


@pytest.mark.parametrize(
    "row",
    [
        ("one question, half of them", WITH, "5.00 ms", "0.50", "10 ms"),
        ("1,000 questions", WITHOUT, "2.00 s", "0.25", "1 x WRatio"),
        ("1,000 questions", WRATIO, "8.00 s", "1.00", ""),
        ("start to first answer", WITH, "1.25 s", "", "2 s"),
        ("peak memory", WITHOUT, "60.00 MB", "", "70 MB"),
        ("BM25", "0.700", "0.900", "nan"),
    ],
    ids=" ".join,
)
def test_the_tables_show_each_figure_with_its_ratio_and_limit(row: tuple[str, ...]) -> None:
    shown = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in figures.as_tables(FOUND).splitlines()
    ]
    assert row in shown


def test_columns_are_of_even_width() -> None:
    lines = list(figures.table(("a", "long head"), [("a long cell", "b")]))
    assert len({len(line) for line in lines}) == 1


# --- commands -------------------------------------------------------------------------------------


def test_json_lines_say_who_was_addressed() -> None:
    lines = processes.json_lines(QUESTIONS[3:5], 3).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"q": "outside", "addressed": True},
        {"q": "chat", "addressed": False},
        {"q": "outside", "addressed": True},
    ]


def test_memory_is_that_of_the_command_and_not_of_its_parent() -> None:
    held = np.ones(30_000_000)
    found = processes.run([sys.executable, "-c", "print('something')"], b"")
    assert 1 < found.peak_mb < held.nbytes / 1e6
    assert found.seconds > 0


def test_a_command_is_given_its_input() -> None:
    code = "import sys; sys.exit(sys.stdin.read() != 'given')"
    processes.run([sys.executable, "-c", code], b"given")


def test_a_command_that_fails_stops_the_benchmark() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        processes.run([sys.executable, "-c", "raise SystemExit(3)"], b"")


def test_the_form_without_embeddings_loads_none_of_them() -> None:
    code = (
        "import sys; from benchmarks.without_embeddings import main; sys.argv = ['soleus', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "from bot.understanding import embedding\n"
        "raise SystemExit(embedding.available() is not None or bool(sys.modules['onnxruntime']))"
    )
    processes.run([sys.executable, "-c", code], b"")


@pytest.mark.parametrize(
    "content", [None, "- {q: 1", "[]"], ids=["no file", "no YAML", "no question"]
)
def test_a_bad_question_file_is_one_clear_line(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.yaml"
    if content:
        file.write_text(content, "utf-8")
    assert answers.main(["--questions", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "questions.yaml" in told.err

"""Speed, memory and accuracy of answers: `python -m benchmarks.answers`; `--help` for options.

The order of work only: what is measured, with which bots. About three minutes on two idle cores.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import accuracy, figures, peers, processes, timing
from benchmarks.figures import WITH, WITHOUT, WRATIO, Figures
from benchmarks.peers import Phrasings
from bot import settings
from bot.answering import Answering
from bot.content import checks
from bot.content.load import ContentError, load
from bot.evaluation import Question, QuestionsError, read_questions
from bot.understanding import embedding, weights
from bot.understanding.embedding import Encoder
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "tests" / "questions" / "tuning.yaml"
MANY = 1_000
STARTS = 5
FIRST = "Why do my calves cramp at night?"

Told = Callable[[str], None]


class NotInstalledError(Exception):
    """The benchmark compares with packages that are not there."""


@dataclass(frozen=True)
class Bots:
    """The bot in both its forms, and what the peers search."""

    full: Answering
    plain: Answering
    encoder: Encoder
    phrasings: Phrasings


def main(arguments: Sequence[str]) -> int:
    """Measure everything and print it. The exit code."""
    chosen = _options().parse_args(arguments)
    try:
        questions = _questions(chosen.questions)
        found = measured(questions, bots(settings.read(os.environ).faq_dir), _tell)
    except (QuestionsError, NotInstalledError) as error:
        return _failed(error, 2)
    except (ContentError, weights.WeightsError, settings.SettingsError) as error:
        return _failed(error, 1)
    print(json.dumps(figures.as_object(found)) if chosen.json else figures.as_tables(found))
    return 0


def bots(faq_dir: Path) -> Bots:
    """Everything that is compared. Raises NotInstalledError, ContentError, WeightsError."""
    encoder = embedding.available()
    if encoder is None:
        raise NotInstalledError("sentence embeddings are not installed; run `make setup`")
    content = load(faq_dir, checks.faults)
    learned = weights.load(faq_dir / weights.NAME, origin(content), semantic=True)
    return Bots(
        Answering(content, Understanding(content, learned, encoder)),
        Answering(content, Understanding(content, learned, None)),
        encoder,
        peers.phrasings(content, checks.lessons(content)),
    )


def measured(questions: Sequence[Question], compared: Bots, told: Told) -> Figures:
    """All figures. `told` hears what is measured next, for a person who waits."""
    told(f"starting `soleus ask` {2 * STARTS} times")
    first = {name: processes.first_answer(name, FIRST, STARTS) for name in (WITH, WITHOUT)}
    told(f"`soleus ask --jsonl` on {MANY} questions, with and without embeddings")
    lines = processes.json_lines(questions, MANY)
    runs = {name: processes.ask_lines(name, lines) for name in (WITH, WITHOUT)}
    told(f"WRatio on the same {MANY} questions")
    texts = [question.q for question in questions]
    wratio = peers.best_by_wratio(compared.phrasings.texts)
    loop = timing.each(wratio, timing.repeated(texts, MANY))
    told(f"{len(texts)} questions one by one")
    each = {
        WITH: timing.each(compared.full.answer, texts),
        WITHOUT: timing.each(compared.plain.answer, texts),
        WRATIO: loop[: len(texts)],
    }
    return Figures(
        questions=len(texts),
        phrasings=len(compared.phrasings.texts),
        each={name: timing.spread(taken) for name, taken in each.items()},
        many={**{name: run.seconds for name, run in runs.items()}, WRATIO: sum(loop)},
        first=first,
        memory={name: run.peak_mb for name, run in runs.items()},
        accuracy=_accuracy(questions, compared, told),
    )


def _accuracy(
    questions: Sequence[Question], compared: Bots, told: Told
) -> dict[str, accuracy.Accuracy]:
    told(f"embedding {len(compared.phrasings.texts)} phrasings for the peer that needs it")
    others = peers.peers(compared.phrasings, compared.encoder)
    ours = {
        f"Soleus {WITHOUT}": accuracy.ranked_by(compared.plain),
        f"Soleus {WITH}": accuracy.ranked_by(compared.full),
    }
    found = {}
    for name, rank in {**others, **ours}.items():
        told(f"accuracy of {name}")
        found[name] = accuracy.accuracy(questions, rank)
    return found


def _questions(file: Path) -> list[Question]:
    found = read_questions(file)
    if not found:
        raise QuestionsError(f"{file}: holds no question")
    return found


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__)
    options.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options.add_argument("--questions", type=Path, default=QUESTIONS, help="a file as for `eval`")
    return options


def _tell(line: str) -> None:
    print(f"... {line}", file=sys.stderr, flush=True)


def _failed(error: Exception, code: int) -> int:
    for line in str(error).splitlines():
        print(f"benchmark: {line}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

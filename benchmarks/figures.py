"""What was measured: tables for people, one object for programs. Measures nothing itself."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy import Accuracy
from benchmarks.timing import Spread

WITH, WITHOUT, WRATIO = "with embeddings", "without embeddings", "rapidfuzz WRatio"

LIMITS = {
    ("p50", WITH): 10.0,
    ("p99", WITH): 25.0,
    ("p50", WITHOUT): 1.5,
    ("many", WITH): 1.0,
    ("many", WITHOUT): 1.0,
    ("first", WITH): 2.0,
    ("first", WITHOUT): 2.0,
    ("memory", WITH): 300.0,
    ("memory", WITHOUT): 70.0,
}
"""What Soleus promises; for many questions, as a share of the WRatio loop."""

NOTE = """\
{questions} questions, {phrasings} phrasings of topics; one question includes red flags. Soleus
answers the 1,000 as `soleus ask --jsonl`, start included; WRatio as a loop that already runs.
The scope AUROC is how often a question in scope scores above a message out of scope."""

LABELS = {
    "p50": ("one question, half of them", "ms"),
    "p99": ("one question, 99 in 100", "ms"),
    "many": ("1,000 questions", "s"),
    "first": ("start to first answer", "s"),
    "memory": ("peak memory", "MB"),
}


@dataclass(frozen=True)
class Figures:
    """Milliseconds for each question, seconds for many and for the first, MB, and accuracy."""

    questions: int
    phrasings: int
    each: Mapping[str, Spread]
    many: Mapping[str, float]
    first: Mapping[str, float]
    memory: Mapping[str, float]
    accuracy: Mapping[str, Accuracy]


def as_object(found: Figures) -> dict[str, Any]:
    """Everything as plain values for JSON; what could not be counted is null."""
    wratio = found.each[WRATIO]
    return {
        "questions": found.questions,
        "phrasings": found.phrasings,
        "each": {
            name: {
                "p50_ms": round(it.p50, 3),
                "p99_ms": round(it.p99, 3),
                "p50_to_wratio": round(it.p50 / wratio.p50, 3),
                "p99_to_wratio": round(it.p99 / wratio.p99, 3),
            }
            for name, it in found.each.items()
        },
        "thousand": {
            name: {"seconds": round(it, 2), "to_wratio": round(it / found.many[WRATIO], 3)}
            for name, it in found.many.items()
        },
        "first_answer_seconds": {name: round(it, 2) for name, it in found.first.items()},
        "peak_memory_mb": {name: round(it, 1) for name, it in found.memory.items()},
        "accuracy": {
            name: {
                "top1": _share(it.top1),
                "top3": _share(it.top3),
                "scope_auroc": _share(it.scope),
            }
            for name, it in found.accuracy.items()
        },
    }


def as_tables(found: Figures) -> str:
    """Two tables in Markdown, which also read well in a terminal."""
    costs = table(("cost", "of", "measured", "to WRatio", "at most"), _costs(found))
    right = ("accuracy", "right first", "among three", "scope AUROC")
    return "\n".join(
        (
            *costs,
            "",
            *table(right, _accuracies(found)),
            "",
            NOTE.format(questions=found.questions, phrasings=found.phrasings),
        )
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table with columns of even width."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    for cells in lines:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield f"| {' | '.join(padded)} |"


def _costs(found: Figures) -> Iterator[tuple[str, ...]]:
    for kind, values in _by_kind(found).items():
        label, unit = LABELS[kind]
        for name, value in values.items():
            ratio = f"{value / values[WRATIO]:.2f}" if WRATIO in values else ""
            yield label, name, f"{value:.2f} {unit}", ratio, _limit(kind, name)


def _by_kind(found: Figures) -> dict[str, Mapping[str, float]]:
    return {
        "p50": {name: it.p50 for name, it in found.each.items()},
        "p99": {name: it.p99 for name, it in found.each.items()},
        "many": found.many,
        "first": found.first,
        "memory": found.memory,
    }


def _limit(kind: str, name: str) -> str:
    most = LIMITS.get((kind, name))
    unit = "x WRatio" if kind == "many" else LABELS[kind][1]
    return f"{most:g} {unit}" if most else ""


def _accuracies(found: Figures) -> Iterator[tuple[str, ...]]:
    for name, it in found.accuracy.items():
        yield name, f"{it.top1:.3f}", f"{it.top3:.3f}", f"{it.scope:.3f}"


def _share(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)

"""Seconds that calls take: one after another, in turns with others, and their spread."""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TypeVar

Call = Callable[[str], object]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Spread:
    """Milliseconds that half of the calls, and 99 in 100, stayed within."""

    p50: float
    p99: float


def spread(seconds: Sequence[float]) -> Spread:
    """The spread of some times."""
    return Spread(1000 * percentile(seconds, 0.50), 1000 * percentile(seconds, 0.99))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` of them do not exceed."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def race(questions: Sequence[str], calls: Mapping[str, Call]) -> dict[str, list[float]]:
    """Seconds of each call on each question, in turns, so that a busy moment hits all alike."""
    for call in calls.values():
        call(questions[0])
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for question in questions:
        for name, call in calls.items():
            taken[name].append(seconds(call, [question]))
    return taken


def seconds(call: Call, questions: Iterable[str]) -> float:
    """How long a loop over the questions takes."""
    start = time.perf_counter()
    for question in questions:
        call(question)
    return time.perf_counter() - start


def repeated(values: Sequence[Value], count: int) -> list[Value]:
    """`count` of the values, from the beginning again when they run out."""
    return list(islice(cycle(values), count))

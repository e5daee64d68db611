"""Seconds that calls take, one after another, and their spread."""

import math
import time
from collections.abc import Callable, Sequence
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


def each(call: Call, questions: Sequence[str]) -> list[float]:
    """Seconds of the call on each question, after one call to warm up."""
    call(questions[0])
    return [_seconds(call, question) for question in questions]


def repeated(values: Sequence[Value], count: int) -> list[Value]:
    """`count` of the values, from the beginning again when they run out."""
    return list(islice(cycle(values), count))


def _seconds(call: Call, question: str) -> float:
    start = time.perf_counter()
    call(question)
    return time.perf_counter() - start

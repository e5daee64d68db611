"""Which topic a message asks about, how sure that is, and its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.weights import Scores

OUTSIDE = "out-of-scope"
CHATTER = "chatter"
NOWHERE = frozenset({OUTSIDE, CHATTER})

SIGNALS = 4
"""Numbers that the confidence curve weighs, the constant left out."""


@dataclass(frozen=True)
class Guess:
    """The topics a message may be about, best first, and how sure the first is.

    `confidence` is calibrated: of the guesses with 0.9, nine in ten are right. `inside` is how
    likely the message is about any topic at all.
    """

    topics: tuple[str, ...]
    confidence: float
    inside: float


NO_GUESS = Guess((), 0.0, 0.0)


def guess(names: Sequence[str], scores: Scores, curve: NDArray[np.float32]) -> Guess:
    """The best three topics from the scores of one message."""
    order = [names[column] for column in np.argsort(-scores, kind="stable")]
    outside = sum(float(scores[column]) for column, name in enumerate(names) if name in NOWHERE)
    return Guess(
        topics=tuple(name for name in order if name not in NOWHERE)[:3],
        confidence=_logistic(float(np.append(signals(names, scores), 1.0) @ curve)),
        inside=1.0 - outside,
    )


def signals(names: Sequence[str], scores: Scores) -> NDArray[np.float32]:
    """What the confidence is read from: the lead over the next, and over no topic at all."""
    inside = np.array([name not in NOWHERE for name in names])
    first, second = np.sort(scores[inside])[::-1][:2]
    outside = scores[~inside].sum()
    return np.array(
        [_log_odds(first), _log_odds(1 - outside), np.log((first + 1e-6) / (second + 1e-6)), first],
        np.float32,
    )


def _log_odds(share: float) -> float:
    share = min(max(float(share), 1e-6), 1 - 1e-6)
    return float(np.log(share / (1 - share)))


def _logistic(score: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))

"""Why a phrase is not understood: the reasons, and what can be offered instead.

Holds no sentence: faq/ has one for each Problem.
"""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """A reason, as the content names it."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNKNOWN_WORDS = "unknown-words"
    MISPLACED = "misplaced"
    NO_TIME = "no-time"
    HALF_OF_DAY = "which-half-of-day"
    MIDNIGHT = "which-midnight"
    WHICH_DAYS = "which-days"
    WHICH_DATE = "which-date"
    HOW_OFTEN = "how-often"
    HOW_MANY = "how-many"
    WINDOW = "which-hours"
    ONE_TIME = "one-time"
    ONE_LIST = "one-list"
    MONTHLY = "monthly"
    TOO_OFTEN = "too-often"
    PAST = "past"
    NEVER = "never"
    NO_SUCH_DATE = "no-such-date"
    NO_SUCH_TIME = "no-such-time"
    TOO_FAR = "too-far"
    CONTRADICTION = "contradiction"


class NotUnderstood(Exception):  # noqa: N818 - it is what happened, and callers read it as such
    """A phrase without one certain meaning."""

    def __init__(
        self, problem: Problem, words: tuple[str, ...] = (), choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.words = words
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for the tokens from `start` up to `end`; an addition when they are equal."""

    start: int
    end: int
    text: str


Variant = tuple[Edit, ...]


class Asks(Exception):  # noqa: N818 - a question, not an error
    """The phrase has several meanings; each variant makes one of them plain."""

    def __init__(self, problem: Problem, variants: tuple[Variant, ...] = ()) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.variants = variants

"""One spelling for each word: other spellings, word pairs, and slips of one letter.

A slip is mended only when one word alone is near and what was typed is no other English word.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from bot.reminders.grammar.words import (
    DAY_NAMES,
    KNOWN,
    MONTH_NAMES,
    PLURAL_DAYS,
    PLURAL_PARTS,
    SECONDS,
)

SHORTEST_MENDED = 5
LONGEST_MENDED = 12


def spelled(found: Iterable[str]) -> Iterator[str]:
    """The words in the spelling that the grammar knows, as far as there is one."""
    for word in found:
        same = SAME.get(word)
        if same:
            yield from same.split()
        else:
            yield word if word in KNOWN else _mended(word)


def paired(found: list[str]) -> Iterator[str]:
    """The words, with "week days" and the like as one."""
    at = 0
    while at < len(found):
        pair = PAIRS.get((found[at], found[at + 1])) if at + 1 < len(found) else None
        yield from pair.split() if pair else (found[at],)
        at += 2 if pair else 1


def _mended(word: str) -> str:
    """The one word of ours that is a single slip away; else the word as it is."""
    if not SHORTEST_MENDED <= len(word) <= LONGEST_MENDED or word in OTHER_WORDS:
        return word
    near = [ours for ours in MENDABLE if OSA.distance(word, ours, score_cutoff=1) <= 1]
    alike = len({SECONDS.get(ours, ours) for ours in near}) == 1
    return near[0] if alike and word.isalpha() else word


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SAME: Final[Mapping[str, str]] = {
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tomorow": "tomorrow",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomo": "tomorrow",
    "2moro": "tomorrow",
    "tonite": "tonight",
    "2nite": "tonight",
    "evry": "every",
    "evrey": "every",
    "evey": "every",
    "wensday": "wednesday",
    "wednsday": "wednesday",
    "thrusday": "thursday",
    "wendsday": "wednesday",
    "noontime": "noon",
    "thru": "through",
    "till": "until",
    "til": "until",
    "excluding": "except",
    "excepting": "except",
    "beginning": "starting",
    "beginnig": "starting",
    "workday": "weekday",
    "workdays": "weekdays",
    "&": "and",
    "+": "and",
    "@": "at",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "p.m.": "pm",
    "p.m": "pm",
    "pm.": "pm",
    "a.m.": "am",
    "a.m": "am",
    "oclock": "o'clock",
    "everyday": "every day",
    "everday": "every day",
    "alternate": "other",
    "ending": "until",
    "without": "except",
    "skipping": "except",
    "skip": "except",
    "during": "for",
    "hour's": "hour",
    "hours'": "hours",
    "day's": "day",
    "week's": "week",
    "saterday": "saturday",
    "dayly": "daily",
    "ev": "every",
    "nightly": "every night",
    "fortnightly": "every fortnight",
}
"""Other spellings of a word, common slips that are more than one edit away, and shorthands."""

PAIRS: Final[Mapping[tuple[str, str], str]] = {
    ("week", "day"): "weekday",
    ("week", "days"): "weekdays",
    ("work", "day"): "weekday",
    ("work", "days"): "weekdays",
    ("working", "day"): "weekday",
    ("working", "days"): "weekdays",
    ("business", "day"): "weekday",
    ("business", "days"): "weekdays",
    ("week", "end"): "weekend",
    ("week", "ends"): "weekends",
    ("lunch", "time"): "lunchtime",
    ("mid", "day"): "midday",
    ("mid", "night"): "midnight",
    ("o", "clock"): "o'clock",
    ("except", "for"): "except",
    ("apart", "from"): "except",
    ("other", "than"): "except",
    ("but", "not"): "except",
    ("as", "of"): "starting",
    ("all", "days"): "every day",
    ("other", "days"): "every other day",
    ("up", "to"): "until",
    ("up", "until"): "until",
    ("not", "on"): "except",
    ("for", "me"): "me",
    ("set", "up"): "set",
    ("local", "time"): "please",
    ("my", "time"): "please",
    ("me", "to"): "me",
    ("to", "me"): "me",
    ("a", "reminder"): "reminder",
    ("thank", "you"): "thanks",
}

MENDABLE: Final = (
    *DAY_NAMES,
    *PLURAL_DAYS,
    *PLURAL_PARTS,
    *(month for month in MONTH_NAMES if len(month) > len("march")),
    *_words(
        """
        every daily weekly hourly today tomorrow tonight morning afternoon evening night midday
        midnight lunchtime weekday weekdays weekend weekends hours minute minutes weeks fortnight
        between until except starting
        """
    ),
)
"""Words worth mending when one letter is off; numbers are not, a wrong one would be believed."""

OTHER_WORDS: Final = frozenset(
    _words(
        """
        augusts bight dairy daisy dally decembers doily dours emery excepts excerpt fight fights
        fours knight knights leeks light lights lours lunchtimes meekly meeks middays midnights
        midway might minuet minuets minuted moaning mooning mourning nighty pours reeks right
        rights seeks sight sights smarting sours staring starling starring startling starving
        stating sundae sundry tarting tight tights toady todays toddy tomorrows tonights tours
        untie weakly weaks weeps wight yours
        """
    )
)
"""English words that are one letter away from one of ours and mean something else."""

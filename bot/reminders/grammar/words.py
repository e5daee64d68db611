"""The words of reminder phrases and what each stands for. Knows nothing of their order."""

from collections.abc import Mapping
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WEEKDAYS: Final = frozenset({0, 1, 2, 3, 4})
WEEKEND: Final = frozenset({5, 6})

DAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES: Final = _words(
    """
    january february march april may june july august september october november december
    """
)

_SHORT_DAYS = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_SHORT_MONTHS = _words("jan feb mar apr may jun jul aug sep oct nov dec")

DAYS: Final[Mapping[str, int]] = {
    word: day for day, name in enumerate(DAY_NAMES) for word in (name, *_SHORT_DAYS[day].split())
}
PLURAL_DAYS: Final[Mapping[str, int]] = {f"{name}s": day for day, name in enumerate(DAY_NAMES)}
MONTHS: Final[Mapping[str, int]] = {
    word: month
    for month, name in enumerate(MONTH_NAMES, start=1)
    for word in (name, _SHORT_MONTHS[month - 1])
} | {"sept": 9}

PARTS: Final[Mapping[str, str]] = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "eve": "evening",
    "night": "night",
}
PLURAL_PARTS: Final[Mapping[str, str]] = {
    f"{part}s": part for part in ("morning", "afternoon", "evening", "night")
}
PART_TIMES: Final[Mapping[str, int]] = {
    "morning": 8 * 60,
    "afternoon": 15 * 60,
    "evening": 19 * 60,
    "tonight": 20 * 60,
    "night": 21 * 60,
}
PART_HOURS: Final[Mapping[str, tuple[int, int]]] = {
    "morning": (1 * 60, 12 * 60 - 1),
    "afternoon": (12 * 60, 18 * 60 + 59),
    "evening": (16 * 60, 23 * 60 + 59),
    "tonight": (17 * 60, 23 * 60 + 59),
    "night": (18 * 60, 23 * 60 + 59),
}
"""The first and last minute that people still call by that name."""

NAMED_TIMES: Final[Mapping[str, int]] = {
    "noon": 12 * 60,
    "midday": 12 * 60,
    "lunchtime": 12 * 60 + 30,
    "midnight": 0,
}

SECONDS: Final[Mapping[str, int]] = {
    word: seconds
    for words, seconds in (
        ("s sec secs second seconds", 1),
        ("m min mins minute minutes", 60),
        ("h hr hrs hour hours", 3600),
        ("d day days", 86_400),
        ("w wk wks week weeks", 604_800),
        ("fortnight fortnights", 1_209_600),
    )
    for word in words.split()
}

_ONES = _words(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
)
ONES: Final[Mapping[str, int]] = {word: number for number, word in enumerate(_ONES)}
TENS: Final[Mapping[str, int]] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
_ORDINALS = _words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
ORDINALS: Final[Mapping[str, int]] = {
    word: number for number, word in enumerate(_ORDINALS, start=1)
} | {"thirtieth": 30}

MONTHLY: Final = frozenset(
    _words(
        """
    month months monthly year years yearly annual annually quarterly bimonthly
    """
    )
)

POLITE: Final = frozenset(
    _words(
        """
    please pls plz thanks thank thx ty cheers hi hey hello ok okay kindly can could would will
    you i i'd want need just like about around roughly approximately approx sharp exactly
    precisely only ping nudge notify tell alert message text send poke buzz give set schedule
    make create add remind me my it reminder reminders the onwards onward : ) ( . ! ? " ' “ ” 🙏
    🙂 😊 👍 ⏰
    """
    )
)
"""May stand anywhere; leaving them out changes nothing."""

_STRUCTURE = _words(
    """
    at on in of for to from between through until except but not starting start starts begin
    begins all every each daily weekly hourly weekday weekdays weekend weekends other single a
    an half quarter past before after now today tomorrow tonight this next coming following week
    x times time once twice thrice per o'clock am pm - / , ; and lunch work working business mid
    clock end ends apart than as o up not local now
    """
)

KNOWN: Final = frozenset(
    {
        *_STRUCTURE,
        *POLITE,
        *DAYS,
        *PLURAL_DAYS,
        *MONTHS,
        *PARTS,
        *PLURAL_PARTS,
        *NAMED_TIMES,
        *SECONDS,
        *ONES,
        *TENS,
        *ORDINALS,
        *MONTHLY,
        "biweekly",
    }
)

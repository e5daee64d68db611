"""The words of reminder phrases and what each stands for. Knows nothing of their order."""

from collections.abc import Mapping
from typing import Final

WEEKDAYS: Final = frozenset({0, 1, 2, 3, 4})
WEEKEND: Final = frozenset({5, 6})

DAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES: Final = (
    "january february march april may june july august september october november december"
).split()

_SHORT_DAYS = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

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

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
ONES: Final[Mapping[str, int]] = {word: number for number, word in enumerate(_ONES)}
TENS: Final[Mapping[str, int]] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS: Final[Mapping[str, int]] = {
    word: number for number, word in enumerate(_ORDINALS, start=1)
} | {"thirtieth": 30}

MONTHLY: Final = frozenset(
    "month months monthly year years yearly annual annually quarterly bimonthly".split()
)

POLITE: Final = frozenset(
    (
        "please pls plz thanks thank thx ty hi hey hello kindly can could would will you i i'd want "
        "need just like about around ping nudge notify tell alert set create add remind me my "
        "reminder reminders the : ) ("
    ).split()
)
"""May stand anywhere; leaving them out changes nothing."""

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
    "twelveth": "twelfth",
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
    ("me", "to"): "me",
    ("to", "me"): "me",
    ("a", "reminder"): "reminder",
    ("thank", "you"): "thanks",
}

_STRUCTURE = (
    "at on in of for to from between through until except but not starting start starts begin "
    "begins all every each daily weekly hourly weekday weekdays weekend weekends other single a an "
    "half quarter past before after now today tomorrow tonight this next coming following week "
    "x times time once twice thrice per o'clock am pm - / , ; and "
    "lunch work working business mid clock end ends apart than as o"
).split()

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
        *SAME,
        "biweekly",
    }
)

MENDABLE: Final = tuple(
    sorted(
        word
        for word in KNOWN
        if word.isascii()
        and word.isalpha()
        and len(word) >= 5  # noqa: PLR2004 - shorter words are too near to others
        and word not in SAME
        and word not in MONTHLY
        and word not in POLITE
        and word not in ONES
        and word not in ORDINALS
    )
)
"""Words worth mending when one letter is off; numbers are not, a wrong one would be believed."""

OTHER_WORDS: Final = frozenset(
    (
        "marsh match larch march's parch starch mourning morrow moaning mornin' sundae sundry "
        "sunny weakly weakday dally daisy doily dairy dilly might light right fight sight tight "
        "eight nigh knight bight wight tights lights rights fights sights knights fright bright "
        "hours' yours fours tours pours lours sours house hoar honours mouth month minutes' "
        "munites mutinies minuet minuets finite untie until's after's alter aster rafter hafter "
        "wafter daft afters other's mother bother otter others ether brother smother begins' "
        "began begun being begin's bening stars stare stark starts' smart stairs start's state "
        "starting's staring starring startling stating sharing parting darting carting tarting "
        "smarting farting starving through's trough though thorough threw throughs between's "
        "bewteen times' timed timer tomes tames tides tiles tines limes dimes mimes rimes crimes "
        "chimes grimes week's weeks' seeks reeks leeks meeks weds weeps weals weans weak weaks "
        "weekly's meekly sleekly past's pasta paste hasty pasts tasty quarters quartet charter "
        "quarte quarter's half's lunch's punch bunch hunch munch launch lunches clunch "
        "clock's block flock cloak click crock cluck clocks working's worming corking worrying "
        "forking wording marking lurking workings working busines busyness single's singly singe "
        "shingle tingle jingle mingle dingle singles singled singlet create's crate crease cream "
        "creates created crated greate treat great emery ever very every's beery leery ferry "
        "merry berry elvery reverie sever april's aprils augusts august's gust junes evening's "
        "evenings' evenly eveningly evens event events seventh reminded reminds remand remain "
        "remains rewind remint reminder's remainder rejoinder rescind remands other's "
        "today's toady toddy todays daily's dailies doddy "
        "friday's monday's mondays' sunday's noonday money nonday hourly's houri "
        "mornings' nights' knights night's eights nighty nightie days' "
        "excepts accept expect excerpt exempt excepted accepts except's expects "
        "twilight thrice's thrive trice thrices twice's price slice wife "
        "second's seconds' secund beckon reckon fecund "
        "nooning noons coming's combing comings homing coding coping foaming "
        "following's followings fallowing hollowing flowing felling fellowing "
        "before's befoul befog bedside beside lunchtimes lunchtime's "
        "fortnight's midway midday's middays midnight's midnights weekday's weekend's weekended "
        "weekender"
    ).split()
)
"""English words that are one letter away from one of ours and mean something else."""

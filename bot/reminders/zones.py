"""Time zones by what people type: a city, a country, an abbreviation, an offset. Speaks no words.

Sure only of what has one meaning: everything else comes back as choices, best first. A fixed offset
and most abbreviations do not follow clock changes, so they are choices too.
"""

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.reminders.rule import local
from bot.reminders.tzdb import UTC, Names, plain, tables

Places = Mapping[str, str | tuple[str, ...]]
"""Names that the tz database does not have, in the form of `plain` -> one zone, or all it means."""

MOST_CHOICES = 5
LONGEST = 60


class Reason(StrEnum):
    """Why no zone was chosen."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    FIXED_OFFSET = "fixed-offset"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Found:
    """The one zone that was meant."""

    zone: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What else could have been meant, best first; nothing when nothing is near."""

    reason: Reason
    choices: tuple[str, ...]


def find(typed: str, places: Places, now: int) -> Found | Unclear:
    """The zone somebody means. Offsets and abbreviations are taken as of `now`."""
    if len(typed) > LONGEST:
        return Unclear(Reason.UNKNOWN, ())
    offset = _offset(typed)
    if offset is not None:
        return _at_offset(offset, places, now)
    text = plain(typed).strip(", ")
    names = _names(places)
    known = _abbreviated(text, names, places, now) or _known(text, names)
    return known or _near(text, names)


def complete(typed: str, places: Places, limit: int = 25) -> tuple[str, ...]:
    """Zones for what is being typed: names that begin so, then words in names, then near ones."""
    text = plain(typed[:LONGEST])
    if not text:
        return ()
    names = _names(places)
    begun = [name for name in names if name.startswith(text)]
    within = [name for name in names if f" {text}" in name or f"/{text}" in name]
    near = [] if len(begun) + len(within) >= limit else _alike(text, names, limit)
    weight = _weight(places)

    def order(name: str) -> tuple[bool, int, int]:
        return (name != text, -weight[names[name][0]], len(name))

    return _zones([*sorted(begun, key=order), *sorted(within, key=order), *near], names, limit)


def use_packaged_data() -> None:
    """Same rules on every machine: those of the package. Call before any zone is used."""
    zoneinfo.reset_tzpath(to=())


def data_version() -> str:
    """The release of the tz database in use, like 2026a; after a change all due times are stale."""
    return tables().version


_OFFSET = re.compile(
    r"(etc/)?(?:utc|gmt)?\s*([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE
)


def _offset(typed: str) -> timedelta | None:
    """The offset that UTC+5:30 or -3 names; Etc/GMT+3 is three hours *behind*, as POSIX has it."""
    match = _OFFSET.fullmatch(typed.strip())
    if match is None:
        return None
    posix, sign, hours, minutes = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return size if (sign == "+") != bool(posix) else -size


def _at_offset(offset: timedelta, places: Places, now: int) -> Found | Unclear:
    if not offset:
        return Found(UTC)
    present = [zone for zone in tables().zones if local(now, zone).utcoffset() == offset]
    standard = [zone for zone in tables().zones if _standard(zone, now) == offset]
    fitting = dict.fromkeys((*present, *standard))
    return Unclear(Reason.FIXED_OFFSET, _best(fitting, places))


_HALF_A_YEAR = 183 * 24 * 60 * 60


def _standard(zone: str, now: int) -> timedelta:
    """The lesser of the offsets of summer and winter."""
    offsets = (local(at, zone).utcoffset() for at in (now, now + _HALF_A_YEAR))
    return min(offset or timedelta() for offset in offsets)


def _names(places: Places) -> Names:
    own = {name: (to,) if isinstance(to, str) else to for name, to in places.items()}
    return {**tables().names, **own}


_ABBREVIATION = re.compile(r"[a-z]{2,5}")


def _abbreviated(text: str, names: Names, places: Places, now: int) -> Found | Unclear | None:
    """CET, PST: sure when only one set of rules uses the letters, as with JST."""
    if not _ABBREVIATION.fullmatch(text):
        return None
    users = [zone for zone in tables().distinct if _uses(zone, text, now)]
    if not users:
        return None
    if text in places:
        return _one_or(Reason.ABBREVIATION, names[text])
    every = (zone for zone in tables().zones if _uses(zone, text, now))
    choices = _best(every, places)
    return Found(choices[0]) if len(users) == 1 else Unclear(Reason.ABBREVIATION, choices)


def _uses(zone: str, letters: str, now: int) -> bool:
    return any(
        (local(at, zone).tzname() or "").casefold() == letters for at in (now, now + _HALF_A_YEAR)
    )


def _best(zones: Iterable[str], places: Places) -> tuple[str, ...]:
    weight = _weight(places)
    return tuple(sorted(zones, key=lambda zone: -weight[zone])[:MOST_CHOICES])


def _weight(places: Places) -> Counter[str]:
    """How many of our places lead to a zone, which tells how many people live in it."""
    return Counter(to for to in places.values() if isinstance(to, str))


def _known(text: str, names: Names) -> Found | Unclear | None:
    """A name as it stands, or one made narrower: "portland, oregon"."""
    if text in names:
        return _one_or(Reason.SEVERAL, names[text])
    place, _, around = (part.strip() for part in text.partition(","))
    if place not in names:
        return None
    both = tuple(zone for zone in names[place] if zone in names.get(around, ()))
    if both:
        return _one_or(Reason.SEVERAL, both)
    apart = tuple(dict.fromkeys((*names[place], *names.get(around, ()))))
    return Unclear(Reason.SEVERAL if around in names else Reason.UNKNOWN, apart[:MOST_CHOICES])


def _one_or(reason: Reason, zones: tuple[str, ...]) -> Found | Unclear:
    return Found(zones[0]) if len(zones) == 1 else Unclear(reason, zones[:MOST_CHOICES])


LETTERS_PER_SLIP = 6
"""So many letters of a name forgive one slip: shorter names lie too close to each other."""


def _near(text: str, names: Names) -> Found | Unclear:
    slips = len(text) // LETTERS_PER_SLIP
    meant = [
        name
        for name, _, _ in process.extract(
            text, names.keys(), scorer=OSA.distance, score_cutoff=slips, limit=MOST_CHOICES
        )
    ]
    zones = _zones(meant, names, MOST_CHOICES) if slips else ()
    if zones:
        return _one_or(Reason.SEVERAL, zones)
    inside = [name for name in names if len(name) >= SHORTEST and f" {name} " in f" {text} "]
    candidates = [*sorted(inside, key=len, reverse=True), *_alike(text, names, MOST_CHOICES)]
    return Unclear(Reason.UNKNOWN, _zones(candidates, names, MOST_CHOICES))


SHORTEST = 4
"""Letters of a name that is looked for within a sentence."""

ALIKE = 0.7


def _alike(text: str, names: Names, limit: int) -> list[str]:
    found = process.extract(
        text, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=limit
    )
    return [name for name, _, _ in found]


def _zones(found: Iterable[str], names: Names, limit: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(zone for name in found for zone in names[name]))[:limit]

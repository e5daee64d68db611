"""The tz database as the package `tzdata` ships it: names of zones, cities and countries.

The only file that knows its tables: zone.tab (the zone names of today, by country), zonenow.tab
(one zone for each set of rules in force), iso3166.tab (countries), tzdata.zi (old names).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

UTC = "UTC"

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What people may type -> zones (`names`); every zone there is; one for each set of rules."""

    version: str
    names: Names
    zones: tuple[str, ...]
    distinct: tuple[str, ...]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of the installed package; read once, for they cannot change while it runs."""
    rows = tuple(_rows("zone.tab"))
    zones = tuple(row[2] for row in rows)
    distinct = tuple(row[2] for row in _rows("zonenow.tab"))
    # What stands later prevails: Iceland is a country first, and an old name for Abidjan second.
    names = _old(zones) | _countries(rows, set(distinct)) | _present(zones)
    ordered = tuple(dict.fromkeys((*distinct, *zones)))
    return Tables(_version(), MappingProxyType(names), ordered, distinct)


def plain(text: str) -> str:
    """Small letters without accents, dots and apostrophes; hyphens and underscores part words."""
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
    kept = "".join(_letter(letter) for letter in folded if not unicodedata.combining(letter))
    return " ".join(kept.split())


_LETTERS = str.maketrans({"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"})
"""Letters that Unicode does not take apart, but that people leave the stroke off."""


def _letter(letter: str) -> str:
    if letter.isalnum() or letter in "/,+":
        return letter
    if letter == "&":
        return " and "
    return "" if letter in ".'\u2019\u02bc`" else " "


def _lines(name: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(name) if not line.startswith("#"))


def _version() -> str:
    return _lines("tzdata.zi")[0].removeprefix("# version ")


def _present(zones: Iterable[str]) -> dict[str, tuple[str, ...]]:
    whole = {plain(zone): (zone,) for zone in zones}
    return _gathered((_city(zone), zone) for zone in zones if _is_city(zone)) | whole


def _old(zones: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names that the database keeps for old times' sake, with the zone that each means now."""
    known = set(zones)
    links = [line.split()[1:] for line in _lines("tzdata.zi") if line.startswith("L ")]
    today = {old: _today(zone) for zone, old in links if old not in known}
    whole = {plain(old): (zone,) for old, zone in today.items()}
    return _gathered((_city(old), zone) for old, zone in today.items() if _is_city(old)) | whole


def _today(zone: str) -> str:
    return UTC if zone.startswith("Etc/") else zone


def _city(zone: str) -> str:
    return plain(zone.rpartition("/")[2])


_REGIONS = frozenset(
    {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
_DIRECTIONS = frozenset({"North", "South", "West"})


def _is_city(zone: str) -> bool:
    """Whether the last word names a place: not Etc/GMT+3, not Australia/West, no polar station."""
    return zone.partition("/")[0] in _REGIONS and zone.rpartition("/")[2] not in _DIRECTIONS


def _countries(rows: Iterable[list[str]], distinct: set[str]) -> dict[str, tuple[str, ...]]:
    of_code = _gathered((code, zone) for code, _, zone, *_ in rows)
    return _gathered(
        (called, zone)
        for code, name in _rows("iso3166.tab")
        for called in _called(name)
        for zone in _differing(of_code.get(code, ()), distinct)
    )


def _called(name: str) -> Iterator[str]:
    """Korea (South) is called so, korea, and south korea."""
    before, _, within = name.removesuffix(")").partition(" (")
    yield plain(before)
    if within:
        yield plain(f"{within} {before}")
        yield plain(f"{before} {within}")


def _differing(zones: tuple[str, ...], distinct: set[str]) -> Iterable[str]:
    """One zone for each set of rules in force, so that a country asks only where it matters."""
    if len(zones) == 1:
        return zones
    by_rules: dict[str, str] = {}
    for zone in sorted(zones, key=lambda zone: zone not in distinct):
        by_rules.setdefault(_rules(zone), zone)
    return [zone for zone in zones if zone in by_rules.values()]


def _rules(zone: str) -> str:
    """The rules in force: the last line of a compiled zone, like CET-1CEST,M3.5.0,M10.5.0/3."""
    compiled = files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    return compiled.splitlines()[-1].decode("ascii")


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, zone in pairs:
        found.setdefault(name, {})[zone] = None
    return {name: tuple(zones) for name, zones in found.items()}

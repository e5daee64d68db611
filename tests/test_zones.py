"""Time zones by what people type: sure, or choices, and never a zone nobody can have meant."""

import importlib
import time
import zoneinfo
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.content.strict_yaml import parse
from bot.content.zone_words import ZoneWords
from bot.reminders import zones
from bot.reminders.tzdb import plain, tables
from bot.reminders.zones import MOST_CHOICES, Found, Places, Reason, Unclear, complete, find
from bot.settings import SHIPPED

WINTER = 1_768_000_000
SUMMER = 1_783_000_000
PLACES: Places = ZoneWords.model_validate(parse((SHIPPED / "zones.yaml").read_bytes()).value).places
CANONICAL = {*tables().zones, "UTC"}


@pytest.fixture(autouse=True)
def same_rules_everywhere() -> Iterator[None]:
    before = zoneinfo.TZPATH
    zones.use_packaged_data()
    yield
    zoneinfo.reset_tzpath(to=before)


def unclear(typed: str, now: int = WINTER) -> Unclear:
    found = find(typed, PLACES, now)
    assert isinstance(found, Unclear)
    return found


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("  Berlin, ", "Europe/Berlin"),
        ("berlin, germany", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("NYC", "America/New_York"),
        ("munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Tromsø", "Europe/Oslo"),
        ("Łódź", "Europe/Warsaw"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("st. john's", "America/St_Johns"),
        ("St. John\u2019s", "America/St_Johns"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("san francisco", "America/Los_Angeles"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Portland, Maine", "America/New_York"),
        ("india", "Asia/Kolkata"),
        ("south korea", "Asia/Seoul"),
        ("Bosnia & Herzegovina", "Europe/Sarajevo"),
        ("UK", "Europe/London"),
        ("eastern time", "America/New_York"),
    ],
)
def test_a_place_leads_to_its_zone(typed: str, zone: str) -> None:
    assert find(typed, PLACES, WINTER) == Found(zone)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("calcutta", "Asia/Kolkata"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("saigon", "Asia/Ho_Chi_Minh"),
        ("US/Pacific", "America/Los_Angeles"),
        ("PST8PDT", "America/Los_Angeles"),
    ],
)
def test_an_old_name_leads_to_the_present_one(typed: str, zone: str) -> None:
    assert find(typed, PLACES, WINTER) == Found(zone)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("germany", "Europe/Berlin"),
        ("argentina", "America/Argentina/Buenos_Aires"),
        ("iceland", "Atlantic/Reykjavik"),
    ],
)
def test_a_country_with_one_clock_is_sure(typed: str, zone: str) -> None:
    assert find(typed, {}, WINTER) == Found(zone)


def test_of_zones_with_one_clock_a_country_offers_the_one_that_stands_for_all() -> None:
    found = find("brazil", {}, WINTER)
    assert isinstance(found, Unclear)
    assert "America/Sao_Paulo" in found.choices
    assert "America/Belem" not in found.choices


@pytest.mark.parametrize(
    ("typed", "first", "also"),
    [
        ("usa", "America/New_York", "America/Los_Angeles"),
        ("brazil", "America/Sao_Paulo", "America/Manaus"),
        ("china", "Asia/Shanghai", "Asia/Urumqi"),
        ("texas", "America/Chicago", "America/Denver"),
        ("washington", "America/New_York", "America/Los_Angeles"),
        ("korea", "Asia/Seoul", "Asia/Pyongyang"),
        ("paris, texas", "Europe/Paris", "America/Chicago"),
    ],
)
def test_a_name_of_several_zones_asks(typed: str, first: str, also: str) -> None:
    found = unclear(typed)
    assert found.reason is Reason.SEVERAL
    assert found.choices[0] == first
    assert also in found.choices


@pytest.mark.parametrize("typed", ["utc", "UTC", "UTC+0", "gmt-0", "+00:00", "Etc/UTC", "zulu"])
def test_no_offset_at_all_is_utc(typed: str) -> None:
    assert find(typed, PLACES, WINTER) == Found("UTC")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("+05:30", "Asia/Kolkata"),
        ("utc+5:30", "Asia/Kolkata"),
        ("UTC +0530", "Asia/Kolkata"),
        ("GMT-3", "America/Sao_Paulo"),
        ("gmt\u22123", "America/Sao_Paulo"),
        ("+14", "Pacific/Kiritimati"),
    ],
)
def test_a_fixed_offset_asks_for_a_city_that_has_it(typed: str, first: str) -> None:
    found = unclear(typed)
    assert found.reason is Reason.FIXED_OFFSET
    assert found.choices[0] == first


def test_an_offset_of_posix_counts_the_other_way() -> None:
    assert unclear("Etc/GMT+3") == unclear("GMT-3")


def test_in_summer_an_offset_may_be_the_present_or_the_standard_one() -> None:
    choices = unclear("-5", SUMMER).choices
    assert {"America/New_York", "America/Chicago"} <= set(choices)


def test_in_winter_an_offset_is_not_that_of_summer() -> None:
    assert "America/Chicago" not in unclear("-5", WINTER).choices


@pytest.mark.parametrize("typed", ["+04:15", "-13", "+99", "Etc/GMT+25"])
def test_an_offset_that_nobody_has_offers_nothing(typed: str) -> None:
    assert unclear(typed) == Unclear(Reason.FIXED_OFFSET, ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CET", {"Europe/Berlin", "Europe/Paris"}),
        ("pst", {"America/Los_Angeles", "Asia/Manila"}),
        ("EST", {"America/New_York", "America/Panama"}),
        ("cst", {"America/Chicago", "Asia/Shanghai"}),
        ("ist", {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}),
        ("gmt", {"Europe/London", "UTC"}),
        ("mst", {"America/Denver", "America/Phoenix"}),
    ],
)
def test_an_abbreviation_of_several_rules_asks(typed: str, expected: set[str]) -> None:
    found = unclear(typed)
    assert found.reason is Reason.ABBREVIATION
    assert expected <= set(found.choices)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("jst", "Asia/Tokyo"), ("AKST", "America/Anchorage"), ("cest", "Europe/Berlin")],
)
@pytest.mark.parametrize("now", [WINTER, SUMMER], ids=["winter", "summer"])
def test_an_abbreviation_of_one_set_of_rules_is_sure(typed: str, zone: str, now: int) -> None:
    assert find(typed, PLACES, now) == Found(zone)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("new yrok", "America/New_York"),
        ("brelin", "Europe/Berlin"),
        ("lodnon", "Europe/London"),
        ("Europe/Brelin", "Europe/Berlin"),
        ("los angelse", "America/Los_Angeles"),
    ],
)
def test_a_slip_in_a_long_name_is_forgiven(typed: str, zone: str) -> None:
    assert find(typed, PLACES, WINTER) == Found(zone)


def test_a_slip_between_two_zones_asks() -> None:
    found = unclear("austrlia")
    assert found.reason is Reason.SEVERAL
    assert {"Europe/Vienna", "Australia/Sydney"} <= set(found.choices)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lisbn", "Europe/Lisbon"),
        ("i live in berlin", "Europe/Berlin"),
        ("san francisco, zz", "America/Los_Angeles"),
    ],
)
def test_what_is_only_near_is_a_choice_and_not_taken(typed: str, first: str) -> None:
    found = unclear(typed)
    assert found.reason is Reason.UNKNOWN
    assert found.choices[0] == first


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("  \n", id="blanks"),
        pytest.param("Mars", id="another planet"),
        pytest.param("\N{EARTH GLOBE EUROPE-AFRICA}", id="an emoji"),
        pytest.param("\ud800", id="half of a character"),
        pytest.param("berlin" * 2000, id="12,000 characters"),
        pytest.param(" " * 10_000 + "berlin", id="a city after 10,000 blanks"),
        pytest.param("../../etc/passwd", id="a path"),
        pytest.param("north", id="a direction"),
        pytest.param("/", id="a slash"),
        pytest.param("posixrules", id="a file that is no zone"),
        pytest.param("right/Europe/Berlin", id="leap seconds"),
        pytest.param("SystemV/EST5", id="an ancient system"),
        pytest.param("Factory", id="a clock not set"),
    ],
)
def test_what_is_no_place_is_unknown(typed: str) -> None:
    assert unclear(typed) == Unclear(Reason.UNKNOWN, ())


@given(st.text(max_size=70) | st.sampled_from(sorted(tables().names)))
def test_whatever_is_typed_only_canonical_zones_come_back(typed: str) -> None:
    found = find(typed, PLACES, WINTER)
    choices = found.choices if isinstance(found, Unclear) else (found.zone,)
    assert set(choices) | set(complete(typed, PLACES)) <= CANONICAL
    assert len(choices) <= MOST_CHOICES
    assert len(choices) == len(set(choices))


def test_every_zone_is_found_by_its_own_name() -> None:
    for zone in tables().zones:
        assert find(zone, PLACES, WINTER) == Found(zone)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ber", "Europe/Berlin"),
        ("niger", "Africa/Niamey"),
        ("new y", "America/New_York"),
        ("york", "America/New_York"),
        ("mun", "Europe/Berlin"),
        ("SÃO", "America/Sao_Paulo"),
        ("Europe/Ber", "Europe/Berlin"),
        ("san fransc", "America/Los_Angeles"),
    ],
)
def test_what_is_being_typed_is_completed(typed: str, first: str) -> None:
    assert complete(typed, PLACES)[0] == first


@pytest.mark.parametrize("limit", [1, 5, 25])
def test_completion_keeps_its_limit_and_repeats_nothing(limit: int) -> None:
    completed = complete("a", PLACES, limit)
    assert len(set(completed)) == len(completed) == limit


@pytest.mark.parametrize(
    "typed", ["", " ", "zzzzqq", "x" * 10_000], ids=["empty", "blank", "noise", "long"]
)
def test_nothing_is_completed_from_nothing(typed: str) -> None:
    assert complete(typed, PLACES) == ()


def test_completion_is_quicker_than_a_key_press() -> None:
    typed = ["a", "be", "new", "san fransc", "europe/", "zzzzqq", "x" * 60]
    complete("warm", PLACES)
    took = []
    for text in typed * 5:
        start = time.perf_counter()
        complete(text, PLACES)
        took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.005


def test_the_rules_come_from_the_package_and_not_from_the_machine() -> None:
    zones.use_packaged_data()
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo.no_cache("Europe/Berlin").key == "Europe/Berlin"


def test_the_version_is_the_one_of_the_package() -> None:
    assert zones.data_version() == importlib.import_module("tzdata").IANA_VERSION


def _meanings() -> list[tuple[str, str]]:
    return [
        (name, zone)
        for name, to in PLACES.items()
        for zone in ((to,) if isinstance(to, str) else to)
    ]


def test_every_zone_in_the_file_is_canonical() -> None:
    assert {zone for _, zone in _meanings()} <= CANONICAL


def test_every_place_in_the_file_can_be_typed() -> None:
    assert [name for name in PLACES if plain(name) != name] == []


def test_no_place_in_the_file_stands_in_the_tz_database_already() -> None:
    known = tables().names
    own = {name: (to,) if isinstance(to, str) else to for name, to in PLACES.items()}
    assert [name for name, to in own.items() if known.get(name) == to] == []


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Munich", "Europe/Berlin"),
        ("munich ", "Europe/Berlin"),
        ("munich", "Europe/berlin"),
        ("munich", "+01:00"),
        ("munich", []),
        ("munich", ["Europe/Berlin"]),
        ("munich", ""),
    ],
)
def test_a_misspelt_line_of_the_file_is_refused(name: str, zone: str | list[str]) -> None:
    with pytest.raises(ValidationError):
        ZoneWords.model_validate({"places": {name: zone}})

"""`soleus when`: the object that scripts rely on, line for line."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot import when
from bot.content.load import Content
from bot.reminders.grammar.problems import Problem

BERLIN = "Europe/Berlin"
CLOCK = "2026-11-18T10:00:00"
PROBLEMS: Mapping[str, str] = {problem.value: f"{problem.value}: {{words}}" for problem in Problem}
LABELS = {"next": "Next:", "choices": "Did you mean:"}


def told(phrase: str) -> dict[str, Any]:
    return when.told(when.asked(phrase, BERLIN, CLOCK), PROBLEMS)


def each(*objects: object) -> list[dict[str, Any]]:
    lines = [json.dumps(one).encode() for one in objects]
    return list(when.each(lines, PROBLEMS, "UTC", 0))


def test_a_phrase_that_recurs_tells_its_words_lines_and_next_times() -> None:
    assert told("every weekday at 7pm") == {
        "ok": True,
        "says": "every weekday at 19:00",
        "once": False,
        "rrule": ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=19;BYMINUTE=0;BYSECOND=0"],
        "next": [f"2026-11-{day}T19:00:00+01:00" for day in (18, 19, 20)],
    }


def test_a_single_time_has_no_rrule_and_one_next_time() -> None:
    object_ = told("tomorrow at 7am")
    assert (object_["once"], object_["rrule"]) == (True, [])
    assert object_["next"] == ["2026-11-19T07:00:00+01:00"]


def test_a_phrase_that_is_asked_back_has_choices() -> None:
    object_ = told("tomorrow 7")
    assert object_ == {
        "ok": False,
        "problem": "which-half-of-day: ",
        "words": [],
        "choices": ["tomorrow at 7:00", "tomorrow at 19:00"],
    }


def test_words_that_are_unknown_stand_in_the_sentence_and_on_their_own() -> None:
    object_ = told("every banana at 7pm")
    assert object_["problem"] == "unknown-words: banana"
    assert object_["words"] == ["banana"]


def test_each_line_gives_one_object_in_order() -> None:
    first, second = each(
        {"phrase": "daily at 8:00", "zone": BERLIN, "now": CLOCK},
        {"phrase": "daily at 9:00"},
    )
    assert first["next"][0] == "2026-11-19T08:00:00+01:00"
    assert second["next"][0] == "1970-01-01T09:00:00+00:00"


@pytest.mark.parametrize(
    "object_",
    [
        [],
        "daily",
        {"phrase": 7},
        {"phrase": "daily at 8:00", "zone": 1},
        {"phrase": "daily at 8:00", "zone": "Europe"},
        {"phrase": "daily at 8:00", "zone": "Mars/Base"},
        {"phrase": "daily at 8:00", "zone": "../../etc/passwd"},
        {"phrase": "daily at 8:00", "zone": ""},
        {"phrase": "daily at 8:00", "zone": "x\x00"},
        {"phrase": "daily at 8:00", "zone": "x" * 5000},
        {"phrase": "daily at 8:00", "now": 5},
        {"phrase": "daily at 8:00", "now": None},
        {"phrase": "daily at 8:00", "now": "soon"},
        {"phrase": "daily at 8:00", "now": "9999-12-31T23:59:59"},
        {"phrase": "daily at 8:00", "now": "0001-01-01T00:00:00"},
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_faulty_line_gives_an_error_and_the_rest_goes_on(object_: object) -> None:
    faulty, good = each(object_, {"phrase": "daily at 8:00"})
    assert list(faulty) == ["error"]
    assert good["ok"] is True


@pytest.mark.parametrize(
    "line", [b"", b"{", b"\xff", b"[" * 100_000], ids=["empty", "open", "bytes", "deep"]
)
def test_a_line_that_is_no_json_gives_an_error(line: bytes) -> None:
    (object_,) = when.each([line], PROBLEMS, "UTC", 0)
    assert list(object_) == ["error"]


def test_a_clock_with_an_offset_is_that_instant() -> None:
    assert when.asked("", BERLIN, "2026-11-18T09:00:00Z") == when.asked("", BERLIN, CLOCK)


@pytest.mark.parametrize(("zone", "now"), [("Nowhere", CLOCK), (BERLIN, "noon"), ("Europe", CLOCK)])
def test_a_zone_or_clock_that_is_none_is_told_in_one_line(zone: str, now: str) -> None:
    with pytest.raises(when.WhenError, match=r"^[^\n]+$"):
        when.asked("daily at 8:00", zone, now)


def test_people_read_the_words_and_the_next_times() -> None:
    assert when.plain(told("every other day at 7pm"), LABELS) == (
        "every other day at 19:00 starting 18 november 2026",
        "Next:",
        "  Wed 18 Nov 2026 19:00",
        "  Fri 20 Nov 2026 19:00",
        "  Sun 22 Nov 2026 19:00",
    )


def test_people_read_the_problem_and_the_choices() -> None:
    lines = when.plain(told("tomorrow 7"), LABELS)
    assert lines[1:] == ("Did you mean:", "  tomorrow at 7:00", "  tomorrow at 19:00")


def test_people_read_a_problem_without_choices_alone() -> None:
    assert when.plain(told("banana"), LABELS) == ("unknown-words: banana",)


def test_every_problem_has_a_sentence(content: Content) -> None:
    assert {problem.value for problem in Problem} == content.reminding.problems.keys()

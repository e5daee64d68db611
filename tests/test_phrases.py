"""Reminder phrases: nothing is understood wrongly, nothing is dropped, and it never breaks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.grammar.tokens import LONGEST_PHRASE
from bot.reminders.grammar.words import KNOWN
from bot.reminders.phrases import NotUnderstood, Problem, understand
from bot.reminders.rule import Rule, local, timezone, upcoming

FOLDER = Path(__file__).parent / "phrases"
BERLIN = "Europe/Berlin"
NOW = int(datetime(2026, 11, 18, 10, tzinfo=timezone(BERLIN)).timestamp())
Verdict = Literal["right", "wrong", "refused"]


@dataclass(frozen=True)
class Case:
    """A phrase and what it should come to, as the files have it."""

    phrase: str
    now: str
    zone: str
    next: tuple[str, ...] = ()
    last: str = ""
    ask: bool = False
    refuse: bool = False
    or_ask: bool = False

    @property
    def instant(self) -> int:
        return int(datetime.fromisoformat(self.now).replace(tzinfo=timezone(self.zone)).timestamp())


def read(name: str) -> list[Case]:
    objects: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return [Case(**{**one, "next": tuple(one.get("next", ()))}) for one in objects]


def told(rule: Rule, case: Case, count: int) -> tuple[str, ...]:
    times = upcoming(rule, case.instant, case.zone, count)
    return tuple(f"{local(due, case.zone):%Y-%m-%d %H:%M}" for due in times)


def judged(case: Case) -> Verdict:
    try:
        rule = understand(case.phrase, case.zone, case.instant)
    except NotUnderstood as error:
        asked = case.or_ask or (case.ask and bool(error.choices))
        return "right" if case.refuse or asked else "refused"
    if told(rule, case, 3) != case.next:
        return "wrong"
    return "wrong" if case.last and told(rule, case, 2_000)[-1] != case.last else "right"


def understood(phrase: str) -> tuple[str, ...]:
    rule = understand(phrase, BERLIN, NOW)
    return tuple(f"{local(due, BERLIN):%m-%d %H:%M}" for due in upcoming(rule, NOW, BERLIN, 3))


def refused(phrase: str, now: int = NOW) -> NotUnderstood:
    with pytest.raises(NotUnderstood) as raised:
        understand(phrase, BERLIN, now)
    return raised.value


@pytest.mark.parametrize("name", ["tuning.yaml", "heldout.yaml"])
def test_no_phrase_is_understood_wrongly_and_most_are_understood(name: str) -> None:
    counts = Counter(judged(case) for case in read(name))
    assert counts["wrong"] == 0
    assert counts["right"] / counts.total() >= 0.95, counts


@pytest.mark.parametrize("case", read("tuning.yaml"), ids=lambda case: case.phrase)
def test_a_phrase_comes_to_what_its_writer_meant(case: Case) -> None:
    assert judged(case) == "right"


@pytest.mark.parametrize(
    ("phrase", "times"),
    [
        ("every day at 8 and 20", ("11-18 20:00", "11-19 08:00", "11-19 20:00")),
        ("every day at 9 and 5pm", ("11-18 17:00", "11-19 09:00", "11-19 17:00")),
        ("every morning and evening at 7", ("11-18 19:00", "11-19 07:00", "11-19 19:00")),
        ("every hour from 2 to 4pm", ("11-18 14:00", "11-18 15:00", "11-18 16:00")),
        ("every friday at 24:00", ("11-21 00:00", "11-28 00:00", "12-05 00:00")),
        ("tonight at 12", ("11-19 00:00",)),
        ("wednesday at 11:00", ("11-18 11:00",)),
        ("wednesday at 9:00", ("11-25 09:00",)),
        ("in 2 days", ("11-20 10:00",)),
        ("mon to fri at 8am", ("11-19 08:00", "11-20 08:00", "11-23 08:00")),
        ("wendesday at 10:00", ("11-25 10:00",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_phrase_comes_to_these_times(phrase: str, times: tuple[str, ...]) -> None:
    assert understood(phrase) == times


@pytest.mark.parametrize(
    ("phrase", "choices"),
    [
        ("tomorrow 7", ("tomorrow at 7:00", "tomorrow at 19:00")),
        ("next friday at 17:00", ("20 november 2026 at 17:00", "27 november 2026 at 17:00")),
        ("3.4. at 10:00", ("3 april at 10:00", "4 march at 10:00")),
        ("tomorrow at midnight", ("tomorrow at 0:00", "tomorrow at 24:00")),
        ("twice a day", ("twice a day at 8:00 and 20:00",)),
        ("at 8am for 10 days", ("every day at 8 am for 10 days",)),
    ],
)
def test_what_can_be_read_two_ways_is_asked_back(phrase: str, choices: tuple[str, ...]) -> None:
    assert refused(phrase).choices == choices


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("every day weekly at 8:00", Problem.CONTRADICTION),
        ("every day at 8:00 until friday until monday", Problem.CONTRADICTION),
        ("friday 21 november at 8:00", Problem.CONTRADICTION),
        ("monday at 8:00 and wednesday at 19:00", Problem.ONE_LIST),
        ("every day at 8:00 except weekdays and weekends", Problem.NEVER),
        ("every monday at 8:00 until friday", Problem.NEVER),
        ("every day at 23:55 and 0:00", Problem.TOO_OFTEN),
        ("every 9 minutes", Problem.TOO_OFTEN),
        ("every month on the 1st at 8:00", Problem.MONTHLY),
        ("today at 9:00", Problem.PAST),
        ("31 february at 8:00", Problem.NO_SUCH_DATE),
        ("tomorrow at 25:00", Problem.NO_SUCH_TIME),
        ("2040-01-01 8:00", Problem.TOO_FAR),
        ("twice a week on monday at 8:00", Problem.HOW_MANY),
        ("might at 21:00", Problem.UNKNOWN_WORDS),
        ("every day at 8 15", Problem.ONE_LIST),
        ("weekdays at 8:00 except on friday at 10:00", Problem.ONE_LIST),
        ("   ", Problem.EMPTY),
        ("x" * (LONGEST_PHRASE + 1), Problem.TOO_LONG),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_refusal_names_its_reason(phrase: str, problem: Problem) -> None:
    assert refused(phrase).problem is problem


def test_words_that_were_not_understood_are_told_cleaned_and_few() -> None:
    words = refused(f"b<a>nana {'x' * 50} @everyone one2 three4 five_ kiwi plum fig").words
    assert len(words) <= 6
    assert all(len(word) <= 20 and set(word).isdisjoint("<>@_") for word in words)


def test_months_are_refused_and_weeks_are_offered_for_the_third_friday() -> None:
    assert refused("every third friday at 8:00").choices == ("every 3 weeks on friday at 8:00",)


@given(st.text(max_size=LONGEST_PHRASE + 10), st.text(max_size=6))
def test_any_text_around_a_phrase_is_understood_or_refused(text: str, more: str) -> None:
    for phrase in (text, f"every day at 8:00 {more}", f"{more} 8:00"):
        try:
            rule = understand(phrase, BERLIN, NOW)
        except NotUnderstood:
            continue
        assert upcoming(rule, NOW, BERLIN, 1)


WORDS = st.sampled_from(
    [
        *sorted(KNOWN),
        "7",
        "8:00",
        "20",
        "5pm",
        "24:00",
        "31",
        "2nd",
        "1.5",
        "3.4.",
        "24.12.",
        "2026-12-24",
        "1h30",
        "0",
        "99",
    ]
)


@given(st.lists(WORDS, max_size=9).map(" ".join), st.integers(0, 365 * 86_400))
def test_any_words_of_ours_are_understood_or_give_choices_that_are(text: str, later: int) -> None:
    now = NOW + later
    try:
        understand(text, BERLIN, now)
    except NotUnderstood as error:
        for choice in error.choices:
            understand(choice, BERLIN, now)

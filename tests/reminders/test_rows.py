"""Rules and lists of names, written into a column and read again."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.rule import Elapsed, Moment, Once, Rule, Wall
from bot.reminders.store.rows import names_text, read_names, read_rule, rule_text

INSTANTS = st.integers(0, 99_999_999_999)
DATES = st.dates(date(1970, 1, 1), date(9999, 12, 31))


def some_of(largest: int) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.sets(st.integers(0, largest), min_size=1, max_size=10)
    return numbers.map(lambda found: tuple(sorted(found)))


WALLS = st.builds(
    Wall,
    some_of(24 * 60 - 1),
    some_of(6),
    DATES,
    st.none() | DATES,
    st.integers(1, 500),
    st.sampled_from(["day", "week"]),
)
RULES = st.one_of(
    st.builds(Moment, INSTANTS),
    st.builds(Once, st.datetimes(datetime(1970, 1, 1))),  # noqa: DTZ001
    st.builds(Elapsed, st.integers(600, 10**7), INSTANTS, st.none() | INSTANTS),
    WALLS,
)


@given(RULES)
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    assert read_rule(rule_text(rule)) == rule


@given(RULES)
def test_a_rule_is_one_line(rule: Rule) -> None:
    assert rule_text(rule).isprintable()


@given(st.lists(st.text("az-", min_size=1)).map(tuple))
def test_names_are_read_as_they_were_written(names: tuple[str, ...]) -> None:
    assert read_names(names_text(names)) == names

"""What a phrase asks for, clause by clause, before it becomes a rule."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.reminders.grammar.clock_times import Clock

Unit = Literal["day", "week"]


@dataclass(frozen=True, slots=True)
class Wish:
    """The clauses of a phrase; None and empty where the phrase says nothing.

    `plain` tells a lone "monday" from "mondays" and "every monday"; `group` tells weekdays,
    weekends and ranges from single days. `read` is the clause that was read last.
    """

    delay: int | None = None
    on: date | None = None
    days: frozenset[int] | None = None
    plain: bool = False
    group: bool = False
    recurring: bool = False
    every: tuple[int, Unit] | None = None
    step: int | None = None
    clocks: tuple[Clock, ...] = ()
    parts: tuple[str, ...] = ()
    window: tuple[Clock, Clock] | None = None
    count: tuple[int, Unit] | None = None
    excepted: frozenset[int] = frozenset()
    start: date | None = None
    until: date | None = None
    length: int | None = None
    weekend_at: int | None = None
    read: str = ""

"""The pace of a chat account, shared by all processes that send with it."""

from sqlalchemy import case

from bot.reminders.store.database import Database
from bot.reminders.store.schema import pace

UNUSED = 0.25
CLOCK_WENT_BACK = 60.0
"""Seconds that turns are not given out ahead; further off, the clock was set back since. Slow turns
need more."""


async def reserve(  # noqa: PLR0913
    database: Database,
    account: str,
    count: int,
    rate: float,
    now: float,
    *,
    ahead: float = CLOCK_WENT_BACK,
) -> float:
    """Reserve `count` turns, 1 / `rate` seconds apart; when the first one begins.

    Up to a quarter of a second that nobody used is given out later, so that a worker that looks up
    its next work does not slow the account down.
    """
    begun = case(
        (pace.c.next_free > now + ahead, now),
        (pace.c.next_free < now - UNUSED, now - UNUSED),
        else_=pace.c.next_free,
    )
    taken = database.insert(pace).values(account=account, next_free=now + count / rate)
    taken = taken.on_conflict_do_update(
        index_elements=[pace.c.account], set_={"next_free": begun + count / rate}
    )
    async with database.writing() as connection:
        end = (await connection.execute(taken.returning(pace.c.next_free))).scalar_one()
    return float(end) - count / rate

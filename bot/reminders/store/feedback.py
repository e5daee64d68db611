"""How often answers helped, by topic and day. Nobody who said so is kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update

from bot.reminders.store.database import Database
from bot.reminders.store.schema import feedback


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many people found the answer of a topic helpful, and how many did not."""

    topic: str
    helpful: int
    unhelpful: int


class Feedback:
    """Counts, and nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, topic: str, day: date, *, helpful: bool) -> None:
        """One more opinion."""
        column = feedback.c.helpful if helpful else feedback.c.unhelpful
        one = {"helpful": int(helpful), "unhelpful": int(not helpful)}
        new = self._database.insert(feedback).values(topic=topic, day=day, **one)
        more = new.on_conflict_do_update(
            index_elements=[feedback.c.topic, feedback.c.day], set_={column.name: column + 1}
        )
        async with self._database.writing() as connection:
            await connection.execute(more)

    async def withdraw(self, topic: str, day: date, *, helpful: bool) -> None:
        """One opinion less, if there is one of that day."""
        column = feedback.c.helpful if helpful else feedback.c.unhelpful
        less = update(feedback).where(feedback.c.topic == topic, feedback.c.day == day, column > 0)
        async with self._database.writing() as connection:
            await connection.execute(less.values({column.name: column - 1}))

    async def since(self, day: date) -> tuple[Verdict, ...]:
        """The sums from a day on, by topic."""
        sums = (
            select(feedback.c.topic, func.sum(feedback.c.helpful), func.sum(feedback.c.unhelpful))
            .where(feedback.c.day >= day)
            .group_by(feedback.c.topic)
            .order_by(feedback.c.topic)
        )
        async with self._database.reading() as connection:
            found = (await connection.execute(sums)).all()
        return tuple(Verdict(topic, int(yes), int(no)) for topic, yes, no in found)

    async def tidy(self, before: date) -> None:
        """Delete what is older."""
        async with self._database.writing() as connection:
            await connection.execute(delete(feedback).where(feedback.c.day < before))

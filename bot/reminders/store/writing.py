"""How a reminder is written into its row: new, changed, or once more for a snooze."""

from typing import Any

from sqlalchemy import bindparam, case, insert, update

from bot.reminders.reminder import Key, Owner, Plan, Reminder
from bot.reminders.rule import Moment
from bot.reminders.schedule import Times
from bot.reminders.store import rows
from bot.reminders.store.schema import reminder

ADD = insert(reminder).returning(reminder)
PUT = (
    update(reminder)
    .where(reminder.c.id == bindparam("row"))
    .values(
        exercises=bindparam("exercises_now"),
        resting=bindparam("resting_now"),
        rule=bindparam("rule_now"),
        place=bindparam("place_now"),
        due_at=bindparam("due"),
        ready_at=bindparam("ready"),
        wake_at=bindparam("wake"),
        paused=bindparam("why"),
        resumes_on=bindparam("resumes"),
        lease=None,
        tries=0,
        # An attempt that may have arrived is still one, as long as it is the same occurrence.
        tried_at=case((reminder.c.due_at == bindparam("due"), reminder.c.tried_at)),
    )
)


def new(owner: Owner, plan: Plan, times: Times, number: int, now: int) -> dict[str, Any]:
    """A row for a new reminder."""
    return {
        "person_id": owner.id,
        "number": number,
        "exercises": rows.names_text(plan.exercises),
        "resting": "",
        "rule": rows.rule_text(plan.rule),
        "platform": plan.place.platform,
        "place": plan.place.id,
        "due_at": times.due,
        "ready_at": times.ready,
        "wake_at": times.ready,
        "tries": 0,
        "created_at": now,
    }


def again(row: Any, key: Key, until: int, now: int) -> dict[str, Any]:  # noqa: ANN401
    """A row for one snoozed occurrence of the reminder in `row`."""
    same = ("person_id", "number", "exercises", "resting", "platform", "place")
    return {
        **{name: getattr(row, name) for name in same},
        "parent_id": key.reminder,
        "parent_due_at": key.due,
        "rule": rows.rule_text(Moment(until)),
        "due_at": until,
        "ready_at": until,
        "wake_at": until,
        "tries": 0,
        "created_at": now,
    }


def changed(after: Reminder) -> dict[str, Any]:
    """What PUT writes of a reminder."""
    return {
        "row": after.id,
        "exercises_now": rows.names_text(after.plan.exercises),
        "resting_now": rows.names_text(after.resting),
        "rule_now": rows.rule_text(after.plan.rule),
        "place_now": after.plan.place.id,
        "due": after.due,
        "ready": after.ready,
        "wake": None if after.paused else after.ready,
        "why": after.paused.value if after.paused else None,
        "resumes": after.resumes,
    }

"""Quiet hours: when something that is due may be sent. Wall times in the person's own zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reminders.rule import Once, following, local


@dataclass(frozen=True, slots=True)
class Quiet:
    """No reminders from `start` until just before `end`, minutes after midnight; may span it."""

    start: int
    end: int

    def covers(self, minute: int) -> bool:
        """Whether a minute of the day lies in the quiet hours."""
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def ready(due: int, quiet: Quiet | None, zone: str) -> int:
    """When something due may be sent: at once, or at the end of the quiet hours it falls in."""
    if quiet is None:
        return due
    at = local(due, zone)
    if not quiet.covers(at.hour * 60 + at.minute):
        return due
    return _end(quiet, at.replace(tzinfo=None), due, zone)


def _end(quiet: Quiet, at: datetime, due: int, zone: str) -> int:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(minutes=quiet.end)
    if end <= at:
        end += timedelta(days=1)
    return following(Once(end), due, zone) or due

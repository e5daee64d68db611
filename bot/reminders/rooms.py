"""Fairness between rooms: one busy room does not hold up the others. In memory, for one process."""

from collections import OrderedDict

from bot.chat import Place

EACH = 1.0
"""Seconds between two reminders in one room, once its burst is used up. Discord's limit is five
messages in five seconds for one channel."""

BURST = 5
MOST_ROOMS = 10_000


class Rooms:
    """When each room may hear the next reminder; forgets the rooms it served longest ago."""

    def __init__(self, each: float = EACH, burst: int = BURST) -> None:
        self._each = each
        self._ahead = each * (burst - 1)
        self._next: OrderedDict[Place, float] = OrderedDict()

    def turn(self, place: Place, now: float) -> float:
        """Take the room's next turn; when it is, `now` or later."""
        reached = max(self._next.pop(place, now - self._ahead), now - self._ahead)
        self._next[place] = reached + self._each
        if len(self._next) > MOST_ROOMS:
            self._next.popitem(last=False)
        return max(now, reached)

"""Fairness between rooms: one busy room does not hold up the others. In memory, for one process."""

from collections import OrderedDict
from dataclasses import dataclass

from bot.chat import Place

EACH = 1.0
"""Seconds between two reminders in one room, once its burst is used up. Discord's limit is five
messages in five seconds for one channel."""

BURST = 5
LONGEST_PUT_OFF = 60.0
MOST_ROOMS = 10_000


@dataclass(frozen=True, slots=True)
class _Room:
    """When its next turn is free, and the latest turn that somebody was put off to."""

    free: float
    put_off: float


class Rooms:
    """When each room may hear the next reminder; forgets the rooms it served longest ago."""

    def __init__(self, each: float = EACH, burst: int = BURST) -> None:
        self._each = each
        self._ahead = each * (burst - 1)
        self._rooms: OrderedDict[Place, _Room] = OrderedDict()

    def turn(self, place: Place, now: float) -> float:
        """When the room may hear the next reminder: `now`, which takes the turn, or later.

        A later turn is not taken: ask again then. Of several who are put off, each is told another
        time.
        """
        room = self._rooms.pop(place, _Room(now - self._ahead, now))
        # Further ahead than turns are given out: the clock was set back since.
        free = min(max(room.free, now - self._ahead), now + self._each)
        if free <= now:
            self._keep(place, _Room(free + self._each, room.put_off))
            return now
        later = min(max(room.put_off + self._each, free), now + LONGEST_PUT_OFF)
        self._keep(place, _Room(free, later))
        return later

    def _keep(self, place: Place, room: _Room) -> None:
        self._rooms[place] = room
        if len(self._rooms) > MOST_ROOMS:
            self._rooms.popitem(last=False)

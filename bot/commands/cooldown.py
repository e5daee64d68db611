"""How much one person, and one place, may ask in a while: token buckets in memory."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

from bot.chat import Message

MOST = 10_000
"""People and places that are remembered; the one that was silent longest is forgotten first."""


@dataclass(frozen=True)
class Allowance:
    """So many at once, then one every so many seconds."""

    at_once: int
    seconds: float


PERSON = Allowance(10, 4.0)
PLACE = Allowance(12, 1.0)


@dataclass(frozen=True)
class _Bucket:
    """Tokens at an instant, and whether it was told that there are none."""

    tokens: float
    at: float
    told: bool = False


class Cooldown:
    """Counts what people and places ask. Keeps ids and times, for as long as it runs."""

    def __init__(self, person: Allowance = PERSON, place: Allowance = PLACE) -> None:
        self._person = person
        self._place = place
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def allows(self, message: Message, now: float) -> bool:
        """Take a token for a message, of the person and of a place that others read."""
        wanted = self._wanted(message)
        filled = [(key, self._filled(key, allowance, now)) for key, allowance in wanted]
        for key, bucket in filled:
            if bucket.tokens < 1:
                self._put(key, bucket)
                return False
        for key, bucket in filled:
            self._put(key, _Bucket(bucket.tokens - 1, now))
        return True

    def tells(self, message: Message, now: float) -> bool:
        """Whether the person must be told to wait: once, or each time where a reply is awaited."""
        bucket = self._filled(message.person, self._person, now)
        self._put(message.person, replace(bucket, told=True))
        return message.awaited or not bucket.told

    def _wanted(self, message: Message) -> list[tuple[Hashable, Allowance]]:
        person: tuple[Hashable, Allowance] = (message.person, self._person)
        return [person] if message.private else [person, (message.place, self._place)]

    def _filled(self, key: Hashable, allowance: Allowance, now: float) -> _Bucket:
        bucket = self._buckets.get(key) or _Bucket(allowance.at_once, now)
        gained = max(0.0, now - bucket.at) / allowance.seconds
        return _Bucket(min(allowance.at_once, bucket.tokens + gained), now, bucket.told)

    def _put(self, key: Hashable, bucket: _Bucket) -> None:
        self._buckets[key] = bucket
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST:
            self._buckets.popitem(last=False)

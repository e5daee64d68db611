"""A memory of limited size: what was said to which message, as long as it may matter."""

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST = 5000


class Recent(Generic[Key, Value]):
    """Remembers the last few thousand: ids, and which of our own sentences; nobody else's words."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._most = most

    def keep(self, key: Key, value: Value) -> None:
        """Remember, and forget the oldest for it."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, key: Key) -> Value | None:
        """What is remembered."""
        return self._kept.get(key)

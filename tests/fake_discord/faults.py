"""What goes wrong, once or always: by method and path, in the order in which it was set."""

import re
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """How a request ends badly."""

    DROPPED_BEFORE = "the connection breaks before the request is taken"
    DROPPED_AFTER = "the connection breaks after it"
    HELD_AFTER = "it is taken, and no answer ever comes"
    FAILED_AFTER = "500 although it was taken"
    UNAVAILABLE = "503, not taken"
    LIMITED = "429 with Via, not taken"
    BANNED = "429 without Via, as from Cloudflare"


@dataclass(frozen=True)
class Refusal:
    """An error of Discord's own: HTTP status, JSON code and words."""

    status: int
    code: int
    message: str = "refused"


CLOSED_DM = Refusal(403, 50007, "Cannot send messages to this user")
NO_ACCESS = Refusal(403, 50001, "Missing Access")
NO_RIGHT = Refusal(403, 50013, "Missing Permissions")
NO_CHANNEL = Refusal(404, 10003, "Unknown Channel")
TOO_FAST = Refusal(403, 40003, "You are opening direct messages too fast")


@dataclass(frozen=True)
class _Set:
    method: str
    path: str
    what: Fault | Refusal
    always: bool


class Faults:
    """Waiting to happen."""

    def __init__(self) -> None:
        self._set: list[_Set] = []

    def add(
        self, method: str, path: str, what: Fault | Refusal, *, times: int = 1, always: bool = False
    ) -> None:
        """The next requests whose path matches end so."""
        self._set += [_Set(method, path, what, always)] * (1 if always else times)

    def take(self, method: str, path: str) -> Fault | Refusal | None:
        """How this request ends badly, if it does."""
        for it in self._set:
            if it.method == method and re.search(it.path, path):
                if not it.always:
                    self._set.remove(it)
                return it.what
        return None

    def clear(self) -> None:
        """All is well again."""
        self._set.clear()

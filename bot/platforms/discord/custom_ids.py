"""Presses as custom ids, and back: all that a button remembers. What comes in may be forged.

`s1:done:12.1795024800`, and on a reminder `s1:done:12.1795024800@15.1795028400`: behind the @
stands the key of its delivery, by which a message is found again in its channel.
"""

import re

from bot.chat import Action, Press

VERSION = "s1"
LONGEST = 100
"""Characters of a custom id, and of a menu's value."""

ACTIONS = frozenset(action.value for action in Action)

MENU = f"{VERSION}:pick"

_KEY = re.compile(r"@(\d{1,13}\.\d{1,11})", re.ASCII)
_OURS = re.compile(
    rf"{VERSION}:([a-z0-9-]{{1,20}}):([^\x00-\x1f\x7f]*?)(?:{_KEY.pattern})?", re.ASCII
)


def encode(press: Press, key: str | None = None) -> str | None:
    """The custom id of a press; None when it does not fit, or would be read as another one."""
    custom_id = f"{VERSION}:{press.action}:{press.about}" + (f"@{key}" if key else "")
    fits = len(custom_id) <= LONGEST and decode(custom_id) == press
    return custom_id if fits else None


def decode(custom_id: str) -> Press | None:
    """The press of a custom id; None for anything foreign or forged."""
    found = _OURS.fullmatch(custom_id) if len(custom_id) <= LONGEST else None
    if found is None or found[1] not in ACTIONS:
        return None
    return Press(Action(found[1]), found[2])


def key_of(custom_id: str) -> str | None:
    """The key of the delivery that a button belongs to."""
    found = _OURS.fullmatch(custom_id) if len(custom_id) <= LONGEST else None
    return found[3] if found else None

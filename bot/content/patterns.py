"""How sign rules are written: `<one> <calf> + <swollen> & <flight>`.

A name in <> is a set of words; a bare word is itself. Items side by side stand in this order, a few
words apart; `+` joins what stands near in any order; `&` joins what stands anywhere in the message.
"""

from collections.abc import Iterable

Group = tuple[str, ...]
"""Items in their order: the names of word sets, or `=word`."""

Parsed = tuple[tuple[Group, ...], ...]
"""Parts joined by &, each of groups joined by +."""


class PatternError(ValueError):
    """A pattern that cannot be read, and why."""


def parse(when: str, own: Iterable[str], shared: Iterable[str], flag: str) -> Parsed:
    """Read a pattern. Raises PatternError when a word set is unknown or a part is empty."""
    own, shared = frozenset(own), frozenset(shared)

    def item(token: str) -> str:
        if not token.startswith("<"):
            return f"={token.lower()}"
        name = token.strip("<>")
        if name in own:
            return f"{flag} {name}"
        if name not in shared:
            raise PatternError(f"no word set is called <{name}>")
        return name

    parts = tuple(
        tuple(tuple(item(token) for token in group.split()) for group in part.split("+"))
        for part in when.split("&")
    )
    if not all(group for part in parts for group in part):
        raise PatternError("something is missing beside + or &")
    return parts

"""A memory of limited size: ids only, never what people wrote."""

from typing import TypeVar

Kept = TypeVar("Kept")

MOST = 5000


def keep(memory: dict[str, Kept], key: str, value: Kept) -> None:
    """Remember, and forget the oldest for it."""
    if len(memory) >= MOST:
        memory.pop(next(iter(memory)))
    memory[key] = value

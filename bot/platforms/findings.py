"""What an examination of a platform finds; one line each, for whoever runs the bot."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 60


class Level(StrEnum):
    """What a finding asks for: nothing, a thought, or that something is mended."""

    OK = "ok"
    NOTE = "note"
    MEND = "MEND"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. Written out, it is one line that begins with the level."""

    level: Level
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.level:4} {self.subject}: {self.text}"


def shown(name: str) -> str:
    """A name that strangers chose, safe in a terminal: on one line, and not for ever."""
    visible = "".join(letter if letter.isprintable() else " " for letter in name)
    whole = " ".join(visible.split())
    return whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 3]}..."

"""Commands in a text, written `!name` -> as Discord shows them: mentions that can be clicked."""

import re
from collections.abc import Mapping
from types import MappingProxyType

PATHS: Mapping[str, str] = MappingProxyType(
    {
        "remind": "remind add",
        "reminders": "remind list",
        "edit": "remind edit",
        "pause": "remind pause",
        "resume": "remind resume",
        "skip": "remind skip",
        "delete": "remind delete",
        "privacy": "privacy show",
        "privacy show": "privacy show",
        "privacy export": "privacy export",
        "privacy delete": "privacy delete",
        **{
            name: name
            for name in (
                "ask",
                "exercise",
                "topics",
                "emergency",
                "help",
                "done",
                "snooze",
                "hurts",
                "zone",
                "quiet",
                "progress",
            )
        },
    }
)
"""What the core calls a command -> what it is called here."""

_COMMAND = re.compile(r"(?<![\w!])[!](privacy (?:show|export|delete)|[a-z]+)\b")

_AS_IT_IS = re.compile(r"(`[^`\n]*`|https?://[^\s<]+|</[\w -]{1,98}:[0-9]{1,20}>)")
"""Code, links and commands to click: a backslash in one of them would be shown, or break it."""

_NUMBERED = re.compile(r"^( *)([0-9]+)\.(?= )", re.MULTILINE)


class Spelling:
    """Spells texts; `ids` are those of the top-level commands, by name."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids

    def __call__(self, text: str) -> str:
        """A text of the FAQ as Discord shows it: commands to click, and no Markdown by accident."""
        lines = "\n".join(map(self._line, text.split("\n")))
        return lines if _counts_up(text) else _NUMBERED.sub(r"\1\2\\.", lines)

    def mention(self, path: str) -> str:
        """A command by its path, such as `remind add`."""
        number = self._ids.get(path.partition(" ")[0])
        return f"</{path}:{number}>" if number else f"`/{path}`"

    def _line(self, line: str) -> str:
        parts = _AS_IT_IS.split(line)
        parts[::2] = map(self._plain, parts[::2])
        return re.sub(r"^(\s*)([>#-])", r"\1\\\2", "".join(parts))

    def _plain(self, text: str) -> str:
        parts, end = list[str](), 0
        for found in _COMMAND.finditer(text):
            path = PATHS.get(found[1])
            if path:
                parts += [_escaped(text[end : found.start()]), self.mention(path)]
                end = found.end()
        return "".join([*parts, _escaped(text[end:])])


def _escaped(text: str) -> str:
    """Without Markdown, masked links and mentions."""
    return re.sub(r"([\\*_~|`<\[])", r"\\\1", text)


def _counts_up(text: str) -> bool:
    """Whether Discord shows numbered lines as they are: of a list, it counts on from the first."""
    numbers = [number for _, number in _NUMBERED.findall(text)]
    first = int(numbers[0][:9]) if numbers else 1
    return first > 0 and numbers == [str(first + place) for place in range(len(numbers))]

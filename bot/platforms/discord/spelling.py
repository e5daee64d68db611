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
_CODE = re.compile(r"(`[^`]*`)")


class Spelling:
    """Spells texts; `ids` are those of the top-level commands, by name."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._ids = ids

    def __call__(self, text: str) -> str:
        """A text of the FAQ as Discord shows it: commands to click, and no Markdown by accident."""
        parts = _CODE.split(text)
        return "".join(part if _CODE.fullmatch(part) else self._plain(part) for part in parts)

    def mention(self, path: str) -> str:
        """A command by its path, such as `remind add`."""
        number = self._ids.get(path.partition(" ")[0])
        return f"</{path}:{number}>" if number else f"`/{path}`"

    def _plain(self, text: str) -> str:
        parts, end = list[str](), 0
        for found in _COMMAND.finditer(text):
            path = PATHS.get(found[1])
            if path:
                parts += [_escaped(text[end : found.start()]), self.mention(path)]
                end = found.end()
        return "".join([*parts, _escaped(text[end:])])


def _escaped(text: str) -> str:
    """Marks that Discord would take for Markdown, where they could be."""
    return "\n".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    r"""Inside a line `*_~|` and backslashes count; `>`, `#` and `-` where it begins."""
    line = re.sub(r"([\\*_~|`])", r"\\\1", line)
    return re.sub(r"^(\s*)([>#-])", r"\1\\\2", line)

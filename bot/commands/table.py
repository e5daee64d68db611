"""The table of commands: what people type or pick on every platform -> what handles it."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.commands import asking, changing, doing, personal, pressing, reminding
from bot.commands.request import Handler

COMMANDS: Mapping[str, Handler] = MappingProxyType(
    {
        "ask": asking.ask,
        "exercise": asking.exercise,
        "topics": asking.topics,
        "sources": asking.sources,
        "emergency": asking.emergency,
        "help": asking.help_,
        "remind": reminding.remind,
        "reminders": reminding.show,
        "edit": changing.edit,
        "pause": changing.pause,
        "resume": changing.resume,
        "skip": changing.skip,
        "delete": changing.delete,
        "done": doing.done,
        "snooze": doing.snooze,
        "hurts": pressing.hurts,
        "zone": personal.zone,
        "quiet": personal.quiet,
        "progress": personal.show_progress,
        "privacy": personal.privacy,
    }
)
"""In the order of !help; each has its line in faq/wording.yaml."""

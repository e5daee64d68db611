"""The manner in which replies are rendered, once the ids of the commands are known."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat import Reply
from bot.platforms.discord.rendering import Manner, Rendered, render
from bot.platforms.discord.spelling import Spelling


class Looks:
    """Renders replies; learns the ids of commands when they are synced."""

    def __init__(self, labels: Mapping[str, str], see_also: str) -> None:
        self._spelling = Spelling({})
        self._manner = Manner(labels=labels, spell=self._spelling, see_also=see_also)

    def learn(self, ids: Mapping[str, int]) -> None:
        """The ids of the top-level commands, by name."""
        self._spelling = Spelling(ids)
        self._manner = replace(self._manner, spell=self._spelling)

    def render(self, reply: Reply, *, ping: str | None = None, key: str | None = None) -> Rendered:
        """A reply in Discord's own manner."""
        return render(reply, replace(self._manner, ping=ping, key=key))

    def mention(self, path: str) -> str:
        """A command by its path, to be clicked."""
        return self._spelling.mention(path)

    def spell(self, text: str) -> str:
        """A text with its commands as Discord shows them."""
        return self._manner.spell(text)

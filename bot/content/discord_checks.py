"""What must hold inside faq/discord.yaml: every language everywhere, no name twice at one level."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from bot.content import gaps
from bot.content.discord_words import DiscordWords, Language
from bot.content.load import Folder

FILE = "discord.yaml"
LANGUAGES = frozenset(get_args(Language))

Place = tuple[str, ...]


def faults(words: DiscordWords, folder: Folder) -> Iterator[str]:
    """Every fault, with its line."""
    for place, translated in _translations(words):
        missing = sorted(LANGUAGES - translated.keys())
        if missing:
            yield folder.fault(FILE, place, f"{' '.join(place)}: {', '.join(missing)} is missing")
    yield from _doubles(words, folder)
    yield from _options(words, folder)
    yield from _said(words, folder)


def _translations(words: DiscordWords) -> Iterator[tuple[Place, Mapping[Language, str]]]:
    """Everything that is translated, and where it stands."""
    yield ("menu", "names"), words.menu.names
    for path, command in words.commands.items():
        yield ("commands", path, "names"), command.names
        yield ("commands", path, "descriptions"), command.descriptions
    for name, option in words.options.items():
        yield ("options", name, "names"), option.names
        yield ("options", name, "descriptions"), option.descriptions
        for value, choice in option.choices.items():
            yield ("options", name, "choices", value, "names"), choice.names


def _doubles(words: DiscordWords, folder: Folder) -> Iterator[str]:
    """Discord refuses two commands of one name side by side, in any language."""
    seen = Counter(
        (path.rpartition(" ")[0], language, name)
        for path, command in words.commands.items()
        for language, name in command.names.items()
    )
    for (level, language, name), count in seen.items():
        if count > 1:
            where = f" in {level}" if level else ""
            yield folder.fault(FILE, ("commands",), f"{name} stands twice{where} ({language})")


def _options(words: DiscordWords, folder: Folder) -> Iterator[str]:
    for path, command in words.commands.items():
        for name in command.options:
            if name not in words.options:
                place = ("commands", path, "options")
                yield folder.fault(FILE, place, f"no option is called {name!r}")


def _said(words: DiscordWords, folder: Folder) -> Iterator[str]:
    for name in sorted(gaps.DISCORD_NAMED ^ words.said.keys()):
        yield folder.fault(FILE, ("said",), f"said: {name} is missing or unknown")
    for name, text in words.said.items():
        if problem := gaps.fault(text, gaps.DISCORD.get(name, "")):
            yield folder.fault(FILE, ("said", name), f"{name} {problem}")

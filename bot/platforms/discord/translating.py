"""Names and descriptions of commands in the languages of Discord's clients."""

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Where

from bot.platforms.discord.parts import Words

SAME_AS = {"es-419": "es-ES"}
"""Discord's languages that are served with the words of another one."""


class Translator(app_commands.Translator):
    """Looks translations up by what a text belongs to, not by the text."""

    def __init__(self, words: Words) -> None:
        self._words = words

    async def translate(
        self,
        string: app_commands.locale_str,  # noqa: ARG002
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The words in a language, or None where there are none."""
        language = SAME_AS.get(locale.value, locale.value)
        return self._all(context).get(language)

    def _all(self, context: app_commands.TranslationContextTypes) -> Mapping[str, str]:
        thing = context.data
        if isinstance(thing, app_commands.Parameter):
            option = self._words.options[thing.name]
            is_name = context.location is Where.parameter_name
            return option.names if is_name else option.descriptions
        if isinstance(thing, app_commands.Choice):
            return self._choice(thing)
        if isinstance(thing, app_commands.ContextMenu):
            return self._words.menu.names
        words = self._words.commands[thing.qualified_name]
        is_name = context.location in {Where.command_name, Where.group_name}
        return words.names if is_name else words.descriptions

    def _choice(self, choice: app_commands.Choice[str]) -> Mapping[str, str]:
        """A choice does not know its option; its value and its English name tell."""
        for option in self._words.options.values():
            found = option.choices.get(str(choice.value))
            if found and found.name == choice.name:
                return found.names
        return {}

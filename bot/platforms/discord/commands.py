"""The slash commands and the message menu: what each stands for among the `!` commands.

A slash command is answered as if its `!` command had been typed, so that both come from one table.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.chat import Action, Field, Press, bare
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.desk import Desk
from bot.platforms.discord.interactions import USUAL, Interactions
from bot.platforms.discord.parts import OptionWords

Text = app_commands.Range[str, 1, 1000]
Short = app_commands.Range[str, 1, 200]
Number = app_commands.Range[str, 1, 6]
Made = app_commands.Command[app_commands.Group, ..., None]
Callback = Callable[..., Coroutine[Any, Any, None]]

EVERYONE = "everyone"
ABOUT = "about-bot"
"""The topic that tells who the bot is."""

COMPLETED = {
    "name": Field.EXERCISE,
    "exercise": Field.EXERCISE,
    "when": Field.WHEN,
    "zone": Field.ZONE,
    "number": Field.REMINDER,
    "country": Field.COUNTRY,
}
"""Options that are completed while they are typed."""


def add_all(tree: app_commands.CommandTree[discord.Client], does: Interactions) -> None:
    """Every command that people can use, except those of admins."""
    make = Maker(does.desk)
    for command in (*_questions(does, make), *_personal(does, make), *_doing(does, make)):
        tree.add_command(command)
    tree.add_command(_remind(does, make))
    tree.add_command(_privacy(does, make))
    tree.add_command(_menu(does))


class Maker:
    """Makes commands out of their words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.parts.words

    def command(self, path: str, callback: Callback) -> Made:
        """A command with its descriptions, fixed choices and completions."""
        words = self._words.commands[path]
        made: Made = app_commands.Command(
            name=path.rpartition(" ")[2], description=words.description, callback=callback
        )
        options = {name: self._words.options[name] for name in words.options}
        # Only a locale_str is translated here; what a command is made of is one by itself.
        described = {name: locale_str(option.description) for name, option in options.items()}
        app_commands.describe(**described)(made)
        app_commands.choices(**_choices(options))(made)
        for name in options:
            if field := COMPLETED.get(name):
                made.autocomplete(name)(self._completing(field))
        return made

    def group(self, path: str) -> app_commands.Group:
        """A command that only holds others."""
        return app_commands.Group(name=path, description=self._words.commands[path].description)

    def _completing(
        self, field: Field
    ) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
        async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
            offers = await self._desk.complete(interaction, field, typed)
            return [app_commands.Choice(name=it.label, value=it.value) for it in offers]

        return complete


def _questions(does: Interactions, make: Maker) -> tuple[Made, ...]:
    async def ask(interaction: Interaction, question: Text, visible: str = EVERYONE) -> None:
        asked = bare(question)
        await does.command(interaction, asked, public=visible == EVERYONE)

    async def exercise(interaction: Interaction, name: Short) -> None:
        await does.command(interaction, f"!exercise {name}")

    async def topics(interaction: Interaction) -> None:
        await does.command(interaction, "!topics")

    async def emergency(interaction: Interaction, country: Short | None = None) -> None:
        await does.command(interaction, typed("!emergency", country))

    async def about(interaction: Interaction) -> None:
        await does.command(interaction, "", press=Press(Action.SHOW, ABOUT))

    return (
        make.command("ask", ask),
        make.command("exercise", exercise),
        make.command("topics", topics),
        make.command("emergency", emergency),
        make.command("about", about),
    )


def _remind(does: Interactions, make: Maker) -> app_commands.Group:
    group = make.group("remind")

    async def add(
        interaction: Interaction, exercise: Short, when: Short, where: str | None = None
    ) -> None:
        await does.command(interaction, f"!remind {exercise} {when}", where=where or USUAL)

    async def edit(
        interaction: Interaction,
        number: Number,
        exercise: Short | None = None,
        when: Short | None = None,
        where: str | None = None,
    ) -> None:
        await does.command(interaction, typed("!edit", number, exercise, when), where=where)

    async def pause(interaction: Interaction, number: Number, until: Short | None = None) -> None:
        await does.command(interaction, typed("!pause", number, until))

    async def show(interaction: Interaction) -> None:
        await does.command(interaction, "!reminders")

    group.add_command(make.command("remind add", add))
    group.add_command(make.command("remind list", show))
    group.add_command(make.command("remind edit", edit))
    group.add_command(make.command("remind pause", pause))
    for name in ("resume", "skip", "delete"):
        group.add_command(make.command(f"remind {name}", _numbered(does, name)))
    return group


def _numbered(does: Interactions, name: str) -> Callback:
    async def handle(interaction: Interaction, number: Number) -> None:
        await does.command(interaction, f"!{name} {number}")

    return handle


def _personal(does: Interactions, make: Maker) -> tuple[Made, ...]:
    async def zone(interaction: Interaction, zone: Short | None = None) -> None:
        await does.command(interaction, typed("!zone", zone))

    async def quiet(interaction: Interaction, hours: Short | None = None) -> None:
        await does.command(interaction, typed("!quiet", hours))

    async def progress(interaction: Interaction) -> None:
        await does.command(interaction, "!progress")

    return (
        make.command("zone", zone),
        make.command("quiet", quiet),
        make.command("progress", progress),
    )


def _doing(does: Interactions, make: Maker) -> tuple[Made, ...]:
    async def done(interaction: Interaction, number: Number | None = None) -> None:
        await does.command(interaction, typed("!done", number))

    async def snooze(interaction: Interaction, time: Short) -> None:
        await does.command(interaction, f"!snooze {time}")

    async def hurts(interaction: Interaction, number: Number | None = None) -> None:
        await does.command(interaction, typed("!hurts", number))

    return (
        make.command("done", done),
        make.command("snooze", snooze),
        make.command("hurts", hurts),
    )


def _privacy(does: Interactions, make: Maker) -> app_commands.Group:
    group = make.group("privacy")
    for name in ("show", "export", "delete"):
        group.add_command(make.command(f"privacy {name}", _private(does, name)))
    return group


def _private(does: Interactions, name: str) -> Callback:
    async def handle(interaction: Interaction) -> None:
        await does.command(interaction, f"!privacy {name}")

    return handle


def _menu(does: Interactions) -> app_commands.ContextMenu:
    async def answer_this(interaction: Interaction, message: discord.Message) -> None:
        asked = bare(message.content)
        if not asked:
            await does.desk.say(interaction, "nothing_here")
            return
        await does.command(interaction, asked)

    return app_commands.ContextMenu(name=does.desk.parts.words.menu.name, callback=answer_this)


def typed(*words: str | None) -> str:
    """A command as it would be typed, in one line."""
    return " ".join(" ".join(word.split()) for word in words if word)


def _choices(options: Mapping[str, OptionWords]) -> dict[str, list[app_commands.Choice[str]]]:
    return {
        name: [
            app_commands.Choice(name=locale_str(choice.name), value=value)
            for value, choice in option.choices.items()
        ]
        for name, option in options.items()
        if option.choices
    }

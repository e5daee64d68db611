"""The slash commands and the message menu: what each stands for among the `!` commands.

A slash command is answered as if its `!` command had been typed, so that both come from one table.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.chat import Action, Field, Place, Press, bare
from bot.platforms.discord.acknowledging import Interaction
from bot.platforms.discord.interactions import Desk
from bot.platforms.discord.parts import OptionWords, Words
from bot.platforms.discord.whereabouts import here, in_private, may_write_here

Text = app_commands.Range[str, 1, 1000]
Short = app_commands.Range[str, 1, 200]
Number = app_commands.Range[str, 1, 6]
Made = app_commands.Command[app_commands.Group, ..., None]
Callback = Callable[..., Coroutine[Any, Any, None]]

EVERYONE, HERE, PRIVATE = "everyone", "here", "private"
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


def add_all(tree: app_commands.CommandTree[discord.Client], desk: Desk, words: Words) -> None:
    """Every command that people can use, except those of admins."""
    make = Maker(desk, words)
    for command in (*_questions(desk, make), *_personal(desk, make), *_doing(desk, make)):
        tree.add_command(command)
    tree.add_command(_remind(desk, make))
    tree.add_command(_privacy(desk, make))
    tree.add_command(_menu(desk))


class Maker:
    """Makes commands out of their words."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self._words = words

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


def _questions(desk: Desk, make: Maker) -> tuple[Made, ...]:
    async def ask(interaction: Interaction, question: Text, visible: str = EVERYONE) -> None:
        asked = bare(question)
        await desk.command(interaction, asked, public=visible == EVERYONE)

    async def exercise(interaction: Interaction, name: Short) -> None:
        await desk.command(interaction, f"!exercise {name}")

    async def topics(interaction: Interaction) -> None:
        await desk.command(interaction, "!topics")

    async def emergency(interaction: Interaction, country: Short | None = None) -> None:
        await desk.command(interaction, typed("!emergency", country))

    async def about(interaction: Interaction) -> None:
        await desk.command(interaction, "", press=Press(Action.SHOW, ABOUT))

    return (
        make.command("ask", ask),
        make.command("exercise", exercise),
        make.command("topics", topics),
        make.command("emergency", emergency),
        make.command("about", about),
    )


def _remind(desk: Desk, make: Maker) -> app_commands.Group:
    group = make.group("remind")

    async def add(
        interaction: Interaction, exercise: Short, when: Short, where: str | None = None
    ) -> None:
        if where == HERE and not may_write_here(interaction):
            await desk.say(interaction, "cannot_write_here")
            return
        place = await _place(desk, interaction, where)
        await desk.command(interaction, f"!remind {exercise} {when}", where=place)

    async def edit(
        interaction: Interaction,
        number: Number,
        exercise: Short | None = None,
        when: Short | None = None,
        where: str | None = None,
    ) -> None:
        if where == HERE and not may_write_here(interaction):
            await desk.say(interaction, "cannot_write_here")
            return
        place = await _place(desk, interaction, where) if where else None
        await desk.command(interaction, typed("!edit", number, exercise, when), where=place)

    async def pause(interaction: Interaction, number: Number, until: Short | None = None) -> None:
        await desk.command(interaction, typed("!pause", number, until))

    async def show(interaction: Interaction) -> None:
        await desk.command(interaction, "!reminders")

    group.add_command(make.command("remind add", add))
    group.add_command(make.command("remind list", show))
    group.add_command(make.command("remind edit", edit))
    group.add_command(make.command("remind pause", pause))
    for name in ("resume", "skip", "delete"):
        group.add_command(make.command(f"remind {name}", _numbered(desk, name)))
    return group


def _numbered(desk: Desk, name: str) -> Callback:
    async def handle(interaction: Interaction, number: Number) -> None:
        await desk.command(interaction, f"!{name} {number}")

    return handle


def _personal(desk: Desk, make: Maker) -> tuple[Made, ...]:
    async def zone(interaction: Interaction, zone: Short | None = None) -> None:
        await desk.command(interaction, typed("!zone", zone))

    async def quiet(interaction: Interaction, hours: Short | None = None) -> None:
        await desk.command(interaction, typed("!quiet", hours))

    async def progress(interaction: Interaction) -> None:
        await desk.command(interaction, "!progress")

    return (
        make.command("zone", zone),
        make.command("quiet", quiet),
        make.command("progress", progress),
    )


def _doing(desk: Desk, make: Maker) -> tuple[Made, ...]:
    async def done(interaction: Interaction, number: Number | None = None) -> None:
        await desk.command(interaction, typed("!done", number))

    async def snooze(interaction: Interaction, time: Short) -> None:
        await desk.command(interaction, f"!snooze {time}")

    async def hurts(interaction: Interaction, number: Number | None = None) -> None:
        await desk.command(interaction, typed("!hurts", number))

    return (
        make.command("done", done),
        make.command("snooze", snooze),
        make.command("hurts", hurts),
    )


def _privacy(desk: Desk, make: Maker) -> app_commands.Group:
    group = make.group("privacy")
    for name in ("show", "export", "delete"):
        group.add_command(make.command(f"privacy {name}", _private(desk, name)))
    return group


def _private(desk: Desk, name: str) -> Callback:
    async def handle(interaction: Interaction) -> None:
        await desk.command(interaction, f"!privacy {name}")

    return handle


def _menu(desk: Desk) -> app_commands.ContextMenu:
    async def answer_this(interaction: Interaction, message: discord.Message) -> None:
        asked = bare(message.content)
        if not asked:
            await desk.say(interaction, "nothing_here")
            return
        await desk.command(interaction, asked)

    return app_commands.ContextMenu(name=desk.parts.words.menu.name, callback=answer_this)


async def _place(desk: Desk, interaction: Interaction, where: str | None) -> Place:
    """Where reminders shall come."""
    if where == HERE:
        return here(interaction)
    if where == PRIVATE:
        return in_private(interaction)
    return await desk.usual_place(interaction)


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

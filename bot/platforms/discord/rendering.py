"""A Reply -> what Discord shows. Pure: no client, no network, no state.

Answers and reminders are Components V2; an urgent reply is plain content, because notifications
show that and nothing else. Limits: https://discord.com/developers/docs/components/reference
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import discord
from discord import ui

from bot.chat import Action, Choice, ExerciseCard, File, Kind, Picture, Press, Reply
from bot.platforms.discord import custom_ids

CONTENT = 2000
TEXT = 4000
"""Characters of a plain message, and of all texts of one in components."""

LABEL, OPTION = 80, 100
ROW, OPTIONS, COMPONENTS = 5, 25, 40
LONG = 38
"""A label from here on has a row to itself."""

CALM, REMINDING = discord.Colour(0x2F7D6D), discord.Colour(0xC98B2B)

STYLES: Mapping[Action, discord.ButtonStyle] = {
    Action.REMIND: discord.ButtonStyle.primary,
    Action.DONE: discord.ButtonStyle.success,
    Action.HURTS: discord.ButtonStyle.danger,
    Action.FORGET_ME: discord.ButtonStyle.danger,
}
"""Colours; what a button does is always said by its label too (STD-32)."""

Item = ui.Item[ui.LayoutView]


@dataclass(frozen=True)
class Manner:
    """How replies are shown: labels by action, commands spelled, what stands in a menu.

    `ping` is the id of whoever a reminder in a channel is for, `key` that of its delivery.
    """

    labels: Mapping[str, str]
    spell: Callable[[str], str]
    see_also: str
    ping: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Rendered:
    """A message: plain content, or components; and the files that it shows."""

    content: str | None
    view: ui.LayoutView | None
    attached: tuple[tuple[str, str | None, bytes], ...] = field(default=(), repr=False)

    def files(self) -> list[discord.File]:
        """The files, new each time: sending uses them up."""
        return [
            discord.File(io.BytesIO(data), name, description=alt)
            for name, alt, data in self.attached
        ]


def render(reply: Reply, manner: Manner) -> Rendered:
    """The whole reply."""
    if reply.kind is Kind.URGENT:
        return Rendered(_urgent(reply, manner), None)
    view = ui.LayoutView(timeout=None)
    for item in _items(reply, manner):
        view.add_item(item)
    view.stop()  # presses are handled by their custom ids, so discord.py need not keep it
    return Rendered(None, view, _attached(reply))


def after_press(view: ui.LayoutView, press: Press, line: str) -> ui.LayoutView:
    """A message after a press: its texts, the button that was pressed, and what came of it.

    The button stays, disabled, since its custom id tells that the message arrived.
    """
    after = ui.LayoutView(timeout=None)
    for item in view.children:
        if not isinstance(item, ui.ActionRow):
            after.add_item(item)
    after.add_item(ui.TextDisplay(line))
    for button in _buttons_in(view):
        if custom_ids.decode(button.custom_id or "") == press:
            button.disabled = True
            after.add_item(ui.ActionRow(button))
            break
    after.stop()
    return after


def _urgent(reply: Reply, manner: Manner) -> str:
    parts = (*reply.paragraphs, *([reply.notice] if reply.notice else []))
    return _cut("\n\n".join(map(manner.spell, parts)), CONTENT)


def _items(reply: Reply, manner: Manner) -> Iterator[Item]:
    """The parts of a message, in the order a reader meets them."""
    room = _Room(TEXT)
    if manner.ping:
        yield room.text(f"<@{manner.ping}>")
    body = list(_body(reply, manner, room))
    colour = COLOURS.get(reply.kind)
    if colour and body:
        yield ui.Container(*body, accent_colour=colour)
    else:
        yield from body
    yield from _rows(reply, manner)
    yield from (ui.File(f"attachment://{file.name}") for file in reply.files)


COLOURS = {Kind.ANSWER: CALM, Kind.REMINDER: REMINDING}


def _body(reply: Reply, manner: Manner, room: "_Room") -> Iterator[Item]:
    spell = manner.spell
    heading = [f"### {spell(reply.title)}"] if reply.title else []
    caution = [f"**{spell(reply.caution)}**"] if reply.caution else []
    said = [*caution, *heading, *map(spell, reply.paragraphs)]
    said += [f"<t:{time}:F> (<t:{time}:R>)" for time in reply.times]
    yield from room.texts("\n\n".join(said))
    for card in reply.exercises:
        if said:
            yield ui.Separator()
        yield from room.texts(_card(card, spell))
        if card.picture:
            yield _picture(card.picture)
    yield from room.texts("\n\n".join(map(spell, reply.after)))
    if reply.notice:
        yield from room.texts(f"-# {spell(reply.notice)}")


def _card(card: ExerciseCard, spell: Callable[[str], str]) -> str:
    steps = (f"{number}. {spell(step)}" for number, step in enumerate(card.steps, 1))
    return "\n".join((f"**{spell(card.title)}**", *steps, *map(spell, card.notes)))


def _picture(picture: Picture) -> ui.MediaGallery[ui.LayoutView]:
    item = discord.MediaGalleryItem(f"attachment://{picture.name}", description=picture.alt)
    return ui.MediaGallery(item)


def _rows(reply: Reply, manner: Manner) -> Iterator[Item]:
    """Buttons and the menu of neighbours, each once: a custom id may not come twice."""
    seen = set[str]()
    choices = [_button(it.press, it.label, manner, seen) for it in reply.choices[: COMPONENTS // 4]]
    yield from _in_rows([button for button in choices if button])
    actions = [_button(it, manner.labels.get(it.action, ""), manner, seen) for it in reply.actions]
    yield from _in_rows([button for button in actions if button])
    options = list(_options(reply.neighbours))
    if options:
        yield ui.ActionRow(
            ui.Select(custom_id=custom_ids.MENU, placeholder=manner.see_also, options=options)
        )


def _button(
    press: Press, label: str, manner: Manner, seen: set[str]
) -> ui.Button[ui.LayoutView] | None:
    custom_id = custom_ids.encode(press, manner.key)
    if not label.strip() or custom_id is None or custom_id in seen:
        return None
    seen.add(custom_id)
    style = STYLES.get(press.action, discord.ButtonStyle.secondary)
    return ui.Button(label=_cut(label, LABEL), style=style, custom_id=custom_id)


def _in_rows(buttons: Sequence[ui.Button[ui.LayoutView]]) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """Short ones side by side, long ones below each other."""
    row: list[ui.Button[ui.LayoutView]] = []
    for button in buttons:
        is_long = len(button.label or "") >= LONG
        if row and (is_long or len(row) == ROW):
            yield ui.ActionRow(*row)
            row = []
        row.append(button)
        if is_long:
            yield ui.ActionRow(*row)
            row = []
    if row:
        yield ui.ActionRow(*row)


def _options(choices: Sequence[Choice]) -> Iterator[discord.SelectOption]:
    seen = set[str]()
    for choice in choices[:OPTIONS]:
        value = custom_ids.encode(choice.press)
        if value and value not in seen and choice.label.strip():
            seen.add(value)
            yield discord.SelectOption(label=_cut(choice.label, OPTION), value=value)


def _attached(reply: Reply) -> tuple[tuple[str, str | None, bytes], ...]:
    pictures = [card.picture for card in reply.exercises if card.picture]
    return (
        *((picture.name, picture.alt, picture.data) for picture in pictures),
        *((file.name, None, _bytes(file)) for file in reply.files),
    )


def _bytes(file: File) -> bytes:
    return file.text.encode("utf-8", "replace")


def _buttons_in(view: ui.LayoutView) -> Iterator[ui.Button[ui.LayoutView]]:
    for item in view.walk_children():
        if isinstance(item, ui.Button):
            yield item


@dataclass
class _Room:
    """What is left of the characters that one message may have."""

    left: int

    def text(self, text: str) -> ui.TextDisplay[ui.LayoutView]:
        """A text, cut where the room ends."""
        fitting = _cut(text, self.left)
        self.left -= len(fitting)
        return ui.TextDisplay(fitting)

    def texts(self, text: str) -> Iterator[ui.TextDisplay[ui.LayoutView]]:
        """The same; nothing where there is no text, or no room."""
        if text.strip() and self.left > 1:
            yield self.text(text)


def _cut(text: str, most: int) -> str:
    """A text, cut only if it is really too long."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

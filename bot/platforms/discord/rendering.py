"""A Reply -> what Discord shows. Pure: no client, no network, no state.

Answers and reminders are Components V2; an urgent reply is plain content, because notifications
show that and nothing else. Limits: https://discord.com/developers/docs/components/reference
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import discord
from discord import ui

from bot.chat import ExerciseCard, File, Kind, Picture, Press, Reply
from bot.platforms.discord import custom_ids
from bot.platforms.discord.fitting import cut, fit
from bot.platforms.discord.layout import Button, Item, rows

CONTENT = 2000
TEXT = 4000
"""Characters of a plain message, and of all texts of one in components."""

COMPONENTS = 40

LINE = 300
"""Characters that a reminder keeps free for what is written below it after a press."""

CARDS = 6
"""Exercises that stand apart, with their pictures; what comes after them shares a text."""

FILES = 4
"""Files that go with a message; with the pictures they stay within Discord's ten."""

ALT = 1024
"""Characters of the words that stand for a picture."""

GAP = "\n\n"

COLOURS: Mapping[Kind, discord.Colour] = MappingProxyType(
    {Kind.ANSWER: discord.Colour(0x2F7D6D), Kind.REMINDER: discord.Colour(0xC98B2B)}
)


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
    for item in _within(COMPONENTS, _items(reply, manner)):
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
    after.add_item(ui.TextDisplay(cut(line, TEXT - after.content_length())))
    for button in _buttons_in(view):
        if custom_ids.decode(button.custom_id or "") == press:
            button.disabled = True
            after.add_item(ui.ActionRow(button))
            break
    after.stop()
    return after


def _urgent(reply: Reply, manner: Manner) -> str:
    parts = [*reply.paragraphs, *([reply.notice] if reply.notice else [])]
    texts = [manner.spell(part) for part in parts]
    return GAP.join(filter(None, fit(texts, CONTENT - len(GAP) * len(texts))))


def _items(reply: Reply, manner: Manner) -> Iterator[Item]:
    """The parts of a message, in the order a reader meets them."""
    mention = f"<@{manner.ping}>" if manner.ping else ""
    yield from _text([mention])
    room = TEXT - len(mention) - (LINE if manner.key else 0)
    body = list(_body(reply, _texts(reply, manner.spell, room)))
    colour = COLOURS.get(reply.kind)
    if colour and body:
        yield ui.Container(*body, accent_colour=colour)
    else:
        yield from body
    yield from (ui.File(f"attachment://{file.name}") for file in reply.files[:FILES])
    yield from rows(reply, manner.labels, manner.see_also, manner.key)


def _within(most: int, items: Iterable[Item]) -> Iterator[Item]:
    """The items for which there is room, with all that is in them."""
    for item in items:
        inside = item.walk_children() if isinstance(item, ui.Container | ui.ActionRow) else ()
        most -= 1 + sum(1 for _ in inside)
        if most < 0:
            return
        yield item


@dataclass(frozen=True)
class _Texts:
    """All that is read in a message, in order; together it fits."""

    said: tuple[str, ...]
    cards: tuple[str, ...]
    after: tuple[str, ...]
    notice: tuple[str, ...]


def _texts(reply: Reply, spell: Callable[[str], str], room: int) -> _Texts:
    parts = (
        tuple(_said(reply, spell)),
        tuple(_card(card, spell) for card in reply.exercises),
        tuple(spell(line) for line in reply.after),
        (f"-# {spell(reply.notice)}",) if reply.notice else (),
    )
    flat = [text for part in parts for text in part]
    fitting = iter(fit(flat, room - len(GAP) * len(flat)))
    return _Texts(*(tuple(next(fitting) for _ in part) for part in parts))


def _said(reply: Reply, spell: Callable[[str], str]) -> Iterator[str]:
    if reply.caution:
        yield f"**{spell(reply.caution)}**"
    if reply.title:
        yield f"### {spell(reply.title)}"
    yield from map(spell, reply.paragraphs)
    yield from (f"<t:{time}:F> (<t:{time}:R>)" for time in reply.times)


def _card(card: ExerciseCard, spell: Callable[[str], str]) -> str:
    """An exercise; what follows a numbered list directly would belong to its last step."""
    steps = [f"{number}. {spell(step)}" for number, step in enumerate(card.steps, 1)]
    parted = [""] if steps and card.notes else []
    return "\n".join((f"**{spell(card.title)}**", *steps, *parted, *map(spell, card.notes)))


def _body(reply: Reply, texts: _Texts) -> Iterator[Item]:
    yield from _text(texts.said)
    is_first = not texts.said
    for card, text in zip(reply.exercises[:CARDS], texts.cards, strict=False):
        if not is_first:
            yield ui.Separator()
        yield from _text([text])
        if card.picture:
            yield _picture(card.picture)
        is_first = False
    yield from _text(texts.cards[CARDS:])
    if reply.exercises and texts.after:
        yield ui.Separator()
    yield from _text(texts.after)
    yield from _text(texts.notice)


def _text(texts: Iterable[str]) -> Iterator[Item]:
    """Paragraphs as one text; nothing where there is nothing to read."""
    joined = GAP.join(text for text in texts if text.strip())
    if joined:
        yield ui.TextDisplay(joined)


def _picture(picture: Picture) -> Item:
    alt = cut(picture.alt, ALT)
    return ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{picture.name}", description=alt)
    )


def _attached(reply: Reply) -> tuple[tuple[str, str | None, bytes], ...]:
    shown = {card.picture.name: card.picture for card in reply.exercises[:CARDS] if card.picture}
    return (
        *((it.name, cut(it.alt, ALT), it.data) for it in shown.values()),
        *((file.name, None, _bytes(file)) for file in reply.files[:FILES]),
    )


def _bytes(file: File) -> bytes:
    return file.text.encode("utf-8", "replace")


def _buttons_in(view: ui.LayoutView) -> Iterator[Button]:
    for item in view.walk_children():
        if isinstance(item, ui.Button):
            yield item

"""A Reply -> the events of Matrix: a text with HTML and a complete plain body, pictures. Pure.

Only tags that the specification allows (https://spec.matrix.org/latest/client-server-api/, under
"m.room.message msgtypes").
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.chat import Action, ExerciseCard, Kind, Picture, Press, Reply
from bot.plain import plain
from bot.platforms.matrix.parts import Words

Content = dict[str, Any]

PRESSES = "org.soleus.presses"
"""The key in an event's content under which its reactions stand, each with what it means."""

LARGEST = 48_000
"""Bytes of both bodies together; an event may have 64 KiB, encrypted and with all around it."""

NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣")
BETWEEN = ":"


@dataclass(frozen=True)
class Rendered:
    """A text event, the reactions that are offered below it, and pictures that go with it."""

    content: Content
    reactions: tuple[str, ...]
    pictures: tuple[Picture, ...]


def render(reply: Reply, words: Words, mention: str | None = None) -> Rendered:
    """The whole reply; `mention` is the user who is told of it."""
    presses = offered(reply, words)
    lines = _typed(reply, words)
    body = "\n\n".join(filter(None, (plain(reply), *lines)))
    formatted = "".join((*_blocks(reply), *(f"<p>{_small(line)}</p>" for line in lines)))
    content: Content = {
        "msgtype": "m.notice",
        "body": _fit(body, LARGEST // 2),
        "m.mentions": {"user_ids": [mention]} if mention else {},
    }
    if len(formatted.encode()) <= LARGEST // 2:
        content |= {"format": "org.matrix.custom.html", "formatted_body": formatted}
    if presses:
        content[PRESSES] = {key: f"{it.action}{BETWEEN}{it.about}" for key, it in presses.items()}
    pictures = tuple(card.picture for card in reply.exercises if card.picture)
    return Rendered(content, tuple(presses), pictures)


def offered(reply: Reply, words: Words) -> Mapping[str, Press]:
    """The reactions of a reply, and what each means."""
    choices = [*reply.choices, *reply.neighbours][: len(NUMBERS)]
    numbered = {key: it.press for key, it in zip(NUMBERS, choices, strict=False)}
    known = words.reactions
    acting = {known[it.action]: it for it in reply.actions if it.action in known}
    return MappingProxyType({**numbered, **acting})


def press_of(content: Mapping[str, Any], key: str) -> Press | None:
    """What a reaction to an event of ours means; None for anything that was not offered."""
    presses = content.get(PRESSES)
    known = presses.items() if isinstance(presses, dict) else ()
    found = {_bare(str(offered)): it for offered, it in known}.get(_bare(key))
    action, between, about = found.partition(BETWEEN) if isinstance(found, str) else ("", "", "")
    is_known = between and action in {one.value for one in Action}
    return Press(Action(action), about) if is_known else None


def _bare(key: str) -> str:
    """Clients add or drop the selector that asks for a colourful picture."""
    return key.replace("\N{VARIATION SELECTOR-16}", "")


def _typed(reply: Reply, words: Words) -> list[str]:
    """What can be typed instead of each reaction (STD-32)."""
    choices = [*reply.choices, *reply.neighbours][: len(NUMBERS)]
    lines = [words.said["see_also"], *_neighbours(reply)] if reply.neighbours else []
    told = [
        words.typed[it.action].format(key=words.reactions[it.action], about=it.about)
        for it in reply.actions
        if it.action in words.typed
    ]
    if choices:
        lines.append(words.said["pick"])
    if told:
        lines.append(words.said["react"].format(list="; ".join(told)))
    return lines


def _neighbours(reply: Reply) -> Iterator[str]:
    start = len(reply.choices) + 1
    yield from (f"{n}. {it.label}" for n, it in enumerate(reply.neighbours, start))


def _blocks(reply: Reply) -> Iterator[str]:
    if reply.caution:
        yield f"<p><strong>{_safe(reply.caution)}</strong></p>"
    if reply.title:
        yield f"<h4>{_safe(reply.title)}</h4>"
    for number, paragraph in enumerate(reply.paragraphs):
        loud = reply.kind is Kind.URGENT and number == 0
        text = _safe(paragraph)
        yield f"<p><strong>{text}</strong></p>" if loud else f"<p>{text}</p>"
    if reply.choices:
        yield _list(it.label for it in reply.choices)
    yield from (_card(card) for card in reply.exercises)
    yield from (f"<p>{_safe(line)}</p>" for line in reply.after)
    if reply.notice:
        yield f"<p>{_small(reply.notice)}</p>"


def _card(card: ExerciseCard) -> str:
    steps = _list(card.steps) if card.steps else ""
    notes = "".join(f"<p>{_safe(line)}</p>" for line in card.notes)
    return f"<p><strong>{_safe(card.title)}</strong></p>{steps}{notes}"


def _list(lines: Iterable[str]) -> str:
    return "<ol>" + "".join(f"<li>{_safe(line)}</li>" for line in lines) + "</ol>"


def _small(text: str) -> str:
    return f"<em>{_safe(text)}</em>"


def _safe(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _fit(text: str, most: int) -> str:
    """A text of at most so many bytes."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[: most - 3].decode("utf-8", "ignore") + "…"

"""The classes of what only Matrix needs (faq/matrix.yaml): reactions, what can be typed instead."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content.models import Entry, Line

Emoji = Annotated[str, StringConstraints(min_length=1, max_length=8)]


class MatrixWords(Entry):
    """Every word that only Matrix needs."""

    reactions: dict[str, Emoji] = Field(description="The reaction that stands for an action")
    typed: dict[str, Line] = Field(description="The same to be typed; {key} is the reaction")
    said: dict[str, Line]

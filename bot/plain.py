"""A Reply as plain text: complete without colours, pictures or buttons (STD-32)."""

from collections.abc import Iterator

from bot.chat import ExerciseCard, Reply


def plain(reply: Reply) -> str:
    """The whole reply, paragraphs parted by empty lines."""
    return "\n\n".join(_blocks(reply))


def _blocks(reply: Reply) -> Iterator[str]:
    if reply.caution:
        yield reply.caution
    if reply.title:
        yield reply.title
    yield from reply.paragraphs
    if reply.choices:
        yield "\n".join(
            f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, 1)
        )
    for exercise in reply.exercises:
        yield card(exercise)
    yield from reply.after
    if reply.notice:
        yield reply.notice


def card(exercise: ExerciseCard) -> str:
    """An exercise with numbered steps."""
    steps = (f"{number}. {step}" for number, step in enumerate(exercise.steps, 1))
    return "\n".join((exercise.title, *steps, *exercise.notes))

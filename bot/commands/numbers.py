"""Which reminder the number behind a command means, and what is said when it means none."""

from bot.chat import Reply
from bot.commands.request import Request
from bot.reminders.reminder import Owner, Reminder
from bot.replies import answers

MOST_DIGITS = 6


def number_first(typed: str) -> tuple[int | None, str]:
    """The number that stands first, and the words behind it."""
    first, *rest = typed.split(maxsplit=1) or [""]
    digits = first.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
        return int(digits), "".join(rest)
    return None, typed


async def find(request: Request, number: int | None) -> tuple[Owner, Reminder] | None:
    """The person and their reminder of a number."""
    owner = await request.known()
    if owner is None or number is None:
        return None
    found = await request.bot.reminders.find(owner, number)
    return (owner, found) if found else None


def none(request: Request, command: str, number: int | None) -> Reply:
    """The same words for a number that is somebody else's and for one that never was."""
    said = request.content.reminding.said
    if number is None:
        return answers.notice(said.which.format(command=command))
    return answers.notice(said.none_numbered.format(number=number))

"""Commands about the person: zone, quiet, progress, privacy."""

import re

from bot.chat import Reply
from bot.commands.request import Request, clockwork
from bot.reminders import changes, progress, zones
from bot.reminders.exporting import as_calendar, as_json
from bot.reminders.quiet import Quiet
from bot.replies import answers, personal, reminders

OFF = frozenset({"off", "none", "no", "end", "stop"})
YEAR = 366 * 86_400


async def zone(request: Request) -> Reply:
    """The person's zone: shown, or set by a city or an IANA name."""
    content = request.content
    if not request.rest:
        owner = await request.known()
        return personal.zone_is(content, owner.zone if owner else None, request.now)
    found = zones.find(request.rest, content.zones.places, request.now)
    if isinstance(found, zones.Unclear):
        said = content.reminding.personal
        sentence = getattr(said, f"zone_{found.reason.value.replace('-', '_')}")
        return reminders.typed(sentence, ((one, f"!zone {one}") for one in found.choices))
    owner = await request.owner()
    await request.bot.people.set_zone(owner, found.zone)
    await _move(request, owner.zone)
    return personal.zone_set(content, found.zone, request.now)


async def quiet(request: Request) -> Reply:
    """The hours without reminders: shown, set or ended."""
    content, owner = request.content, await request.known()
    if not request.rest:
        return personal.quiet_is(content, owner.quiet if owner else None)
    if request.rest.lower() in OFF:
        return await _set_quiet(request, None) if owner else personal.quiet_set(content, None)
    hours = read_hours(request.rest)
    if hours is None:
        return answers.notice(content.reminding.personal.quiet_how)
    if owner is None or owner.zone is None:
        return answers.notice(content.reminding.said.zone_first)
    return await _set_quiet(request, hours)


async def show_progress(request: Request) -> Reply:
    """What was done, week by week."""
    owner = await request.known()
    if owner is None:
        return answers.notice(request.content.reminding.personal.progress_none)
    past = await request.bot.history.since(owner, request.now - YEAR)
    made = progress.progress(past, request.now, owner.zone or reminders.UTC)
    return personal.progress(request.content, made)


async def privacy(request: Request) -> Reply:
    """What is kept: shown, given or deleted."""
    content = request.content
    kept = await request.bot.people.everything(request.person)
    match request.rest.lower():
        case "show":
            return personal.kept(content, kept)
        case "export" if kept:
            label = content.reminding.personal.export_reminder
            named = {name: entry.name for name, entry in content.exercises.items()}
            files = (as_json(kept), as_calendar(kept, label, named))
            return personal.export(content, files)
        case "delete" if kept:
            return personal.sure(content)
        case "export" | "delete":
            return answers.notice(content.reminding.personal.privacy_nothing)
        case _:
            return answers.notice(content.reminding.personal.privacy_how)


async def forget(request: Request) -> Reply:
    """Everything of the person is deleted."""
    await request.bot.people.forget(request.person)
    return answers.notice(request.content.reminding.personal.delete_done)


def read_hours(typed: str) -> Quiet | None:
    """Words like "22:00 to 7:00", "10pm-7am", "22 to 7" -> quiet hours; None in doubt."""
    found = _HOURS.fullmatch(typed.strip().lower())
    if not found:
        return None
    start, end = _minute(*found.group(1, 2, 3)), _minute(*found.group(4, 5, 6))
    if start is None or end is None or start == end:
        return None
    return Quiet(start, end) if _plain(found) else None


AFTERNOON = 13
_TIME = r"(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?"
_HOURS = re.compile(rf"(?:from |between )?{_TIME}\s*(?:-|–|to|until|till|and)\s*{_TIME}")  # noqa: RUF001


def _plain(found: re.Match[str]) -> bool:
    """Whether nobody can mix up morning and evening: "10pm to 7am", "22 to 7", not "1pm to 3"."""
    halves = found.group(3, 6)
    clock = [
        bool(minute) or int(hour) >= AFTERNOON
        for hour, minute in (found.group(1, 2), found.group(4, 5))
    ]
    if not any(halves):
        return any(clock)
    return all(half or is_clock for half, is_clock in zip(halves, clock, strict=True))


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:  # noqa: PLR2004
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None  # noqa: PLR2004


async def _set_quiet(request: Request, hours: Quiet | None) -> Reply:
    owner = await request.owner()
    await request.bot.people.set_quiet(owner, hours)
    await _move(request, owner.zone)
    return personal.quiet_set(request.content, hours)


async def _move(request: Request, was: str | None) -> None:
    """Every reminder to its time by the zone and quiet hours that now hold."""
    owner = await request.owner()
    by = clockwork(owner)
    await request.bot.reminders.change_all(
        owner, lambda it: changes.moved(it, request.now, by, was), request.now
    )

"""Commands that change a reminder: edit, pause, resume, skip, delete."""

from dataclasses import replace
from datetime import date, timedelta

from bot.chat import Reply
from bot.commands.exercises import split
from bot.commands.numbers import find, none, number_first
from bot.commands.reminding import reached, refused
from bot.commands.request import Request, clockwork
from bot.reminders import changes
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.reminder import Owner, Plan, Reminder
from bot.reminders.rule import Wall
from bot.replies import answers, reminders

EVERYTHING = "all"
LAST_MINUTE = "every day at 23:59"
"""A phrase that the end of a pause is read behind."""


async def edit(request: Request) -> Reply:
    """Other exercises, another time, or both."""
    said = request.content.reminding.said
    number, rest = number_first(request.rest)
    found = await find(request, number)
    if found is None:
        return none(request, "edit", number)
    moves = request.remind_at is not None
    if not rest and not moves:
        return answers.notice(said.edit_how)
    owner, before = found
    exercises, phrase = split(request.content, rest)
    try:
        plan = _plan(request, owner, before, exercises, phrase)
    except NotUnderstood as error:
        names = f" {','.join(exercises)}" if exercises else ""
        return refused(request, error, f"!edit {before.number}{names}")
    where = await reached(request, plan.place, f"!edit {request.rest}") if moves else plan.place
    if isinstance(where, Reply):
        return where
    plan = replace(plan, place=where)
    by = clockwork(owner)
    after = await request.bot.reminders.change(
        owner, before.number, lambda it: changes.edited(it, plan, request.now, by), request.now
    )
    return reminders.edited(request.content, after or before, owner, request.now)


async def pause(request: Request) -> Reply:
    """Silent until a day, or until resumed; one or all."""
    said = request.content.reminding.said
    if request.rest.lower() == EVERYTHING:
        return await pause_all(request)
    number, rest = number_first(request.rest)
    found = await find(request, number)
    if found is None:
        return none(request, "pause", number)
    owner, before = found
    by = clockwork(owner)
    until = _until(rest, by.zone, request.now) if rest else None
    if rest and until is None:
        return answers.notice(said.pause_how.format(number=before.number))
    after = await request.bot.reminders.change(
        owner, before.number, lambda it: changes.paused(it, until, request.now, by), request.now
    )
    return reminders.paused(request.content, after or before, until)


async def pause_all(request: Request) -> Reply:
    """Silence, from every reminder."""
    said, owner = request.content.reminding.said, await request.known()
    active = await request.bot.reminders.all(owner) if owner else ()
    if owner is None or not active:
        return answers.notice(said.none_active)
    by = clockwork(owner)
    await request.bot.reminders.change_all(
        owner, lambda it: changes.paused(it, None, request.now, by), request.now
    )
    return answers.notice(said.all_paused)


async def resume(request: Request) -> Reply:
    """On again, with every exercise; one or all."""
    if request.rest.lower() == EVERYTHING:
        return await _resume_all(request)
    number, _ = number_first(request.rest)
    found = await find(request, number)
    if found is None:
        return none(request, "resume", number)
    owner, before = found
    by = clockwork(owner)
    after = await request.bot.reminders.change(
        owner, before.number, lambda it: changes.resumed(it, request.now, by), request.now
    )
    return reminders.resumed(request.content, after or before, owner, request.now)


async def skip(request: Request) -> Reply:
    """The next time is left out."""
    said, (number, _) = request.content.reminding.said, number_first(request.rest)
    found = await find(request, number)
    if found is None:
        return none(request, "skip", number)
    owner, before = found
    if before.paused or before.due is None:
        return answers.notice(said.nothing_next.format(number=before.number))
    by = clockwork(owner)
    await request.bot.reminders.change(
        owner, before.number, lambda it: changes.skipped(it, by), request.now
    )
    return answers.notice(said.skipped.format(number=before.number))


async def delete(request: Request) -> Reply:
    """Gone, with all that was kept of it."""
    number, _ = number_first(request.rest)
    owner = await request.known()
    if owner is None or number is None or not await request.bot.reminders.delete(owner, number):
        return none(request, "delete", number)
    return answers.notice(request.content.reminding.said.deleted.format(number=number))


async def _resume_all(request: Request) -> Reply:
    owner = await request.known()
    if owner is None or not await request.bot.reminders.all(owner):
        return answers.notice(request.content.reminding.said.list_none)
    by = clockwork(owner)
    after = await request.bot.reminders.change_all(
        owner, lambda it: changes.resumed(it, request.now, by), request.now
    )
    return reminders.listing(request.content, after, owner, request.now)


def _plan(
    request: Request, owner: Owner, before: Reminder, exercises: tuple[str, ...], phrase: str
) -> Plan:
    plan = replace(before.plan, place=request.remind_at or before.plan.place)
    if exercises:
        plan = replace(plan, exercises=exercises)
    if phrase:
        plan = replace(plan, rule=understand(phrase, owner.zone or reminders.UTC, request.now))
    return plan


def _until(typed: str, zone: str, now: int) -> date | None:
    """The day on which a pause ends: "until 30 november", "for 2 weeks"; nothing beside it."""
    said = typed.lower()
    words = said if said.startswith(("for ", "until ", "till ")) else f"until {said}"
    try:
        always = understand(LAST_MINUTE, zone, now)
        rule = understand(f"{LAST_MINUTE} {words}", zone, now)
    except NotUnderstood:
        return None
    if not isinstance(rule, Wall) or rule.until is None or replace(rule, until=None) != always:
        return None
    return rule.until + timedelta(days=1) if words.startswith("for ") else rule.until

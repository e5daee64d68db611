"""Commands that change a reminder: edit, pause, resume, skip, delete, done, snooze."""

from dataclasses import replace
from datetime import date, timedelta

from bot.chat import Reply
from bot.commands.exercises import split
from bot.commands.reminding import refused
from bot.commands.request import Request, clockwork
from bot.reminders import changes
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.reminder import Key, Occurrence, Owner, Plan, Reminder, State
from bot.reminders.rule import Moment, Wall
from bot.replies import answers, reminders

EVERYTHING = "all"
MOST_DIGITS = 6
DAY = 86_400


async def edit(request: Request) -> Reply:
    """Other exercises, another time, or both."""
    said = request.content.reminding.said
    number, rest = number_first(request.rest)
    found = await _find(request, number)
    if found is None:
        return _none(request, "edit", number)
    if not rest:
        return answers.notice(said.edit_how)
    owner, before = found
    exercises, phrase = split(request.content, rest)
    try:
        plan = _plan(request, owner, before, exercises, phrase)
    except NotUnderstood as error:
        names = f" {','.join(exercises)}" if exercises else ""
        return refused(request, error, f"!edit {before.number}{names}")
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
    found = await _find(request, number)
    if found is None:
        return _none(request, "pause", number)
    owner, before = found
    by = clockwork(owner)
    until = _until(rest, by.zone, request.now) if rest else None
    if rest and until is None:
        return answers.notice(said.pause_how.format(number=before.number))
    await request.bot.reminders.change(
        owner, before.number, lambda it: changes.paused(it, until, request.now, by), request.now
    )
    if until is None:
        return answers.notice(said.now_paused.format(number=before.number))
    return answers.notice(
        said.now_paused_until.format(number=before.number, date=f"{until:%d %b %Y}")
    )


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
    found = await _find(request, number)
    if found is None:
        return _none(request, "resume", number)
    owner, before = found
    by = clockwork(owner)
    after = await request.bot.reminders.change(
        owner, before.number, lambda it: changes.resumed(it, request.now, by), request.now
    )
    said = request.content.reminding.said.resumed.format(number=before.number)
    rule = (after or before).plan.rule
    return answers.notice(
        f"{said} {reminders.next_times(request.content, rule, owner, request.now)}"
    )


async def skip(request: Request) -> Reply:
    """The next time is left out."""
    said, (number, _) = request.content.reminding.said, number_first(request.rest)
    found = await _find(request, number)
    if found is None:
        return _none(request, "skip", number)
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
        return _none(request, "delete", number)
    return answers.notice(request.content.reminding.said.deleted.format(number=number))


async def done(request: Request) -> Reply:
    """What was reminded of last, or what would come later today."""
    said, owner = request.content.reminding.said, await request.known()
    number, _ = number_first(request.rest)
    if owner is None:
        return answers.notice(said.nothing_to_do)
    if request.rest and await _find(request, number) is None:
        return _none(request, "done", number)
    waiting = await last_sent(request, owner, number)
    if waiting:
        key = Key(waiting.reminder, waiting.due)
        await request.bot.reminders.mark(owner, key, State.DONE, request.now)
        return answers.notice(said.done)
    early = await _done_early(request, owner, number)
    return answers.notice(
        said.done_early.format(number=early.number) if early else said.nothing_to_do
    )


async def snooze(request: Request) -> Reply:
    """The last reminder again, in a while or this evening."""
    said, owner = request.content.reminding.said, await request.known()
    waiting = await last_sent(request, owner, None) if owner else None
    if owner is None or waiting is None:
        return answers.notice(said.nothing_to_do)
    zone = owner.zone or reminders.UTC
    if request.rest.lower() == "tonight":
        until = changes.tonight(request.now, zone)
        sorry = said.too_late_tonight
    else:
        until = _in_a_while(request.rest, zone, request.now)
        sorry = said.snooze_how
    if until is None:
        return answers.notice(sorry)
    return await snooze_until(request, owner, Key(waiting.reminder, waiting.due), until)


async def snooze_until(request: Request, owner: Owner, key: Key, until: int) -> Reply:
    """One occurrence again at an instant."""
    said = request.content.reminding.said
    if not await request.bot.reminders.snooze(owner, key, until, request.now):
        return answers.notice(said.gone)
    time = reminders.moment(until, owner.zone or reminders.UTC)
    return answers.notice(said.snoozed.format(time=time))


async def last_sent(request: Request, owner: Owner, number: int | None) -> Occurrence | None:
    """What was sent in the last day and waits for an answer; of one reminder, if numbered."""
    recent = await request.bot.history.since(owner, request.now - DAY)
    waiting = [
        one
        for one in recent
        if one.state in (State.SENT, State.SNOOZED) and number in (None, one.number)
    ]
    return waiting[-1] if waiting else None


async def _done_early(request: Request, owner: Owner, number: int | None) -> Reminder | None:
    """The next reminder of today, done before it came."""
    zone = owner.zone or reminders.UTC
    later = [
        one
        for one in await request.bot.reminders.all(owner)
        if one.due and not one.paused and number in (None, one.number)
        if changes.is_today(one.due, request.now, zone)
    ]
    if not later:
        return None
    first = min(later, key=lambda one: one.due or 0)
    by = clockwork(owner)
    await request.bot.reminders.change(
        owner, first.number, lambda it: changes.done_early(it, by), request.now
    )
    return first


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
    plan = replace(before.plan, place=request.place)
    if exercises:
        plan = replace(plan, exercises=exercises)
    if phrase:
        plan = replace(plan, rule=understand(phrase, owner.zone or reminders.UTC, request.now))
    return plan


async def _find(request: Request, number: int | None) -> tuple[Owner, Reminder] | None:
    """The person's reminder of a number."""
    owner = await request.known()
    if owner is None or number is None:
        return None
    found = await request.bot.reminders.find(owner, number)
    return (owner, found) if found else None


def _none(request: Request, command: str, number: int | None) -> Reply:
    said = request.content.reminding.said
    if number is None:
        return answers.notice(said.which.format(command=command))
    return answers.notice(said.none_numbered.format(number=number))


def number_first(typed: str) -> tuple[int | None, str]:
    """The number that stands first, and the words behind it."""
    first, _, rest = typed.partition(" ")
    first = first.lstrip("#")
    if first.isascii() and first.isdigit() and len(first) <= MOST_DIGITS:
        return int(first), rest.strip()
    return None, typed


def _until(typed: str, zone: str, now: int) -> date | None:
    """The day on which a pause ends: "until 30 november", "for 2 weeks"."""
    words = typed if typed.startswith(("for ", "until ", "till ")) else f"until {typed}"
    try:
        rule = understand(f"every day at 23:59 {words}", zone, now)
    except NotUnderstood:
        return None
    if not isinstance(rule, Wall) or rule.until is None:
        return None
    return rule.until + timedelta(days=1) if words.startswith("for ") else rule.until


def _in_a_while(typed: str, zone: str, now: int) -> int | None:
    """The instant that a length of time leads to, from a minute to a day."""
    words = f"{typed} min" if typed.isascii() and typed.isdigit() else typed
    try:
        rule = understand(f"in {words.removeprefix('in ')}", zone, now)
    except NotUnderstood:
        return None
    within = isinstance(rule, Moment) and now + 60 <= rule.at <= now + DAY
    return rule.at if isinstance(rule, Moment) and within else None

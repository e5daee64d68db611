"""Commands about the reminder that came last, or comes later today: done, snooze."""

from bot.chat import Kind, Reply
from bot.commands.numbers import find, none, number_first
from bot.commands.request import Request, clockwork
from bot.reminders import changes
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.reminder import Key, Occurrence, Owner, Reminder, State
from bot.reminders.rule import following, is_once
from bot.replies import answers, reminders

MINUTE, DAY = 60, 86_400
LONGEST_SNOOZE = DAY


async def done(request: Request) -> Reply:
    """What was reminded of last, or what would come later today."""
    said, owner = request.content.reminding.said, await request.known()
    number, _ = number_first(request.rest)
    if owner is None:
        return answers.notice(said.nothing_to_do)
    if request.rest and await find(request, number) is None:
        return none(request, "done", number)
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
    found = await request.bot.reminders.of(owner, key)
    if found and found.paused:
        return answers.notice(said.nothing_next.format(number=found.number))
    if not await request.bot.reminders.snooze(owner, key, until, request.now):
        return answers.notice(said.gone)
    time = reminders.moment(until, owner.zone or reminders.UTC)
    return Reply(Kind.NOTICE, (said.snoozed.format(time=time),), times=(until,))


async def last_sent(request: Request, owner: Owner, number: int | None) -> Occurrence | None:
    """What was sent last, within a day, and waits for an answer; of one reminder, if numbered.

    What was snoozed is meant only when nothing else waits.
    """
    recent = await request.bot.history.since(owner, request.now - LONGEST_SNOOZE - DAY)
    waiting = [
        one
        for one in recent
        if one.state in (State.SENT, State.SNOOZED) and one.at >= request.now - DAY
        if number in (None, one.number)
    ]
    return max(waiting, key=lambda it: (it.state is State.SENT, it.at, it.due), default=None)


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


def _in_a_while(typed: str, zone: str, now: int) -> int | None:
    """The instant that a length of time leads to, from a minute to a day."""
    words = f"{typed} min" if typed.isascii() and typed.isdigit() else typed.lower()
    try:
        rule = understand(f"in {words.removeprefix('in ')}", zone, now)
    except NotUnderstood:
        return None
    until = following(rule, now, zone) if is_once(rule) else None
    return until if until and now + MINUTE <= until <= now + LONGEST_SNOOZE else None

"""What buttons do: those of answers, of reminders and of questions back.

A press reaches only what belongs to the person who pressed; anything forged or outdated is told so.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.chat import Action, Reply
from bot.commands import changing, doing, personal
from bot.commands.numbers import number_first
from bot.commands.request import Request
from bot.reminders import changes
from bot.reminders.reminder import Key, Owner, Reminder, State
from bot.replies import answers, reminders

MINUTE, HOUR = 60, 3600


async def pressed(request: Request, action: Action) -> Reply | None:
    """The reply to a press; `request.rest` is what the button is about. None for nonsense."""
    if action in OPINIONS:
        return await _opinion(request, action)
    opinion, _, topic = request.rest.partition("/")
    if action is Action.UNDO and opinion in OPINIONS:
        return await _withdrawn(request, topic, helpful=opinion == Action.HELPFUL)
    if action in OF_ANSWERS:
        return _of_answer(request, action)
    if action in OF_REMINDERS:
        return await _of_reminder(request, action)
    handler = OF_PEOPLE.get(action)
    return replace(await handler(request), chosen=action) if handler else None


def _of_answer(request: Request, action: Action) -> Reply | None:
    content, about = request.content, request.rest
    if action is Action.REMIND:
        known = about in content.exercises
        return (
            answers.notice(content.reminding.said.remind_when.format(id=about)) if known else None
        )
    if about not in content.topics:
        return None
    if action is Action.SOURCES:
        return answers.sources(content, about)
    return answers.topic(content, about, None)


async def _opinion(request: Request, action: Action) -> Reply | None:
    """Whether an answer helped: counted for its topic and the day, and for nobody."""
    if request.rest not in request.content.topics:
        return None
    helpful = action is Action.HELPFUL
    day = datetime.fromtimestamp(request.now, UTC).date()
    await request.bot.feedback.count(request.rest, day, helpful=helpful)
    wording = request.content.wording
    said = wording.helpful if helpful else wording.not_helpful
    return replace(answers.notice(said), chosen=action)


async def _withdrawn(request: Request, topic: str, *, helpful: bool) -> Reply:
    """An opinion that is taken back, on the day on which it was told."""
    day = datetime.fromtimestamp(request.now, UTC).date()
    await request.bot.feedback.withdraw(topic, day, helpful=helpful)
    return answers.notice(request.content.wording.withdrawn)


async def hurts(request: Request) -> Reply:
    """The command: what was reminded of last hurts, or the reminder of a number."""
    said, owner = request.content.reminding.said, await request.known()
    number, _ = number_first(request.rest)
    waiting = await doing.last_sent(request, owner, number) if owner else None
    if waiting:
        about = str(Key(waiting.reminder, waiting.due))
        return await _of_reminder(replace(request, rest=about), Action.HURTS)
    found = await request.bot.reminders.find(owner, number) if owner and number else None
    if owner is None or found is None:
        return answers.notice(said.which.format(command="hurts"))
    return await _hurts(request, owner, found, Key(found.id, found.due or 0), "")


async def _of_reminder(request: Request, action: Action) -> Reply:
    said = request.content.reminding.said
    key_text, _, which = request.rest.partition("/")
    key, owner = Key.read(key_text), await request.known()
    reminder = await request.bot.reminders.of(owner, key) if owner and key else None
    if owner is None or key is None or reminder is None:
        return answers.notice(said.gone)
    if action is Action.HURTS:
        return await _hurts(request, owner, reminder, key, which)
    if action in STATES:
        if not await request.bot.reminders.mark(owner, key, STATES[action], request.now):
            return answers.notice(said.gone)
        sentence = {Action.DONE: said.done, Action.SKIP: said.skipped, Action.UNDO: said.undone}
        notice = answers.notice(sentence[action].format(number=reminder.number))
        return replace(notice, chosen=action)
    until = _until(request, owner, action)
    if until is None:
        return answers.notice(said.too_late_tonight)
    reply = await doing.snooze_until(request, owner, key, until)
    return replace(reply, chosen=action) if reply.times else reply


def _until(request: Request, owner: Owner, action: Action) -> int | None:
    if action is Action.TONIGHT:
        return changes.tonight(request.now, owner.zone or reminders.UTC)
    return request.now + (HOUR if action is Action.SNOOZE_60 else 10 * MINUTE)


async def _hurts(request: Request, owner: Owner, reminder: Reminder, key: Key, which: str) -> Reply:
    """Stop: the exercise rests in all reminders; a routine asks which one."""
    planned = reminder.plan.exercises
    exercises = reminder.exercises or planned
    if not which and len(exercises) > 1:
        return reminders.hurts_which(request.content, key, exercises)
    if which not in {"", reminders.ALL, *planned}:
        return answers.notice(request.content.reminding.said.gone)
    resting = (which,) if which in planned else exercises
    if key.due <= request.now:
        await request.bot.reminders.mark(owner, key, State.HURT, request.now)
    await request.bot.reminders.change_all(
        owner, lambda it: changes.hurting(it, resting), request.now
    )
    known = tuple(name for name in resting if name in request.content.exercises)
    return reminders.hurts(request.content, known)


OPINIONS = frozenset({Action.HELPFUL, Action.NOT_HELPFUL})
OF_ANSWERS = frozenset({Action.SHOW, Action.SOURCES, Action.REMIND, *OPINIONS})
STATES = {Action.DONE: State.DONE, Action.SKIP: State.SKIPPED, Action.UNDO: State.SENT}
OF_REMINDERS = frozenset(
    {*STATES, Action.SNOOZE_10, Action.SNOOZE_60, Action.TONIGHT, Action.HURTS}
)
OF_PEOPLE: Mapping[Action, Callable[[Request], Awaitable[Reply]]] = {
    Action.PAUSE_ALL: changing.pause_all,
    Action.FORGET_ME: personal.forget,
}

"""Commands that set reminders and show them: remind, reminders."""

from bot.chat import Action, Gone, NotNow, Place, Reply
from bot.commands.exercises import split
from bot.commands.request import Request, clockwork
from bot.reminders import schedule
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.reminder import Owner, Plan
from bot.replies import answers, reminders


async def remind(request: Request) -> Reply:
    """A new reminder: exercises, then when."""
    content, said = request.content, request.content.reminding.said
    if not request.rest:
        return answers.notice(said.how)
    exercises, phrase = split(content, request.rest)
    if not exercises:
        names = (entry.name for entry in content.exercises.values())
        return answers.listing(content.wording.no_such_exercise, names)
    owner = await request.known()
    if owner is None or owner.zone is None:
        return answers.notice(said.zone_first)
    try:
        rule = understand(phrase, owner.zone, request.now)
    except NotUnderstood as error:
        return refused(request, error, f"!remind {','.join(exercises)}")
    command = f"!remind {request.rest}"
    where = await reached(request, request.remind_at or request.place, command)
    if isinstance(where, Reply):
        return where
    return await _add(request, owner, Plan(exercises, rule, where))


async def show(request: Request) -> Reply:
    """The person's reminders, with ids and next times."""
    owner = await request.known()
    if owner is None:
        return answers.notice(request.content.reminding.said.list_none)
    found = await request.bot.reminders.all(owner)
    return reminders.listing(request.content, found, owner, request.now)


def refused(request: Request, error: NotUnderstood, command: str) -> Reply:
    """Why a phrase was not taken; what it may have meant can be picked."""
    sentence = request.content.reminding.problems[error.problem.value]
    text = sentence.format(words=", ".join(error.words))
    phrases = ((choice, f"{command} {choice}") for choice in error.choices)
    return reminders.typed(text, phrases, _typing(request))


def _typing(request: Request) -> Action:
    """What a choice does, so that the reminder still comes to the place that was chosen."""
    if request.remind_at is None:
        return Action.TYPE
    return Action.TYPE_HERE if request.remind_at == request.place else Action.TYPE_PRIVATE


async def reached(request: Request, where: Place, command: str) -> Place | Reply:
    """A place that may be written in, under its lasting id; or what is said where it may not."""
    said = request.content.reminding.said
    if where == request.place:
        return where
    try:
        return await request.bot.reach(where, request.person, answers.notice(said.comes_here))
    except NotNow:
        return answers.notice(said.reach_later)
    except Gone:
        return reminders.typed(said.closed, [(said.closed_elsewhere, command)], Action.TYPE_HERE)


async def _add(request: Request, owner: Owner, plan: Plan) -> Reply:
    times = schedule.after(plan.rule, request.now, clockwork(owner))
    added = await request.bot.reminders.add(owner, plan, times, request.now)
    return reminders.added(request.content, added, owner, request.now)

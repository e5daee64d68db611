"""What is said about reminders: frozen values -> replies. Pure; every sentence is from faq/."""

from collections.abc import Iterable
from datetime import date

from bot.chat import Action, Choice, ExerciseCard, Kind, Press, Reply
from bot.content.load import Content
from bot.reminders import changes
from bot.reminders.quiet import ready
from bot.reminders.reminder import NEWS, Key, Occurrence, Owner, Reminder, Why
from bot.reminders.rule import Rule, local, upcoming
from bot.reminders.says import told
from bot.reminders.store.queue import Due
from bot.replies.answers import flat, notice

UTC = "UTC"
SHOWN = 3
"""Next times that are shown."""

BUTTONS = (
    Action.DONE,
    Action.SNOOZE_10,
    Action.SNOOZE_60,
    Action.TONIGHT,
    Action.SKIP,
    Action.HURTS,
)


def reminding(content: Content, due: Due, now: int, *, late: bool) -> Reply:
    """The message that reminds, with its buttons (STD-18, STD-23)."""
    sent, exercises = content.reminding.sent, due.plan.exercises
    title = sent.title.format(number=due.number, names=names(content, exercises))
    return Reply(
        Kind.REMINDER,
        (sent.late.format(time=clock_time(due.ready, due.by.zone)),) if late else (),
        title=title,
        exercises=tuple(_short_card(content, name) for name in exercises),
        notice=content.wording.notice,
        actions=buttons(due.of, now, due.by.zone),
    )


def buttons(key: Key, now: int, zone: str) -> tuple[Press, ...]:
    """What can be done with a reminder; tonight only while there is time."""
    tonight = changes.tonight(now, zone) is not None
    return tuple(
        Press(action, str(key)) for action in BUTTONS if tonight or action is not Action.TONIGHT
    )


def added(content: Content, reminder: Reminder, owner: Owner, now: int) -> Reply:
    """A new reminder, how it was understood, and its next times (STD-20)."""
    said = content.reminding.said
    return Reply(
        Kind.NOTICE,
        (
            _about(content, said.added, reminder, owner),
            next_times(content, reminder.plan.rule, owner, now),
            said.change_it.format(number=reminder.number),
            said.kept,
        ),
        times=instants(reminder.plan.rule, owner, now),
    )


def edited(content: Content, reminder: Reminder, owner: Owner, now: int) -> Reply:
    """A changed reminder, as it is now."""
    said = content.reminding.said
    about = _about(content, said.edited, reminder, owner)
    times = instants(reminder.plan.rule, owner, now)
    lines = (about, next_times(content, reminder.plan.rule, owner, now))
    return Reply(Kind.NOTICE, lines, times=times)


def paused(content: Content, reminder: Reminder, until: date | None) -> Reply:
    """A reminder that was told to be silent, and until when."""
    said, number = content.reminding.said, reminder.number
    if reminder.paused is Why.HURTS:
        return notice(said.paused_hurts.format(number=number))
    if until is None:
        return notice(said.now_paused.format(number=number))
    sentence = said.now_paused_until.format(number=number, date=f"{until:%d %b %Y}")
    return notice(sentence if reminder.due else f"{sentence} {said.no_more}")


def resumed(content: Content, reminder: Reminder, owner: Owner, now: int) -> Reply:
    """A reminder that goes on, if there is a time left for it."""
    said, number = content.reminding.said, reminder.number
    if reminder.due is None:
        return notice(said.nothing_next.format(number=number))
    since = max(now, reminder.due - 1)
    times = next_times(content, reminder.plan.rule, owner, since)
    line = f"{said.resumed.format(number=number)} {times}"
    return Reply(Kind.NOTICE, (line,), times=instants(reminder.plan.rule, owner, since))


def next_times(content: Content, rule: Rule, owner: Owner, now: int) -> str:
    """The next times in the person's own zone."""
    zone = owner.zone or UTC
    times = [moment(one, zone) for one in instants(rule, owner, now)]
    said = content.reminding.said
    return said.next.format(zone=zone, times="; ".join(times)) if times else said.no_more


def instants(rule: Rule, owner: Owner, now: int) -> tuple[int, ...]:
    """The next instants of a rule, put off where they fall in quiet hours."""
    zone = owner.zone or UTC
    due = upcoming(rule, now, zone, SHOWN)
    return tuple(dict.fromkeys(ready(one, owner.quiet, zone) for one in due))


def listing(content: Content, reminders: Iterable[Reminder], owner: Owner, now: int) -> Reply:
    """All reminders of a person, with their state; of many, only what is unusual of it."""
    said, all_ = content.reminding.said, tuple(reminders)
    brief = len(all_) > IN_FULL
    lines = [_line(content, one, owner, now, brief=brief) for one in all_]
    if not lines:
        return notice(said.list_none)
    title = said.list_title.format(zone=owner.zone or UTC)
    return Reply(Kind.LISTING, ("\n".join(lines),), title=title, after=(said.list_footer,))


def news(content: Content, happened: Iterable[Occurrence], zone: str) -> Reply | None:
    """What the person cannot have noticed."""
    lines = [
        content.reminding.news[one.state.value].format(
            number=one.number,
            names=names(content, one.exercises),
            time=moment(one.due, zone),
        )
        for one in happened
        if one.state in NEWS
    ]
    return Reply(Kind.NOTICE, tuple(lines)) if lines else None


def hurts(content: Content, exercises: Iterable[str]) -> Reply:
    """Stop: the stop rule of what hurts, and when to see someone."""
    said, resting = content.reminding.said, tuple(exercises)
    help_with_pain = content.topics["exercise-pain"].when_to_get_help
    rules = dict.fromkeys(flat(content.exercises[name].stop) for name in resting)
    return Reply(
        Kind.NOTICE,
        (said.hurt.format(names=names(content, resting)), *rules),
        after=(said.hurt_after.format(text=flat(help_with_pain)),),
        notice=content.wording.notice,
        chosen=Action.HURTS,
    )


def hurts_which(content: Content, key: Key, exercises: Iterable[str]) -> Reply:
    """A routine hurts: asks which of its exercises does."""
    said = content.reminding.said
    each = [
        Choice(names(content, (name,)), Press(Action.HURTS, f"{key}/{name}")) for name in exercises
    ]
    everything = Choice(said.hurt_all, Press(Action.HURTS, f"{key}/{ALL}"))
    return Reply(Kind.SUGGESTIONS, (said.hurt_which,), choices=(*each, everything))


ALL = "all"


def offer_pause(content: Content) -> Reply:
    """After an urgent reply, in a message of its own: reminders can rest."""
    said = content.reminding.said
    choice = Choice(said.pause_all, Press(Action.PAUSE_ALL, ""))
    return Reply(Kind.SUGGESTIONS, (said.offer_pause,), choices=(choice,))


def typed(text: str, phrases: Iterable[tuple[str, str]], action: Action = Action.TYPE) -> Reply:
    """A question back; each choice is a label and the command that it types."""
    choices = tuple(Choice(label, Press(action, command)) for label, command in phrases)
    return Reply(Kind.SUGGESTIONS if choices else Kind.NOTICE, (text,), choices=choices)


def names(content: Content, exercises: Iterable[str]) -> str:
    """Names of exercises in a row; one that left the FAQ keeps its id."""
    known = content.exercises
    return ", ".join(known[name].name if name in known else name for name in exercises)


def clock_time(instant: int, zone: str) -> str:
    """An instant as the clock shows it in a zone: 19:00."""
    return f"{local(instant, zone):%H:%M}"


def moment(instant: int, zone: str) -> str:
    """An instant as people write it, in their zone: Wed 18 Nov 2026 19:00."""
    return f"{local(instant, zone):%a %d %b %Y %H:%M}"


def _about(content: Content, sentence: str, reminder: Reminder, owner: Owner) -> str:
    return sentence.format(
        number=reminder.number,
        names=names(content, reminder.plan.exercises),
        says=told(reminder.plan.rule, owner.zone or UTC),
    )


def short_line(content: Content, reminder: Reminder, owner: Owner) -> str:
    """A reminder in a few words, to be picked from a list."""
    return content.reminding.said.offer_line.format(
        number=reminder.number,
        names=names(content, reminder.plan.exercises),
        says=told(reminder.plan.rule, owner.zone or UTC),
    )


IN_FULL = 12
"""Reminders that are listed with their next times; more would not fit into a message."""


def _line(
    content: Content, reminder: Reminder, owner: Owner, now: int, *, brief: bool = False
) -> str:
    said = content.reminding.said
    usual = brief and reminder.paused is None and reminder.ready is not None
    line = said.list_line.format(
        number=reminder.number,
        names=names(content, reminder.plan.exercises),
        says=told(reminder.plan.rule, owner.zone or UTC),
        state="" if usual else _state(content, reminder, owner.zone or UTC, now),
    ).rstrip()
    if reminder.resting and reminder.exercises:
        line += " " + said.resting.format(names=names(content, reminder.resting))
    return line


def _state(content: Content, reminder: Reminder, zone: str, now: int) -> str:
    said, number = content.reminding.said, reminder.number
    match reminder.paused:
        case Why.HURTS:
            return said.paused_hurts.format(number=number)
        case Why.UNREACHABLE:
            return said.paused_unreachable.format(number=number)
        case Why.ASKED:
            return said.paused.format(number=number)
        case None:
            return _next(content, reminder, zone, now)


def _next(content: Content, reminder: Reminder, zone: str, now: int) -> str:
    said = content.reminding.said
    if reminder.ready is None:
        return said.no_more
    time = moment(reminder.ready, zone)
    if reminder.resumes and local(now, zone).date() < reminder.resumes:
        return said.paused_until.format(date=f"{reminder.resumes:%d %b %Y}", time=time)
    return said.next.format(zone=zone, times=time)


def _short_card(content: Content, name: str) -> ExerciseCard:
    """How much and when to stop; the steps are one command away."""
    if name not in content.exercises:
        return ExerciseCard(name, (), ())
    entry, wording = content.exercises[name], content.wording
    return ExerciseCard(
        wording.exercise.format(name=entry.name),
        (),
        (
            wording.dose.format(text=flat(entry.dose.in_words)),
            wording.stop.format(text=flat(entry.stop)),
            content.reminding.sent.steps.format(id=name),
        ),
    )

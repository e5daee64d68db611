"""What is said about a person's zone, quiet hours, progress and privacy. Pure; words from faq/."""

from bot.chat import Action, Choice, File, Kind, Press, Reply
from bot.content.load import Content
from bot.reminders.progress import Progress
from bot.reminders.quiet import Quiet
from bot.reminders.rule import local
from bot.reminders.store.people import Kept
from bot.replies.answers import notice
from bot.replies.reminders import UTC, clock_time

BAR = 10
"""Characters of a bar in the chart of progress."""


def zone_is(content: Content, zone: str | None, now: int) -> Reply:
    """The zone that is known, with its time now."""
    said = content.reminding.personal
    if zone is None:
        return notice(said.zone_unset)
    return notice(said.zone_is.format(zone=zone, time=clock_time(now, zone)))


def zone_set(content: Content, zone: str, now: int) -> Reply:
    """The zone that was chosen, with its time now, so that a wrong one is noticed."""
    said = content.reminding.personal
    return notice(said.zone_set.format(zone=zone, time=clock_time(now, zone)))


def quiet_is(content: Content, quiet: Quiet | None) -> Reply:
    """The quiet hours that are known."""
    said = content.reminding.personal
    return notice(_hours(said.quiet_is, quiet) if quiet else said.quiet_none)


def quiet_set(content: Content, quiet: Quiet | None) -> Reply:
    """The quiet hours that were chosen."""
    said = content.reminding.personal
    return notice(_hours(said.quiet_set, quiet) if quiet else said.quiet_off)


def progress(content: Content, made: Progress) -> Reply:
    """Done and planned, week by week, and the streak; readable without the bars (STD-32)."""
    said = content.reminding.personal
    if not made.weeks:
        return notice(said.progress_none)
    lines = [
        said.progress_week.format(
            date=f"{week.monday:%d %b}",
            bar=_bar(week.done, week.planned),
            done=week.done,
            planned=week.planned,
        )
        for week in made.weeks
    ]
    lines.append(said.progress_streak.format(days=made.streak))
    title = said.progress_title
    return Reply(Kind.LISTING, ("\n".join(lines),), title=title, after=(said.progress_note,))


def kept(content: Content, everything: Kept | None) -> Reply:
    """What is kept of a person, in words."""
    said = content.reminding.personal
    if everything is None:
        return notice(said.privacy_nothing)
    lines = (
        _person(content, everything),
        said.privacy_reminders.format(count=len({one.number for one in everything.reminders})),
        said.privacy_past.format(count=len(everything.occurrences)),
    )
    return Reply(Kind.LISTING, lines, title=said.privacy_title, after=(said.privacy_not_kept,))


def export(content: Content, files: tuple[File, ...]) -> Reply:
    """What is kept of a person, to take away."""
    return Reply(Kind.NOTICE, (content.reminding.personal.export,), files=files)


def sure(content: Content) -> Reply:
    """Asks before everything is deleted."""
    said = content.reminding.personal
    choice = Choice(said.delete_yes, Press(Action.FORGET_ME, ""))
    return Reply(Kind.SUGGESTIONS, (said.delete_sure,), choices=(choice,))


def clock_face(minute: int) -> str:
    """Minutes after midnight as people write them: 1320 -> 22:00."""
    return f"{minute // 60}:{minute % 60:02}"


def _hours(sentence: str, quiet: Quiet) -> str:
    return sentence.format(start=clock_face(quiet.start), end=clock_face(quiet.end))


def _bar(done: int, planned: int) -> str:
    full = round(BAR * done / planned) if planned else 0
    return "#" * full + "." * (BAR - full)


def _person(content: Content, everything: Kept) -> str:
    owner = everything.owner
    zone, quiet = owner.zone or UTC, owner.quiet
    since = local(everything.since, zone).date()
    hours = f"{clock_face(quiet.start)}-{clock_face(quiet.end)}" if quiet else "-"
    return content.reminding.personal.privacy_person.format(
        platform=owner.person.platform,
        zone=owner.zone or "-",
        quiet=hours,
        date=f"{since:%d %b %Y}",
    )

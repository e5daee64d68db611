"""What is said: entries of the FAQ put together as replies. Pure; every sentence is from faq/."""

from collections.abc import Iterable

from bot.chat import Action, Choice, ExerciseCard, Kind, Press, Reply
from bot.content.load import Content
from bot.content.models import Exercise, RedFlag, Tier, Topic, Wording
from bot.content.plain_language import paragraphs
from bot.understanding.redflags import Finding


def topic(content: Content, name: str, caution: str | None) -> Reply:
    """The answer of one topic, with its exercise and the notice (STD-9)."""
    entry, wording = content.topics[name], content.wording
    correction = entry.correction and wording.correction.format(text=flat(entry.correction))
    return Reply(
        Kind.ANSWER,
        (*paragraphs(entry.answer), *([correction] if correction else [])),
        title=entry.question,
        caution=caution,
        exercises=(exercise_card(content, entry.exercise),) if entry.exercise else (),
        after=(wording.get_help.format(text=flat(entry.when_to_get_help)),),
        notice=wording.notice,
        neighbours=choices(content, entry.see_also),
        actions=(*_remind(entry), *(Press(action, name) for action in OF_ANSWERS)),
    )


OF_ANSWERS = (Action.HELPFUL, Action.NOT_HELPFUL, Action.SOURCES)
"""What can be done with every answer."""


def _remind(entry: Topic) -> tuple[Press, ...]:
    return (Press(Action.REMIND, entry.exercise),) if entry.exercise else ()


def urgent(
    content: Content, finding: Finding, *, for_another: bool, country: str | None = None
) -> Reply:
    """Get help: the flag's own action, the numbers, and nothing else."""
    flag = content.redflags[finding.flag]
    script = (for_another and flag.action_for_another) or flag.action
    return Reply(
        Kind.URGENT,
        (*paragraphs(script), *_numbers(content, flag, finding.tier, country)),
        notice=content.wording.urgent_notice,
    )


def asked(content: Content, finding: Finding) -> Reply:
    """Information about a red flag, its action first and conditional."""
    flag = content.redflags[finding.flag]
    return Reply(
        Kind.ANSWER,
        (*paragraphs(flag.asked), *_numbers(content, flag, Tier.T2, None)),
        notice=content.wording.notice,
    )


def other_emergency(content: Content, country: str | None = None) -> Reply:
    """An emergency that is none of ours: the number, and that there is no answer."""
    wording = content.wording
    line = _with_country(content, content.emergency.neutral, country)
    return Reply(
        Kind.URGENT,
        (wording.unknown_emergency, line, wording.unknown),
        notice=wording.urgent_notice,
    )


def suggestions(content: Content, names: Iterable[str], caution: str | None) -> Reply:
    """Up to three topics to pick from."""
    return Reply(
        Kind.SUGGESTIONS,
        (content.wording.offer,),
        caution=caution,
        choices=choices(content, names),
        after=(content.wording.offer_footer,),
    )


def unknown(content: Content, caution: str | None, *, english: bool) -> Reply:
    """Plainly no answer."""
    wording = content.wording
    said = wording.unknown if english else wording.language_notice
    return Reply(Kind.UNKNOWN, (said,), caution=caution)


def notice(said: str) -> Reply:
    """A short word of the bot's own."""
    return Reply(Kind.NOTICE, (said,))


def flat(text: str) -> str:
    """A text of the FAQ in one line."""
    return " ".join(text.split())


def choices(content: Content, names: Iterable[str]) -> tuple[Choice, ...]:
    """Topics as things to pick."""
    return tuple(Choice(content.topics[name].question, Press(Action.SHOW, name)) for name in names)


def exercise_card(content: Content, name: str) -> ExerciseCard:
    """One exercise with its dose, when to stop, and who should not (STD-18)."""
    entry, wording = content.exercises[name], content.wording
    return ExerciseCard(
        wording.exercise.format(name=entry.name), entry.steps, _notes(entry, wording)
    )


def sources(content: Content, name: str) -> Reply:
    """Where the answer of a topic comes from, and who has signed it (STD-16)."""
    entry, wording = content.topics[name], content.wording
    lines = (_source(content, code) for code in entry.sources)
    signed = () if entry.reviewed else (wording.unreviewed,)
    return Reply(Kind.LISTING, tuple(lines), title=wording.sources, after=signed)


def listing(title: str, lines: Iterable[str]) -> Reply:
    """A heading and a line for each thing."""
    return Reply(Kind.LISTING, ("\n".join(lines),), title=title)


def exercise(content: Content, name: str) -> Reply:
    """One exercise by itself."""
    card, wording = exercise_card(content, name), content.wording
    return Reply(Kind.ANSWER, exercises=(card,), notice=wording.notice)


def numbers(content: Content, country: str) -> Reply:
    """Emergency and crisis numbers of a country, or the ones that hold in many (STD-7)."""
    found = content.emergency.countries.get(country.strip().upper())
    if not found:
        return Reply(Kind.NOTICE, (content.emergency.neutral, content.emergency.crisis_neutral))
    known = (found.emergency, found.crisis, found.health_line)
    return Reply(Kind.NOTICE, tuple(number for number in known if number), after=(found.source,))


def _source(content: Content, code: str) -> str:
    source = content.sources[code]
    year = f" ({source.year})" if source.year else ""
    return f"{source.by}: {source.title}{year}" + (f". {source.url}" if source.url else "")


def _notes(entry: Exercise, wording: Wording) -> tuple[str, ...]:
    return (
        wording.dose.format(text=flat(entry.dose.in_words)),
        wording.stop.format(text=flat(entry.stop)),
        wording.not_for.format(text=flat(entry.not_for)),
    )


def _numbers(content: Content, flag: RedFlag, tier: Tier, country: str | None) -> tuple[str, ...]:
    """Where to call (STD-7); lines to talk to where it is despair."""
    emergency = content.emergency
    line = emergency.neutral if tier is Tier.T1 else emergency.numbers
    line = _with_country(content, line, country)
    if not flag.crisis:
        return (line,)
    known = emergency.countries.get(country or "")
    crisis = known.crisis if known else None
    return (_before(content, crisis, country, emergency.crisis_neutral), line)


def _with_country(content: Content, line: str, country: str | None) -> str:
    known = content.emergency.countries.get(country or "")
    return _before(content, known.emergency if known else None, country, line)


def _before(content: Content, number: str | None, country: str | None, line: str) -> str:
    """The number of a country before those of many: the person may be elsewhere."""
    if not number:
        return line
    return f"{content.emergency.of_country.format(number=number, country=country)} {line}"

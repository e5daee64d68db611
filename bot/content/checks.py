"""What must hold between the files of a FAQ, and of every text in it (STD-1 to STD-18, STD-33)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.content import discord_checks, gaps, plain_language
from bot.content.load import Content, ContentError, Folder, Lessons, load_lessons
from bot.content.models import Exercise, RedFlag, Review, Topic
from bot.content.patterns import PatternError, parse

MOST_WORDS_ANSWER = 120
MOST_WORDS_FLAG = 80
MOST_WORDS_HELP = 45
FEWEST_PHRASINGS = 60
LONGEST_REVIEW = timedelta(days=366)

FORBIDDEN = {
    r"\b(cures?|cured|heals?|diagnoses|treats|guaranteed?|prevents disease)\b": "promises too much",
    r"\byou have (a|an)\b": "is a diagnosis",
    r"\b\d+\s?(mg|milligrams?|mcg|ml)\b": "is a dose of a medicine",
    r"\bstop taking\b(?<!not stop taking)": "tells to stop a medicine",
    r"\bcall 111\b": "names a number that means two things",
    r"slot gacor|lowerbacktightness|leave a reply": "is page furniture of the article",
    r"\bespecially women\b": "singles out women",
    r"@everyone|@here": "would ping people",
}
"""What no text may say, and why (STD-7, 13, 14, 17, 27, 33)."""

EXERCISE_WORDS = re.compile(
    r"\b(stretch|exercise|remind|heel raise|calf raise|massage it)", re.IGNORECASE
)


def faults(content: Content, folder: Folder) -> Iterator[str]:
    """Every fault that stops the bot from starting, with file and line."""
    for name, topic in content.topics.items():
        yield from _of_topic(content, folder, name, topic)
    for name, flag in content.redflags.items():
        yield from _of_flag(content, folder, name, flag)
    for name, exercise in content.exercises.items():
        yield from _of_exercise(content, folder, name, exercise)
    yield from _of_claims(content, folder)
    yield from _of_smalltalk(content, folder)
    yield from _of_wording(content, folder)
    yield from _of_reminding(content, folder)
    yield from _of_emergency(content, folder)
    yield from discord_checks.faults(content.discord, folder)
    yield from _of_matrix(content, folder)


def overdue(content: Content, today: date) -> Iterator[str]:
    """What somebody must look at again: reviews and emergency numbers out of date."""
    for name, review in _reviews(content):
        if review and review.due < today:
            yield f"{name}: the review was due on {review.due}"
    if content.emergency.recheck < today:
        yield f"emergency.yaml: the numbers were to be checked again on {content.emergency.recheck}"


def unreviewed(content: Content) -> int:
    """How many entries no clinician has signed."""
    return sum(review is None for _, review in _reviews(content))


def lessons(content: Content) -> Lessons:
    """The phrasing lists, checked. Raises ContentError when a topic has too few."""
    found = load_lessons(content.folder, content.topics, content.redflags)
    faults = [
        f"phrasings/{name}.yaml: {name!r} has {count} phrasings; at least {FEWEST_PHRASINGS}"
        for name, topic in content.topics.items()
        if (count := _phrasings(found, name, topic)) < FEWEST_PHRASINGS
    ]
    if faults:
        raise ContentError(faults)
    return found


def _phrasings(found: Lessons, name: str, topic: Topic) -> int:
    further = found.topics[name].phrasings if name in found.topics else ()
    return len({*topic.asked_as, *further})


def _of_topic(content: Content, folder: Folder, name: str, topic: Topic) -> Iterator[str]:
    file = f"topics/{name}.yaml"
    if topic.exercise and topic.exercise not in content.exercises:
        yield folder.fault(file, ("exercise",), f"no exercise is called {topic.exercise!r}")
    yield from _unknown(folder, file, "see_also", topic.see_also, content.topics)
    yield from _unknown(folder, file, "sources", topic.sources, content.sources)
    yield from _unknown(folder, file, "claims", topic.claims, content.claims)
    said = {"answer": f"{topic.answer}\n\n{topic.correction or ''}"}
    yield from _hard(folder, file, said, MOST_WORDS_ANSWER)
    yield from _hard(folder, file, {"when_to_get_help": topic.when_to_get_help}, MOST_WORDS_HELP)
    keys = {"question", "answer", "correction", "when_to_get_help"}
    yield from _forbidden(folder, file, topic.model_dump(include=keys, exclude_none=True))
    yield from _unsigned(folder, file, topic.reviewed)


def _of_flag(content: Content, folder: Folder, name: str, flag: RedFlag) -> Iterator[str]:
    file = f"redflags/{name}.yaml"
    yield from _unknown(folder, file, "sources", flag.sources, content.sources)
    texts = {"action": flag.action, "asked": flag.asked, "caution": flag.caution}
    if flag.action_for_another:
        texts["action_for_another"] = flag.action_for_another
    yield from _hard(folder, file, texts, MOST_WORDS_FLAG)
    yield from _forbidden(folder, file, texts)
    yield from _unsigned(folder, file, flag.reviewed)
    if EXERCISE_WORDS.search(flag.action):
        yield folder.fault(file, ("action",), "an urgent reply names no exercise or reminder")
    for number, pattern in enumerate(flag.patterns):
        try:
            parse(pattern.when, {*flag.words, "named"}, content.signs.words, name)
        except PatternError as error:
            yield folder.fault(file, ("patterns", number), str(error))


def _of_exercise(content: Content, folder: Folder, name: str, exercise: Exercise) -> Iterator[str]:
    file = f"exercises/{name}.yaml"
    yield from _unknown(folder, file, "sources", exercise.sources, content.sources)
    texts = {
        "steps": "\n\n".join(exercise.steps),
        "stop": exercise.stop,
        "not_for": exercise.not_for,
    }
    yield from _hard(folder, file, texts, MOST_WORDS_ANSWER)
    yield from _forbidden(folder, file, {**texts, "dose": exercise.dose.in_words})
    yield from _unsigned(folder, file, exercise.reviewed)


def _of_claims(content: Content, folder: Folder) -> Iterator[str]:
    for code, claim in content.claims.items():
        yield from _unknown(folder, "claims.yaml", code, claim.topics, content.topics)
        if not claim.topics and not claim.left_out:
            yield folder.fault("claims.yaml", (code,), f"{code} needs a topic, or left_out")
        for name in claim.topics:
            if name in content.topics and code not in content.topics[name].claims:
                yield folder.fault("claims.yaml", (code, "topics"), f"{name} does not list {code}")
    for name, topic in content.topics.items():
        for code in topic.claims:
            if code in content.claims and name not in content.claims[code].topics:
                file = f"topics/{name}.yaml"
                yield folder.fault(file, ("claims",), f"claims.yaml does not give {code} to it")


def _of_smalltalk(content: Content, folder: Folder) -> Iterator[str]:
    for kind, talk in content.smalltalk.items():
        if (talk.reply is None) == (talk.topic is None):
            yield folder.fault("smalltalk.yaml", (kind,), "needs a reply or a topic, not both")
        yield from _forbidden(folder, "smalltalk.yaml", {kind: talk.reply or ""})
        if talk.topic and talk.topic not in content.topics:
            problem = f"no topic is called {talk.topic!r}"
            yield folder.fault("smalltalk.yaml", (kind, "topic"), problem)


def _of_wording(content: Content, folder: Folder) -> Iterator[str]:
    said = content.wording.model_dump()
    texts = {name: text for name, text in said.items() if isinstance(text, str)}
    yield from _forbidden(folder, "wording.yaml", texts)
    for name, text in texts.items():
        if problem := gaps.fault(text, gaps.WORDING.get(name, "")):
            yield folder.fault("wording.yaml", (name,), f"{name} {problem}")


def _of_reminding(content: Content, folder: Folder) -> Iterator[str]:
    for part, lines in content.reminding.model_dump(exclude={"examples"}).items():
        wanted = gaps.NAMED.get(part, frozenset(lines))
        for name in sorted(wanted ^ lines.keys()):
            yield folder.fault("reminding.yaml", (part,), f"{part}: {name} is missing or unknown")
        for name, text in lines.items():
            allowed = gaps.REMINDING.get(f"{part}.{name}", gaps.REMINDING.get(part, ""))
            if problem := gaps.fault(text, allowed):
                yield folder.fault("reminding.yaml", (part, name), f"{name} {problem}")


def _of_emergency(content: Content, folder: Folder) -> Iterator[str]:
    said = content.emergency.model_dump(include={"neutral", "numbers", "crisis_neutral"})
    yield from _forbidden(folder, "emergency.yaml", said)
    if problem := gaps.fault(content.emergency.of_country, "number country"):
        yield folder.fault("emergency.yaml", ("of_country",), f"of_country {problem}")
    for code, country in content.emergency.countries.items():
        texts = {code: " ".join(filter(None, country.model_dump().values()))}
        yield from _forbidden(folder, "emergency.yaml", texts)


def _of_matrix(content: Content, folder: Folder) -> Iterator[str]:
    words = content.matrix
    for name in sorted(gaps.MATRIX_NAMED ^ words.said.keys()):
        yield folder.fault("matrix.yaml", ("said",), f"said: {name} is missing or unknown")
    for name, text in words.said.items():
        if problem := gaps.fault(text, gaps.MATRIX.get(name, "")):
            yield folder.fault("matrix.yaml", ("said", name), f"{name} {problem}")
    for name, text in words.typed.items():
        if problem := gaps.fault(text, "key about"):
            yield folder.fault("matrix.yaml", ("typed", name), f"{name} {problem}")
    for name in sorted(words.typed.keys() - words.reactions.keys()):
        yield folder.fault("matrix.yaml", ("typed", name), f"{name} has no reaction")


def _unsigned(folder: Folder, file: str, review: Review | None) -> Iterator[str]:
    if review and not review.on <= review.due <= review.on + LONGEST_REVIEW:
        yield folder.fault(file, ("reviewed",), "a review holds for at most 12 months (STD-2)")


def _unknown(
    folder: Folder, file: str, key: str, names: Iterable[str], known: Iterable[str]
) -> Iterator[str]:
    known = frozenset(known)
    for number, name in enumerate(names):
        if name not in known:
            yield folder.fault(file, (key, number), f"{key}: {name!r} is not known")


def _hard(folder: Folder, file: str, texts: dict[str, str], most: int) -> Iterator[str]:
    for key, text in texts.items():
        for problem in plain_language.faults(text, most):
            yield folder.fault(file, (key,), f"{key} {problem}")


def _forbidden(folder: Folder, file: str, texts: dict[str, str]) -> Iterator[str]:
    for key, text in texts.items():
        for pattern, why in FORBIDDEN.items():
            found = re.search(pattern, text, re.IGNORECASE)
            if found:
                yield folder.fault(file, (key,), f"{key} says {found.group()!r}, which {why}")


def _reviews(content: Content) -> Iterator[tuple[str, Review | None]]:
    for name, topic in content.topics.items():
        yield f"topics/{name}.yaml", topic.reviewed
    for name, exercise in content.exercises.items():
        yield f"exercises/{name}.yaml", exercise.reviewed
    for name, flag in content.redflags.items():
        yield f"redflags/{name}.yaml", flag.reviewed

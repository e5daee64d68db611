"""What is offered while a person types: exercises, zones, their reminders, times, countries."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

from rapidfuzz import process

from bot.chat import Field, Offer, Person
from bot.clock import Clock
from bot.commands.current import Current
from bot.commands.exercises import called
from bot.content.load import Content
from bot.reminders import zones
from bot.reminders.phrases import NotUnderstood, understand
from bot.reminders.reminder import Owner
from bot.reminders.rule import upcoming
from bot.reminders.says import told
from bot.reminders.store.error import StoreError
from bot.reminders.store.people import People
from bot.reminders.store.reminders import Reminders
from bot.replies import reminders as replies
from bot.replies.written_times import written

log = logging.getLogger(__name__)

MOST = 25
LONGEST = 100
"""Offers that a chat shows at once, and characters of each (Discord's limits)."""

NEAR = 55
"""rapidfuzz similarity from which an exercise is offered."""

TIMES = 2


class Completing:
    """Completes what people type. Changes nothing, and never fails."""

    def __init__(
        self, current: Current, people: People, reminders: Reminders, clock: Clock
    ) -> None:
        self._current = current
        self._people = people
        self._reminders = reminders
        self._clock = clock
        self._fields: Mapping[Field, Callable[[str, Person], Awaitable[Iterable[Offer]]]] = {
            Field.EXERCISE: self._exercises,
            Field.ZONE: self._zones,
            Field.REMINDER: self._numbers,
            Field.COUNTRY: self._countries,
        }

    async def __call__(
        self, field: Field, typed: str, person: Person, language: str
    ) -> tuple[Offer, ...]:
        """What is offered, the best first; nothing while the database fails."""
        try:
            offers = await self._offered(field, typed.strip(), person, language)
        except StoreError as error:
            log.warning("nothing is offered: %s", error)
            return ()
        fitting = (Offer(_cut(it.label), it.value) for it in offers if len(it.value) <= LONGEST)
        return tuple(it for it in fitting if it.label and it.value)[:MOST]

    async def _offered(
        self, field: Field, typed: str, person: Person, language: str
    ) -> Iterable[Offer]:
        if field is Field.WHEN:
            return await self._times(typed, person, language)
        return await self._fields[field](typed, person)

    @property
    def _content(self) -> Content:
        return self._current.answering.content

    @property
    def _now(self) -> int:
        return int(self._clock.now())

    async def _exercises(self, typed: str, person: Person) -> Iterable[Offer]:  # noqa: ARG002
        names = {name: entry.name for name, entry in self._content.exercises.items()}
        if not typed:
            return [Offer(shown, name) for name, shown in names.items()]
        known = called(self._content)
        found = process.extract(typed.lower(), known.keys(), score_cutoff=NEAR, limit=MOST)
        return [Offer(names[name], name) for name in dict.fromkeys(known[it[0]] for it in found)]

    async def _zones(self, typed: str, person: Person) -> Iterable[Offer]:  # noqa: ARG002
        said = self._content.reminding.personal
        found = zones.complete(typed, self._content.zones.places, MOST)
        return [
            Offer(said.zone_offer.format(zone=one, time=replies.clock_time(self._now, one)), one)
            for one in found
        ]

    async def _numbers(self, typed: str, person: Person) -> Iterable[Offer]:
        owner = await self._people.find(person)
        mine = await self._reminders.all(owner) if owner else ()
        labels = [
            (replies.short_line(self._content, one, owner), str(one.number))
            for one in mine
            if owner
        ]
        return [Offer(label, number) for label, number in labels if typed.lower() in label.lower()]

    async def _countries(self, typed: str, person: Person) -> Iterable[Offer]:  # noqa: ARG002
        return [it for it in countries(self._content) if typed.lower() in it.label.lower()]

    async def _times(self, typed: str, person: Person, language: str) -> Iterable[Offer]:
        owner = await self._people.find(person)
        when = self._content.reminding.when
        if owner is None or owner.zone is None:
            return [Offer(when["zone-first"], typed or when["zone-first"])]
        phrases = [typed] if typed else self._content.reminding.examples
        return [offer for phrase in phrases for offer in self._understood(phrase, owner, language)]

    def _understood(self, phrase: str, owner: Owner, language: str) -> Iterator[Offer]:
        """How a phrase is understood, what it may mean, or what is wrong with it."""
        zone = owner.zone or replies.UTC
        try:
            rule = understand(phrase, zone, self._now)
        except NotUnderstood as error:
            sentence = self._content.reminding.problems[error.problem.value]
            yield from (
                it for one in error.choices for it in self._understood(one, owner, language)
            )
            if not error.choices:
                yield Offer(sentence.format(words=", ".join(error.words)), phrase)
            return
        times = (written(one, zone, language) for one in upcoming(rule, self._now, zone, TIMES))
        label = self._content.reminding.when["offer"]
        yield Offer(label.format(says=told(rule, zone), times="; ".join(times)), phrase)


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"


def countries(content: Content) -> tuple[Offer, ...]:
    """Every country whose emergency number is known, in the order of their codes."""
    known = sorted(content.emergency.countries.items())
    return tuple(Offer(f"{code}: {country.emergency}", code) for code, country in known)

"""What each kind of FAQ file holds. Authors' schemas are made from these classes."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = tuple[Text, ...]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
SourceCode = Annotated[str, StringConstraints(pattern=r"^(R\d{2,3}|K)$")]
ClaimCode = Annotated[str, StringConstraints(pattern=r"^C\d{1,2}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Tier(StrEnum):
    """How soon someone must be seen: now, today, or within days."""

    T1 = "T1"
    T2 = "T2"
    T3 = "T3"

    @property
    def urgent(self) -> bool:
        """Whether the reply must be the red flag's own, first and alone."""
        return self is not Tier.T3


class Stance(StrEnum):
    """What a message says about a red flag."""

    ASSERTED = "asserted"
    ASKED = "asked"
    DENIED = "denied"
    PAST = "past"
    FIGURATIVE = "figurative"


class Entry(BaseModel):
    """The manner of every file: no unknown keys, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Review(Entry):
    """A clinician's signature on an entry, and the day it runs out (STD-2)."""

    by: Text
    on: date
    due: date


class Topic(Entry):
    """One question and its answer."""

    question: Line = Field(description="The question in its plainest form; the title of the answer")
    asked_as: tuple[Line, ...] = Field(
        min_length=10, description="Ten or more of the best short ways to ask it"
    )
    keywords: tuple[Line, ...] = Field(
        min_length=1, description="Words that point here and not to a neighbour"
    )
    answer: Text = Field(description="Plain words, the main point first; paragraphs by blank lines")
    correction: Text | None = Field(description="What the article got wrong here, said in words")
    claims: tuple[ClaimCode, ...] = Field(description="The article's claims dealt with, of claims")
    exercise: Id | None = Field(description="The one exercise that fits; the name of a file")
    see_also: tuple[Id, ...] = Field(description="Neighbouring topics")
    when_to_get_help: Text = Field(description="When to see someone about it")
    sources: tuple[SourceCode, ...] = Field(min_length=1, description="Codes of sources.yaml")
    reviewed: Review | None = Field(description="null until a clinician has signed it")


class Dose(Entry):
    """How much of an exercise to start with."""

    sets: int | None
    repetitions: int | None
    hold_seconds: int | None
    days_a_week: int | None
    in_words: Text = Field(description="The same as a sentence")


class Exercise(Entry):
    """One exercise, its dose, and who should not do it (STD-18)."""

    name: Line
    also_called: tuple[Line, ...] = ()
    steps: tuple[Line, ...] = Field(min_length=1)
    dose: Dose
    stop: Text = Field(description="When to stop")
    not_for: Text = Field(description="Who should not do it")
    sources: tuple[SourceCode, ...] = Field(min_length=1)
    picture: Line | None = Field(description="A file beside this one, or null")
    reviewed: Review | None


class Pattern(Entry):
    """One way a red flag shows: the signs on one line, and how soon it must be seen."""

    tier: Tier
    when: Line = Field(description="<word set> in order; + near, any order; & anywhere")


class NotExamples(Entry):
    """Messages that name a red flag and must not raise the alarm."""

    asked: tuple[Line, ...] = ()
    denied: tuple[Line, ...] = ()
    past: tuple[Line, ...] = ()
    figurative: tuple[Line, ...] = ()


class RedFlag(Entry):
    """A danger, how people tell of it, and the reply that comes before everything."""

    name: Line
    priority: int = Field(ge=1, description="1 speaks first when several are reported")
    tier: Tier = Field(description="The tier of a plain report")
    action: Text = Field(description="The urgent reply; its first sentence is what to do")
    action_for_another: Text | None = Field(
        default=None, description="The reply to someone who speaks for another person"
    )
    asked: Text = Field(description="The reply to a question about it, action first, conditional")
    caution: Line = Field(description="One conditional sentence for the top of a normal answer")
    crisis: bool = Field(default=False, description="Whether to name lines to talk to")
    must_not: tuple[Line, ...] = Field(description="Advice that must never stand in the reply")
    named: tuple[Line, ...] = Field(description="Names of the condition, with misspellings")
    words: dict[str, tuple[Line, ...]] = Field(default_factory=dict, description="Own word sets")
    patterns: tuple[Pattern, ...] = Field(default=(), description="The sign rules")
    examples: tuple[Line, ...] = Field(min_length=10)
    not_examples: NotExamples
    sources: tuple[SourceCode, ...] = Field(min_length=1)
    reviewed: Review | None


class Phrasings(Entry):
    """Further ways to ask one thing, for training only."""

    phrasings: tuple[Line, ...]


class Asserted(Entry):
    """Reports of a red flag, by how soon each must be seen."""

    T1: tuple[Line, ...] = ()
    T2: tuple[Line, ...] = ()
    T3: tuple[Line, ...] = ()


class FlagPhrasings(NotExamples):
    """Further messages about one red flag, by what they say of it; for training only."""

    asserted: Asserted


class Source(Entry):
    """Where a fact comes from."""

    by: Line
    title: Line
    year: int | None = None
    url: Line | None = Field(default=None, description="Only the publisher's own address")
    note: Line | None = None


class Claim(Entry):
    """One claim of the article, judged."""

    about: Text
    judgement: Literal["supported", "partly", "wrong", "unsupported", "garbled"]
    topics: tuple[Id, ...]
    instead: Text = Field(description="What the topics say instead")
    left_out: Text | None = Field(default=None, description="Why no topic deals with it")


class Country(Entry):
    """The numbers to call in one country."""

    emergency: Line
    crisis: Line | None
    health_line: Line | None
    source: Line


class Emergency(Entry):
    """Emergency and crisis numbers, who keeps them, and when to check them again (STD-31)."""

    owner: Line
    checked: date | None = Field(description="null until every number was checked")
    recheck: date
    neutral: Line = Field(description="What to do now, said when the country is not known")
    numbers: Line = Field(description="The same numbers for later, in case it gets worse")
    crisis_neutral: Line
    of_country: Line = Field(description="Put before them where the country is known")
    countries: dict[str, Country]


class Cues(Entry):
    """Words that turn a sign into a denied, past, asked or figurative one."""

    negation: Texts
    not_negation: Texts = Field(description="Phrases with a negation that deny nothing")
    ends_negation: Texts
    denied_after: Texts = Field(description="Denials that follow their sign: 'ruled out'")
    past: Texts
    asked: Texts
    supposed: Texts = Field(description="if, in case, worried about getting")
    figurative: Texts
    another: Texts = Field(description="Somebody else who is spoken for")
    oneself: Texts = Field(description="Words in which a person speaks for themselves")
    personal: Texts
    now: Texts


class Signs(Entry):
    """Word sets and cues that the patterns of all red flags share."""

    words: dict[str, tuple[Line, ...]]
    cues: Cues


class Synonyms(Entry):
    """Words that mean the same here; the first of each group stands for all."""

    groups: tuple[tuple[Line, ...], ...]
    short_forms: dict[str, str] = Field(description="Chat spellings and what they stand for")


class SmallTalk(Entry):
    """Words that are no question, and what to reply when they are said to the bot."""

    said_as: tuple[Line, ...]
    reply: Line | None = None
    topic: Id | None = None


class Wording(Entry):
    """Every sentence the bot itself says."""

    notice: Line
    urgent_notice: Line
    language_notice: Line
    unknown: Line
    unknown_emergency: Line
    offer: Line
    offer_footer: Line
    nothing_said: Line
    get_help: Line
    correction: Line
    exercise: Line
    dose: Line
    stop: Line
    not_for: Line
    see_also: Line
    sources: Line
    no_sources: Line
    unreviewed: Line
    choose: Line
    no_such_choice: Line
    saved: Line
    type_one: Line
    unknown_command: Line
    no_such_exercise: Line
    exercises: Line
    topics: Line
    ask_what: Line
    help: Line
    commands: dict[str, Line]
    welcome: Text
    goodbye: Line
    slower: Line
    helpful: Line
    not_helpful: Line
    withdrawn: Line
    stats_title: Line
    stats_people: Line
    stats_reminders: Line
    stats_opinions: Line
    stats_topic: Line
    stats_none: Line
    reloaded: Line
    not_reloaded: Line
    failed: Line

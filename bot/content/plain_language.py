"""How hard a text is to read: words, sentences and the Flesch-Kincaid grade (STD-10, STD-12)."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z0-9'\u2019-]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]+")

LONGEST_SENTENCE = 20
HARDEST_GRADE = 8.0
LONGEST_MEAN = 14.0
SENTENCES_IN_PARAGRAPH = 3

# Long words that a reader here has met in the question itself, counted as two syllables (STD-10).
KNOWN_WORDS = frozenset(
    [
        "gastrocnemius",
        "soleus",
        "achilles",
        "physiotherapist",
        "physio",
        "emergency",
        "tibial",
        "peroneal",
        "magnesium",
        "dorsiflexors",
        "pharmacist",
        "medicine",
        "medicines",
    ]
)


@dataclass(frozen=True)
class Reading:
    """What can be counted in a text."""

    words: int
    longest_sentence: int
    mean_sentence: float
    longest_paragraph: int
    grade: float


def measure(text: str) -> Reading:
    """Count `text`. The grade is Flesch-Kincaid: years of school a reader needs."""
    said = sentences(text)
    words = _WORD.findall(text)
    if not said or not words:
        return Reading(0, 0, 0.0, 0, 0.0)
    mean = len(words) / len(said)
    syllables = sum(_syllables(word) for word in words) / len(words)
    return Reading(
        words=len(words),
        longest_sentence=max(len(_WORD.findall(sentence)) for sentence in said),
        mean_sentence=mean,
        longest_paragraph=max(len(sentences(part)) for part in paragraphs(text)),
        grade=0.39 * mean + 11.8 * syllables - 15.59,
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    flat = " ".join(text.split())
    return [part for part in _SENTENCE_END.split(flat) if _WORD.search(part)]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def faults(text: str, most_words: int) -> list[str]:
    """What makes `text` too hard or too long to read."""
    reading = measure(text)
    told = []
    if reading.words > most_words:
        told.append(f"has {reading.words} words; at most {most_words}")
    if reading.longest_sentence > LONGEST_SENTENCE:
        told.append(
            f"has a sentence of {reading.longest_sentence} words; at most {LONGEST_SENTENCE}"
        )
    if reading.longest_paragraph > SENTENCES_IN_PARAGRAPH:
        told.append(f"has a paragraph of {reading.longest_paragraph} sentences; at most 3")
    if reading.mean_sentence > LONGEST_MEAN:
        told.append(f"has {reading.mean_sentence:.1f} words a sentence; at most {LONGEST_MEAN:.0f}")
    if reading.grade > HARDEST_GRADE:
        told.append(f"needs reading grade {reading.grade:.1f}; at most {HARDEST_GRADE:.0f}")
    return told


def _syllables(word: str) -> int:
    word = word.lower().strip("'")
    if word in KNOWN_WORDS:
        return 2
    if len(word) <= len("the"):
        return 1
    stem = word if word.endswith("le") else _SILENT_END.sub("", word)
    return max(1, len(_VOWELS.findall(stem)))

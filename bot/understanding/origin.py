"""What the learned weights are made from, as one hash: the weights are stale when it changes.

It covers what training reads (phrasings, examples, patterns, synonyms), so that a better wording
of an answer needs no new training.
"""

import hashlib
import json

from bot.content.load import Content, ContentError

VERSION = 2
"""Raised when reading or training changes in a way that old weights do not fit."""


def origin(content: Content) -> str:
    """The hash of all that training would read now."""
    digest = hashlib.sha256(f"version {VERSION}".encode())
    digest.update(json.dumps(_taught(content), sort_keys=True).encode())
    for path in sorted((content.folder / "phrasings").glob("*.yaml")):
        if not path.is_file():
            raise ContentError([f"phrasings/{path.name}: is not a file"])
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _taught(content: Content) -> dict[str, object]:
    of_topics = {"question", "asked_as", "keywords"}
    of_flags = {"words", "patterns", "named", "examples", "not_examples"}
    return {
        "topics": {
            name: topic.model_dump(mode="json", include=of_topics)
            for name, topic in content.topics.items()
        },
        "redflags": {
            name: flag.model_dump(mode="json", include=of_flags)
            for name, flag in content.redflags.items()
        },
        "signs": content.signs.model_dump(mode="json"),
        "synonyms": content.synonyms.model_dump(mode="json"),
    }

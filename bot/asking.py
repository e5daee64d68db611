"""`soleus ask`: one question or many JSON lines -> one JSON object each (contract: DESIGN 6)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.answering import Answer, Answering
from bot.content.load import Content
from bot.plain import plain

LONGEST_LINE = 1_000_000


def told(content: Content, answer: Answer) -> dict[str, Any]:
    """An answer as the object that scripts read."""
    decision = answer.decision
    topic = content.topics[decision.topic] if decision.topic else None
    return {
        "outcome": decision.outcome,
        "topic": decision.topic,
        "suggestions": list(answer.guess.topics),
        "flags": [
            {"id": one.flag, "tier": one.tier.value, "stance": one.stance.value}
            for one in answer.danger.findings
        ],
        "caution": decision.caution,
        "confidence": round(answer.guess.confidence, 4),
        "exercise": topic.exercise if topic else None,
        "text": plain(decision.reply) if decision.reply else "",
    }


def each(lines: Iterable[bytes], answering: Answering) -> Iterator[dict[str, Any]]:
    """One object for each line, in order; a faulty line gives {"error": ...} in its place."""
    for line in lines:
        try:
            question, addressed = _question(line)
        except ValueError as error:
            yield {"error": str(error)}
        else:
            yield told(answering.content, answering.answer(question, addressed=addressed))


def _question(line: bytes) -> tuple[str, bool]:
    if len(line) > LONGEST_LINE:
        raise ValueError("the line is longer than 1 MB")
    try:
        asked = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise ValueError("the line is not JSON") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
        raise ValueError('the line is not an object with a text "q"')
    addressed = asked.get("addressed", True)
    if not isinstance(addressed, bool):
        raise ValueError('"addressed" must be true or false')
    return asked["q"], addressed

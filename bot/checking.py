"""`soleus check`: everything that can be wrong before the bot speaks, told in lines."""

import sys
from datetime import date

from bot.content import checks
from bot.content.load import Content, ContentError, load
from bot.settings import Settings, overview
from bot.understanding import embedding, weights
from bot.understanding.origin import origin


def check(settings: Settings, today: date) -> int:
    """Print what was found; 1 when something must be mended, else 0."""
    print("\n".join(overview(settings)))
    try:
        content = load(settings.faq_dir, checks.faults)
    except ContentError as error:
        return _faulty(error.faults)
    faults = [*_learned(content), *checks.overdue(content, today)]
    if faults:
        return _faulty(faults)
    print(_summary(content))
    return 0


def _learned(content: Content) -> list[str]:
    """Faults of the phrasing lists and of the weights made from them."""
    try:
        checks.lessons(content)
        found = weights.load(content.folder / weights.NAME, origin(content), semantic=True)
    except ContentError as error:
        return list(error.faults)
    except weights.WeightsError as error:
        return [str(error)]
    if embedding.available() is None:
        print("sentence embeddings: off; matching is better with the extra [semantic] installed")
    elif found.semantic is None:
        print("sentence embeddings: installed, but not learned; run `soleus train`")
    return []


def _summary(content: Content) -> str:
    return (
        f"{len(content.topics)} topics, {len(content.redflags)} red flags, "
        f"{len(content.exercises)} exercises: no faults.\n"
        f"Medical review: {checks.unreviewed(content)} entries are not signed off by a clinician."
    )


def _faulty(faults: tuple[str, ...] | list[str]) -> int:
    for fault in faults:
        print(f"soleus: {fault}", file=sys.stderr)
    print(f"soleus: {len(faults)} to mend", file=sys.stderr)
    return 1

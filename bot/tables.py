"""How `soleus eval` shows its report: tables for people, one object for programs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress, TaskID, track
from rich.table import Table

from bot.evaluation import Asked, Report

MOST_CONFUSIONS = 15


def with_progress(asked: Iterable[Asked], count: int) -> list[Asked]:
    """All answers, with a bar on stderr where a person waits."""
    console = Console(stderr=True)
    return list(
        track(asked, "asking", total=count, console=console, disable=not console.is_terminal)
    )


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Bars on stderr: call what is given with a name, how much is done, and of how much."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(name: str, done: int, of: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name)
            bars.update(tasks[name], completed=done, total=of)

        yield advance


def as_object(report: Report) -> dict[str, Any]:
    """The report as one JSON object."""
    return {
        "figures": {
            figure.name: {"share": round(figure.share, 4), "right": figure.right, "of": figure.of}
            for figure in report.figures
        },
        "reliability": [
            {
                "from": row.least,
                "to": row.most,
                "confidence": round(row.mean_confidence, 3),
                "right": round(row.share_right, 3),
                "count": row.count,
            }
            for row in report.reliability
        ],
        "confusions": [
            {"wanted": wanted, "got": got, "count": count}
            for wanted, got, count in report.confusions
        ],
    }


def show(report: Report, *, misses: bool) -> None:
    """Print the report."""
    console = Console(width=None)
    console.print(_figures(report))
    console.print(_reliability(report))
    if report.confusions:
        console.print(_confusions(report))
    if misses:
        for one in report.misses:
            console.print(_miss(one), markup=False, highlight=False, soft_wrap=True)


def _figures(report: Report) -> Table:
    table = Table("figure", "share", "count", title="Accuracy", title_justify="left")
    for figure in report.figures:
        table.add_row(figure.name, f"{figure.share:.3f}", f"{figure.right} / {figure.of}")
    return table


def _reliability(report: Report) -> Table:
    title = "Is confidence what it says? (in scope and out of scope)"
    table = Table("confidence", "said", "right", "count", title=title, title_justify="left")
    for row in report.reliability:
        table.add_row(
            f"{row.least:.1f} to {row.most:.1f}",
            f"{row.mean_confidence:.2f}",
            f"{row.share_right:.2f}",
            str(row.count),
        )
    return table


def _confusions(report: Report) -> Table:
    table = Table("wanted", "got", "times", title="Taken for another", title_justify="left")
    for wanted, got, count in report.confusions[:MOST_CONFUSIONS]:
        table.add_row(wanted, got, str(count))
    return table


def _miss(one: Asked) -> str:
    answer = one.answer
    decision = answer.decision
    got = f"{decision.outcome} {decision.topic or ' '.join(answer.guess.topics)}"
    flags = " ".join(f"{it.flag}:{it.stance.value}" for it in answer.danger.findings)
    wanted = " ".join(one.question.accept) or "silence"
    return (
        f"[{one.question.kind}] {one.question.q}\n"
        f"    wanted {wanted}; got {got} at {answer.guess.confidence:.2f} {flags}"
    )

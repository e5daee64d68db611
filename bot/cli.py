"""The command line: what people type, and how every expected fault is told."""

import io
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import asking, joining, settings
from bot.chat import Refused
from bot.content import checks
from bot.content.load import ContentError
from bot.plain import plain
from bot.reminders.store.error import StoreError
from bot.understanding import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
app.add_typer(db, name="db")

FAULTY, MISUSED, REFUSED, INTERRUPTED = 1, 2, 78, 130
"""REFUSED is EX_CONFIG of sysexits.h: a service manager can be told not to try it again."""


class MisuseError(Exception):
    """Something a person typed that cannot be done, in one line."""


def main() -> None:
    """Run the command line; every expected fault is one clear line and an exit code."""
    _say_what_the_terminal_can()
    try:
        sys.exit(app(standalone_mode=False))
    except (ContentError, weights.WeightsError, settings.SettingsError, StoreError) as error:
        _stop(str(error), FAULTY)
    except Refused as error:
        _stop(str(error), REFUSED)
    except MisuseError as error:
        _stop(str(error), MISUSED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _stop(error.format_message(), MISUSED)


@app.callback()
def about() -> None:
    """Soleus answers questions about calves and the lower back, red flags first."""


@app.command()
def chat() -> None:
    """Talk to it in the terminal; reminders come there too."""
    import asyncio

    from bot.clock import SystemClock

    asyncio.run(joining.converse(settings.read(os.environ), SystemClock()))


@app.command()
def run() -> None:
    """Run on the platforms that are configured."""
    import asyncio

    from bot import running
    from bot.clock import SystemClock

    asyncio.run(running.run(settings.read(os.environ), SystemClock(), _print))


@app.command()
def doctor() -> int:
    """Try token, rights, database and clock; say what to do."""
    import asyncio

    from bot.clock import SystemClock

    faulty = asyncio.run(joining.doctor(settings.read(os.environ), SystemClock(), print))
    return FAULTY if faulty else 0


@app.command()
def when(
    phrase: Annotated[str | None, typer.Argument(help="the phrase, in quotes")] = None,
    *,
    zone: Annotated[str, typer.Option("--zone", help="an IANA time zone")] = "UTC",
    now: Annotated[str | None, typer.Option("--now", help="an ISO time instead of now")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in, JSON lines out")] = False,
) -> int:
    """Show how the time of a reminder is understood."""
    from bot import when as whens
    from bot.reminders import zones

    if jsonl == (phrase is not None):
        raise MisuseError('when takes one "PHRASE" in quotes, or --jsonl and lines on its input')
    zones.use_packaged_data()
    said = joining.content(settings.read(os.environ)).reminding
    try:
        asked = whens.asked(phrase or "", zone, now or int(time.time()))
    except whens.WhenError as error:
        raise MisuseError(str(error)) from None
    if phrase is None:
        return _each(whens.each(_lines("when"), said.problems, zone, asked.now))
    told = whens.told(asked, said.problems)
    text = json.dumps(told) if as_json else "\n".join(whens.plain(told, said.when))
    if not told["ok"] and not as_json:
        raise MisuseError(text)
    print(text)
    return 0 if told["ok"] else MISUSED


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the form that this version needs."""
    import asyncio

    asyncio.run(joining.upgrade(settings.read(os.environ)))
    _tell("the database has the form that this version needs")


@db.command("copy")
def db_copy(url: Annotated[str, typer.Argument(help="postgresql://... or sqlite:///...")]) -> None:
    """Copy everything to another, empty database."""
    import asyncio

    from bot import tables

    counts = asyncio.run(joining.copied(settings.read(os.environ), url, tables.progress))
    _tell("copied and counted: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="the question, in quotes")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in, JSON lines out")] = False,
) -> int:
    """Answer one question, or one on each line of the input with --jsonl."""
    if jsonl == (question is not None):
        raise MisuseError('ask takes one "QUESTION" in quotes, or --jsonl and lines on its input')
    answering = joining.answering(settings.read(os.environ))
    if question is not None:
        answer = answering.answer(question)
        reply = answer.decision.reply
        as_object = json.dumps(asking.told(answering.content, answer))
        print(as_object if as_json or not reply else plain(reply))
        return 0
    return _each(asking.each(_lines("ask"), answering))


@app.command()
def check() -> int:
    """Check content and settings; name every fault."""
    from bot import checking

    return checking.check(settings.read(os.environ), datetime.now(UTC).date())


@app.command()
def train() -> None:
    """Learn anew from the content and write the weights beside it."""
    from bot.understanding import embedding

    chosen = settings.read(os.environ)
    content = joining.content(chosen)
    try:
        from bot.understanding import training
    except ImportError:
        raise MisuseError(
            "train needs more packages: install Soleus with its extras [semantic,train]"
        ) from None
    if not os.access(chosen.faq_dir, os.W_OK):
        raise MisuseError(f"{chosen.faq_dir}: train writes there, and may not")
    lessons = checks.lessons(content)
    learned = training.learn(content, lessons, embedding.available(), _tell)
    path = chosen.faq_dir / weights.NAME
    weights.save(learned, path)
    _tell(f"wrote {path} ({path.stat().st_size / 1e6:.2f} MB)")
    if learned.semantic is None:
        _tell("without sentence embeddings: the extra [semantic] is not installed")


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="a YAML file of questions")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="show what went wrong")] = False,
) -> None:
    """Measure accuracy on a file of questions."""
    from bot import evaluation, tables

    try:
        questions = evaluation.read_questions(file)
    except evaluation.QuestionsError as error:
        raise MisuseError(str(error)) from None
    answering = joining.answering(settings.read(os.environ))
    asked = tables.with_progress(
        evaluation.ask_all(questions, lambda q, to_me: answering.answer(q, addressed=to_me)),
        len(questions),
    )
    report = evaluation.report(asked)
    if as_json:
        print(json.dumps(tables.as_object(report)))
    else:
        tables.show(report, misses=misses)


def _each(objects: "Iterable[Mapping[str, Any]]") -> int:
    """Print a JSON line for each; misused when one tells of an error."""
    failed = False
    for told in objects:
        failed |= "error" in told
        print(json.dumps(told), flush=True)
    return MISUSED if failed else 0


def _lines(command: str) -> "BinaryIO":
    if sys.stdin is None:
        raise MisuseError(f"{command} --jsonl reads lines from its input, which is closed")
    return sys.stdin.buffer


def _say_what_the_terminal_can() -> None:
    """A letter that the terminal lacks, or a broken one that comes in, ends nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _print(text: str) -> None:
    print(text, flush=True)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stop(message: str, code: int) -> None:
    for line in message.splitlines():
        print(f"soleus: {line}", file=sys.stderr)
    sys.exit(code)

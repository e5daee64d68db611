"""The command line: the only place where parts are chosen and joined."""

import io
import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import asking, settings
from bot.answering import Answering
from bot.content import checks
from bot.content.load import Content, ContentError, load
from bot.plain import plain
from bot.understanding import weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

if TYPE_CHECKING:
    from bot.chat import Platform

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

FAULTY, MISUSED, INTERRUPTED = 1, 2, 130


class MisuseError(Exception):
    """Something a person typed that cannot be done, in one line."""


def main() -> None:
    """Run the command line; every expected fault is one clear line and an exit code."""
    _say_what_the_terminal_can()
    try:
        sys.exit(app(standalone_mode=False))
    except (ContentError, weights.WeightsError, settings.SettingsError) as error:
        _stop(str(error), FAULTY)
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
    """Talk to it in the terminal."""
    import asyncio

    from bot.commands import Conversation
    from bot.platforms.terminal import Terminal

    chosen = settings.read(os.environ)
    logging.basicConfig(level=chosen.log_level)
    answering = _answering(chosen)
    platform: Platform = Terminal(answering.content.wording)
    asyncio.run(platform.listen(Conversation(answering).answer))


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
    answering = _answering(settings.read(os.environ))
    if question is not None:
        answer = answering.answer(question)
        reply = answer.decision.reply
        as_object = json.dumps(asking.told(answering.content, answer))
        print(as_object if as_json or not reply else plain(reply))
        return 0
    if sys.stdin is None:
        raise MisuseError("ask --jsonl reads lines from its input, which is closed")
    failed = False
    for told in asking.each(sys.stdin.buffer, answering):
        failed |= "error" in told
        print(json.dumps(told), flush=True)
    return MISUSED if failed else 0


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
    content = _content(chosen)
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
    answering = _answering(settings.read(os.environ))
    asked = tables.with_progress(
        evaluation.ask_all(questions, lambda q, to_me: answering.answer(q, addressed=to_me)),
        len(questions),
    )
    report = evaluation.report(asked)
    if as_json:
        print(json.dumps(tables.as_object(report)))
    else:
        tables.show(report, misses=misses)


def _content(chosen: settings.Settings) -> Content:
    return load(chosen.faq_dir, checks.faults)


def _answering(chosen: settings.Settings) -> Answering:
    from bot.understanding import embedding

    encoder = embedding.available()  # first: what it needs for a moment is then used again
    content = _content(chosen)
    learned = weights.load(
        chosen.faq_dir / weights.NAME, origin(content), semantic=encoder is not None
    )
    return Answering(content, Understanding(content, learned, encoder))


def _say_what_the_terminal_can() -> None:
    """A letter that the terminal lacks, or a broken one that comes in, ends nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stop(message: str, code: int) -> None:
    for line in message.splitlines():
        print(f"soleus: {line}", file=sys.stderr)
    sys.exit(code)

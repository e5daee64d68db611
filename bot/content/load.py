"""A folder of YAML files -> frozen Content, or every fault in it, each with file and line."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from bot.content import models
from bot.content.discord_words import DiscordWords
from bot.content.matrix_words import MatrixWords
from bot.content.reminding import Reminding
from bot.content.strict_yaml import Document, YamlError, parse
from bot.content.zone_words import ZoneWords

Kind = TypeVar("Kind")


NO_ID = "name it in small letters with hyphens, like night-cramps.yaml"

_IS_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml")


class ContentError(Exception):
    """One line for each fault, each naming its file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Content:
    """Everything the bot knows and says."""

    folder: Path
    topics: Mapping[str, models.Topic]
    exercises: Mapping[str, models.Exercise]
    redflags: Mapping[str, models.RedFlag]
    signs: models.Signs
    synonyms: models.Synonyms
    smalltalk: Mapping[str, models.SmallTalk]
    wording: models.Wording
    emergency: models.Emergency
    reminding: Reminding
    zones: ZoneWords
    discord: DiscordWords
    matrix: MatrixWords
    sources: Mapping[str, models.Source]
    claims: Mapping[str, models.Claim]


@dataclass(frozen=True)
class Lessons:
    """The long phrasing lists; only training and checking read them."""

    topics: Mapping[str, models.Phrasings]
    redflags: Mapping[str, models.FlagPhrasings]


Check = Callable[[Content, "Folder"], Iterator[str]]


class Folder:
    """Reads the files of one FAQ folder and remembers their faults and lines."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []
        self.documents: dict[str, Document] = {}

    def file(self, name: str, kind: type[Kind]) -> Kind:
        """The file `name` as a `kind`. A faulty one adds to `faults` and must not be used."""
        return self._read(name, TypeAdapter(kind)) or cast("Kind", None)

    def mapping(self, name: str, key: object, kind: type[Kind]) -> Mapping[str, Kind]:
        """A file that holds many things of a kind, by their names."""
        found = self._read(name, TypeAdapter[dict[str, Kind]](dict[key, kind]))  # type: ignore[valid-type]
        return MappingProxyType(found or {})

    def files(self, folder: str, kind: type[Kind]) -> Mapping[str, Kind]:
        """Every YAML file of a sub-folder, by its id, sorted."""
        if not (self.root / folder).is_dir():
            self.faults.append(f"{folder}/: this folder is missing")
        names = [path.name for path in sorted((self.root / folder).glob("*"))]
        self.faults += [f"{folder}/{name}: {NO_ID}" for name in names if _misnamed(name)]
        read = {
            name.removesuffix(".yaml"): self._read(f"{folder}/{name}", TypeAdapter(kind))
            for name in names
            if _IS_ID.fullmatch(name)
        }
        return MappingProxyType({name: entry for name, entry in read.items() if entry is not None})

    def _read(self, name: str, kind: TypeAdapter[Kind]) -> Kind | None:
        try:
            document = self.documents[name] = parse((self.root / name).read_bytes())
            return kind.validate_python(document.value)
        except OSError:
            self.faults.append(f"{name}: cannot be read; is it there?")
        except YamlError as error:
            self.faults.append(f"{name}:{error.line}: {error.problem}")
        except ValidationError as error:
            self.faults += [_told(name, document, fault) for fault in error.errors()]
        return None

    def fault(self, name: str, path: tuple[str | int, ...], problem: str) -> str:
        """A fault at the line where `path` stands in file `name`."""
        document = self.documents.get(name)
        line = f":{document.line(path)}" if document else ""
        return f"{name}{line}: {problem}"


def load(root: Path, check: Check) -> Content:
    """Everything the bot speaks from. Raises ContentError with every fault there is."""
    folder = _open(root)
    content = Content(
        folder=root,
        topics=folder.files("topics", models.Topic),
        exercises=folder.files("exercises", models.Exercise),
        redflags=folder.files("redflags", models.RedFlag),
        signs=folder.file("signs.yaml", models.Signs),
        synonyms=folder.file("synonyms.yaml", models.Synonyms),
        smalltalk=folder.mapping("smalltalk.yaml", str, models.SmallTalk),
        wording=folder.file("wording.yaml", models.Wording),
        emergency=folder.file("emergency.yaml", models.Emergency),
        reminding=folder.file("reminding.yaml", Reminding),
        zones=folder.file("zones.yaml", ZoneWords),
        discord=folder.file("discord.yaml", DiscordWords),
        matrix=folder.file("matrix.yaml", MatrixWords),
        sources=folder.mapping("sources.yaml", models.SourceCode, models.Source),
        claims=folder.mapping("claims.yaml", models.ClaimCode, models.Claim),
    )
    if folder.faults:
        raise ContentError(folder.faults)
    folder.faults += check(content, folder)
    if folder.faults:
        raise ContentError(folder.faults)
    return content


def load_lessons(root: Path, topics: Mapping[str, object], flags: Mapping[str, object]) -> Lessons:
    """The long phrasing lists of these topics and flags. Raises ContentError."""
    folder = _open(root)
    names = {path.stem for path in (root / "phrasings").glob("*.yaml")}
    of_flags = {
        name: folder.file(f"phrasings/{name}.yaml", models.FlagPhrasings)
        for name in sorted(names & flags.keys())
    }
    of_topics = {
        name: folder.file(f"phrasings/{name}.yaml", models.Phrasings)
        for name in sorted(names - flags.keys())
    }
    strangers = names - flags.keys() - topics.keys() - NO_TOPIC
    folder.faults += [
        f"phrasings/{name}.yaml: no topic or red flag is called {name!r}"
        for name in sorted(strangers)
    ]
    if folder.faults:
        raise ContentError(folder.faults)
    return Lessons(
        {name: entry for name, entry in of_topics.items() if entry},
        {name: entry for name, entry in of_flags.items() if entry},
    )


NO_TOPIC = frozenset({"out-of-scope", "chatter", "other-emergency"})


def _misnamed(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) and not _IS_ID.fullmatch(name)


def _open(root: Path) -> Folder:
    if not root.is_dir():
        raise ContentError([f"{root}: there is no such folder; set SOLEUS_FAQ_DIR to one"])
    return Folder(root)


def _told(name: str, document: Document, fault: Mapping[str, Any]) -> str:
    path: tuple[str | int, ...] = fault["loc"]
    where = ".".join(str(step) for step in path) or "the file"
    return f"{name}:{document.line(path)}: {where}: {_plainly(fault)}"


def _plainly(fault: Mapping[str, Any]) -> str:
    known = {
        "missing": "is missing",
        "extra_forbidden": "is not a key that this kind of file has",
        "model_type": "should be keys and values",
        "model_attributes_type": "should be keys and values",
        "tuple_type": "should be a list",
        "string_type": "should be text",
        "string_too_short": "is empty",
    }
    return known.get(str(fault["type"]), str(fault["msg"]).replace("Input should", "should"))

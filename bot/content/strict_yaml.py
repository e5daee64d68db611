"""YAML as authors mean it: text stays text, a key stands once, and every value knows its line.

`no` is a word, 12:30 a time and 007 three digits. Anchors, aliases and tags are refused, so that a
small file cannot unfold into a big one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

LARGEST = 2_000_000
DEEPEST = 12

_UNCLOSED = "quoted scalar"

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


class YamlError(Exception):
    """One fault and the line it stands on."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Document:
    """What a file says, and on which line each part of it begins."""

    value: Value
    lines: dict[Path, int] = field(repr=False)

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(raw: bytes) -> Document:
    """Read one document. Raises YamlError at the first fault."""
    if len(raw) > LARGEST:
        raise YamlError(1, f"larger than {LARGEST // 1_000_000} MB")
    try:
        text = raw.decode("utf-8")
        lines: dict[Path, int] = {}
        events = _events(text)
        value = _value(events, (), lines)
        _nothing_more(events)
    except UnicodeDecodeError as error:
        raise YamlError(1 + raw[: error.start].count(b"\n"), "not UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if _UNCLOSED in str(error.context) else error.problem_mark
        raise YamlError(mark.line + 1 if mark else 1, error.problem or "not YAML") from None
    except yaml.reader.ReaderError as error:
        line = 1 + raw[: error.position].count(b"\n")
        raise YamlError(line, "control characters are not allowed here; retype the line") from None
    except yaml.YAMLError as error:
        raise YamlError(1, f"not YAML: {str(error).splitlines()[0]}") from None
    return Document(value, lines)


def _events(text: str) -> Iterator[yaml.Event]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = _line(event)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError(line, f"nested more than {DEEPEST} deep")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(line, "anchors (&) and aliases (*) are not used here")
        if getattr(event, "tag", None):
            raise YamlError(line, "tags (!) are not used here")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _nothing_more(events: Iterator[yaml.Event]) -> None:
    left = next(events, None)
    if left is not None:
        raise YamlError(_line(left), "something stands after the end; a file holds one thing")


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _value(events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> Value:
    event = next(events, None)
    if event is None:
        raise YamlError(1, "the file is empty")
    return _build(event, events, path, lines)


def _build(
    event: yaml.Event, events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]
) -> Value:
    lines[path] = _line(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(events, path, lines)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, path, lines)
    assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 - the last of the node events
    plain_null = event.implicit[0] and event.value in ("", "~", "null")
    return None if plain_null else event.value


def _list(events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> list[Value]:
    items: list[Value] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_build(event, events, (*path, len(items)), lines))
    return items


def _mapping(events: Iterator[yaml.Event], path: Path, lines: dict[Path, int]) -> dict[str, Value]:
    mapping: dict[str, Value] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError(line, "a key must be a word")
        if event.value in mapping:
            raise YamlError(line, f"the key {event.value!r} appears twice")
        mapping[event.value] = _value(events, (*path, event.value), lines)
        lines[(*path, event.value)] = line
    return mapping

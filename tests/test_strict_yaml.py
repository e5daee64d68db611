"""One YAML file: text stays text, faults name their line, nothing unfolds or is passed over."""

import pytest

from bot.content.strict_yaml import DEEPEST, LARGEST, Value, YamlError, parse


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        pytest.param(b"a: no", {"a": "no"}, id="no is a word"),
        pytest.param(b"a: 12:30", {"a": "12:30"}, id="a time of day"),
        pytest.param(b"a: 007", {"a": "007"}, id="three digits"),
        pytest.param(b"a: 2026-05-01", {"a": "2026-05-01"}, id="a date"),
        pytest.param(b"a: 1e3", {"a": "1e3"}, id="what looks like a number"),
        pytest.param(b"a: 'null'", {"a": "null"}, id="the word null in quotes"),
        pytest.param(b"a: null", {"a": None}, id="null"),
        pytest.param(b"a: ~", {"a": None}, id="a tilde"),
        pytest.param(b"a:", {"a": None}, id="nothing"),
        pytest.param(b"a: ''", {"a": ""}, id="empty quotes"),
        pytest.param(b"a: [x, y]", {"a": ["x", "y"]}, id="a list on one line"),
        pytest.param(b"a: |\n  x\n\n  y\n", {"a": "x\n\ny\n"}, id="paragraphs"),
        pytest.param(b"a:\n  - b: x\n    c: y\n", {"a": [{"b": "x", "c": "y"}]}, id="nested"),
        pytest.param(b"\xef\xbb\xbfa: x", {"a": "x"}, id="a byte order mark in front"),
        pytest.param(b"a: x\r\nb: y\r\n", {"a": "x", "b": "y"}, id="Windows line ends"),
        pytest.param("a: Línea ☎".encode(), {"a": "Línea ☎"}, id="letters beyond ASCII"),
        pytest.param(b"---\na: x\n", {"a": "x"}, id="three dashes in front"),
    ],
)
def test_a_value_is_read_as_its_author_means_it(raw: bytes, value: Value) -> None:
    assert parse(raw).value == value


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        pytest.param(b"", 1, "empty", id="nothing at all"),
        pytest.param(b"# only a comment\n", 1, "empty", id="only a comment"),
        pytest.param(b"a: 1\nb: 2\na: 3\n", 3, "'a' appears twice", id="a repeated key"),
        pytest.param(b"a:\n  b: 1\n  b: 2\n", 3, "'b' appears twice", id="repeated further in"),
        pytest.param(b"a: 1\nb: x\xff\n", 2, "not UTF-8", id="not UTF-8"),
        pytest.param("a: ü".encode("utf-16"), 1, "not UTF-8", id="UTF-16"),
        pytest.param(b"a: 1\nb: &x 2\n", 2, "anchors", id="an anchor"),
        pytest.param(b"a: 1\nb: *x\n", 2, "aliases", id="an alias"),
        pytest.param(b"a: 1\nb: {<<: *x}\n", 2, "aliases", id="a merge of an alias"),
        pytest.param(b"a: !!python/name:os.system\n", 1, "tags", id="a tag that names code"),
        pytest.param(b"a: 1\n? [b]\n: c\n", 2, "a key must be a word", id="a list as key"),
        pytest.param(b"a:\n\tb: 1\n", 2, "cannot start any token", id="a tab"),
        pytest.param(b"a: 1\nb: [1, 2\nc: 3\n", 3, "did not find expected", id="a list not closed"),
    ],
)
def test_a_fault_is_told_with_its_line(raw: bytes, line: int, problem: str) -> None:
    with pytest.raises(YamlError, match=problem) as caught:
        parse(raw)
    assert caught.value.line == line


def test_a_control_character_is_told_with_its_line() -> None:
    with pytest.raises(YamlError, match="control characters") as caught:
        parse(b"a: 1\nb: 2\nc: x\x07y\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"a: 1\n---\nb: 2\n", id="a second document"),
        pytest.param(b"a: 1\n...\nb: 2\n", id="text after the end mark"),
        pytest.param(b"[a]\nb: c\n", id="keys after a list"),
        pytest.param(b"'text' more\n", id="words after a text"),
        pytest.param(b"a" * 1100 + b": 1\n", id="a key too long to be one"),
    ],
)
def test_nothing_in_a_file_is_passed_over(raw: bytes) -> None:
    with pytest.raises(YamlError):
        parse(raw)


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "], ids=["lists", "keys", "dashes"])
def test_deep_nesting_is_refused_however_deep(opening: bytes) -> None:
    with pytest.raises(YamlError, match=f"more than {DEEPEST} deep"):
        parse(opening * 100_000)


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST).value


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(
        b"%c: &%c [*%c, *%c, *%c]\n" % (name, name, name - 1, name - 1, name - 1)
        for name in range(ord("b"), ord("z"))
    )
    with pytest.raises(YamlError, match="anchors") as caught:
        parse(bomb)
    assert caught.value.line == 1


def test_a_file_of_the_largest_size_is_read() -> None:
    assert parse(b"a: " + b"x" * (LARGEST - 3)).value == {"a": "x" * (LARGEST - 3)}


def test_a_larger_file_is_refused() -> None:
    with pytest.raises(YamlError, match="larger than 2 MB"):
        parse(b"a: " + b"x" * LARGEST)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(("b",), 2, id="a key"),
        pytest.param(("b", 0), 3, id="the first of a list"),
        pytest.param(("b", 1, "c"), 5, id="a key within a list"),
        pytest.param(("b", 7), 2, id="what is not there: the list around it"),
        pytest.param(("z",), 1, id="what is not there: the file"),
    ],
)
def test_a_value_knows_its_line(path: tuple[str | int, ...], line: int) -> None:
    document = parse(b"a: 1\nb:\n  - x\n  - d: 1\n    c: 2\n")
    assert document.line(path) == line

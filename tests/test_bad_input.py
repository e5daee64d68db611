"""Bad input to the real command: one clear line each on stderr, the right exit code, no traceback.

1 says that content, weights or settings need mending, 2 that the command was used wrongly.
"""

import json
from pathlib import Path

import pytest

from bot.understanding import weights
from tests.conftest import Ran, Runner, Told, Wrong, put

FAULTY, MISUSED = 1, 2

GOOD = b'{"q": "What is the soleus?"}\n'
TOPIC, FLAG, EXERCISE = "topics/soleus.yaml", "redflags/rf-dvt.yaml", "exercises/heel-walking.yaml"

BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 9)}]" for name in "bcdefghij"]
).encode()


def the_line(ran: Ran, code: int) -> str:
    """The one line that was told, once everything around it is as it must be."""
    assert "Traceback" not in ran.err
    assert ran.code == code, ran.err
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    assert line.startswith("soleus: ")
    return line.removeprefix("soleus: ")


def with_faq(folder: Path) -> dict[str, str]:
    return {"SOLEUS_FAQ_DIR": str(folder)}


# --- the command line ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param(["ask", "--loud", "why?"], "--loud", id="unknown option"),
        pytest.param(["answer", "why?"], "answer", id="unknown command"),
        pytest.param(["ask", "why", "so"], "so", id="a question without quotes"),
        pytest.param(["ask"], "QUESTION", id="no question"),
        pytest.param(["ask", "why?", "--jsonl"], "--jsonl", id="a question and lines"),
        pytest.param(["eval"], "file", id="no file"),
        pytest.param(["eval", "nowhere.yaml"], "nowhere.yaml", id="missing file"),
        pytest.param(["eval", "."], "cannot be read", id="a folder for a file"),
        pytest.param(["chat", "now"], "now", id="a word too many"),
    ],
)
def test_a_command_used_wrongly_is_told_in_one_line(
    run: Runner, words: list[str], named: str
) -> None:
    assert named in the_line(run(*words), MISUSED)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(b"", ":1: the file is empty", id="empty"),
        pytest.param(b"- q: x\n- q: \xff\n", ":2: not UTF-8", id="not UTF-8"),
        pytest.param(b"- q: x\n  kind: hard\n  accept: []\n", ":2: 0.kind", id="a wrong value"),
        pytest.param(b"- q: " + b"x" * 10_000_000, ":1: larger than 2 MB", id="10 MB"),
    ],
)
def test_a_faulty_question_file_is_told_with_its_line(
    run: Runner, tmp_path: Path, raw: bytes, told: str
) -> None:
    path = tmp_path / "questions.yaml"
    path.write_bytes(raw)
    assert f"{path}{told}" in the_line(run("eval", str(path)), MISUSED)


def test_a_question_of_broken_text_is_answered(run: Runner) -> None:
    """What a terminal in another encoding sends."""
    ran = run("ask", "why are my calves tight \udcff\udcfe", "--json")
    assert ran.code == 0, ran.err
    Told.model_validate_json(ran.out)


# --- content ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            Wrong(TOPIC, "exercise", "star-jumps", "no exercise is called 'star-jumps'"),
            id="exercise",
        ),
        pytest.param(
            Wrong(TOPIC, "sources", "[R998]", "sources: 'R998' is not known"), id="bad source"
        ),
        pytest.param(Wrong(TOPIC, "see_also", "soleus", "should be a list"), id="wrong type"),
        pytest.param(Wrong(TOPIC, "asked_as", "[]", "asked_as: "), id="a topic without phrasings"),
        pytest.param(Wrong(FLAG, "priority", "high", "should be a valid integer"), id="no number"),
        pytest.param(
            Wrong("wording.yaml", "get_help", '"Get {it}"', "get_help"), id="a gap in wording"
        ),
    ],
)
def test_faulty_content_is_told_in_one_line_with_file_and_line(
    run: Runner, faq_copy: Path, wrong: Wrong
) -> None:
    number = put(faq_copy, wrong.file, wrong.key, wrong.value)
    line = the_line(run("ask", "why?", env=with_faq(faq_copy)), FAULTY)
    assert line.startswith(f"{wrong.file}:{number}: ")
    assert wrong.told in line


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(b"", "1: the file is empty", id="empty"),
        pytest.param(b"name: x\nname: y\n", "2: the key 'name' appears twice", id="repeated key"),
        pytest.param(b"name: x\nstop: \xff\n", "2: not UTF-8 text", id="invalid UTF-8"),
        pytest.param(BOMB, "1: anchors (&) and aliases (*) are not used", id="an alias bomb"),
        pytest.param(b"name: " + b"[" * 500_000, "1: nested more than 12 deep", id="deep nesting"),
        pytest.param(b"name: " + b"x" * 10_000_000, "1: larger than 2 MB", id="a 10 MB line"),
    ],
)
def test_a_broken_file_is_told_in_one_line_with_file_and_line(
    run: Runner, faq_copy: Path, raw: bytes, told: str
) -> None:
    (faq_copy / EXERCISE).write_bytes(raw)
    line = the_line(run("ask", "why?", env=with_faq(faq_copy)), FAULTY)
    assert line.startswith(f"{EXERCISE}:{told}")


def test_a_folder_that_is_not_there_is_named_with_its_setting(run: Runner, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    line = the_line(run("ask", "why?", env=with_faq(nowhere)), FAULTY)
    assert str(nowhere) in line
    assert "SOLEUS_FAQ_DIR" in line


def test_every_command_that_needs_content_refuses_faulty_content(
    run: Runner, faq_copy: Path, tmp_path: Path
) -> None:
    number = put(faq_copy, TOPIC, "exercise", "star-jumps")
    questions = tmp_path / "questions.yaml"
    questions.write_text("[]", "utf-8")
    for words in (["chat"], ["ask", "--jsonl"], ["train"], ["eval", str(questions)]):
        line = the_line(run(*words, env=with_faq(faq_copy)), FAULTY)
        assert line.startswith(f"{TOPIC}:{number}: ")


def test_check_tells_every_fault_and_how_many(run: Runner, faq_copy: Path) -> None:
    first = put(faq_copy, TOPIC, "exercise", "Star Jumps")
    second = put(faq_copy, FLAG, "priority", "high")
    (faq_copy / EXERCISE).write_bytes(b"")
    ran = run("check", env=with_faq(faq_copy))
    assert ran.code == FAULTY
    told = [line.removeprefix("soleus: ") for line in ran.err.splitlines()]
    assert (len(told), told[-1]) == (4, "3 to mend")
    for start in (f"{TOPIC}:{first}: ", f"{FLAG}:{second}: ", f"{EXERCISE}:1: "):
        assert any(line.startswith(start) for line in told)


def test_check_tells_a_topic_without_a_phrasing_list(run: Runner, faq_copy: Path) -> None:
    (faq_copy / "phrasings/soleus.yaml").unlink()
    ran = run("check", env=with_faq(faq_copy))
    assert ran.code == FAULTY
    told, count = ran.err.splitlines()
    assert told.startswith("soleus: phrasings/soleus.yaml: ")
    assert count == "soleus: 1 to mend"


# --- weights ------------------------------------------------------------------------------------


def spoilt(raw: bytes, name: str) -> bytes:
    """The weights, broken in one of several ways."""
    within = bytearray(raw)
    for place in range(len(raw) // 10, len(raw) * 9 // 10, 997):
        within[place] ^= 0xFF
    kinds = {
        "cut short": raw[: len(raw) // 2],
        "changed within": bytes(within),
        "something else": b"these are no weights",
        "nothing": b"",
        "another array": b"\x93NUMPY\x01\x00v\x00"
        + b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".ljust(117)
        + b"\n"
        + bytes(8),
    }
    return kinds[name]


@pytest.mark.parametrize(
    "how", ["cut short", "changed within", "something else", "nothing", "another array"]
)
def test_corrupt_weights_are_told_with_the_command_that_mends_them(
    run: Runner, faq_copy: Path, how: str
) -> None:
    path = faq_copy / weights.NAME
    path.write_bytes(spoilt(path.read_bytes(), how))
    line = the_line(run("ask", "why?", env=with_faq(faq_copy)), FAULTY)
    assert line.startswith(f"{weights.NAME}: ")
    assert "cannot be read" in line
    assert "`soleus train`" in line


def test_missing_weights_are_told_with_the_command_that_makes_them(
    run: Runner, faq_copy: Path
) -> None:
    (faq_copy / weights.NAME).unlink()
    line = the_line(run("ask", "why?", env=with_faq(faq_copy)), FAULTY)
    assert line.startswith(f"{weights.NAME}: missing")
    assert "`soleus train`" in line


@pytest.mark.parametrize("words", [["ask", "why?"], ["chat"]], ids=["ask", "chat"])
def test_stale_weights_are_told_with_the_command_that_makes_them_anew(
    run: Runner, faq_copy: Path, words: list[str]
) -> None:
    put(faq_copy, TOPIC, "keywords", "[the flat one]")
    line = the_line(run(*words, env=with_faq(faq_copy)), FAULTY)
    assert line.startswith(f"{weights.NAME}: older than the content")
    assert "`soleus train`" in line


def test_check_refuses_stale_weights(run: Runner, faq_copy: Path) -> None:
    put(faq_copy, TOPIC, "keywords", "[the flat one]")
    ran = run("check", env=with_faq(faq_copy))
    assert ran.code == FAULTY
    assert f"soleus: {weights.NAME}: older than the content" in ran.err


# --- JSON lines ---------------------------------------------------------------------------------


def test_ask_goes_on_after_bad_lines_and_exits_with_2(run: Runner) -> None:
    bad = [b"why?\n", b"[]\n", b"{}\n", b"\xff\n", b'{"q": "' + b"x" * 10_000_000 + b'"}\n']
    ran = run("ask", "--jsonl", stdin=GOOD + b"".join(bad) + GOOD)
    assert (ran.code, ran.err) == (MISUSED, "")
    first, *faulty, last = [json.loads(line) for line in ran.out.splitlines()]
    assert [list(one) for one in faulty] == [["error"]] * len(bad)
    assert Told.model_validate(first) == Told.model_validate(last)


def test_half_a_character_in_a_line_is_answered(run: Runner) -> None:
    ran = run("ask", "--jsonl", stdin=b'{"q": "why \\ud83d are my calves tight"}\n')
    assert (ran.code, ran.err) == (0, "")
    Told.model_validate_json(ran.out)


# --- a running chat -----------------------------------------------------------------------------

QUESTION = b"What is the soleus?\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"\xff\xfe\xfd calf\n", id="invalid UTF-8"),
        pytest.param(b"\x00\x1b[2J\x07 calf\n", id="control characters"),
        pytest.param(b"why " * 2_500_000 + b"\n", id="a 10 MB line"),
        pytest.param("\u202e\u200b\ufeff calf\n".encode(), id="invisible characters"),
        pytest.param(
            b"!nonsense --option\n!\n!exercise\n!ask\n99\n-1\n", id="commands and choices"
        ),
    ],
)
def test_a_running_chat_goes_on(run: Runner, line: bytes) -> None:
    ran = run("chat", stdin=line + QUESTION)
    assert "Traceback" not in ran.err
    assert ran.code == 0, ran.err
    assert "gastrocnemius" in ran.out


def test_a_running_chat_goes_on_where_the_terminal_is_strict_about_encoding(run: Runner) -> None:
    ran = run("chat", stdin=b"\xff calf\n" + QUESTION, env={"PYTHONIOENCODING": "utf-8:strict"})
    assert "Traceback" not in ran.err
    assert ran.code == 0, ran.err
    assert "gastrocnemius" in ran.out


def test_a_terminal_that_lacks_a_letter_still_gets_the_answer(run: Runner, faq_copy: Path) -> None:
    put(faq_copy, "wording.yaml", "goodbye", '"Servus, sch\u00f6n war es."')
    ran = run("chat", stdin=QUESTION, env={**with_faq(faq_copy), "PYTHONIOENCODING": "ascii"})
    assert "Traceback" not in ran.err
    assert ran.code == 0, ran.err
    assert "n war es." in ran.out

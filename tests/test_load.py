"""A folder of YAML files: read whole and frozen, or every fault in it with file and line."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.content import checks
from bot.content.load import Content, ContentError, load
from tests.conftest import Wrong, no_checks, put

TOPIC, FLAG, EXERCISE = "topics/soleus.yaml", "redflags/rf-dvt.yaml", "exercises/heel-walking.yaml"

HARD = "Immobilisation necessitates consultation."
WORDS_6 = "Sit down and rest your leg. "
WORDS_18 = f"{WORDS_6 * 3}\n\n  "
SIGNED = "{by: Dr Example, on: 2026-01-01, due: 2026-12-31}"


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        load(folder, checks.faults)
    return caught.value.faults


def lesson_faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        checks.lessons(load(folder, no_checks))
    return caught.value.faults


def test_the_shipped_content_has_no_fault(content: Content) -> None:
    assert load(content.folder, checks.faults) == content


def test_an_entry_is_called_by_the_name_of_its_file(faq_copy: Path) -> None:
    (faq_copy / TOPIC).rename(faq_copy / "topics/deep-calf.yaml")
    topics = load(faq_copy, no_checks).topics
    assert "deep-calf" in topics
    assert "soleus" not in topics


def test_entries_come_in_the_order_of_their_files(content: Content) -> None:
    for kind in (content.topics, content.exercises, content.redflags):
        assert list(kind) == sorted(kind, key="{}.yaml".format)


def test_other_files_may_lie_beside_the_entries(faq_copy: Path) -> None:
    before = load(faq_copy, no_checks)
    (faq_copy / "topics/notes.txt").write_text("call the pharmacist", "utf-8")
    assert load(faq_copy, no_checks) == before


each_kind = pytest.mark.parametrize(
    "kind", ["topics", "exercises", "redflags", "smalltalk", "sources", "claims"]
)


@each_kind
def test_nothing_can_be_added_to_what_was_read(content: Content, kind: str) -> None:
    entries = getattr(content, kind)
    with pytest.raises(TypeError, match="does not support item assignment"):
        entries["new"] = next(iter(entries.values()))


@each_kind
def test_an_entry_cannot_be_changed(content: Content, kind: str) -> None:
    entry: BaseModel = next(iter(getattr(content, kind).values()))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(entry, next(iter(type(entry).model_fields)), "other")


COUNTRY = "\n  XX:\n    emergency: '1'\n    crisis: null\n    health_line: null\n    numbers: '1'"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(Wrong(FLAG, "priority", "0", "priority: should be"), id="too small a number"),
        pytest.param(Wrong(FLAG, "priority", "first", "should be a valid integer"), id="no number"),
        pytest.param(Wrong(FLAG, "tier", "T9", "tier: should be"), id="no tier"),
        pytest.param(Wrong(FLAG, "examples", "[a, b]", "examples: "), id="too few examples"),
        pytest.param(
            Wrong(TOPIC, "see_also", "gastrocnemius", "see_also: should be a list"), id="no list"
        ),
        pytest.param(
            Wrong(TOPIC, "asked_as", "[What is it?]", "asked_as: "), id="too few phrasings"
        ),
        pytest.param(Wrong(TOPIC, "asked_as", "[]", "asked_as: "), id="no phrasings"),
        pytest.param(Wrong(TOPIC, "exercise", "Star Jumps", "exercise: "), id="not an id"),
        pytest.param(Wrong(TOPIC, "sources", "[R01, X1]", "sources.1: "), id="not a source's code"),
        pytest.param(Wrong(TOPIC, "sources", "[]", "sources: "), id="no source"),
        pytest.param(Wrong(TOPIC, "claims", "[D9]", "claims.0: "), id="not a claim's code"),
        pytest.param(
            Wrong(
                TOPIC,
                "reviewed",
                "\n  by: Dr Example\n  on: soon\n  due: 2030-01-01",
                "reviewed.on: should be a valid date",
                2,
            ),
            id="no date",
        ),
        pytest.param(
            Wrong(EXERCISE, "name", "[Heel]", "name: should be text"), id="a list for text"
        ),
        pytest.param(Wrong(EXERCISE, "name", "null", "name: should be text"), id="null for text"),
        pytest.param(Wrong(EXERCISE, "name", '"  "', "name: is empty"), id="only spaces"),
        pytest.param(
            Wrong(EXERCISE, "dose", "some", "should be keys and values"), id="text for keys"
        ),
        pytest.param(
            Wrong(EXERCISE, "steps", "\n  - One.\n  - ''", "steps.1: is empty", 2), id="a step"
        ),
        pytest.param(
            Wrong("claims.yaml", "C1", "{judgement: hm}", "C1.judgement: "), id="a verdict"
        ),
        pytest.param(
            Wrong("emergency.yaml", "countries", COUNTRY, "XX.numbers: is not a key", 5),
            id="deep within",
        ),
    ],
)
def test_a_wrong_value_is_told_with_file_and_line(faq_copy: Path, wrong: Wrong) -> None:
    line = put(faq_copy, wrong.file, wrong.key, wrong.value) + wrong.below
    assert any(
        fault.startswith(f"{wrong.file}:{line}: ") and wrong.told in fault
        for fault in faults(faq_copy)
    )


def test_a_key_that_no_file_of_its_kind_has_is_told_with_file_and_line(faq_copy: Path) -> None:
    line = put(faq_copy, TOPIC, "reviewed", "null\nreviews: null")
    assert faults(faq_copy) == (
        f"{TOPIC}:{line + 1}: reviews: is not a key that this kind of file has",
    )


def test_a_key_that_is_missing_is_named_with_its_file(faq_copy: Path) -> None:
    path = faq_copy / TOPIC
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("claims:")]
    path.write_text("\n".join(kept), "utf-8")
    (fault,) = faults(faq_copy)
    assert fault.startswith(f"{TOPIC}:")
    assert fault.endswith(": claims: is missing")


def test_a_missing_key_further_in_is_told_at_the_line_around_it(faq_copy: Path) -> None:
    line = put(faq_copy, EXERCISE, "dose", "{sets: 1, repetitions: 1, hold_seconds: 1}")
    assert f"{EXERCISE}:{line}: dose.days_a_week: is missing" in faults(faq_copy)


def test_text_in_place_of_an_entry_is_told(faq_copy: Path) -> None:
    (faq_copy / TOPIC).write_text("just words", "utf-8")
    assert faults(faq_copy) == (f"{TOPIC}:1: the file: should be keys and values",)


UNUSED = "{about: x, judgement: wrong, topics: [], instead: y}"
ASTRAY = "{about: x, judgement: wrong, topics: [high-heals], instead: y}"
NOT_LISTED = "{about: x, judgement: wrong, topics: [soleus], instead: y}"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            Wrong(TOPIC, "exercise", "star-jumps", "no exercise is called 'star-jumps'"),
            id="exercise",
        ),
        pytest.param(Wrong(TOPIC, "see_also", "[knees]", "'knees' is not known"), id="neighbour"),
        pytest.param(
            Wrong(TOPIC, "sources", "[R998]", "'R998' is not known"), id="source of a topic"
        ),
        pytest.param(Wrong(TOPIC, "claims", "[C99]", "'C99' is not known"), id="claim"),
        pytest.param(
            Wrong(TOPIC, "claims", "[C1]", "claims.yaml does not give C1 to it"), id="others' claim"
        ),
        pytest.param(
            Wrong(EXERCISE, "sources", "[R998]", "'R998' is not"), id="source of an exercise"
        ),
        pytest.param(
            Wrong(FLAG, "sources", "[R998]", "'R998' is not known"), id="source of a flag"
        ),
        pytest.param(
            Wrong(
                FLAG,
                "patterns",
                '\n  - {tier: T2, when: "<clotz> leg"}',
                "no word set is called <clotz>",
                1,
            ),
            id="word set",
        ),
        pytest.param(
            Wrong(
                FLAG,
                "patterns",
                '\n  - {tier: T2, when: "leg + "}',
                "something is missing beside + or &",
                1,
            ),
            id="half a pattern",
        ),
        pytest.param(
            Wrong("claims.yaml", "C1", UNUSED, "C1 needs a topic, or left_out"), id="unused"
        ),
        pytest.param(
            Wrong("claims.yaml", "C1", ASTRAY, "'high-heals' is not known"), id="no topic"
        ),
        pytest.param(
            Wrong("claims.yaml", "C1", NOT_LISTED, "soleus does not list C1"), id="unlisted"
        ),
        pytest.param(
            Wrong(
                "smalltalk.yaml",
                "help",
                "\n  said_as: [help]\n  topic: about-you",
                "no topic is called 'about-you'",
                2,
            ),
            id="topic of small talk",
        ),
        pytest.param(
            Wrong("smalltalk.yaml", "help", "{said_as: [help]}", "needs a reply or a topic"),
            id="mute",
        ),
        pytest.param(
            Wrong(
                "smalltalk.yaml",
                "help",
                "{said_as: [help], reply: Hello., topic: about-bot}",
                "needs a reply or a topic, not both",
            ),
            id="two replies",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_file_and_line(faq_copy: Path, wrong: Wrong) -> None:
    line = put(faq_copy, wrong.file, wrong.key, wrong.value) + wrong.below
    assert any(
        fault.startswith(f"{wrong.file}:{line}: ") and wrong.told in fault
        for fault in faults(faq_copy)
    )


@pytest.mark.parametrize(
    ("file", "key", "text", "told"),
    [
        pytest.param(TOPIC, "answer", HARD, "answer needs reading grade", id="a hard answer"),
        pytest.param(TOPIC, "answer", WORDS_18 * 7, "words; at most 120", id="a long answer"),
        pytest.param(TOPIC, "when_to_get_help", WORDS_6 * 8, "at most 45", id="long help"),
        pytest.param(FLAG, "action", WORDS_18 * 5, "has 90 words; at most 80", id="a long action"),
        pytest.param(FLAG, "asked", HARD, "asked needs reading grade", id="hard information"),
        pytest.param(FLAG, "caution", "go " * 21, "a sentence of 21 words", id="a long caution"),
        pytest.param(FLAG, "action", "Go now. Do a stretch.", "names no exercise", id="exercise"),
        pytest.param(FLAG, "action", "Go now. I can remind you.", "or reminder", id="a reminder"),
        pytest.param(EXERCISE, "stop", HARD, "stop needs reading grade", id="a hard stop rule"),
        pytest.param(EXERCISE, "not_for", HARD, "not_for needs reading", id="a hard not-for rule"),
        pytest.param(TOPIC, "answer", "This heals it.", "promises too much", id="a promise"),
        pytest.param(TOPIC, "answer", "You have a clot.", "is a diagnosis", id="a diagnosis"),
        pytest.param(TOPIC, "answer", "Take 400 mg.", "a dose of a medicine", id="a dose"),
        pytest.param(TOPIC, "answer", "Stop taking it.", "stop a medicine", id="no more tablets"),
        pytest.param(TOPIC, "correction", "It says slot gacor.", "page furniture", id="spam"),
        pytest.param(TOPIC, "question", "Hello @everyone?", "would ping people", id="a ping"),
        pytest.param(TOPIC, "when_to_get_help", "Call 111.", "means two things", id="a bare 111"),
        pytest.param(EXERCISE, "stop", "Call 111.", "means two things", id="111 in an exercise"),
        pytest.param(FLAG, "caution", "Call 111.", "means two things", id="111 in a flag"),
        pytest.param("wording.yaml", "offer", "Especially women:", "singles out", id="wording"),
    ],
)
def test_a_text_that_must_not_be_said_is_told_with_file_and_line(
    faq_copy: Path, file: str, key: str, text: str, told: str
) -> None:
    line = put(faq_copy, file, key, f"|\n  {text}")
    assert any(fault.startswith(f"{file}:{line}: ") and told in fault for fault in faults(faq_copy))


def test_the_correction_counts_towards_the_length_of_the_answer(faq_copy: Path) -> None:
    put(faq_copy, TOPIC, "answer", f"|\n  {WORDS_18 * 4}")
    put(faq_copy, TOPIC, "correction", f"|\n  {WORDS_18 * 3}")
    assert any("has 126 words; at most 120" in fault for fault in faults(faq_copy))


def test_the_reply_for_another_person_is_held_to_the_same_rules(faq_copy: Path) -> None:
    path = faq_copy / FLAG
    text = path.read_text("utf-8").replace("action_for_another: null\n", "")
    path.write_text(f"{text}\naction_for_another: {HARD}\n", "utf-8")
    assert any("action_for_another needs reading grade" in fault for fault in faults(faq_copy))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("get_help", "When to get help {help}", id="another name"),
        pytest.param("get_help", "When to get help {text", id="an open brace"),
        pytest.param("get_help", "When to get help {}", id="no name"),
        pytest.param("exercise", "Exercise {name.first}", id="a part of a name"),
        pytest.param("no_such_choice", "No choice {numbr} here.", id="in a line seldom said"),
    ],
)
def test_a_gap_in_the_wording_that_nothing_fills_is_told_with_its_line(
    faq_copy: Path, key: str, value: str
) -> None:
    line = put(faq_copy, "wording.yaml", key, f'"{value}"')
    assert any(fault.startswith(f"wording.yaml:{line}: ") for fault in faults(faq_copy))


def test_every_fault_of_every_file_is_told_at_once(faq_copy: Path) -> None:
    first = put(faq_copy, TOPIC, "exercise", "Star Jumps")
    second = put(faq_copy, TOPIC, "sources", "[X01]")
    third = put(faq_copy, FLAG, "priority", "first")
    (faq_copy / "wording.yaml").write_text("", "utf-8")
    assert {fault.split(": ")[0] for fault in faults(faq_copy)} == {
        f"{TOPIC}:{first}",
        f"{TOPIC}:{second}",
        f"{FLAG}:{third}",
        "wording.yaml:1",
    }


def test_every_fault_between_files_is_told_at_once(faq_copy: Path) -> None:
    first = put(faq_copy, TOPIC, "exercise", "star-jumps")
    second = put(faq_copy, FLAG, "sources", "[R998]")
    assert {f"{TOPIC}:{first}", f"{FLAG}:{second}"} <= {
        fault.split(": ")[0] for fault in faults(faq_copy)
    }


@pytest.mark.parametrize("folder", ["topics", "exercises", "redflags"])
def test_a_missing_folder_is_named(faq_copy: Path, folder: str) -> None:
    (faq_copy / folder).rename(faq_copy / "elsewhere")
    assert f"{folder}/: this folder is missing" in faults(faq_copy)


@pytest.mark.parametrize(
    "file", ["signs", "synonyms", "smalltalk", "wording", "emergency", "sources", "claims"]
)
def test_a_missing_file_is_named(faq_copy: Path, file: str) -> None:
    (faq_copy / f"{file}.yaml").unlink()
    assert faults(faq_copy) == (f"{file}.yaml: cannot be read; is it there?",)


def test_a_folder_that_is_not_there_is_named_with_its_setting(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in fault
    assert "SOLEUS_FAQ_DIR" in fault


@pytest.mark.parametrize("name", ["about-you.yml", "About You.yaml", "about-you.YAML"])
def test_a_file_whose_name_is_no_id_is_told(faq_copy: Path, name: str) -> None:
    shutil.copy(faq_copy / "topics/about-bot.yaml", faq_copy / "topics" / name)
    assert any(fault.startswith(f"topics/{name}") for fault in faults(faq_copy))


def test_a_topic_with_few_phrasings_in_all_is_told(faq_copy: Path) -> None:
    (faq_copy / "phrasings/soleus.yaml").write_text("phrasings: [what is it]", "utf-8")
    (fault,) = lesson_faults(faq_copy)
    assert fault.startswith("phrasings/soleus.yaml: ")
    assert "at least 60" in fault


def test_a_phrasing_that_stands_twice_counts_once(faq_copy: Path, content: Content) -> None:
    same = "\n".join(["phrasings:", *["- what is it"] * 100])
    (faq_copy / "phrasings/soleus.yaml").write_text(same, "utf-8")
    (fault,) = lesson_faults(faq_copy)
    assert f"has {len(content.topics['soleus'].asked_as) + 1} phrasings" in fault


def test_a_topic_without_a_phrasing_list_is_told(faq_copy: Path) -> None:
    (faq_copy / "phrasings/soleus.yaml").unlink()
    (fault,) = lesson_faults(faq_copy)
    assert "soleus" in fault


def test_a_phrasing_list_of_nothing_known_is_told(faq_copy: Path) -> None:
    (faq_copy / "phrasings/knees.yaml").write_text("phrasings: [my knee]", "utf-8")
    assert lesson_faults(faq_copy) == (
        "phrasings/knees.yaml: no topic or red flag is called 'knees'",
    )


@pytest.mark.parametrize("file", ["phrasings/soleus.yaml", "phrasings/rf-dvt.yaml"])
def test_a_faulty_phrasing_list_is_told_with_file_and_line(faq_copy: Path, file: str) -> None:
    (faq_copy / file).write_text("# a list\nsayings: [x]", "utf-8")
    assert f"{file}:2: sayings: is not a key that this kind of file has" in lesson_faults(faq_copy)


def test_a_review_is_overdue_from_the_day_after_it_was_due(faq_copy: Path) -> None:
    put(faq_copy, TOPIC, "reviewed", SIGNED)
    read = load(faq_copy, no_checks)
    review = read.topics["soleus"].reviewed
    assert review is not None
    assert not any("soleus" in told for told in checks.overdue(read, review.due))
    late = list(checks.overdue(read, review.due + timedelta(days=1)))
    assert f"{TOPIC}: the review was due on 2026-12-31" in late


def test_emergency_numbers_are_overdue_from_the_day_after_the_next_check(content: Content) -> None:
    recheck = content.emergency.recheck
    assert not any("emergency" in told for told in checks.overdue(content, recheck))
    late = list(checks.overdue(content, recheck + timedelta(days=1)))
    assert any(told.startswith("emergency.yaml: ") for told in late)


def test_a_signed_entry_is_no_longer_counted_as_unreviewed(faq_copy: Path) -> None:
    put(faq_copy, TOPIC, "reviewed", "null")
    before = checks.unreviewed(load(faq_copy, no_checks))
    put(faq_copy, TOPIC, "reviewed", SIGNED)
    assert checks.unreviewed(load(faq_copy, no_checks)) == before - 1

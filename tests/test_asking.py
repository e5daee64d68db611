"""`soleus ask --json` and `--jsonl`: the object that scripts rely on, line for line."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from pydantic import ValidationError

from bot import asking
from bot.answering import Answer, Answering, decide
from bot.content.load import Content
from bot.content.models import Stance, Tier
from bot.understanding.meaning import Meaning
from bot.understanding.redflags import Danger, Finding
from bot.understanding.topics import NO_GUESS, Guess
from tests.conftest import Runner, Told

SURE = Guess(("soleus", "gastrocnemius", "calf-anatomy"), 0.98765432, 0.99)
UNSURE = Guess(("soleus", "gastrocnemius"), 0.4, 0.9)
REPORT = Danger((Finding("rf-dvt", Tier.T2, Stance.ASSERTED),))
PLAIN_REPORT = replace(REPORT, plain=True)
QUESTION = Danger((Finding("rf-dvt", Tier.T2, Stance.ASKED),))
DENIAL = Danger((Finding("rf-dvt", Tier.T2, Stance.DENIED),))


def told(content: Content, meaning: Meaning, *, addressed: bool = True) -> dict[str, object]:
    decision = decide(content, meaning, addressed=addressed)
    return asking.told(content, Answer(decision, meaning.guess, meaning.danger))


@pytest.mark.parametrize(
    ("meaning", "addressed", "outcome"),
    [
        pytest.param(Meaning(Danger(), SURE), True, "answer", id="sure"),
        pytest.param(Meaning(DENIAL, SURE), True, "answer", id="with a denied red flag"),
        pytest.param(Meaning(Danger(doubt="rf-dvt"), SURE), True, "answer", id="in doubt"),
        pytest.param(Meaning(QUESTION, SURE), True, "answer", id="about a red flag"),
        pytest.param(Meaning(Danger(), UNSURE), True, "suggest", id="unsure"),
        pytest.param(Meaning(Danger(), NO_GUESS), True, "unknown", id="no topic"),
        pytest.param(Meaning(Danger(), NO_GUESS, empty=True), True, "unknown", id="no words"),
        pytest.param(
            Meaning(Danger(), NO_GUESS, smalltalk="greeting"), True, "unknown", id="a greeting"
        ),
        pytest.param(
            Meaning(Danger(other_emergency=True), SURE), True, "unknown", id="other emergency"
        ),
        pytest.param(Meaning(REPORT, SURE), True, "urgent", id="a red flag"),
        pytest.param(Meaning(PLAIN_REPORT, SURE), False, "urgent", id="a plain report to others"),
        pytest.param(Meaning(Danger(), UNSURE), False, "silent", id="unsure and not addressed"),
        pytest.param(Meaning(Danger(), SURE), False, "answer", id="sure and not addressed"),
    ],
)
def test_every_outcome_keeps_the_contract(
    content: Content, meaning: Meaning, addressed: bool, outcome: str
) -> None:
    object_ = told(content, meaning, addressed=addressed)
    assert Told.model_validate(object_).outcome == outcome


def test_an_object_has_exactly_the_promised_keys(content: Content) -> None:
    assert set(told(content, Meaning(Danger(), SURE))) == {
        "outcome",
        "topic",
        "suggestions",
        "flags",
        "caution",
        "confidence",
        "exercise",
        "text",
    }


def test_an_answer_names_its_topic_and_its_exercise(content: Content) -> None:
    object_ = told(content, Meaning(Danger(), SURE))
    assert object_["topic"] == "soleus"
    assert object_["exercise"] == content.topics["soleus"].exercise


def test_suggestions_come_best_first_whatever_the_outcome(content: Content) -> None:
    for danger in (Danger(), REPORT, QUESTION):
        assert told(content, Meaning(danger, SURE))["suggestions"] == list(SURE.topics)


def test_the_confidence_is_that_of_the_first_topic(content: Content) -> None:
    assert told(content, Meaning(Danger(), SURE))["confidence"] == pytest.approx(
        SURE.confidence, abs=1e-4
    )


def test_a_red_flag_is_told_with_its_tier_and_stance(content: Content) -> None:
    flags = told(content, Meaning(REPORT, SURE))["flags"]
    assert flags == [{"id": "rf-dvt", "tier": "T2", "stance": "asserted"}]


def test_a_report_has_no_topic_and_no_exercise(content: Content) -> None:
    object_ = told(content, Meaning(REPORT, SURE))
    assert (object_["topic"], object_["exercise"]) == (None, None)


def test_a_line_of_caution_is_told_and_stands_first_in_the_text(content: Content) -> None:
    object_ = told(content, Meaning(Danger(doubt="rf-dvt"), SURE))
    assert object_["caution"] is True
    assert str(object_["text"]).startswith(content.redflags["rf-dvt"].caution)


def test_without_doubt_there_is_no_caution(content: Content) -> None:
    assert told(content, Meaning(Danger(), SURE))["caution"] is False


def test_silence_has_no_text(content: Content) -> None:
    assert told(content, Meaning(Danger(), UNSURE), addressed=False)["text"] == ""


def test_the_text_is_the_whole_reply(content: Content) -> None:
    text = str(told(content, Meaning(Danger(), SURE))["text"])
    topic = content.topics["soleus"]
    for part in (topic.question, topic.answer.split("\n")[0], content.wording.notice):
        assert part in text


def test_the_contract_notices_a_wrong_object(content: Content) -> None:
    right = told(content, Meaning(Danger(), SURE))
    Told.model_validate(right)
    for wrong in ({"confidence": 1.5}, {"topic": 7}, {"text": ""}, {"more": 1}, {"flags": None}):
        with pytest.raises(ValidationError):
            Told.model_validate({**right, **wrong})


# --- with the learned weights -------------------------------------------------------------------


def test_a_topics_own_question_is_answered(answering: Answering) -> None:
    question = answering.content.topics["soleus"].question
    object_ = asking.told(answering.content, answering.answer(question))
    assert (object_["outcome"], object_["topic"]) == ("answer", "soleus")


def test_an_example_of_a_red_flag_is_urgent(answering: Answering) -> None:
    report = answering.content.redflags["rf-dvt"].examples[0]
    object_ = asking.told(answering.content, answering.answer(report))
    assert object_["outcome"] == "urgent"
    assert object_["flags"][0]["id"] == "rf-dvt"


# --- many lines ---------------------------------------------------------------------------------

GOOD = b'{"q": "What is the soleus?"}\n'

FAULTY = [
    pytest.param(b"why?\n", id="no JSON"),
    pytest.param(b"\n", id="an empty line"),
    pytest.param(b'{"q": "why?"\n', id="half an object"),
    pytest.param(b'{"q": "a"} {"q": "b"}\n', id="two objects"),
    pytest.param(b"null\n", id="null"),
    pytest.param(b"7\n", id="a number"),
    pytest.param(b'"why?"\n', id="a text"),
    pytest.param(b'["why?"]\n', id="a list"),
    pytest.param(b'[{"q": "why?"}]\n', id="an object in a list"),
    pytest.param(b"{}\n", id="no question"),
    pytest.param(b'{"Q": "why?"}\n', id="another key"),
    pytest.param(b'{"q": null}\n', id="a question of null"),
    pytest.param(b'{"q": 7}\n', id="a question of 7"),
    pytest.param(b'{"q": ["why?"]}\n', id="a list of questions"),
    pytest.param(b'{"q": "why?", "addressed": "no"}\n', id="addressed in words"),
    pytest.param(b'{"q": "why?", "addressed": 0}\n', id="addressed as a number"),
    pytest.param(b'{"q": "why?", "addressed": null}\n', id="addressed as null"),
    pytest.param(b'{"q": "wh\xff?"}\n', id="not UTF-8"),
    pytest.param('{"q": "why?"}\n'.encode("utf-16"), id="UTF-16"),
    pytest.param(b'{"q": "why?", "x": ' + b"[" * 100_000 + b"\n", id="deep nesting"),
    pytest.param(b'{"q": "why?", "x": ' + b"9" * 100_000 + b"}\n", id="a huge number"),
    pytest.param(b'{"q": "' + b"why " * 2_500_000 + b'"}\n', id="10 MB"),
]


def objects(lines: Sequence[bytes], answering: Answering) -> list[dict[str, object]]:
    return list(asking.each(lines, answering))


@pytest.mark.parametrize("line", FAULTY)
def test_a_faulty_line_gives_an_error_in_its_place_and_the_rest_goes_on(
    answering: Answering, line: bytes
) -> None:
    first, faulty, last = objects([GOOD, line, GOOD], answering)
    assert first == last
    assert list(faulty) == ["error"]
    assert isinstance(faulty["error"], str)
    assert faulty["error"]


def test_an_error_does_not_repeat_what_was_written(answering: Answering) -> None:
    (faulty,) = objects([b'{"q": ["my secret trouble"]}'], answering)
    assert "secret" not in str(faulty)


def test_objects_come_in_the_order_of_the_lines(answering: Answering) -> None:
    names = sorted(answering.content.topics)[:6]
    lines = [json.dumps({"q": answering.content.topics[name].question}) for name in names]
    assert [one["topic"] for one in objects([line.encode() for line in lines], answering)] == names


@pytest.mark.parametrize(
    ("line", "addressed"),
    [
        pytest.param(b'{"q": "who won the match yesterday"}', True, id="addressed unless told"),
        pytest.param(b'{"q": "who won the match yesterday", "addressed": true}', True, id="true"),
        pytest.param(b'{"q": "who won the match yesterday", "addressed": false}', False, id="not"),
    ],
)
def test_who_does_not_address_the_bot_hears_nothing_about_other_things(
    answering: Answering, line: bytes, addressed: bool
) -> None:
    (object_,) = objects([line], answering)
    assert (object_["outcome"] == "silent") is not addressed


def test_other_keys_in_a_line_are_left_alone(answering: Answering) -> None:
    with_more = b'{"id": 7, "q": "What is the soleus?", "from": "a script"}'
    assert objects([with_more], answering) == objects([GOOD], answering)


def test_the_last_line_needs_no_line_end(answering: Answering) -> None:
    assert objects([GOOD.strip()], answering) == objects([GOOD], answering)


# --- the real command ---------------------------------------------------------------------------


def test_the_command_gives_one_object_a_line_and_exits_with_0(run: Runner) -> None:
    ran = run("ask", "--jsonl", stdin=GOOD * 3)
    assert (ran.code, ran.err) == (0, "")
    first, *others = [json.loads(line) for line in ran.out.splitlines()]
    assert others == [first, first]
    assert Told.model_validate(first).topic == "soleus"


def test_one_question_as_json_is_the_same_object(run: Runner, answering: Answering) -> None:
    ran = run("ask", "What is the soleus?", "--json")
    assert (ran.code, ran.err) == (0, "")
    (expected,) = objects([GOOD], answering)
    assert json.loads(ran.out) == expected


def test_one_question_in_plain_text_is_the_text_of_that_object(
    run: Runner, answering: Answering
) -> None:
    ran = run("ask", "What is the soleus?")
    (expected,) = objects([GOOD], answering)
    assert (ran.code, ran.out.strip()) == (0, expected["text"])


def test_no_lines_give_no_objects(run: Runner) -> None:
    ran = run("ask", "--jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "")

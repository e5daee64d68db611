"""Replies as events of Matrix: allowed tags only, a complete plain body, within what fits."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Action, Choice, ExerciseCard, Kind, Press, Reply
from bot.content.load import Content
from bot.content.models import Stance, Tier
from bot.platforms.matrix.rendering import offered, press_of, render
from bot.replies import answers
from bot.understanding.redflags import Finding

LARGEST = 64 * 1024
ENCRYPTING = 4 / 3
"""By how much encryption makes an event longer (base64)."""

ALLOWED = {"p", "strong", "em", "h4", "ol", "li", "br"}
TAG = re.compile(r"</?([a-z0-9]+)>")


def test_everything_the_bot_knows_is_shown_whole(content: Content) -> None:
    for name, topic in content.topics.items():
        reply = answers.topic(content, name, "See a doctor about it.")
        shown = render(reply, content.matrix).content
        for paragraph in (*reply.paragraphs, *reply.after, topic.question):
            assert paragraph in shown["body"]
        assert set(TAG.findall(shown["formatted_body"])) <= ALLOWED


def test_the_action_of_an_urgent_reply_comes_first(content: Content) -> None:
    finding = Finding("rf-dvt", Tier.T2, Stance.ASSERTED)
    reply = answers.urgent(content, finding, for_another=False)
    rendered = render(reply, content.matrix, "@ann:localhost")
    assert rendered.content["body"].startswith(reply.paragraphs[0])
    assert rendered.reactions == ()


def test_every_reaction_can_be_typed_instead(content: Content) -> None:
    reply = answers.topic(content, "night-cramps", None)
    rendered = render(reply, content.matrix)
    for key, press in offered(reply, content.matrix).items():
        assert key in rendered.reactions
        assert press_of(rendered.content, key) == press
        if press.action is not Action.SHOW:
            assert key in rendered.content["body"]


def test_a_reaction_counts_with_and_without_its_selector(content: Content) -> None:
    reply = answers.topic(content, "night-cramps", None)
    shown = render(reply, content.matrix).content
    assert press_of(shown, "1\u20e3") == press_of(shown, "1\ufe0f\u20e3") is not None


def test_what_was_not_offered_means_nothing(content: Content) -> None:
    shown = render(answers.topic(content, "night-cramps", None), content.matrix).content
    assert press_of(shown, "🍕") is None
    assert press_of({}, "👍") is None
    assert press_of({"org.soleus.presses": ["👍"]}, "👍") is None
    assert press_of({"org.soleus.presses": {"👍": 5}}, "👍") is None
    assert press_of({"org.soleus.presses": {"👍": "fly:away"}}, "👍") is None


ANY = st.one_of(st.text(max_size=80), st.text("<>&\"'\n é🦵", max_size=9000))
PRESS = st.builds(Press, st.sampled_from(Action), st.text(max_size=80))
CHOICE = st.builds(Choice, ANY, PRESS)
LINES = st.lists(ANY, max_size=4).map(tuple)
REPLY = st.builds(
    Reply,
    st.sampled_from(Kind),
    paragraphs=LINES,
    title=st.none() | ANY,
    caution=st.none() | ANY,
    exercises=st.lists(st.builds(ExerciseCard, ANY, LINES, LINES), max_size=2).map(tuple),
    choices=st.lists(CHOICE, max_size=12).map(tuple),
    after=LINES,
    notice=st.none() | ANY,
    neighbours=st.lists(CHOICE, max_size=12).map(tuple),
    actions=st.lists(PRESS, max_size=8).map(tuple),
)


@given(REPLY)
def test_any_reply_is_a_valid_event(content: Content, reply: Reply) -> None:
    shown = render(reply, content.matrix, "@ann:localhost").content
    size = len(json.dumps(shown, ensure_ascii=False).encode())
    assert size * ENCRYPTING < LARGEST
    assert shown["msgtype"] == "m.notice"
    formatted = shown.get("formatted_body", "")
    assert set(TAG.findall(formatted)) <= ALLOWED
    assert "<" not in TAG.sub("", formatted)

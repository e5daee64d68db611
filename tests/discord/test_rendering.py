"""How replies look on Discord: complete, in order, and within every limit, whatever they hold."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import Action, Choice, ExerciseCard, File, Kind, Picture, Press, Reply
from bot.content.load import Content
from bot.content.models import Stance, Tier
from bot.platforms.discord.rendering import Manner, after_press, render
from bot.platforms.discord.spelling import Spelling
from bot.reminders.reminder import Key
from bot.replies import answers, reminders
from bot.understanding.redflags import Finding
from tests.fake_discord import description, limits, objects
from tests.fake_discord.objects import COMPONENTS_V2, EPHEMERAL, Json

PNG = b"\x89PNG"
KEY = "12.1795024800"


@pytest.fixture
def manner(content: Content) -> Manner:
    labels = {**content.reminding.labels}
    return Manner(labels, Spelling({}), "See also")


def body_of(reply: Reply, manner: Manner) -> Json:
    """What is sent."""
    rendered = render(reply, manner)
    if rendered.view is None:
        return {"content": rendered.content}
    components = json.loads(json.dumps(rendered.view.to_components()))  # type: ignore[no-untyped-call]
    return {"components": components, "flags": COMPONENTS_V2 | EPHEMERAL}


def faults(body: Json) -> list[str]:
    """What Discord would say."""
    told = list(limits.of_message(body))
    described = description.find()
    if described:
        told += described.of_request("POST", "/channels/1/messages", body, multipart=False)
    return told


def every_reply(content: Content) -> Iterator[Reply]:
    """Every answer, exercise, list of sources and warning of the FAQ."""
    for name in content.topics:
        yield answers.topic(content, name, "See a doctor about it within days.")
        yield answers.sources(content, name)
    for name in content.exercises:
        yield answers.exercise(content, name)
    for name in content.redflags:
        for tier in (Tier.T1, Tier.T2):
            for country in (None, *content.emergency.countries):
                finding = Finding(name, tier, Stance.ASSERTED)
                yield answers.urgent(content, finding, for_another=True, country=country)
        yield answers.asked(content, Finding(name, Tier.T2, Stance.ASKED))
    yield answers.other_emergency(content, "GB")
    yield answers.listing(content.wording.topics, (it.question for it in content.topics.values()))


def test_everything_the_bot_knows_is_shown_whole(content: Content, manner: Manner) -> None:
    for reply in every_reply(content):
        body = body_of(reply, manner)
        assert faults(body) == []
        shown = objects.texts(body)
        assert "…" not in shown
        for paragraph in (*reply.paragraphs, *reply.after, *filter(None, [reply.notice])):
            assert Spelling({})(paragraph) in shown


def test_an_urgent_reply_is_plain_text_and_nothing_else(content: Content, manner: Manner) -> None:
    finding = Finding("rf-dvt", Tier.T2, Stance.ASSERTED)
    reply = answers.urgent(content, finding, for_another=False)
    body = body_of(reply, manner)
    assert body.keys() == {"content"}
    assert body["content"].startswith(reply.paragraphs[0][:20])


def test_a_caution_comes_before_the_answer(content: Content, manner: Manner) -> None:
    reply = answers.topic(content, "night-cramps", "See a doctor about it.")
    shown = objects.texts(body_of(reply, manner))
    assert shown.startswith("**See a doctor about it.**")


def test_a_picture_has_words_that_stand_for_it(manner: Manner) -> None:
    picture = Picture("stretch.png", "image/png", "Someone leans on a wall.", 1, 1, PNG)
    card = ExerciseCard("Exercise: Stretch", ("Lean.",), ("Once.",), picture)
    reply = Reply(Kind.ANSWER, exercises=(card,))
    (gallery,) = [
        it for it in objects.every(body_of(reply, manner)["components"]) if it["type"] == 12
    ]
    assert gallery["items"][0]["description"] == "Someone leans on a wall."
    (file,) = render(reply, manner).files()
    assert (file.filename, file.description) == ("stretch.png", "Someone leans on a wall.")


def test_files_can_be_sent_more_than_once(manner: Manner) -> None:
    rendered = render(Reply(Kind.NOTICE, ("Here.",), files=(File("a.json", "x", "{}"),)), manner)
    first, second = rendered.files(), rendered.files()
    assert first[0].fp.read() == second[0].fp.read() == b"{}"


def test_a_reminder_carries_its_key_in_every_button(manner: Manner) -> None:
    press = Press(Action.DONE, "7.1795020000")
    reply = Reply(Kind.REMINDER, title="Reminder 1", actions=(press,))

    body = body_of(reply, replace(manner, key=KEY, ping="5"))
    assert list(objects.custom_ids(body["components"])) == [f"s1:done:7.1795020000@{KEY}"]
    assert objects.texts(body).startswith("<@5>")


def test_after_a_press_only_what_was_chosen_stays(manner: Manner) -> None:
    presses = (Press(Action.DONE, KEY), Press(Action.SKIP, KEY))
    view = render(Reply(Kind.REMINDER, title="Reminder 1", actions=presses), manner).view
    assert view
    changed = after_press(view, presses[1], "Left out.")
    after = {"components": changed.to_components()}  # type: ignore[no-untyped-call]
    assert list(objects.custom_ids(after["components"])) == [f"s1:skip:{KEY}"]
    assert "Left out." in objects.texts(after)
    assert "Reminder 1" in objects.texts(after)


def test_a_full_reminder_has_room_for_what_comes_of_it(manner: Manner) -> None:
    press = Press(Action.DONE, KEY)
    reply = Reply(Kind.REMINDER, ("Walk. " * 2000,), title="Reminder 1", actions=(press,))
    view = render(reply, replace(manner, key=KEY, ping="5")).view
    assert view
    after = after_press(view, press, "Noted as done. " * 15)
    assert limits.TEXT >= after.content_length() > limits.TEXT - 300
    shown = [it.content for it in after.walk_children() if isinstance(it, ui.TextDisplay)]
    assert "…" not in shown[-1]


def test_too_many_exercises_leave_the_notice_and_what_to_press(
    content: Content, manner: Manner
) -> None:
    cards = answers.exercise_card(content, "calf-stretch")
    press = Press(Action.DONE, KEY)
    reply = Reply(Kind.REMINDER, exercises=(cards,) * 60, notice="No advice.", actions=(press,))
    body = body_of(reply, manner)
    assert faults(body) == []
    assert objects.texts(body).endswith("-# No advice.")
    assert list(objects.custom_ids(body["components"])) == [f"s1:done:{KEY}"]


def test_a_long_routine_is_shown_with_each_of_its_exercises(manner: Manner) -> None:
    cards = tuple(ExerciseCard(f"Exercise {number}", ("Walk.",), ()) for number in range(12))
    shown = objects.texts(body_of(Reply(Kind.REMINDER, exercises=cards), manner))
    assert [card.title for card in cards if card.title not in shown] == []


def test_too_much_of_everything_still_fits(manner: Manner) -> None:
    presses = [Press(Action.SHOW, str(number)) for number in range(60)]
    choices = tuple(Choice("Why? " * 50, press) for press in presses)
    actions = tuple(Press(Action.SOURCES, press.about) for press in presses)
    pictures = [
        Picture(f"{n}.png", "image/png", "Someone walks. " * 200, 1, 1, PNG) for n in range(20)
    ]
    reply = Reply(
        Kind.ANSWER,
        ("Walk on your heels.",) * 500,
        exercises=tuple(ExerciseCard("Exercise", ("Walk.",) * 9, (), it) for it in pictures),
        choices=choices,
        neighbours=choices,
        actions=actions,
        files=tuple(File(f"{number}.json", "application/json", "{}") for number in range(20)),
    )
    assert len(render(reply, manner).files()) == 10
    found = list(objects.every(body_of(reply, manner)["components"]))
    assert list(limits.of_message(body_of(reply, manner))) == []
    assert all(len(it["label"]) <= 80 for it in found if it["type"] == 2)
    galleries = [it["items"][0] for it in found if it["type"] == 12]
    assert all(len(it["description"]) <= 1024 for it in galleries)


def test_every_exercise_of_a_long_routine_can_hurt(content: Content, manner: Manner) -> None:
    reply = reminders.hurts_which(content, Key(12, 1_795_024_800), tuple(content.exercises))
    found = list(objects.custom_ids(body_of(reply, manner)["components"]))
    assert len(found) == len(content.exercises) + 1


def test_times_are_shown_in_each_reader_s_own_way(manner: Manner) -> None:
    shown = objects.texts(body_of(Reply(Kind.NOTICE, ("Set.",), times=(1_795_024_800,)), manner))
    assert "<t:1795024800:F> (<t:1795024800:R>)" in shown


ANY = st.text(max_size=60)
LONG = st.one_of(ANY, st.text("a\n*_`~|>#-[]()@! \u202e\u200b", max_size=6000))
PRESS = st.builds(Press, st.sampled_from(Action), ANY)
CHOICE = st.builds(Choice, LONG, PRESS)
PICTURE = st.builds(
    Picture, st.sampled_from(["a.png", "b.png"]), st.just("image/png"), LONG, st.just(PNG)
)
CARD = st.builds(
    ExerciseCard,
    LONG,
    st.lists(LONG, max_size=4).map(tuple),
    st.lists(LONG, max_size=4).map(tuple),
    st.none() | PICTURE,
)
FILE = st.builds(File, st.sampled_from(["a.json", "b.ics"]), st.just("text/plain"), ANY)
REPLY = st.builds(
    Reply,
    st.sampled_from(Kind),
    paragraphs=st.lists(LONG, min_size=1, max_size=5).map(tuple),
    title=st.none() | LONG,
    caution=st.none() | LONG,
    exercises=st.lists(CARD, max_size=15).map(tuple),
    choices=st.lists(CHOICE, max_size=30).map(tuple),
    after=st.lists(LONG, max_size=3).map(tuple),
    notice=st.none() | LONG,
    neighbours=st.lists(CHOICE, max_size=30).map(tuple),
    actions=st.lists(PRESS, max_size=30).map(tuple),
    files=st.lists(FILE, max_size=12).map(tuple),
    times=st.lists(st.integers(0, 2**33), max_size=3).map(tuple),
)
LABELS = {action.value: action.value for action in Action}


@given(REPLY)
def test_no_reply_breaks_a_limit(reply: Reply) -> None:
    manner = Manner(LABELS, Spelling({"remind": 5}), "See also", ping="5", key=KEY)
    body = body_of(reply, manner)
    assert len(render(reply, manner).files()) <= 10
    if objects.texts(body):
        assert [it for it in faults(body) if "empty" not in it] == []

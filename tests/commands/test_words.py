"""The words of commands are all there: content and code name the same things."""

from bot.chat import Action
from bot.commands.table import COMMANDS
from bot.content import gaps
from bot.content.load import Content
from bot.reminders.grammar.problems import Problem
from bot.reminders.reminder import NEWS
from bot.replies.answers import OF_ANSWERS
from bot.replies.reminders import BUTTONS

OF_THE_TERMINAL = {"quit"}


def test_every_command_has_its_line_in_the_order_of_the_table(content: Content) -> None:
    lines = [name for name in content.wording.commands if name not in OF_THE_TERMINAL]
    assert lines == list(COMMANDS)


def test_every_button_has_a_label(content: Content) -> None:
    labelled = {Action.REMIND, *OF_ANSWERS, *BUTTONS}
    assert set(content.reminding.labels) == labelled == gaps.NAMED["labels"]


def test_no_two_labels_are_the_same_when_typed(content: Content) -> None:
    labels = [label.lower() for label in content.reminding.labels.values()]
    assert len(set(labels)) == len(labels)


def test_every_kind_of_news_has_a_sentence(content: Content) -> None:
    assert set(content.reminding.news) == NEWS == gaps.NAMED["news"]


def test_every_problem_of_a_phrase_has_a_sentence(content: Content) -> None:
    assert set(content.reminding.problems) == set(Problem) == gaps.NAMED["problems"]

"""Rules and learned weights joined: what is urgent, what is doubtful, and which flag speaks first."""

import numpy as np
import pytest

from bot.answering import Answering, decide
from bot.content.load import Content
from bot.content.models import Stance, Tier
from bot.understanding import redflags
from bot.understanding.meaning import Meaning
from bot.understanding.redflags import Danger, Seen, judge
from bot.understanding.signs import Sign
from bot.understanding.topics import NO_GUESS

NAMES = ("asked", "denied", "none", "other-emergency", "past", "rf-dvt", "rf-pe", "soon")


def judged(
    content: Content,
    signs: tuple[Sign, ...] = (),
    named: dict[str, Stance] | None = None,
    **learned: float,
) -> Danger:
    """The danger when the weights say so much of each name, and the rest is none."""
    likely = {name.replace("_", "-"): share for name, share in learned.items()}
    likely["none"] = 1 - sum(likely.values())
    scores = np.array([likely.get(name, 0.0) for name in NAMES], np.float32)
    return judge(NAMES, scores, Seen(signs, named or {}), content.redflags)


def sign(flag: str, tier: Tier = Tier.T2, stance: Stance = Stance.ASSERTED) -> Sign:
    return Sign(flag, tier, stance)


def test_nothing_seen_is_nothing(content: Content) -> None:
    assert judged(content) == Danger()


def test_the_weights_alone_can_raise_the_alarm(content: Content) -> None:
    urgent = judged(content, rf_dvt=redflags.ALARM + 0.01).urgent
    assert urgent
    assert (urgent.flag, urgent.tier, urgent.stance) == ("rf-dvt", Tier.T2, Stance.ASSERTED)


def test_only_a_plain_report_is_for_those_who_did_not_ask(content: Content) -> None:
    assert not judged(content, rf_dvt=redflags.ALARM_UNASKED - 0.01).plain
    assert judged(content, rf_dvt=redflags.ALARM_UNASKED + 0.01).plain
    assert judged(content, (sign("rf-dvt"),), rf_dvt=redflags.ALARM_WITH_RULE + 0.01).plain


def test_a_doubtful_report_stays_unspoken_where_nobody_asked(content: Content) -> None:
    doubtful = Meaning(judged(content, rf_dvt=redflags.ALARM + 0.01), NO_GUESS)
    assert decide(content, doubtful, addressed=True).outcome == "urgent"
    assert decide(content, doubtful, addressed=False).outcome == "silent"


def test_a_likelihood_spread_over_two_flags_is_still_an_alarm(content: Content) -> None:
    half = redflags.ALARM / 2 + 0.01
    assert judged(content, rf_dvt=half, rf_pe=half).urgent


def test_a_rule_and_modest_weights_raise_the_alarm_together(content: Content) -> None:
    modest = redflags.ALARM_WITH_RULE + 0.01
    assert judged(content, (sign("rf-dvt"),), rf_dvt=modest).urgent
    assert not judged(content, rf_dvt=modest).urgent


def test_a_rule_alone_gives_a_line_of_caution(content: Content) -> None:
    danger = judged(content, (sign("rf-dvt"),))
    assert danger.urgent is None
    assert danger.doubt == "rf-dvt"


def test_modest_weights_alone_give_a_line_of_caution(content: Content) -> None:
    assert judged(content, rf_pe=redflags.CAUTION + 0.01).doubt == "rf-pe"


def test_a_denied_sign_gives_neither(content: Content) -> None:
    danger = judged(content, (sign("rf-dvt", stance=Stance.DENIED),))
    assert (danger.urgent, danger.doubt) == (None, None)


def test_a_sign_for_within_days_is_no_alarm_but_a_caution(content: Content) -> None:
    danger = judged(content, (sign("rf-dvt", Tier.T3),), rf_dvt=redflags.ALARM_WITH_RULE + 0.01)
    assert danger.urgent is None
    assert danger.doubt == "rf-dvt"


def test_the_gravest_flag_speaks_first(content: Content) -> None:
    both = (sign("rf-dvt"), sign("rf-pe", Tier.T1))
    danger = judged(content, both, rf_dvt=0.6, rf_pe=0.3)
    assert [one.flag for one in danger.findings] == ["rf-pe", "rf-dvt"]


def test_of_two_dangers_in_one_message_neither_hides_the_other(content: Content) -> None:
    seen = (sign("rf-dvt"), sign("rf-pe", Tier.T1))
    danger = judged(content, seen, rf_dvt=0.8, rf_pe=redflags.BESIDE_ANOTHER + 0.01)
    assert danger.urgent
    assert danger.urgent.flag == "rf-pe"


@pytest.mark.parametrize(
    "text",
    [
        "I am numb between my legs and my calf is swollen, hot and red since yesterday",
        "my left calf is swollen, hot and red since yesterday, and I have chest pain",
    ],
)
def test_the_emergency_is_said_before_what_can_wait_a_day(answering: Answering, text: str) -> None:
    reply = answering.answer(text).decision.reply
    assert reply
    assert reply.paragraphs[0].startswith(("Go to an emergency department now", "Call your local"))


def test_a_rule_can_make_a_flag_more_urgent_and_never_less(content: Content) -> None:
    raised = judged(content, (sign("rf-dvt", Tier.T1),), rf_dvt=0.9).urgent
    kept = judged(content, (sign("rf-pe", Tier.T2),), rf_pe=0.9).urgent
    assert raised
    assert kept
    assert (raised.tier, kept.tier) == (Tier.T1, Tier.T1)


def test_a_question_about_a_flag_is_asked(content: Content) -> None:
    danger = judged(content, asked=0.8, rf_dvt=0.05)
    assert danger.asked
    assert danger.asked.flag == "rf-dvt"
    assert danger.urgent is None


@pytest.mark.parametrize("stance", ["denied", "past"])
def test_what_is_denied_or_past_is_told_and_not_answered(content: Content, stance: str) -> None:
    danger = judged(content, (), None, rf_dvt=0.05, **{stance: 0.8})
    assert [one.stance.value for one in danger.findings] == [stance]
    assert (danger.urgent, danger.asked) == (None, None)


def test_a_name_in_a_question_is_asked_about_whatever_the_weights_say(content: Content) -> None:
    danger = judged(content, (), {"rf-pe": Stance.ASKED})
    assert danger.asked
    assert danger.asked.flag == "rf-pe"


def test_a_question_about_a_danger_that_is_none_of_ours_is_not_answered(content: Content) -> None:
    assert judged(content, asked=0.9).asked is None


def test_rules_that_only_find_denials_ask_for_more_certainty(content: Content) -> None:
    denied = (sign("rf-dvt", stance=Stance.DENIED),)
    assert judged(content, denied, rf_dvt=redflags.ALARM + 0.1).urgent is None
    assert judged(content, denied, rf_dvt=redflags.ALARM_AGAINST_RULE + 0.01).urgent


def test_an_emergency_that_is_none_of_ours_is_seen(content: Content) -> None:
    assert judged(content, other_emergency=0.9).other_emergency

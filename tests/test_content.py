"""Every shipped entry: the ids that were promised, and what each text must and must not say.

Numbers such as STD-7 are those of the content standard that the FAQ is written to.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pytest
import yaml

from bot.content import checks, plain_language
from bot.content.load import Content, Lessons
from bot.content.models import Exercise, FlagPhrasings, NotExamples, RedFlag, Stance, Tier, Topic
from bot.plain import plain
from bot.replies import answers as replies
from bot.understanding.redflags import Finding
from tests.conftest import ROOT

TOPICS = [
    "calf-back-link", "tight-calf-causes", "tightness-returns", "high-heels", "night-cramps",
    "cramp-relief", "cramp-prevention", "cramps-and-nerves", "pregnancy-cramps",
    "medicines-and-cramps", "calf-anatomy", "gastrocnemius", "soleus", "achilles-tendon",
    "calf-nerves", "calf-function", "dorsiflexors", "heels-lift-squat", "walking-problems",
    "standing-balance", "weak-dorsiflexors", "leg-crossing", "l5-s1-roots", "nerve-root-causes",
    "sciatica", "contraction-types", "treat-tight-calves", "heel-walking", "calf-stretch",
    "soleus-stretch", "heel-raises", "toe-raises", "ankle-pumps", "back-exercises",
    "exercise-frequency", "exercise-pain", "recovery-time", "massage-heat-ice", "footwear",
    "sitting-desk", "running-sport", "see-doctor", "about-bot", "reminders-help",
]  # fmt: skip
FLAGS = [
    "rf-cauda-equina", "rf-dvt", "rf-pe", "rf-achilles-rupture", "rf-limb-ischaemia",
    "rf-compartment", "rf-foot-drop", "rf-trauma", "rf-infection", "rf-cancer", "rf-aneurysm",
    "rf-self-harm",
]  # fmt: skip
EXERCISES = [
    "heel-walking", "calf-stretch", "soleus-stretch", "towel-stretch", "before-bed-stretch",
    "heel-raises", "toe-raises", "ankle-pumps", "pelvic-tilt", "knee-to-chest", "cat-camel",
    "walking",
]  # fmt: skip
WITHOUT_EXERCISE = [
    "see-doctor", "about-bot", "recovery-time", "exercise-pain", "calf-nerves", "reminders-help",
]  # fmt: skip
CLAIMS = [f"C{number}" for number in range(1, 41)]

ARTICLE = ROOT.parent / "shared/content/article.txt"
MEASURED = ROOT.parent / "shared/questions/dev.yaml"
RUNS = ROOT / "tests/data/article-runs.txt"

each_topic = pytest.mark.parametrize("name", TOPICS)
each_flag = pytest.mark.parametrize("name", FLAGS)
each_exercise = pytest.mark.parametrize("name", EXERCISES)


@pytest.fixture(scope="module")
def lessons(content: Content) -> Lessons:
    return checks.lessons(content)


@pytest.fixture(scope="module")
def visible(content: Content) -> Mapping[str, str]:
    """Every text of our own that a person can be shown, by where it stands."""
    return dict(_visible(content))


# --- what there is ------------------------------------------------------------------------------


def test_the_topics_are_those_promised(content: Content) -> None:
    assert sorted(content.topics) == sorted(TOPICS)
    assert len(TOPICS) == 44


def test_the_red_flags_are_those_promised(content: Content) -> None:
    assert sorted(content.redflags) == sorted(FLAGS)
    assert len(FLAGS) == 12


def test_the_exercises_are_those_promised(content: Content) -> None:
    assert sorted(content.exercises) == sorted(EXERCISES)
    assert len(EXERCISES) == 12


def test_only_topics_that_no_exercise_fits_have_none(content: Content) -> None:
    assert {name for name, topic in content.topics.items() if not topic.exercise} <= {
        *WITHOUT_EXERCISE
    }


def test_every_claim_of_the_article_is_judged(content: Content) -> None:
    assert list(content.claims) == CLAIMS


@pytest.mark.parametrize("code", CLAIMS)
def test_a_claim_is_dealt_with_or_left_out_for_a_reason(content: Content, code: str) -> None:
    claim = content.claims[code]
    assert claim.topics or claim.left_out
    assert all(code in content.topics[name].claims for name in claim.topics)


def test_every_exercise_is_the_one_of_some_topic(content: Content) -> None:
    used = {topic.exercise for topic in content.topics.values()}
    assert {*EXERCISES} - used <= {"cat-camel", "knee-to-chest"}, "two more back exercises"


# --- how it reads (STD-10, STD-12) --------------------------------------------------------------


@each_topic
def test_an_answer_is_short_with_its_correction(content: Content, name: str) -> None:
    topic = content.topics[name]
    assert len(f"{topic.answer} {topic.correction or ''}".split()) <= 120


@each_topic
def test_an_answer_is_in_plain_words(content: Content, name: str) -> None:
    topic = content.topics[name]
    assert plain_language.faults(f"{topic.answer}\n\n{topic.correction or ''}", 120) == []
    assert plain_language.faults(topic.when_to_get_help, 60) == []


@each_flag
def test_a_red_flag_is_short_and_in_plain_words(content: Content, name: str) -> None:
    flag = content.redflags[name]
    for text in (*_urgent_texts(flag), flag.asked, flag.caution):
        assert plain_language.faults(text, 80) == []
        assert len(text.split()) <= 80


@each_exercise
def test_an_exercise_is_in_plain_words(content: Content, name: str) -> None:
    entry = content.exercises[name]
    for text in ("\n\n".join(entry.steps), entry.dose.in_words, entry.stop, entry.not_for):
        assert plain_language.faults(text, 120) == []


def test_no_sentence_is_longer_than_20_words(visible: Mapping[str, str]) -> None:
    """A colon ends no sentence here. The lines of numbers are lists, as the standard gives them."""
    assert [
        f"{where}: {sentence}"
        for where, text in visible.items()
        if where not in ("emergency.neutral", "emergency.numbers")
        for sentence in _sentences(text)
        if len(sentence.split()) > 20
    ] == []


# --- red flags (STD-5, STD-7) -------------------------------------------------------------------

DO = re.compile(
    r"\b(call your local emergency number|emergency department|be seen|get (\w+ )?checked"
    r"|contact a doctor|call the local emergency number|stay with them)\b",
    re.IGNORECASE,
)
SOON = re.compile(r"\b(now|today)\b", re.IGNORECASE)
PROHIBITS = re.compile(r"\b(do not|don't|never|no|not|without|leave)\b", re.IGNORECASE)
TRAINING = re.compile(
    r"\b(stretch\w*|exercis\w*|(heel|calf|calves|toe)[ -]?raises?|ankle pumps?|pelvic tilts?"
    r"|heel[ -]walk\w*|knee[ -]to[ -]chest|cat[ -]camel|towel|repetitions?|reps|sets of|work ?out"
    r"|warm[ -]up)\b",
    re.IGNORECASE,
)
REMINDING = re.compile(r"\b(remind\w*|!remind|/remind|schedule)\b", re.IGNORECASE)


@each_flag
def test_an_urgent_reply_says_first_what_to_do_at_once(content: Content, name: str) -> None:
    for text in _urgent_texts(content.redflags[name]):
        opening = _opening(name, text)
        assert DO.search(opening), opening
        assert SOON.search(opening), opening


@each_flag
def test_an_urgent_reply_is_as_urgent_as_its_tier(content: Content, name: str) -> None:
    flag = content.redflags[name]
    assert flag.tier.urgent
    for text in _urgent_texts(flag):
        assert "emergency" in text
        if flag.tier is Tier.T1:
            assert re.search(r"\bnow\b", _opening(name, text))


@each_flag
def test_an_urgent_reply_advises_nothing_that_it_must_not(content: Content, name: str) -> None:
    flag = content.redflags[name]
    assert flag.must_not
    advised = [
        f"{phrase!r} in {sentence!r}"
        for text in _urgent_texts(flag)
        for sentence in _sentences(text)
        for phrase in flag.must_not
        if _advises(sentence, phrase)
    ]
    assert advised == []


@each_flag
def test_an_urgent_reply_holds_no_exercise_and_no_reminder(content: Content, name: str) -> None:
    for said in _shown(content, name):
        for word in (TRAINING, REMINDING):
            assert word.search(said) is None


@each_flag
def test_an_urgent_reply_ends_with_its_one_notice(content: Content, name: str) -> None:
    notice = content.wording.urgent_notice
    for said in _shown(content, name):
        assert said.endswith(notice)
        assert said.count(notice) == 1
        assert content.wording.notice not in said


@each_flag
def test_an_urgent_reply_names_the_numbers_of_several_countries(
    content: Content, name: str
) -> None:
    for said in _shown(content, name):
        for number in ("112", "911", "999", "000"):
            assert re.search(rf"\b{number}\b", said)


@each_flag
def test_the_gravest_reply_says_whom_to_call_in_the_standards_own_words(
    content: Content, name: str
) -> None:
    assert content.emergency.neutral == (
        "Call your local emergency number (112 across the EU and on most mobile phones, "
        "911 in the US and Canada, 999 in the UK, 000 in Australia)."
    )
    gravest = replies.urgent(content, Finding(name, Tier.T1, Stance.ASSERTED), for_another=False)
    assert content.emergency.neutral in gravest.paragraphs


def test_a_wish_to_die_is_met_with_people_to_talk_to(content: Content) -> None:
    for said in _shown(content, "rf-self-harm"):
        for line in ("findahelpline.com", "116 123", "988"):
            assert line in said


@each_flag
def test_information_about_a_red_flag_opens_with_the_action(content: Content, name: str) -> None:
    """A conditional: whoever asks may have the signs."""
    opening = _sentences(content.redflags[name].asked)[0]
    assert re.match(r"(if|for|when|with)\b", opening, re.IGNORECASE), opening
    assert DO.search(opening), opening
    assert TRAINING.search(opening) is None


@each_flag
def test_a_caution_is_one_sentence_with_a_condition_and_an_action(
    content: Content, name: str
) -> None:
    caution = content.redflags[name].caution
    assert len(_sentences(caution)) == 1
    assert re.match(r"(if|for|when|with)\b", caution, re.IGNORECASE)


def test_red_flags_speak_in_the_order_of_danger(content: Content) -> None:
    """The standard's order; what it calls trauma T1 and infection T1 stands before clots."""
    order = sorted(FLAGS, key=lambda name: content.redflags[name].priority)
    assert order[:6] == [
        "rf-self-harm",
        "rf-pe",
        "rf-aneurysm",
        "rf-limb-ischaemia",
        "rf-cauda-equina",
        "rf-compartment",
    ]
    assert len({flag.priority for flag in content.redflags.values()}) == len(FLAGS)


# --- phrasings ----------------------------------------------------------------------------------


@each_topic
def test_an_entry_shows_at_least_ten_ways_to_ask(content: Content, name: str) -> None:
    assert len({*map(_folded, content.topics[name].asked_as)}) >= 10


@each_topic
def test_a_topic_is_learned_from_at_least_60_phrasings(
    content: Content, lessons: Lessons, name: str
) -> None:
    phrasings = (*content.topics[name].asked_as, *lessons.topics[name].phrasings)
    assert len({*map(_folded, phrasings)}) >= 60


def test_no_phrasing_stands_under_two_topics(content: Content, lessons: Lessons) -> None:
    homes = defaultdict(set)
    for name, phrasing in _all_phrasings(content, lessons):
        homes[_folded(phrasing)].add(name if name in content.topics else "none")
    assert {phrasing: names for phrasing, names in homes.items() if len(names) > 1} == {}


def test_no_report_of_a_red_flag_stands_among_the_harmless_messages(
    content: Content, lessons: Lessons
) -> None:
    reports = {_folded(text) for text in _reports(content, lessons)}
    harmless = {_folded(text) for text in _harmless(content, lessons)}
    harmless |= {_folded(text) for _, text in _all_phrasings(content, lessons)}
    assert reports & harmless == set()


def test_no_phrasing_is_one_of_the_questions_we_are_measured_by(
    content: Content, lessons: Lessons
) -> None:
    if not MEASURED.exists():
        pytest.skip(f"{MEASURED.name} is not beside this checkout")
    measured = {_folded(item["q"]) for item in yaml.safe_load(MEASURED.read_text("utf-8"))}
    taught = {_folded(text) for _, text in _all_phrasings(content, lessons)}
    taught |= {_folded(text) for text in _reports(content, lessons)}
    taught |= {_folded(text) for text in _harmless(content, lessons)}
    assert {text for text in taught & measured if len(text.split()) > 3} == set()


# --- the article --------------------------------------------------------------------------------


def test_no_text_shares_seven_words_in_a_row_with_the_article(
    content: Content, lessons: Lessons, visible: Mapping[str, str]
) -> None:
    known = frozenset(RUNS.read_text("utf-8").split())
    texts = {**visible, **dict(_unseen(content, lessons))}
    shared = [
        f"{where}: {run}"
        for where, text in texts.items()
        for run in _runs(text)
        if _hash(run) in known
    ]
    assert shared == []


def test_a_sentence_of_the_article_would_be_noticed() -> None:
    """Its most harmless seven words, which are page furniture."""
    known = frozenset(RUNS.read_text("utf-8").split())
    run = "your email address will not be published"
    assert _hash(run) in known


def test_the_stored_runs_are_those_of_the_article() -> None:
    if not ARTICLE.exists():
        pytest.skip("the article is not beside this checkout; its runs are stored as hashes")
    runs = {_hash(run) for run in _runs(ARTICLE.read_text("utf-8"))}
    assert sorted(runs) == RUNS.read_text("utf-8").split()


SAID_IN_THE_ANSWER = {
    "achilles-tendon": r"joins both .*calf muscles to the back of the heel bone",
}
"""Topics that put right a claim without a correction, because the article only lost a word."""


@each_topic
def test_a_topic_says_what_the_article_got_wrong(content: Content, name: str) -> None:
    topic = content.topics[name]
    judged = {content.claims[code].judgement for code in topic.claims} - {"supported"}
    if name in SAID_IN_THE_ANSWER:
        assert re.search(SAID_IN_THE_ANSWER[name], topic.answer)
    elif judged:
        assert topic.correction
        assert re.match(r"The article\b", topic.correction)
    else:
        assert topic.correction is None


@pytest.mark.parametrize(
    ("code", "names", "put_right"),
    [
        ("C5", "night-cramps cramps-and-nerves", r"back nerve is (the )?most likely.*That is wrong"),
        ("C15", "gastrocnemius", r"cannot bend the knee\. That is wrong"),
        ("C15", "soleus", r"soleus can bend the knee\. That is wrong"),
        ("C15", "heels-lift-squat", r"soleus bends the knee in a squat\. It cannot"),
        ("C18", "walking-problems", r"It is the other way round.*less heel contact"),
        ("C38", "heel-walking", r"no trial that shows this"),
        ("C40", "tight-calf-causes", r"blames nerve roots.*That is wrong"),
        ("C40", "tightness-returns", r"It is wrong that the cause is always a nerve root"),
        ("C40", "treat-tight-calves", r"root cause.*Most tight calves are not a nerve problem"),
    ],
)  # fmt: skip
def test_a_dangerous_claim_is_put_right_in_words(
    content: Content, code: str, names: str, put_right: str
) -> None:
    for name in names.split():
        assert code in content.topics[name].claims
        assert re.search(put_right, _flat(content.topics[name].correction or ""))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("C5", r"nerve\b.*\b(most likely|usual|main|likeliest) (cause|reason)"),
        ("C5", r"cramps? (is|are|mean|means|show|shows)\b.*\bnerve"),
        ("C15", r"soleus\b[^,]*\b(can|helps?( to)?|may|does) bend"),
        ("C15", r"gastrocnemius\b[^,]*\b(cannot|does not|can't|not) (bend|cross)"),
        ("C18", r"heels? (strikes?|hits?|meets?|touch\w*)\b.*\b(more|too) often"),
        ("C38", r"heel[ -]walking\b.*\b(loosens?|relaxes|eases|releases|lengthens)"),
        ("C40", r"root cause"),
        ("C40", r"(always|every|all)\b.*\bnerve root"),
    ],
)
def test_an_error_of_the_article_is_repeated_nowhere(
    visible: Mapping[str, str], code: str, said: str
) -> None:
    """STD-15. Corrections tell what the article says, and so are left out."""
    repeated = [
        f"{code} in {where}: {sentence}"
        for where, text in visible.items()
        if not where.endswith(".correction")
        for sentence in _sentences(text)
        if not sentence.endswith("?") and re.search(said, sentence, re.IGNORECASE)
        if not re.search(r"\b(not|no|cannot)\b.*" + said, sentence, re.IGNORECASE)
        if not re.search(r"is not the usual", sentence)
    ]
    assert repeated == []


@pytest.mark.parametrize(
    ("name", "unproven"),
    [
        ("calf-back-link", "possible, but .*not proven"),
        ("high-heels", "unclear"),
        ("heel-walking", "no trial"),
        ("cramp-prevention", "weak"),
        ("cramp-prevention", "[Mm]agnesium is unlikely to help"),
        ("cramp-relief", "Proof for .* is weak"),
        ("footwear", "Insoles do not seem to help back pain"),
        ("massage-heat-ice", "for a short time"),
        ("pregnancy-cramps", "trials .* disagree"),
        ("medicines-and-cramps", "not proof"),
        ("recovery-time", "nobody can promise"),
        ("exercise-frequency", "Sources differ"),
        ("weak-dorsiflexors", "no proof"),
    ],
)
def test_an_answer_admits_what_is_not_proven(content: Content, name: str, unproven: str) -> None:
    """STD-15: where the facts are doubtful, the answer says so."""
    topic = content.topics[name]
    assert re.search(unproven, _flat(f"{topic.answer} {topic.correction or ''}"))


# --- words that no text may hold ----------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        pytest.param(r"\b(cures?|cured|curing|heals?|healed|heal-all)\b", id="STD-13 cures"),
        pytest.param(r"\b(diagnos\w*|treats|prevents? (a |any )?disease)\b", id="STD-13 treats"),
        pytest.param(r"\b(guarantee\w*|100 ?%|always works|proven to work)", id="STD-13 promises"),
        pytest.param(r"(?<!if )(?<!when )\byou (probably |do |may )?have (a|an|got)\b", id="STD-14 you have"),
        pytest.param(r"\byou (are|'re) (having|suffering)", id="STD-14 you suffer"),
        pytest.param(r"\byour (own )?(risk|odds|chances?) (is|are|of)\b", id="STD-14 your odds"),
        pytest.param(r"\b\d+([.,]\d+)? ?(mg|mcg|µg|milligrams?|micrograms?|ml|iu|tablets?)\b", id="STD-14 a dose"),
        pytest.param(r"(?<!not )\b(stop|quit) (taking|your (medicine|tablet|statin|pill))", id="STD-14 stop a medicine"),
        pytest.param(r"\b(call|ring|dial|phone) (nhs )?111\b", id="STD-7 call 111"),
        pytest.param(r"\b(especially|mostly|only) (women|men|ladies|girls)\b", id="STD-17 one sex"),
        pytest.param(r"\b(women|ladies) who wear\b(?!.*shows)", id="STD-17 women in heels"),
        pytest.param(r"\b(overweight|obes\w*|fat|lose weight|too heavy)\b", id="STD-17 weight"),
        pytest.param(r"@everyone|@here|<@|<#|@room", id="STD-27 pings"),
        pytest.param(r"slot ?gacor|gacor|lowerbacktightness", id="STD-33 spam"),
        pytest.param(r"leave a reply|required fields|email address|\btags:", id="STD-33 furniture"),
        pytest.param(r"entertainment only|no liability|consult your doctor", id="notices of no use"),
    ],
)  # fmt: skip
def test_no_text_says(visible: Mapping[str, str], word: str) -> None:
    said = {
        where: found.group()
        for where, text in visible.items()
        if (found := re.search(word, _flat(text), re.IGNORECASE))
    }
    assert said == {}


def test_women_are_named_only_where_the_article_is_put_right(content: Content) -> None:
    correction = _flat(content.topics["high-heels"].correction or "")
    assert re.search(r"women who wear heels\. Nothing shows that", correction)


@pytest.mark.parametrize("word", [r"gacor", r"lowerback", r"\btags\b", r"@everyone|@here"])
def test_keywords_hold_nothing_of_the_page_around_the_article(content: Content, word: str) -> None:
    keywords = [each for topic in content.topics.values() for each in topic.keywords]
    assert [each for each in keywords if re.search(word, each, re.IGNORECASE)] == []


def test_the_digits_111_stand_only_beside_a_country(visible: Mapping[str, str]) -> None:
    """STD-7: in one country it is a line for advice, in another the ambulance."""
    named = {where for where, text in visible.items() if re.search(r"\b111\b", text)}
    assert {where.rsplit(".", 1)[0] for where in named} <= {
        "emergency.GB",
        "emergency.NZ",
        "emergency.DE",
    }


def test_colour_is_never_the_first_sign_and_never_alone(visible: Mapping[str, str]) -> None:
    """STD-17: redness does not show on every skin."""
    felt = re.compile(r"swell|swollen|warm|hot|heat|hard|cold|sore|tender|numb|pain", re.IGNORECASE)
    other = re.compile(r"dark|purple|colou?r|grey|blotchy", re.IGNORECASE)
    wrong = [
        f"{where}: {sentence}"
        for where, text in visible.items()
        for sentence in _sentences(text)
        if (red := re.search(r"\bred(ness)?\b", sentence, re.IGNORECASE))
        if not felt.search(sentence[: red.start()]) or not other.search(sentence)
    ]
    assert wrong == []


# --- entries with a duty of their own -----------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "!remind ", "!reminders", "!edit", "!pause", "!resume", "!skip", "!delete 2", "!zone ",
        "!quiet", "/remind add", "/remind list", "/zone",
    ],
)  # fmt: skip
def test_help_on_reminders_names_the_real_commands(content: Content, command: str) -> None:
    assert f"`{command}" in content.topics["reminders-help"].answer


def test_help_on_reminders_shows_an_exercise_that_there_is(content: Content) -> None:
    (named,) = re.findall(r"`!remind ([a-z-]+) ", content.topics["reminders-help"].answer)
    assert named in content.exercises


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(r"\bautomated\b", id="automated"),
        pytest.param(r"\bnot a doctor\b", id="no doctor"),
        pytest.param(r"\bcannot examine you\b", id="cannot examine"),
        pytest.param(r"\bnot for emergencies\b", id="not for emergencies"),
        pytest.param(r"\bNo clinician has signed\b", id="not signed"),
        pytest.param(r"\bnot stored\b", id="stores nothing"),
    ],
)
def test_the_bot_says_what_it_is(content: Content, said: str) -> None:
    """STD-8, and that nobody has reviewed it."""
    assert re.search(said, _flat(content.topics["about-bot"].answer))


def test_the_first_words_in_a_chat_say_that_it_is_a_bot(content: Content) -> None:
    welcome = content.wording.welcome
    for said in ("bot", "not a doctor", "No clinician has signed", "emergency"):
        assert said in welcome


def test_the_bot_says_no_clinician_signed_only_while_that_is_so(content: Content) -> None:
    signed = [name for name, topic in content.topics.items() if topic.reviewed]
    assert signed == [], "say so in about-bot, the welcome and the README, then change this test"


@each_topic
def test_an_answer_ends_with_its_one_notice(content: Content, name: str) -> None:
    """STD-9."""
    said, notice = plain(replies.topic(content, name, None)), content.wording.notice
    assert said.endswith(notice)
    assert said.count(notice) == 1


@each_topic
def test_an_answer_can_show_its_sources(content: Content, name: str) -> None:
    """STD-16: every code leads to a name and a title."""
    codes = content.topics[name].sources
    assert codes
    assert len(replies.sources(content, name).paragraphs) == len(codes)


@each_exercise
def test_an_exercise_says_how_much_when_to_stop_and_who_should_not(
    content: Content, name: str
) -> None:
    """STD-18."""
    entry = content.exercises[name]
    assert re.search(r"\d", entry.dose.in_words)
    assert re.search(r"\bstop\b.*\bpain\b", entry.stop, re.IGNORECASE)
    assert re.search(r"\bnot\b", entry.not_for, re.IGNORECASE)
    assert re.search(r"numb", entry.stop)
    assert re.search(r"swell|swollen", entry.stop)


@each_exercise
def test_the_dose_in_words_holds_the_same_numbers(content: Content, name: str) -> None:
    dose = content.exercises[name].dose
    numbers = (dose.sets, dose.repetitions, dose.hold_seconds, dose.days_a_week)
    told = {*map(int, re.findall(r"\d+", dose.in_words))}
    assert {number for number in numbers if number is not None} <= told


def test_emergency_numbers_have_an_owner_and_a_next_check_within_six_months(
    content: Content,
) -> None:
    """STD-31."""
    emergency = content.emergency
    assert emergency.owner
    if emergency.checked:
        assert 0 < (emergency.recheck - emergency.checked).days <= 184


def test_every_country_has_a_number_and_its_source(content: Content) -> None:
    for code, country in content.emergency.countries.items():
        assert re.fullmatch(r"[A-Z]{2}", code)
        assert re.search(r"\d{3}", country.emergency)
        assert country.source


# --- helpers ------------------------------------------------------------------------------------


def _visible(content: Content) -> Iterator[tuple[str, str]]:
    for name, topic in content.topics.items():
        yield from _of_topic(f"topics.{name}", topic)
    for name, exercise in content.exercises.items():
        yield from _of_exercise(f"exercises.{name}", exercise)
    for name, flag in content.redflags.items():
        yield from _of_flag(f"redflags.{name}", flag)
    for kind, talk in content.smalltalk.items():
        yield f"smalltalk.{kind}", talk.reply or ""
    yield from _of_wording(content)
    yield from _of_emergency(content)


def _of_topic(where: str, topic: Topic) -> Iterator[tuple[str, str]]:
    yield f"{where}.question", topic.question
    yield f"{where}.answer", topic.answer
    yield f"{where}.correction", topic.correction or ""
    yield f"{where}.when_to_get_help", topic.when_to_get_help


def _of_exercise(where: str, exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield f"{where}.name", exercise.name
    yield f"{where}.steps", "\n".join(exercise.steps)
    yield f"{where}.dose", exercise.dose.in_words
    yield f"{where}.stop", exercise.stop
    yield f"{where}.not_for", exercise.not_for


def _of_flag(where: str, flag: RedFlag) -> Iterator[tuple[str, str]]:
    yield f"{where}.name", flag.name
    yield f"{where}.action", flag.action
    yield f"{where}.action_for_another", flag.action_for_another or ""
    yield f"{where}.asked", flag.asked
    yield f"{where}.caution", flag.caution


def _of_wording(content: Content) -> Iterator[tuple[str, str]]:
    for key, said in content.wording.model_dump().items():
        if isinstance(said, str):
            yield f"wording.{key}", said
    for command, said in content.wording.commands.items():
        yield f"wording.commands.{command}", said


def _of_emergency(content: Content) -> Iterator[tuple[str, str]]:
    yield "emergency.neutral", content.emergency.neutral
    yield "emergency.numbers", content.emergency.numbers
    yield "emergency.crisis_neutral", content.emergency.crisis_neutral
    for code, country in content.emergency.countries.items():
        for key, said in country.model_dump().items():
            yield f"emergency.{code}.{key}", said or ""


def _unseen(content: Content, lessons: Lessons) -> Iterator[tuple[str, str]]:
    """Texts that nobody is shown, but that stand in the FAQ."""
    for code, claim in content.claims.items():
        yield f"claims.{code}", f"{claim.about}\n{claim.instead}"
    for number, (name, phrasing) in enumerate(_all_phrasings(content, lessons)):
        yield f"phrasings.{name}.{number}", phrasing


def _all_phrasings(content: Content, lessons: Lessons) -> Iterator[tuple[str, str]]:
    for name, topic in content.topics.items():
        yield from ((name, text) for text in (topic.question, *topic.asked_as))
    for name, entry in lessons.topics.items():
        yield from ((name, text) for text in entry.phrasings)


def _reports(content: Content, lessons: Lessons) -> Iterator[str]:
    for flag in content.redflags.values():
        yield from flag.examples
    for entry in lessons.redflags.values():
        yield from (*entry.asserted.T1, *entry.asserted.T2)


def _harmless(content: Content, lessons: Lessons) -> Iterator[str]:
    groups: Iterable[NotExamples | FlagPhrasings] = (
        *(flag.not_examples for flag in content.redflags.values()),
        *lessons.redflags.values(),
    )
    for group in groups:
        yield from (*group.asked, *group.denied, *group.past, *group.figurative)


def _urgent_texts(flag: RedFlag) -> list[str]:
    return [flag.action, *([flag.action_for_another] if flag.action_for_another else [])]


def _shown(content: Content, name: str) -> list[str]:
    """The urgent reply to each who may report the flag."""
    finding = Finding(name, content.redflags[name].tier, Stance.ASSERTED)
    return [
        plain(replies.urgent(content, finding, for_another=for_another))
        for for_another in (False, True)
    ]


def _opening(name: str, text: str) -> str:
    """The first sentence; the first two where one warm sentence may come before the action."""
    return " ".join(_sentences(text)[: 2 if name == "rf-self-harm" else 1])


def _advises(sentence: str, phrase: str) -> bool:
    found = re.search(rf"\b{re.escape(phrase)}", sentence, re.IGNORECASE)
    return bool(found) and not PROHIBITS.search(sentence[: found.start()] if found else "")


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", _flat(text)) if part]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    """A phrasing without capitals, marks and spaces that nobody would tell apart."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("\u2019", "'")))


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", text.lower()))
    return (" ".join(words[start : start + 7]) for start in range(len(words) - 6))


def _hash(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:16]

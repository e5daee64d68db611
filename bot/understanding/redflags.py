"""Which dangers a message reports, asks about or denies: rules and learned weights together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.content.models import RedFlag, Stance, Tier
from bot.understanding.signs import Sign
from bot.understanding.weights import Scores

NONE = "none"
OTHER = "other-emergency"
SOON = "soon"
STANCES = {"asked": Stance.ASKED, "denied": Stance.DENIED, "past": Stance.PAST}

ALARM = 0.4
"""Learned probability from which a report is urgent without any rule."""

ALARM_UNASKED = 0.6
"""The same where the bot was not addressed: there most talk is about nothing of ours."""

ALARM_WITH_RULE = 0.3
"""Learned probability from which a report that a rule found is urgent."""

ALARM_AGAINST_RULE = 0.85
"""The same when rules found signs and every one of them denied, past, asked about or not meant."""

BESIDE_ANOTHER = 0.07
"""Learned probability from which an emergency that a rule found counts beside another red flag.
Probabilities are shared out among the flags, so that two in one message leave little for each."""

CAUTION = 0.08
"""Learned probability from which a normal answer carries a line of caution."""

OTHER_ALARM = 0.6
"""Learned probability from which a message tells of an emergency that is none of the twelve."""

MENTIONED = 0.5
"""Learned probability from which a message asks about a flag, denies it or tells of the past."""

LIKELY = 0.01
"""Learned probability of a flag below which an unnamed danger is none of ours."""


@dataclass(frozen=True)
class Finding:
    """One red flag in a message, how soon it must be seen, and what is said of it."""

    flag: str
    tier: Tier
    stance: Stance


@dataclass(frozen=True)
class Seen:
    """What the rules see in a message: signs, and names of red flags with what is said of each."""

    signs: Sequence[Sign] = ()
    named: Mapping[str, Stance] = field(default_factory=dict)


@dataclass(frozen=True)
class Danger:
    """All red flags of a message, the one that speaks first in front."""

    findings: tuple[Finding, ...] = ()
    other_emergency: bool = False
    doubt: str | None = None
    plain: bool = False
    """Whether a report is plain enough to speak up where the bot was not addressed."""

    @property
    def urgent(self) -> Finding | None:
        """The finding whose reply comes before everything, if there is one."""
        for finding in self.findings:
            if finding.stance is Stance.ASSERTED and finding.tier.urgent:
                return finding
        return None

    @property
    def asked(self) -> Finding | None:
        """The red flag that the message asks about, if that is all it does."""
        for finding in self.findings:
            if finding.stance is Stance.ASKED:
                return finding
        return None


def judge(names: Sequence[str], scores: Scores, seen: Seen, flags: Mapping[str, RedFlag]) -> Danger:
    """Join what was learned with what the rules found. In doubt, the safer reading."""
    learned = {name: float(score) for name, score in zip(names, scores, strict=True)}
    reported = sum(learned.get(name, 0.0) for name in flags)
    by_rule = [sign for sign in seen.signs if sign.stance is Stance.ASSERTED]
    alarm = reported >= _threshold(seen.signs)
    likeliest = max(flags, key=lambda name: learned.get(name, 0.0))
    found = (
        _asserted(likeliest, learned, by_rule, flags) if alarm else _mentioned(learned, seen, flags)
    )
    doubtful = reported + learned.get(SOON, 0.0) >= CAUTION or bool(by_rule)
    doubt = _first([sign.flag for sign in by_rule] or [likeliest], flags)
    return Danger(
        tuple(sorted(found, key=lambda one: _rank(one, flags))),
        other_emergency=learned.get(OTHER, 0.0) >= OTHER_ALARM,
        doubt=doubt if doubtful and not alarm else None,
        plain=reported >= ALARM_UNASKED or bool(by_rule),
    )


def _threshold(signs: Sequence[Sign]) -> float:
    if not signs:
        return ALARM
    asserted = [sign for sign in signs if sign.stance is Stance.ASSERTED]
    if any(sign.tier.urgent for sign in asserted):
        return ALARM_WITH_RULE
    return ALARM if asserted else ALARM_AGAINST_RULE


def _asserted(
    likeliest: str,
    learned: Mapping[str, float],
    by_rule: Sequence[Sign],
    flags: Mapping[str, RedFlag],
) -> list[Finding]:
    """The flags reported: the likeliest, and each that a rule and the weights agree on."""
    agreed = {sign.flag for sign in by_rule if learned.get(sign.flag, 0.0) >= _agreement(sign)}
    found = []
    for flag in {likeliest} | agreed:
        tiers = [sign.tier for sign in by_rule if sign.flag == flag and sign.tier.urgent]
        found.append(Finding(flag, min([flags[flag].tier, *tiers]), Stance.ASSERTED))
    return found


def _agreement(sign: Sign) -> float:
    """In doubt the graver one is said: its reply names the emergency number first."""
    return BESIDE_ANOTHER if sign.tier is Tier.T1 else ALARM_WITH_RULE


def _mentioned(
    learned: Mapping[str, float], seen: Seen, flags: Mapping[str, RedFlag]
) -> list[Finding]:
    """What is said of a flag that nobody reports now."""
    found = {
        Finding(sign.flag, sign.tier, sign.stance)
        for sign in seen.signs
        if sign.stance not in (Stance.ASSERTED, Stance.ASKED) or sign.tier is Tier.T3
    }
    for flag, said in seen.named.items():
        if said is not Stance.ASSERTED:
            found.add(Finding(flag, flags[flag].tier, said))
    stance = max(STANCES, key=lambda name: learned.get(name, 0.0))
    meant = _meant(learned, seen, flags)
    if meant and learned.get(stance, 0.0) >= MENTIONED:
        found.add(Finding(meant, flags[meant].tier, STANCES[stance]))
    return list(found)


def _meant(learned: Mapping[str, float], seen: Seen, flags: Mapping[str, RedFlag]) -> str | None:
    """The flag that a mention is about: one that is named, or shows signs, or is likely enough."""
    hinted = seen.named.keys() or {sign.flag for sign in seen.signs}
    likeliest = max(sorted(hinted or flags), key=lambda name: learned.get(name, 0.0))
    return likeliest if hinted or learned.get(likeliest, 0.0) >= LIKELY else None


def _rank(finding: Finding, flags: Mapping[str, RedFlag]) -> tuple[bool, Tier, int, Stance]:
    mentioned = finding.stance is not Stance.ASSERTED
    return mentioned, finding.tier, flags[finding.flag].priority, finding.stance


def _first(names: Sequence[str], flags: Mapping[str, RedFlag]) -> str:
    return min(names, key=lambda name: flags[name].priority)

"""Which {words in braces} each sentence of the bot may hold: those that the program fills in."""

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType

WORDING: Mapping[str, str] = MappingProxyType(
    {
        "get_help": "text",
        "correction": "text",
        "exercise": "name",
        "dose": "text",
        "stop": "text",
        "not_for": "text",
        "no_such_choice": "number",
        "saved": "path",
        "type_one": "words",
        "stats_people": "count",
        "stats_reminders": "count",
        "stats_topic": "topic helpful unhelpful",
        "reloaded": "topics exercises",
    }
)
"""By the line of wording.yaml."""

REMINDING: Mapping[str, str] = MappingProxyType(
    {
        "sent.title": "number names",
        "sent.late": "time",
        "sent.steps": "id",
        "said.added": "number names says",
        "said.next": "zone times",
        "said.change_it": "number",
        "said.list_title": "zone",
        "said.list_line": "number names says state",
        "said.offer_line": "number names says",
        "said.paused": "number",
        "said.paused_until": "date time",
        "said.paused_hurts": "number",
        "said.paused_unreachable": "number",
        "said.resting": "names",
        "said.none_numbered": "number",
        "said.which": "command",
        "said.edited": "number names says",
        "said.pause_how": "number",
        "said.now_paused": "number",
        "said.now_paused_until": "number date",
        "said.resumed": "number",
        "said.skipped": "number",
        "said.undone": "number",
        "said.nothing_next": "number",
        "said.deleted": "number",
        "said.done_early": "number",
        "said.snoozed": "time",
        "said.hurt": "names",
        "said.hurt_after": "text",
        "said.remind_when": "id",
        "personal.zone_is": "zone time",
        "personal.zone_set": "zone time",
        "personal.zone_offer": "zone time",
        "personal.quiet_is": "start end",
        "personal.quiet_set": "start end",
        "personal.progress_week": "date bar done planned",
        "personal.progress_streak": "days",
        "personal.privacy_person": "platform zone quiet date",
        "personal.privacy_reminders": "count",
        "personal.privacy_past": "count",
        "personal.export_reminder": "names",
        "news": "number names time",
        "when.offer": "says times",
        "problems": "words",
    }
)
"""By the part of reminding.yaml and the line in it, or by the part alone."""

DISCORD: Mapping[str, str] = MappingProxyType(
    {"help_privacy": "url", "setup_countries": "first last"}
)
"""By the line of `said` in discord.yaml."""

DISCORD_NAMED = frozenset(
    {
        "admins_only",
        "cannot_write_here",
        "failed",
        "help_ask",
        "help_footer",
        "help_privacy",
        "help_title",
        "no_choice",
        "not_here",
        "nothing_here",
        "only_english",
        "reload",
        "see_also",
        "server_only",
        "setup_country",
        "setup_countries",
        "setup_country_none",
        "setup_dms",
        "setup_dms_off",
        "setup_dms_on",
        "setup_ignored",
        "setup_intro",
        "setup_language",
        "setup_no_channel",
        "setup_nobody",
        "setup_open",
        "setup_quiet",
        "setup_title",
    }
)

MATRIX: Mapping[str, str] = MappingProxyType({"react": "list", "setup_country": "country"})
"""By the line of `said` in matrix.yaml."""

MATRIX_NAMED = frozenset(
    {
        "not_allowed",
        "pick",
        "react",
        "see_also",
        "setup_closed",
        "setup_country",
        "setup_how",
        "setup_no_country",
        "setup_open",
        "setup_replies",
        "setup_threads",
        "setup_title",
        "unread",
    }
)

NAMED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "news": frozenset({"missed", "unsure", "refused"}),
        "when": frozenset({"next", "choices", "offer", "zone-first"}),
        "labels": frozenset(
            {
                "sources",
                "remind",
                "helpful",
                "not-helpful",
                "done",
                "snooze-10",
                "snooze-60",
                "tonight",
                "skip",
                "hurts",
            }
        ),
        "problems": frozenset(
            {
                "empty",
                "too-long",
                "unknown-words",
                "misplaced",
                "no-time",
                "which-half-of-day",
                "which-midnight",
                "which-days",
                "which-date",
                "how-often",
                "how-many",
                "which-hours",
                "one-time",
                "one-list",
                "monthly",
                "too-often",
                "past",
                "never",
                "no-such-date",
                "no-such-time",
                "too-far",
                "contradiction",
            }
        ),
    }
)
"""Lines that the program looks up by name; tests hold them against its own names."""


def fault(text: str, allowed: str) -> str | None:
    """What is wrong with the braces of a sentence; None when nothing is."""
    try:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return "has a brace too many or too few"
    if found <= set(allowed.split()):
        return None
    words = " ".join(f"{{{name}}}" for name in allowed.split())
    return f"may hold only {words or 'no words in braces'}"

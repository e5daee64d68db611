"""The classes of what is said about reminders (faq/reminding.yaml)."""

from bot.content.models import Entry, Line


class Sent(Entry):
    """The message that reminds."""

    title: Line
    late: Line
    steps: Line


class Said(Entry):
    """What is replied to commands and buttons. {words in braces} are filled in."""

    how: Line
    added: Line
    kept: Line
    next: Line
    no_more: Line
    change_it: Line
    zone_first: Line
    too_many: Line
    list_title: Line
    list_none: Line
    list_line: Line
    offer_line: Line
    list_footer: Line
    paused: Line
    paused_until: Line
    paused_hurts: Line
    paused_unreachable: Line
    resting: Line
    none_numbered: Line
    which: Line
    edit_how: Line
    edited: Line
    pause_how: Line
    now_paused: Line
    now_paused_until: Line
    all_paused: Line
    resumed: Line
    skipped: Line
    nothing_next: Line
    deleted: Line
    done: Line
    undone: Line
    done_early: Line
    nothing_to_do: Line
    snooze_how: Line
    snoozed: Line
    too_late_tonight: Line
    hurt_which: Line
    hurt_all: Line
    hurt: Line
    hurt_after: Line
    gone: Line
    comes_here: Line
    closed: Line
    closed_elsewhere: Line
    reach_later: Line
    remind_when: Line
    offer_pause: Line
    pause_all: Line
    none_active: Line


class Personal(Entry):
    """Zone, quiet hours, progress and privacy."""

    zone_unset: Line
    zone_is: Line
    zone_set: Line
    zone_offer: Line
    zone_unknown: Line
    zone_several: Line
    zone_fixed_offset: Line
    zone_abbreviation: Line
    quiet_none: Line
    quiet_is: Line
    quiet_set: Line
    quiet_off: Line
    quiet_how: Line
    progress_title: Line
    progress_none: Line
    progress_week: Line
    progress_streak: Line
    progress_note: Line
    privacy_how: Line
    privacy_title: Line
    privacy_nothing: Line
    privacy_person: Line
    privacy_reminders: Line
    privacy_past: Line
    privacy_not_kept: Line
    export: Line
    export_reminder: Line
    delete_sure: Line
    delete_yes: Line
    delete_done: Line


class Reminding(Entry):
    """Everything that is said about reminders."""

    sent: Sent
    said: Said
    personal: Personal
    news: dict[str, Line]
    labels: dict[str, Line]
    problems: dict[str, Line]
    when: dict[str, Line]
    examples: tuple[Line, ...]

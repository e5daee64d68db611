"""Instants written as people of a language write them: the only file that knows Babel."""

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time, get_datetime_format

from bot.reminders.rule import local

DAY = "MMMEd"
"""Weekday, day and month, as CLDR calls them; the language decides on their order."""

FALLBACK = Locale("en", "GB")


def written(instant: int, zone: str, language: str) -> str:
    """An instant in the zone of a person; in English where the language is not known."""
    locale, when = _locale(language), local(instant, zone)
    day = format_skeleton(DAY, when, locale=locale)
    time = format_time(when, "short", locale=locale)
    both = str(get_datetime_format("short", locale=locale))
    return both.replace("{1}", day).replace("{0}", time)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return FALLBACK

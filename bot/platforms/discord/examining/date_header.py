"""Compares the clock with Discord's, by the header Date of what it answers (RFC 9110, 6.6.1)."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

import aiohttp

from bot.platforms.findings import Finding, Level

ASTRAY = 30.0
"""Seconds that the clock may be off; the header has whole seconds, and answers take a while."""


class DateHeader:
    """How far the clock is ahead, by the last answer that `trace` saw."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._ahead: float | None = None
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self._answered)

    @property
    def finding(self) -> Finding:
        """What became of the comparison."""
        return judged(self._ahead)

    async def _answered(
        self, _session: object, _context: object, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        try:
            date = parsedate_to_datetime(ended.response.headers["Date"])
        except (KeyError, ValueError):
            return
        self._ahead = self._now() - date.timestamp()


def judged(ahead: float | None) -> Finding:
    """A clock that is so many seconds ahead of Discord's; None: nobody knows."""
    if ahead is None:
        return Finding(Level.NOTE, "clock", "not compared, for no answer told the time")
    if abs(ahead) > ASTRAY:
        way = "ahead of" if ahead > 0 else "behind"
        told = f"{abs(ahead):.0f} s {way} Discord's; have NTP set it, or reminders come wrong"
        return Finding(Level.MEND, "clock", told)
    return Finding(Level.OK, "clock", f"within {ASTRAY:.0f} s of Discord's")

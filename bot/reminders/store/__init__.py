"""Where reminders are kept: the only folder that speaks SQL. One code path for both databases.

schema (tables), database (open, migrate, transactions), rows (rows <-> frozen values), people,
reminders and history (what people do), writing and recording (rows of both), queue and pacing (what
delivery does), renewing (newer zone data), copying (moving everything).
"""

"""Where reminders are kept: the only folder that speaks SQL. One code path for both databases.

schema (tables), database (open, migrate, transactions), rows (rows <-> frozen values), people,
reminders and history (what people do), queue (what delivery does), copying (moving everything).
"""

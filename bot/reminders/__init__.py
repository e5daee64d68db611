"""Reminders, from a phrase to a delivery that is neither lost nor doubled.

Read in this order: rule (wall time + zone -> due), phrases (words -> rule), says and rrule (rule ->
words), quiet, zones, reminder (what is remembered), store (where), delivery (claim, send, settle).
"""

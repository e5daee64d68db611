"""Tests of reminders: what is kept, when it is due, and that it comes once."""

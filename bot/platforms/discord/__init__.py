"""Discord, by discord.py. Read platform first: it joins the others.

parts (what it is handed), client (the connection), hearing (what is heard -> Message), messages and
interactions (Message in, replies out), commands, admin and helping (slash commands), rendering,
layout, fitting, spelling and custom_ids (a Reply as Discord shows it, pure), sending and directs
(reminders), faults (what discord.py raises, and what it means).
"""

"""Matrix, by matrix-nio. Read platform first: it joins the others.

parts (what it is handed), account (device, keys and their file), signing (cross-signing), syncing
(the loop), hearing (events -> Message), rooms (invited, empty and upgraded ones), answering and
reacting (Message in, replies out), showing and sending (replies as events, reminders), rendering (a
Reply as an event, pure), setting_up (`!setup`), checkup (for the doctor), asking, faults, memory.
"""

"""Matrix, by matrix-nio. Read platform first: it joins the others.

parts (what it is handed), account (device, keys and their file), signing (cross-signing), syncing
(the loop), hearing (events -> Message), rooms (invites, empty and upgraded rooms), answering
(Message in, events out), rendering (a Reply as events, pure), sending (reminders), faults.
"""

"""The parts of the checkup, which joins them.

looking (one look, bounded; faults in words), date_header (the clock), application (settings of the
Developer Portal, pure), rights (what the bot needs in a server, pure), servers (what it has there).
"""

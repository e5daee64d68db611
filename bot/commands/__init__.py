"""What people can ask it to do, once for all platforms.

conversation (messages in, replies out), table (names -> handlers), request (what a handler gets),
asking, reminding, changing, doing and personal (the handlers), pressing (buttons),
exercises and numbers (what the words behind a command mean).
"""

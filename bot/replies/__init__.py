"""What is said: answers (entries of the FAQ) and reminders, put together as replies. Pure."""

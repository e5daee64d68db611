"""Places where people chat: one file or folder for each, named after it. None knows the FAQ."""

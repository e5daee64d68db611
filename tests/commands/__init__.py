"""What people can do with reminders, through the real conversation and the real content."""

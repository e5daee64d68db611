"""What whoever runs the bot needs: logs, numbers, and a look whether it is well."""
